package blindset

import (
	"fmt"
	"time"
)

func at(d Day) time.Time {
	t, _ := time.Parse(time.DateOnly, string(d)) // a day of ours
	return t
}

// charge is an item that is levied or charged.
type charge struct {
	id, name, unit, facts, doc string
	basis                      Law
	std                        Fen
	level                      string
}

var levies = []charge{
	{"civil_air_defence", "防空地下室易地建设费", "平方米", "你单位新建民用建筑，应建防空地下室{qty}平方米，因地质条件不宜修建，申请易地建设。", "《关于防空地下室易地建设费标准的通知》（苏价服〔2016〕219号）", "《中华人民共和国人民防空法》第二十二条", 240_000, "law"},
	{"soil_water", "水土保持补偿费", "平方米", "你单位在山区开办生产建设项目，征占用土地{qty}平方米，损坏水土保持设施。", "《关于水土保持补偿费收费标准的通知》（苏价农〔2018〕112号）", "《中华人民共和国水土保持法》第三十二条第二款", 120, "law"},
	{"farmland", "耕地开垦费", "平方米", "你单位经批准占用耕地{qty}平方米，没有条件开垦相应耕地。", "《关于耕地开垦费标准的通知》（苏价服〔2019〕27号）", "《中华人民共和国土地管理法》第三十条第二款", 6_000, "law"},
}

var fees = []charge{
	{"road_occupation", "城市道路占用、挖掘修复费", "平方米", "你单位经批准临时占用城市道路{qty}平方米，用于管线施工。", "《关于城市道路占用挖掘收费标准的通知》（苏价服〔2020〕66号）", "《城市道路管理条例》第三十七条", 8_000, "regulation"},
	{"real_estate_registration", "不动产登记费", "件", "你单位申请非住宅类不动产登记{qty}件。", "《关于不动产登记收费标准等有关问题的通知》（发改价格规〔2016〕2559号）", "《不动产登记暂行条例》第二十一条", 55_000, "ministry"},
}

func levy(c *Case) {
	list := matters(c.Hand, func(o *Office) []charge { return o.levies }, levies)
	c.charged(list[(c.Number/2+map[bool]int{true: 1}[c.Hand.Kept])%len(list)])
}

func fee(c *Case) {
	list := matters(c.Hand, func(o *Office) []charge { return o.fees }, fees)
	c.charged(list[(c.Number/2+map[bool]int{true: 1}[c.Hand.Kept])%len(list)])
	c.set("t.separated", true, "t.announced", true, "t.license_linked", false)
	c.add("T-D13", "收费公示照片", c.begin(), "T-D13.body")
}

// charged is a case of a levy or a fee. Every other dossier is closed.
func (c *Case) charged(item charge) {
	n := c.Number
	c.parties("entity", "缴费人")
	trigger := c.begin()
	decided := trigger.after(14)
	due := decided.after(31)
	count := int64(3 + n%17)
	if area(item.unit) {
		count = 800 + int64(n)*13%700
	}
	qty := fmt.Sprint(count)
	amount := item.std * Fen(count)
	c.say("item_name", item.name, "unit", item.unit, "facts", item.facts, "basis", item.basis, "std_doc", item.doc, "std", item.std, "qty", qty, "amount", amount, "trigger", trigger, "due", due,
		"account", "云汀县财政局非税收入专户（账号：3200168801）", "calc", officers[0].Name, "check", officers[1].Name, "place", "{addr}", "title", "{name}缴纳{item_name}", "thing", "决定", "cause", "{item_name}征缴",
		"case_no", fmt.Sprintf("云市监征〔%s〕%d号", trigger.year(), 2+n), "proposal", "征收{item_name}{amount}")
	c.set("t.item", item.id, "t.listed", true, "t.collectors", []string{office}, "t.levels", []string{"county"}, "t.basis_doc", string(item.basis), "t.basis_level", item.level, "t.std", item.std, "t.unit", item.unit,
		"t.std_doc", item.doc, "t.std_from", "2016-07-01", "t.qty", qty, "t.trigger_on", trigger, "t.base_on", trigger, "t.period_from", trigger, "t.period_to", trigger, "t.amount", amount, "t.due_on", due,
		"t.account", c.Words["account"], "t.relief", "none", "t.separated", true, "t.dispute", false, "t.late_fee", Fen(0))
	c.add("T-D01", "缴费申报表", trigger, "T-D01.body").puts("base", qty, "on_site", true)
	c.add("T-D02", "计算复核表", trigger.after(3), "T-D02.body", "T-D02.hands").manned().puts("calculated_by", officers[0].Name, "checked_by", officers[1].Name, "std", item.std, "qty", qty, "amount", amount)
	c.add("T-D03", "征收事先告知书", trigger.after(6), "office", "T-D03.body", "T-D03.defence", "sign").numbered(fmt.Sprintf("云市监征告〔%s〕%d号", trigger.year(), 7+n)).puts("amount", amount, "served_on", trigger.after(6))
	c.add("R01", "法制审核送审表", decided.after(-2), "R01.title", "R01.body").manned()
	d := c.add("T-D05", "征收决定书", decided, "office", "T-D05.title", "number", "T-D05.body", "T-D05.pay", "remedy", "sign").numbered(fmt.Sprintf("云市监征决〔%s〕%d号", decided.year(), 7+n))
	d.puts("std", item.std, "qty", qty, "amount", amount, "due_on", due, "account", c.Words["account"], "org_name", office)
	c.Today = string(decided.after(-1))
	if n%2 == 1 {
		d.Parts, d.Unfinished, d.On, d.No = append(slicesWithout(slicesWithout(d.Parts, "number"), "sign"), "signblank"), true, "", ""
		return
	}
	c.Today = string(decided.after(9))
	receipt := c.add("T-D06", "送达回证", decided.after(1), "served").manned().with("served_paper", c.Hand.called(d), "served_no", d.No, "served", decided.after(1), "how", "直接送达")
	receipt.puts("receiver", c.Words["name"], "served_on", decided.after(1), "served_how", "direct")
}
