package blindset

// coercionOperators spoil a sealing or a seizure.
var coercionOperators = []Operator{
	{ID: "k-one-officer", Kinds: seizing, Items: []string{"K02"}, Article: "行政强制法第十八条第（二）项", Label: "一人实施", Apply: func(c *Case) bool { c.sheet("K-D04").manned(officers[0]); return true }},
	{ID: "k-approved-after", Kinds: seizing, Items: []string{"K05"}, Article: "行政强制法第十八条第（一）项", Label: "实施三日以后才批准",
		Apply: func(c *Case) bool {
			on := c.day("from").after(3)
			s := c.sheet("K-D01")
			s.with("approved", on).puts("approved_on", on).On = on
			return true
		}},
	{ID: "k-unapproved", Kinds: seizing, Items: []string{"K05"}, Article: "行政强制法第十八条第（一）项", Label: "没有负责人批准", Kept: true,
		Apply: func(c *Case) bool {
			delete(c.sheet("K-D01").Fields, "approved_by")
			delete(c.sheet("K-D01").Fields, "approved_on")
			return c.dropped("K-D01", "K-D01.approve")
		}},
	{ID: "k-no-card", Kinds: seizing, Items: []string{"K06"}, Article: "行政强制法第十八条第（三）项至第（六）项", Label: "没有亮证、告知和听取申辩", Apply: func(c *Case) bool { return c.dropped("K-D04", "K-D04.card") }},
	{ID: "k-no-witness", Kinds: seizing, Items: []string{"K07"}, Article: "行政强制法第十八条第（八）项、第（九）项", Label: "当事人没有签名，也没有注明和见证人",
		Apply: func(c *Case) bool {
			s := c.sheet("K-D04")
			delete(s.Fields, "refuse_note")
			delete(s.Fields, "witness")
			s.puts("sign_party", false)
			return s.drop("K-D04.scene") || s.drop("K-D04.refused")
		}},
	{ID: "k-handed-late", Kinds: seizing, Items: []string{"K08"}, Article: "行政强制法第二十四条第一款", Label: "两日以后才交付决定书",
		Apply: func(c *Case) bool {
			on := c.day("from").after(2)
			c.set("k.served_on", on)
			c.decision().puts("served_on", on)
			s := c.add("D31", "送达回证", on, "served").manned().with("served_paper", c.decision().Name, "served_no", c.decision().No, "served", on, "how", "直接送达")
			s.puts("receiver", c.Words["rep"], "served_on", on)
			return true
		}},
	{ID: "k-no-list", Kinds: seizing, Items: []string{"K08"}, Article: "行政强制法第二十四条第三款", Label: "没有财物清单", Apply: func(c *Case) bool { return c.lose("K-D03") }},
	{ID: "k-one-copy", Kinds: seizing, Items: []string{"K08"}, Article: "行政强制法第二十四条第三款", Label: "清单没有一式二份", Kept: true,
		Apply: func(c *Case) bool {
			c.sheet("K-D03").puts("copies", int64(1))
			return c.dropped("K-D03", "K-D03.twin")
		}},
	{ID: "k-too-long", Kinds: seizing, Items: []string{"K09"}, Article: "行政强制法第二十五条第一款", Label: "期限四十五日",
		Apply: func(c *Case) bool {
			to := c.day("from").after(45)
			if c.sheet("K-D07") != nil {
				return false
			}
			c.sheet("K-D01").puts("days", int64(45))
			c.sheet("K-D02").puts("days", int64(45))
			c.everywhere("days", "45", "k.days", int64(45))
			return c.everywhere("to", to, "k.to", to)
		}},
	{ID: "k-days-wrong", Kinds: seizing, Items: []string{"K09", "K24"}, Article: "行政强制法第二十四条第二款第（三）项", Label: "起止日期与期限日数不符",
		Apply: func(c *Case) bool { return c.inDecision("to", c.day("to").after(15)) }},
	{ID: "k-extended-late", Kinds: seizing, Items: []string{"K09", "K11"}, Article: "行政强制法第二十五条第二款", Label: "期满五日以后才延长",
		Apply: func(c *Case) bool {
			s := c.sheet("K-D07")
			if s == nil {
				return false
			}
			on := c.day("to").after(5)
			s.with("on", on).puts("served_on", on).On = on
			c.Today = string(on.after(2))
			return c.everywhere("ext_on", on, "k.ext_on", on)
		}},
	{ID: "k-extended-much", Kinds: seizing, Items: []string{"K09"}, Article: "行政强制法第二十五条第一款", Label: "延长四十日", Kept: true,
		Apply: func(c *Case) bool {
			s := c.sheet("K-D07")
			if s == nil {
				return false
			}
			until := c.day("to").after(40)
			s.puts("days", int64(40), "to", until)
			c.Words["ext_days"] = "40"
			return c.everywhere("ext_to", until, "k.ext_to", until, "k.ext_days", int64(40))
		}},
	{ID: "k-not-released", Kinds: seizing, Items: []string{"K11"}, Article: "行政强制法第二十五条、第二十七条", Label: "期满二十日没有处理也没有延长",
		Apply: func(c *Case) bool {
			if c.sheet("K-D07") != nil {
				return false
			}
			c.Today = string(c.day("to").after(20))
			return true
		}},
	{ID: "k-by-rule", Kinds: seizing, Items: []string{"K03", "K21"}, Article: "行政强制法第十条第四款", Label: "依规章查封扣押",
		Apply: func(c *Case) bool {
			law := "《云汀县商品市场监督管理规定》第十五条"
			return c.everywhere("law", Law(law), "k.law", []string{law}, "k.law_level", "rule")
		}},
	{ID: "k-no-such-article", Kinds: seizing, Items: []string{"K21"}, Article: "行政强制法第二十四条第二款第（二）项", Label: "引用不存在的条文",
		Apply: func(c *Case) bool {
			law := "《中华人民共和国行政强制法》第九十三条"
			return c.everywhere("law", Law(law), "k.law", []string{law})
		}},
	{ID: "k-list-differs", Kinds: seizing, Items: []string{"K08", "K19", "K24"}, Article: "行政强制法第二十四条第二款第（三）项", Label: "清单和决定书的数量不同",
		Apply: func(c *Case) bool {
			old := c.Words["items_list"].([]string)
			c.sheet("K-D03").Words["items_list"] = []string{firstWord(old[0]) + " 3箱", old[1]}
			return true
		}},
	{ID: "k-facts-differ", Kinds: seizing, Items: []string{"K24", "K20", "K19"}, Article: "行政强制法第二十四条", Label: "决定书的数量和现场笔录不同", Kept: true,
		Apply: func(c *Case) bool { return c.inDecision("qty", c.word("qty")+"7") }},
	{ID: "k-delegated", Kinds: seizing, Items: []string{"K01", "K24"}, Article: "行政强制法第十七条第一款、第二十四条第二款第（五）项", Label: "决定书由受委托的事业单位署名",
		Apply: func(c *Case) bool {
			c.decision().puts("org_name", "云汀县市场管理服务中心")
			return c.inDecision("office", "云汀县市场管理服务中心")
		}},
	{ID: "k-no-basis", Kinds: seizing, Items: []string{"K24"}, Article: "行政强制法第二十四条第二款", Label: "决定书没有理由依据和期限", Apply: func(c *Case) bool { return c.dropped("K-D02", "K-D02.body") }},
}

func firstWord(s string) string {
	for i, r := range s {
		if r == ' ' {
			return s[:i]
		}
	}
	return s
}
