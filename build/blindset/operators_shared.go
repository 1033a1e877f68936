package blindset

// partyOperators confuse who a paper is about.
var partyOperators = []Operator{
	{ID: "name-letter", Kinds: anyKind, Items: []string{"P05", "P37", "L03", "L22", "K24", "Z02", "F02", "J18"}, Article: "行政处罚法第五十九条第一款第（一）项", Label: "一份文书上当事人名称错一字",
		Apply: func(c *Case) bool {
			wrong := misspelt(c.word("name"))
			return wrong != c.word("name") && c.on("name", wrong, "D31", "L-D16", "T-D06")
		}},
	{ID: "code-swap", Kinds: anyKind, Items: []string{"P05", "P37", "L03", "L22", "K24", "Z02", "F02", "J18"}, Article: "GB 32100", Label: "一份文书上统一社会信用代码两位颠倒",
		Apply: func(c *Case) bool {
			return c.word("party") != "person" && c.on("code", swapped(c.word("code"), 8), "D31")
		}},
	{ID: "id-swap", Kinds: fines, Items: []string{"P05", "P37"}, Article: "GB 11643", Label: "一份文书上公民身份号码两位颠倒", Kept: true,
		Apply: func(c *Case) bool { return c.word("party") == "person" && c.on("id", swapped(c.word("id"), 6)) }},
	{ID: "rep-other", Kinds: anyKind, Items: []string{"P05", "P37", "L03", "L22", "K24", "Z02", "F02", "J18"}, Article: "行政处罚法第五十九条第一款第（一）项", Label: "一份文书上法定代表人是别人",
		Apply: func(c *Case) bool {
			list := []*Sheet{}
			for _, s := range c.saying("rep", "D06", "D24", "D31", "L-D06") {
				if c.says(s, "code") {
					list = append(list, s)
				}
			}
			if len(list) < 2 || c.word("party") == "person" {
				return false
			}
			list[c.random.IntN(len(list))].Words["rep"] = "钱无咎"
			return true
		}},
	{ID: "decision-other-party", Kinds: anyKind, Items: []string{"P05", "P37", "L03", "L22", "K24", "Z02", "F02", "J18"}, Article: "行政处罚法第五十九条第一款第（一）项", Label: "决定书写的是别的当事人", Kept: true,
		Apply: func(c *Case) bool { return c.inDecision("name", "云汀县飞鸿印染有限公司") }},
}

// remedyOperators spoil what a decision says of reconsideration and litigation.
var remedyOperators = []Operator{
	{ID: "remedy-dropped", Kinds: []string{"penalty", "coercion_measure", "levy", "fee", "inspection"}, Items: remedyItems, Article: "行政处罚法第五十九条第一款第（五）项；行政强制法第二十四条", Label: "决定书整段没有救济途径",
		Apply: func(c *Case) bool {
			d := c.decision()
			if c.Kind == "inspection" && c.Values["i.result"] != "order" { // what burdens nobody need not tell it
				return false
			}
			d.drop("goeson")
			return d.drop("remedy")
		}},
	{ID: "remedy-60-to-30", Kinds: anyKind, Items: remedyItems, Article: "行政复议法第二十条", Label: "复议期限写成三十日", Apply: func(c *Case) bool { return c.inDecision("60d", period{30, "日"}) }},
	{ID: "remedy-6-to-3", Kinds: anyKind, Items: remedyItems, Article: "行政诉讼法第四十六条", Label: "起诉期限写成三个月", Apply: func(c *Case) bool { return c.inDecision("6m", period{3, "个月"}) }},
	{ID: "remedy-old-period", Kinds: anyKind, Items: remedyItems, Article: "行政诉讼法第四十六条", Label: "起诉期限写成十五日", Kept: true, Apply: func(c *Case) bool { return c.inDecision("6m", period{15, "日"}) }},
	{ID: "remedy-superior", Kinds: anyKind, Items: remedyItems, Article: "行政复议法第二十四条", Label: "复议机关写成上一级部门", Apply: func(c *Case) bool { return c.inDecision("fu", "江北市市场监督管理局") }},
	{ID: "remedy-other-government", Kinds: anyKind, Items: remedyItems, Article: "行政复议法第二十四条", Label: "复议机关写成别的政府", Kept: true, Apply: func(c *Case) bool { return c.inDecision("fu", "云河县人民政府") }},
	{ID: "remedy-no-court", Kinds: anyKind, Items: remedyItems, Article: "行政处罚法第五十九条第一款第（五）项", Label: "没有写明向哪个法院起诉", Apply: func(c *Case) bool { return c.inDecision("court", "有管辖权的部门") }},
	{ID: "wrong-office", Kinds: anyKind, Items: []string{"P01", "P54", "L01", "L22", "K01", "K24", "Z01", "Z17", "F01", "F15", "J01", "J18"}, Article: "行政处罚法第三十八条、第五十九条", Label: "决定书由内设机构落款",
		Apply: func(c *Case) bool { return c.inDecision("office", "云汀县市场监督管理局执法二大队") }},
	{ID: "no-date", Kinds: anyKind, Items: []string{"P54", "P57", "L22", "K24", "Z17", "F15", "J18"}, Article: "行政处罚法第五十九条第一款第（六）项", Label: "决定书没有落款和日期", Kept: true,
		Apply: func(c *Case) bool {
			d := c.decision()
			return d.drop("sign") || d.drop("signblank")
		}},
	{ID: "no-number", Kinds: anyKind, Items: []string{"P54", "P57", "L22", "K24", "Z17", "F15", "J18"}, Article: "GB/T 9704；行政处罚法第四十七条", Label: "已作出的决定书没有文号",
		Apply: func(c *Case) bool {
			d := c.decision()
			d.No = ""
			return !d.Unfinished && d.drop("number")
		}},
}

var remedyItems = []string{"P55", "L18", "L22", "K24", "Z17", "F15", "J18", "J12"}
