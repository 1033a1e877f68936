package blindset

// inspectionOperators spoil an inspection.
var inspectionOperators = []Operator{
	{ID: "j-third-party", Kinds: visits, Items: []string{"J01"}, Article: "国办发〔2024〕54号", Label: "委托中介机构检查", Apply: func(c *Case) bool { c.set("i.by_third", true); return true }},
	{ID: "j-one-officer", Kinds: visits, Items: []string{"J02"}, Article: "行政处罚法第四十二条；国办发〔2024〕54号", Label: "一人检查", Apply: func(c *Case) bool { c.sheet("J-D04").manned(officers[1]); return true }},
	{ID: "j-item-ended", Kinds: visits, Items: []string{"J03"}, Article: "国办发〔2024〕54号", Label: "检查事项已经移出清单", Apply: func(c *Case) bool { c.set("i.items_to", c.day("day").after(-60)); return true }},
	{ID: "j-unpublished", Kinds: visits, Items: []string{"J03"}, Article: "国办发〔2024〕54号", Label: "检查事项没有公布", Kept: true, Apply: func(c *Case) bool { c.set("i.items_published", false); return true }},
	{ID: "j-special", Kinds: visits, Items: []string{"J05"}, Article: "国办发〔2024〕54号", Label: "专项检查没有批准的方案",
		Apply: func(c *Case) bool {
			c.say("type_name", "专项检查", "task", "专项整治")
			c.set("i.type", "special", "i.task", "专项整治", "i.plan_approved_on", nil, "i.plan_published_on", nil)
			return true
		}},
	{ID: "j-too-often", Kinds: visits, Items: []string{"J06"}, Article: "国办发〔2024〕54号", Label: "检查次数超过年度上限",
		Apply: func(c *Case) bool {
			c.sheet("J-D02").puts("year_count", int64(2))
			return c.everywhere("year_count", "2")
		}},
	{ID: "j-not-drawn", Kinds: visits, Items: []string{"J07"}, Article: "优化营商环境条例第五十四条", Label: "双随机没有抽取记录", Apply: func(c *Case) bool { return c.lose("J-D01") }},
	{ID: "j-notice-after", Kinds: visits, Items: []string{"J08"}, Article: "行政检查文书基本格式文本（试行）", Label: "通知书晚于检查",
		Apply: func(c *Case) bool {
			on := c.day("day").after(1)
			s := c.sheet("J-D03")
			s.with("notice_on", on).puts("served_on", on).On = on
			return true
		}},
	{ID: "j-approved-after", Kinds: visits, Items: []string{"J08"}, Article: "行政检查文书基本格式文本（试行）", Label: "检查以后才批准",
		Apply: func(c *Case) bool {
			on := c.day("day").after(1)
			s := c.sheet("J-D02")
			s.with("approved", on).puts("approved_on", on).On = on
			c.set("i.approved_on", on)
			return true
		}},
	{ID: "j-no-scan", Kinds: visits, Items: []string{"J08"}, Article: "国办发〔2024〕54号", Label: "入企没有扫码", Kept: true, Apply: func(c *Case) bool { c.set("i.scan_id", nil); c.Words["scan"] = "无"; return true }},
	{ID: "j-no-card", Kinds: visits, Items: []string{"J09"}, Article: "行政检查文书基本格式文本（试行）", Label: "没有亮证和告知检查纪律", Apply: func(c *Case) bool { return c.dropped("J-D04", "J-D04.card") }},
	{ID: "j-no-rights", Kinds: visits, Items: []string{"J09", "J18", "J08"}, Article: "行政检查文书基本格式文本（试行）", Label: "通知书没有告知权利和纪律", Kept: true, Apply: func(c *Case) bool { return c.dropped("J-D03", "J-D03.rights") }},
	{ID: "j-no-limit", Kinds: visits, Items: []string{"J12"}, Article: "行政检查文书基本格式文本（试行）", Label: "责令改正没有期限",
		Apply: func(c *Case) bool {
			c.set("i.fix_by", nil)
			delete(c.decision().Fields, "fix_by")
			return c.dropped("J-D08", "J-D08.order")
		}},
	{ID: "j-limit-past", Kinds: visits, Items: []string{"J12", "J17", "J18"}, Article: "行政处罚法第二十八条第一款", Label: "改正期限早于告知",
		Apply: func(c *Case) bool {
			on := c.day("day").after(-10)
			if c.Values["i.result"] != "order" {
				return false
			}
			c.decision().puts("fix_by", on)
			return c.everywhere("fix_by", on, "i.fix_by", on)
		}},
	{ID: "j-standard-ended", Kinds: visits, Items: []string{"J15"}, Article: "国办发〔2024〕54号", Label: "检查标准已经失效", Apply: func(c *Case) bool { c.set("i.standard_to", c.day("day").after(-100)); return true }},
	{ID: "j-not-filed", Kinds: visits, Items: []string{"J16"}, Article: "行政处罚法第五十四条", Label: "发现违法没有移交立案",
		Apply: func(c *Case) bool {
			c.decision().puts("result", "transfer")
			return c.everywhere("result_name", "发现违法，移交立案", "i.result", "transfer", "i.opened_case", nil)
		}},
	{ID: "j-day-differs", Kinds: visits, Items: []string{"J18", "J08", "J13"}, Article: "行政检查文书基本格式文本（试行）", Label: "结果告知书的检查日期和笔录不同", Apply: func(c *Case) bool { return c.inDecision("day", c.day("day").after(-2)) }},
	{ID: "j-facts-differ", Kinds: visits, Items: []string{"J18", "J13", "J14"}, Article: "行政检查文书基本格式文本（试行）", Label: "结果告知书的数量和笔录不同", Kept: true,
		Apply: func(c *Case) bool { return c.inDecision("qty", c.word("qty")+"3") }},
	{ID: "j-no-such-article", Kinds: visits, Items: []string{"J03", "J18", "J15"}, Article: "国办发〔2024〕54号", Label: "检查依据的条文不存在",
		Apply: func(c *Case) bool { return c.everywhere("basis", Law("《优化营商环境条例》第九十九条")) }},
}
