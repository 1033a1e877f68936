package blindset

import "fmt"

// inspection is a routine or a special inspection; every other one ends in an order to put right.
func inspection(c *Case) {
	n := c.Number
	c.parties([]string{"entity", "entity", "sole"}[n%3], "被检查单位")
	notified := c.begin().after(1)
	on := notified.after(6)
	basis := Law("《中华人民共和国产品质量法》第十八条第一款第（一）项")
	if n%3 == 1 {
		basis = "《中华人民共和国食品安全法》第一百一十条第（一）项"
	}
	facts, result, name := "抽查在售商品{qty}种，标签标识齐全，进货查验记录完整。", "conforming", "未发现问题"
	if n%2 == 1 {
		facts, result, name = "抽查在售商品{qty}种，其中一种没有标明生产日期。", "order", "责令限期改正"
	}
	items, standard := []string{"产品标识检查", "进货查验检查"}, "产品标识检查要点"
	if o := c.Hand.Office; o != nil {
		v := o.visits[n%len(o.visits)]
		if basis, items, standard, facts = v.basis, v.items, v.standard, v.good; n%2 == 1 {
			facts = v.bad
		}
	}
	fix := on.after(16)
	c.say("facts", facts, "qty", fmt.Sprint(9+n%40), "basis", basis, "task", notified.year()+"年度行政检查计划", "items", items, "type_name", "日常检查", "year_count", "0", "cap", "2", "approved", notified.after(-1),
		"notice_on", notified, "scan", fmt.Sprintf("SM%s%04d", notified.year(), 300+n), "day", on, "from", "9时30分", "to", "11时00分", "place", "{addr}", "result_name", name, "fix_by", fix, "drawn", notified.after(-2), "seed", fmt.Sprint(90017+n),
		"title", "对{name}的日常检查", "case_no", fmt.Sprintf("云市监检〔%s〕%d号", on.year(), 3+n), "thing", "告知书", "proposal", "{result_name}", "cause", "行政检查")
	c.set("i.type", "daily", "i.task", c.Words["task"], "i.random", true, "i.joint", false, "i.enterprise", true, "i.body_announced", true, "i.by_third", false, "i.items", c.Words["items"], "i.items_published", true,
		"i.items_from", "2025-01-01", "i.cap", int64(2), "i.approved_on", notified.after(-1), "i.scan_id", c.Words["scan"], "i.on", on, "i.standard", standard, "i.standard_from", "2024-01-01",
		"i.cost_free", true, "i.result", result, "i.plan_published_on", Day(notified.year()+"-01-20"), "i.plan_approved_on", Day(notified.year()+"-01-10"), "i.measure", false, "c.item", "YT-0231")
	c.add("J-D01", "双随机抽取记录", notified.after(-2), "J-D01.body").manned().puts("seed", c.Words["seed"], "inspectors", []string{officers[0].Name, officers[1].Name}, "witness_by", "社区工作人员孙慎")
	c.add("J-D02", "行政检查审批表", notified.after(-1), "J-D02.body", "J-D02.approve").manned().with("on", on).puts("approved_by", leader, "approved_on", notified.after(-1), "year_count", int64(0), "cap", int64(2))
	c.add("J-D03", "行政检查通知书", notified, "office", "J-D03.body", "J-D03.rights", "J-D03.sign").manned().with("on", on).numbered(fmt.Sprintf("云市监检通〔%s〕%d号", on.year(), 11+n)).puts("served_on", notified, "org_name", office)
	c.add("J-D04", "现场检查笔录", on, "J-D04.body", "J-D04.card", "J-D04.scene").manned().puts("sign_party", true)
	d := c.add("J-D08", "检查结果告知书", on.after(2), "office", "J-D08.title", "number", "J-D08.body", "remedy", "sign").numbered(fmt.Sprintf("云市监检告〔%s〕%d号", on.year(), 11+n))
	d.puts("result", result, "org_name", office, "served_on", on.after(2))
	if result == "order" {
		d.Parts = []string{"office", "J-D08.title", "number", "J-D08.body", "J-D08.order", "remedy", "sign"}
		c.set("i.fix_by", fix)
		d.puts("fix_by", fix)
	}
	c.Today = string(on.after(4))
}
