package blindset

import "fmt"

// application is a kind of licence with its law.
type application struct {
	item, content, findings, lacking string
	law                              Law
	years                            int
}

var applications = []application{
	{"食品经营许可", "热食类食品制售", "经营场所{qty}平方米，布局合理，设备设施符合要求。", "生食区与熟食区没有分开，不能防止交叉污染，", "《中华人民共和国食品安全法》第三十三条第一款第（一）项", 5},
	{"药品经营许可（零售）", "药品零售（处方药、甲类非处方药、乙类非处方药）", "营业场所{qty}平方米，有执业药师一名，制度齐全。", "没有依法经过资格认定的药师，", "《中华人民共和国药品管理法》第五十二条第一款第（一）项", 5},
	{"特种设备生产许可", "电梯安装、修理", "有专业技术人员{qty}名，质量保证体系健全。", "没有与生产相适应的专业技术人员，", "《中华人民共和国特种设备安全法》第十八条第一项", 4},
}

// license is an application: every third is refused, every fifth asks to renew.
func license(c *Case) {
	n, list := c.Number, matters(c.Hand, func(o *Office) []application { return o.applications }, applications)
	a := list[c.Number/2%len(list)]
	if c.Hand.Kept {
		a = list[(c.Number/2+1)%len(list)]
	}
	c.parties("entity", "申请人")
	start := c.begin()
	applied, accepted, checked, decided := start, start.after(2), start.after(9), start.after(20)
	qty := fmt.Sprint(12 + n%60)
	from := decided.after(3)
	to := Day(fmt.Sprintf("%d%s", int(at(from).Year())+a.years, string(from)[4:])).after(-1)
	c.say("item", a.item, "content", a.content, "findings", a.findings, "qty", qty, "law", a.law, "applied", applied, "accepted", accepted, "received", applied, "valid_from", from, "valid_to", to,
		"conclusion", "符合许可条件，建议准予许可。", "place", "{addr}", "title", "{name}申请{item}", "case_no", fmt.Sprintf("云市监许字〔%s〕%d号", applied.year(), 6+n), "thing", "决定", "basis", "{law}", "cause", "申请{item}",
		"proposal", "准予许可", "facts", "{findings}")
	c.set("l.item", a.item, "l.matter", "issue", "l.kind", "ordinary", "l.by_application", true, "l.applied_on", applied, "l.complete", true, "l.accepted_on", accepted, "l.promised_days", int64(20), "l.region", region,
		"l.item_level", "county", "l.basis_level", level(a.law), "l.fee", false, "l.conditions", int64(5), "l.conditions_checked", int64(5), "l.conditions_met", int64(5), "l.law", []string{string(a.law)},
		"l.standards_in_force", true, "l.outcome", "grant", "l.content", a.content, "l.valid_from", from, "l.valid_to", to, "c.item", "YT-0231")
	c.add("L-D01", "行政许可申请书", applied, "L-D01.body")
	c.add("L-D02", "收件凭证", applied, "L-D02.body")
	c.add("L-D05", "受理通知书", accepted, "office", "L-D05.body", "L-D05.seal").numbered(fmt.Sprintf("云市监许受〔%s〕%d号", applied.year(), 30+n)).puts("days", int64(20))
	c.add("L-D06", "实地核查笔录", checked, "L-D06.body").manned().with("day", checked, "from", "9时30分", "to", "10时40分").puts("on_site", true, "sign_party", true)
	c.add("R01", "法制审核送审表", decided.after(-7), "R01.title", "R01.body").manned()
	c.Today = string(decided.after(-6))
	switch {
	case n%3 == 2:
		c.refused(a, decided)
	case n%5 == 3:
		c.renewed(a, decided)
	default:
		d := c.add("L-D13", "准予行政许可决定书", decided, "office", "L-D13.title", "number", "L-D13.body", "L-D13.term", "remedy", "sign").numbered(fmt.Sprintf("云市监许准〔%s〕%d号", decided.year(), 50+n))
		d.puts("content", a.content, "valid_from", from, "valid_to", to, "org_name", office)
	}
	if n%2 == 1 {
		d := c.decision()
		d.Parts, d.Unfinished, d.On, d.No = append(slicesWithout(slicesWithout(d.Parts, "number"), "sign"), "signblank"), true, "", ""
		return
	}
	c.Today = string(decided.after(6))
	receipt := c.add("L-D16", "送达回证", decided.after(4), "served").manned().with("served_paper", c.Hand.called(c.decision()), "served_no", c.decision().No, "served", decided.after(4), "how", "直接送达")
	receipt.puts("receiver", c.Words["name"], "served_on", decided.after(4), "served_how", "direct")
}

// refused makes the outcome a refusal.
func (c *Case) refused(a application, decided Day) {
	c.say("reason", a.lacking, "conclusion", "不符合许可条件，建议不予许可。", "proposal", "不予许可", "findings", "经核查，场所面积{qty}平方米。")
	c.set("l.outcome", "refuse", "l.reason", a.lacking, "l.conditions_met", int64(4), "l.valid_from", nil, "l.valid_to", nil)
	d := c.add("L-D14", "不予行政许可决定书", decided, "office", "L-D14.title", "number", "L-D14.body", "L-D14.reason", "remedy", "sign").numbered(fmt.Sprintf("云市监许否〔%s〕%d号", decided.year(), 50+c.Number))
	d.puts("reason", a.lacking, "org_name", office)
}

// renewed makes the application one to renew.
func (c *Case) renewed(a application, decided Day) {
	ends := decided.after(40)
	to := Day(fmt.Sprintf("%d%s", int(at(ends).Year())+a.years, string(ends)[4:]))
	c.say("original_no", fmt.Sprintf("JY1320681%07d", c.Number), "original_to", ends, "valid_from", ends.after(1), "valid_to", to, "title", "{name}申请延续{item}", "proposal", "准予延续")
	c.set("l.matter", "renew", "l.original_no", fmt.Sprintf("JY1320681%07d", c.Number), "l.original_valid_to", ends, "l.valid_from", ends.after(1), "l.valid_to", to)
	d := c.add("L-D18", "准予延续行政许可决定书", decided, "office", "L-D13.title", "number", "L-D18.body", "L-D13.term", "remedy", "sign").numbered(fmt.Sprintf("云市监许延〔%s〕%d号", decided.year(), 50+c.Number))
	d.puts("content", a.content, "valid_to", to, "org_name", office)
}
