package blindset

import "fmt"

// penaltyOperators spoil the course of a penalty case and what is said in it.
var penaltyOperators = []Operator{
	{ID: "one-officer", Kinds: fines, Items: []string{"P03"}, Article: "行政处罚法第四十二条", Label: "现场检查只有一名执法人员",
		Apply: func(c *Case) bool { c.sheet("D05").manned(officers[0]); return true }},
	{ID: "one-officer-asks", Kinds: fines, Items: []string{"P03"}, Article: "行政处罚法第五十五条", Label: "询问只有一名执法人员", Kept: true,
		Apply: func(c *Case) bool { c.sheet("D06").manned(officers[1]); return true }},
	{ID: "filed-late", Kinds: fines, Items: []string{"P12", "P57"}, Article: "行政处罚法第五十四条第二款", Label: "立案晚于询问",
		Apply: func(c *Case) bool {
			on := c.day("filed").after(7)
			c.sheet("D02").On = on
			c.sheet("D02").puts("approved_on", on)
			return c.everywhere("filed", on, "c.filed_on", on)
		}},
	{ID: "unapproved", Kinds: fines, Items: []string{"P12"}, Article: "行政处罚法第五十四条第二款", Label: "立案审批表没有负责人签批",
		Apply: func(c *Case) bool {
			delete(c.sheet("D02").Fields, "approved_by")
			delete(c.sheet("D02").Fields, "approved_on")
			return c.dropped("D02", "D02.approve")
		}},
	{ID: "overdue", Kinds: fines, Items: []string{"P13"}, Article: "行政处罚法第六十条", Label: "立案一百二十日以后才作决定，没有延长",
		Apply: func(c *Case) bool {
			on := c.day("filed").after(-77)
			c.sheet("D02").On = on
			c.sheet("D02").puts("approved_on", on)
			return c.everywhere("filed", on, "c.filed_on", on)
		}},
	{ID: "two-places", Kinds: fines, Items: []string{"P15"}, Article: "行政处罚法第五十五条", Label: "同一执法人员同一时段在两份笔录上",
		Apply: func(c *Case) bool {
			c.sheet("D06").with("day", c.sheet("D05").Words["day"], "from", "9时40分", "to", "10时50分").On = c.sheet("D05").On
			return true
		}},
	{ID: "kept-too-long", Kinds: fines, Items: []string{"P16"}, Article: "行政处罚法第五十六条", Label: "先行登记保存十二日以后才处理",
		Apply: func(c *Case) bool {
			c.kept(16)
			return true
		}},
	{ID: "no-defence-told", Kinds: fines, Items: []string{"P20"}, Article: "行政处罚法第四十四条", Label: "告知书没有告知陈述申辩权", Apply: func(c *Case) bool { return c.dropped("D21", "D21.defence") }},
	{ID: "no-reasons-told", Kinds: fines, Items: []string{"P20"}, Article: "行政处罚法第四十四条", Label: "告知书没有理由依据和拟处罚内容", Kept: true,
		Apply: func(c *Case) bool { return c.dropped("D21", "D21.reasons") }},
	{ID: "fine-above-notice", Kinds: fines, Items: []string{"P20", "P22", "P37"}, Article: "行政处罚法第四十五条第二款", Label: "决定的罚款高于告知的",
		Apply: func(c *Case) bool {
			low := c.fen("fine") * 4 / 5 / 10_000 * 10_000
			c.sheet("D21").puts("fine", low)
			return c.in("D21", "fine", low)
		}},
	{ID: "too-soon", Kinds: fines, Items: []string{"P21", "P57"}, Article: "行政处罚法第四十五条", Label: "告知次日即作决定，没有放弃陈述申辩",
		Apply: func(c *Case) bool {
			d := c.sheet("D27")
			if d.Unfinished || c.Values["h.held_on"] != nil || c.Values["c.defended"] == true {
				return false
			}
			on := d.On.after(-1)
			for _, s := range []*Sheet{c.sheet("D21"), c.sheet("D31")} {
				s.with("on", on, "served", on).puts("served_on", on).On = on
			}
			return c.everywhere("noticed", on, "h.told_on", map[bool]any{true: on}[c.Values["h.entitled"] == true])
		}},
	{ID: "defence-ignored", Kinds: fines, Items: []string{"P21"}, Article: "行政处罚法第四十五条第一款", Label: "当事人申辩，没有复核，决定书不回应",
		Apply: func(c *Case) bool { return c.dropped("D27", "D27.defended") && c.lose("D22") }},
	{ID: "hearing-untold", Kinds: fines, Items: []string{"P23"}, Article: "行政处罚法第六十三条", Label: "较大数额罚款没有告知听证权",
		Apply: func(c *Case) bool {
			if c.Values["h.held_on"] != nil {
				return false
			}
			c.set("h.told_on", nil)
			return c.dropped("D21", "D21.hearing")
		}},
	{ID: "hearing-notice-short", Kinds: fines, Items: []string{"P24"}, Article: "行政处罚法第六十四条第（二）项", Label: "听证前三日才通知",
		Apply: func(c *Case) bool {
			if c.Values["h.held_on"] == nil {
				return false
			}
			on := c.day("held").after(-3)
			s := c.sheet("D23")
			s.with("notice", on).On = on
			c.set("h.notice_on", on)
			return true
		}},
	{ID: "hearing-host", Kinds: fines, Items: []string{"P24"}, Article: "行政处罚法第六十四条第（四）项", Label: "听证由本案调查人员主持", Kept: true,
		Apply: func(c *Case) bool {
			if c.Values["h.held_on"] == nil {
				return false
			}
			c.sheet("D23").puts("host", officers[0].Name)
			return c.everywhere("host", officers[0].Name, "h.host", officers[0].Name, "h.host_investigated", true)
		}},
	{ID: "undiscussed", Kinds: fines, Items: []string{"P26"}, Article: "行政处罚法第五十七条第二款", Label: "重大处罚没有集体讨论",
		Apply: func(c *Case) bool {
			c.set("g.on", nil, "g.present", nil, "g.chair", nil, "g.leader_present", nil, "g.all_signed", nil, "g.result", nil)
			return c.lose("D26")
		}},
	{ID: "discussed-after", Kinds: fines, Items: []string{"P26", "P57"}, Article: "行政处罚法第五十七条第二款", Label: "决定以后才集体讨论",
		Apply: func(c *Case) bool {
			if c.sheet("D26") == nil {
				return false
			}
			on := c.sheet("D27").On.after(2)
			c.sheet("D26").with("on", on).On = on
			c.set("g.on", on)
			return true
		}},
	{ID: "decided-unreviewed", Kinds: fines, Items: []string{"P27", "P57", "P26"}, Article: "行政处罚法第五十八条", Label: "法制审核意见晚于决定", Kept: true,
		Apply: func(c *Case) bool {
			s := c.sheet("R02")
			if s == nil {
				return false
			}
			on := c.sheet("D27").On.after(2)
			s.with("on", on).On = on
			return true
		}},
	{ID: "facts-day", Kinds: fines, Items: []string{"P37"}, Article: "行政处罚法第四十条", Label: "告知书和决定书的违法日期不同",
		Apply: func(c *Case) bool { return c.inDecision("ill_to", c.day("ill_to").after(-31)) }},
	{ID: "facts-quantity", Kinds: fines, Items: []string{"P37", "P35"}, Article: "行政处罚法第四十条", Label: "决定书的数量和告知书不同",
		Apply: func(c *Case) bool { return c.inDecision("qty", c.word("qty")+"5") }},
	{ID: "facts-gains", Kinds: fines, Items: []string{"P37", "P35"}, Article: "行政处罚法第二十八条", Label: "调查报告的违法所得和决定书不同",
		Apply: func(c *Case) bool { return c.in("D20", "gains", c.fen("gains")+50_000) }},
	{ID: "facts-goods", Kinds: fines, Items: []string{"P37", "P35"}, Article: "行政处罚法第四十条", Label: "告知书的货值和决定书不同", Kept: true,
		Apply: func(c *Case) bool { return c.in("D21", "goods", c.fen("goods")+120_000) }},
	{ID: "facts-place", Kinds: fines, Items: []string{"P37", "P05"}, Article: "行政处罚法第四十条", Label: "决定书的地址和其他文书不同", Kept: true,
		Apply: func(c *Case) bool { return c.inDecision("addr", "云汀县旧埠镇北栅口118号") }},
	{ID: "conf-differs", Kinds: fines, Items: []string{"P20", "P22", "P37"}, Article: "行政处罚法第四十五条第二款", Label: "决定没收的数额高于告知的",
		Apply: func(c *Case) bool {
			low := c.fen("gains") / 2
			c.sheet("D21").puts("conf", low)
			return c.lowered(low)
		}},
	{ID: "no-such-article", Kinds: fines, Items: []string{"P40", "P41"}, Article: "行政处罚法第五十九条第一款第（三）项", Label: "决定书引用不存在的条文",
		Apply: func(c *Case) bool {
			d := c.sheet("D27")
			d.Words["discretion_law"] = Law("《中华人民共和国行政处罚法》第一百一十二条")
			c.sheet("D27").Words["reason"] = "根据{discretion_law}的规定，没有从重、从轻情节"
			return true
		}},
	{ID: "law-without-article", Kinds: fines, Items: []string{"P40"}, Article: "行政处罚法第五十九条第一款第（三）项", Label: "决定书只引法名不引条款",
		Apply: func(c *Case) bool {
			bare := titleOf(c.Words["law_pen"].(Law))
			return c.inDecision("law_pen", bare+"的有关规定")
		}},
	{ID: "article-changes", Kinds: fines, Items: []string{"P40", "P37", "P20"}, Article: "行政处罚法第四十四条", Label: "决定的处罚条款和告知的不同",
		Apply: func(c *Case) bool {
			return c.inDecision("law_pen", Law(string(titleOf(c.Words["law_pen"].(Law)))+"第六十一条第二款"))
		}},
}

func titleOf(l Law) string {
	for i, r := range string(l) {
		if r == '》' {
			return string(l)[:i+len("》")]
		}
	}
	return string(l)
}

// lowered makes the notice say a lower confiscation.
func (c *Case) lowered(low Fen) bool {
	s := c.sheet("D21")
	s.Words["low"] = low
	s.Words["kinds_list"] = []string{"没收违法所得{low/cap}", "罚款{fine/cap}"}
	return true
}

// kept adds a preservation of evidence that was dealt with after so many days.
func (c *Case) kept(days int) {
	on := c.sheet("D05").On
	c.add("D13", "先行登记保存通知书", on, "D13.body").numbered(fmt.Sprintf("云市监登保〔%s〕%d号", on.year(), c.Number+1)).with("day", on).puts("approved_by", leader)
	c.add("D14", "先行登记保存物品处理通知书", on.after(days), "D14.body").numbered(fmt.Sprintf("云市监登处〔%s〕%d号", on.year(), c.Number+1)).with("day", on, "handled", on.after(days))
}
