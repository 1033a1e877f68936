package blindset

import "fmt"

// coercion is a sealing or a seizure. Every third is extended, every fourth party does not sign.
func coercion(c *Case) {
	n := c.Number
	c.parties([]string{"entity", "sole", "entity"}[n%3], "当事人")
	from := c.begin().after(1)
	measure, kind := "扣押", "seize"
	if n%2 == 0 {
		measure, kind = "查封", "seal"
	}
	law, cause, goods := Law("《中华人民共和国食品安全法》第一百一十条第（四）项"), "使用非食品原料生产食品", "工业用明胶"
	if n%4 > 1 {
		law, cause, goods = "《中华人民共和国产品质量法》第十八条第一款第（四）项", "销售不符合安全标准的产品", "无证充电器"
	}
	unit, more, mores := "箱", "包装袋", "只"
	if o := c.Hand.Office; o != nil {
		g := o.grounds[n%4/2]
		law, cause, goods, unit, more, mores = g.law, g.cause, g.goods, g.unit, g.more, g.mores
	}
	qty := fmt.Sprint(15 + n%80)
	days := 30 - n%3*5
	to := from.after(days)
	list := []string{goods + " " + qty + unit, more + " " + fmt.Sprint(200+n) + mores}
	items := []string{goods + qty + unit, fmt.Sprintf("%s%d%s", more, 200+n, mores)}
	c.say("cause", cause, "facts", "当事人涉嫌{cause}，现场有"+goods+"{qty}"+unit+"。", "qty", qty, "law", law, "measure", measure, "items", items, "items_list", list, "days", fmt.Sprint(days), "from", from, "to", to,
		"approved", from, "necessity", "防止涉案物品转移、隐匿、灭失，非强制手段不足以达到目的。", "place", "{addr}", "title", "{name}涉嫌{cause}案"+measure, "case_no", fmt.Sprintf("云市监强〔%s〕%d号", from.year(), 4+n),
		"thing", "决定", "basis", "{law}", "proposal", "{measure}{items}")
	c.set("c.cause", cause, "c.domain", c.Hand.domain(), "k.kind", kind, "k.law", []string{string(law)}, "k.law_level", "law", "k.law_valid", true, "k.necessity", c.Words["necessity"], "k.impact", "只对涉案物品采取措施，不影响其他经营。",
		"k.days", int64(days), "k.items", items, "k.place", c.Words["addr"], "k.from", from, "k.to", to, "k.served_on", from, "k.living_goods", false, "k.sealed_before", false, "k.urgent", false, "k.decided_on", from,
		"k.stops_business", false, "k.ground_gone", false, "c.crime_suspected", false)
	c.add("K-D01", "行政强制措施审批表", from, "K-D01.body", "K-D01.approve").manned().puts("approved_by", leader, "approved_on", from, "days", int64(days))
	d := c.add("K-D02", measure+"决定书", from, "office", "K-D02.title", "number", "K-D02.body", "K-D02.twin", "remedy", "sign").numbered(fmt.Sprintf("云市监强措〔%s〕%d号", from.year(), 9+n))
	d.puts("days", int64(days), "copies", int64(2), "org_name", office, "served_on", from, "items", items)
	c.add("K-D03", "财物清单", from, "K-D03.body", "K-D03.twin").manned().numbered(fmt.Sprintf("云市监物清〔%s〕%d号", from.year(), 9+n)).puts("copies", int64(2), "both_signed", true, "items", items)
	scene := "K-D04.scene"
	if n%4 == 3 {
		scene = "K-D04.refused"
	}
	note := c.add("K-D04", "现场笔录", from, "K-D04.body", "K-D04.card", scene).manned().with("day", from, "start", "14时10分", "end", "16时05分").puts("sign_party", scene == "K-D04.scene", "place", c.Words["addr"])
	if scene == "K-D04.refused" {
		note.puts("refuse_note", "当事人拒绝签名", "witness", "社区工作人员孙慎")
	}
	c.Today = string(from.after(8))
	if n%3 == 1 {
		c.extended(from, to, days)
	}
}

// extended adds the decision by which a measure is made longer.
func (c *Case) extended(from, to Day, days int) {
	on, until := to.after(-2), to.after(20)
	c.say("ext_days", "20", "ext_to", until, "ext_on", on)
	c.set("k.ext_days", int64(20), "k.ext_to", until, "k.ext_on", on, "k.ext_reasons", "情况复杂")
	c.add("K-D07", "延长强制措施期限决定书", on, "office", "K-D07.body").numbered(fmt.Sprintf("云市监强延〔%s〕%d号", from.year(), 2+c.Number)).
		puts("reasons", "情况复杂", "days", int64(20), "to", until, "served_on", on, "approved_by", leader)
	c.Today = string(on.after(3))
}
