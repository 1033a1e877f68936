package blindset

// chargeOperators spoil a levy or a fee.
var chargeOperators = []Operator{
	{ID: "t-stopped", Kinds: charges, Items: []string{"Z04", "F11"}, Article: "财综〔2004〕100号", Label: "征收已经停征的项目",
		Apply: func(c *Case) bool {
			return c.everywhere("item_name", "水资源费", "t.item", "water_resource", "t.listed", false)
		}},
	{ID: "t-one-hand", Kinds: levied, Items: []string{"Z05"}, Article: "会计法第三十七条；专项规定", Label: "计算和复核是同一人",
		Apply: func(c *Case) bool {
			c.sheet("T-D02").with("check", officers[0].Name).puts("checked_by", officers[0].Name)
			return true
		}},
	{ID: "t-below-province", Kinds: charges, Items: []string{"Z13", "F04", "F11", "F12"}, Article: "财综〔2004〕100号第三条", Label: "依据是县级文件",
		Apply: func(c *Case) bool {
			return c.everywhere("basis", Law("《云汀县综合服务费征收办法》第四条"), "t.basis_doc", "《云汀县综合服务费征收办法》第四条", "t.basis_level", "below")
		}},
	{ID: "t-sum", Kinds: charges, Items: []string{"Z14", "F12"}, Article: "发改价格规〔2018〕988号", Label: "应缴金额不等于标准乘数量",
		Apply: func(c *Case) bool {
			amount := c.fen("amount") + c.fen("std")*5
			for _, code := range []string{"T-D02", "T-D03", "T-D05"} {
				c.sheet(code).puts("amount", amount)
			}
			return c.everywhere("amount", amount, "t.amount", amount)
		}},
	{ID: "t-decision-sum", Kinds: charges, Items: []string{"Z14", "F12", "Z17", "F15"}, Article: "发改价格规〔2018〕988号", Label: "决定书的金额和计算表不同",
		Apply: func(c *Case) bool {
			amount := c.fen("amount") + 120_000
			c.decision().puts("amount", amount)
			return c.inDecision("amount", amount)
		}},
	{ID: "t-notice-sum", Kinds: charges, Items: []string{"Z14", "F12", "Z06", "Z17", "F15"}, Article: "江苏省行政程序条例", Label: "决定的金额高于告知的", Kept: true,
		Apply: func(c *Case) bool {
			amount := c.fen("amount") * 2 / 3 / 100 * 100
			c.sheet("T-D03").puts("amount", amount)
			return c.in("T-D03", "amount", amount)
		}},
	{ID: "t-standard-ended", Kinds: charges, Items: []string{"Z14", "F12"}, Article: "发改价格规〔2018〕988号", Label: "标准文件已经失效",
		Apply: func(c *Case) bool { c.set("t.std_to", c.day("trigger").after(-90)); return true }},
	{ID: "t-standard-differs", Kinds: charges, Items: []string{"Z14", "F12", "Z17", "F15"}, Article: "发改价格规〔2018〕988号", Label: "决定书的标准和计算表不同",
		Apply: func(c *Case) bool {
			std := c.fen("std") * 3 / 2
			c.decision().puts("std", std)
			return c.inDecision("std", std)
		}},
	{ID: "t-quantity", Kinds: charges, Items: []string{"Z10", "Z14", "F09", "F12", "Z17", "F15"}, Article: "专项法律、法规", Label: "决定书的数量和核查表不同",
		Apply: func(c *Case) bool {
			c.decision().puts("qty", c.word("qty")+"0")
			return c.inDecision("qty", c.word("qty")+"0")
		}},
	{ID: "t-base-day", Kinds: levied, Items: []string{"Z11"}, Article: "专项法律、法规", Label: "计费基准日不是义务发生日",
		Apply: func(c *Case) bool {
			on := c.day("trigger").after(-200)
			c.set("t.base_on", on, "t.period_from", on)
			return true
		}},
	{ID: "t-relief", Kinds: levied, Items: []string{"Z08"}, Article: "财税〔2016〕33号", Label: "无权机关批准减征", Kept: true,
		Apply: func(c *Case) bool {
			c.set("t.relief", "reduce", "t.relief_sum", c.fen("amount")/2, "t.relief_by", office, "t.relief_authority", []string{"江苏省财政厅"}, "t.relief_basis", "苏财综〔2019〕1号")
			return true
		}},
	{ID: "t-late-fee", Kinds: levied, Items: []string{"Z09"}, Article: "行政强制法第四十五条第二款", Label: "滞纳金超过本金", Apply: func(c *Case) bool { c.set("t.late_fee", c.fen("amount")*2); return true }},
	{ID: "t-collector", Kinds: charges, Items: []string{"Z01", "F01"}, Article: "财综〔2004〕100号", Label: "目录里没有本机关", Apply: func(c *Case) bool { c.set("t.collectors", []string{"云汀县水务局"}); return true }},
	{ID: "t-not-separated", Kinds: charged, Items: []string{"F06"}, Article: "财税〔2016〕33号", Label: "缴入单位自己的账户",
		Apply: func(c *Case) bool {
			c.set("t.separated", false, "t.account", office+"基本存款账户")
			c.decision().puts("account", office+"基本存款账户")
			return c.everywhere("account", office+"基本存款账户")
		}},
	{ID: "t-not-announced", Kinds: charged, Items: []string{"F05"}, Article: "政府信息公开条例第二十条第（八）项", Label: "收费前没有公示", Kept: true, Apply: func(c *Case) bool { c.set("t.announced", false); return true }},
	{ID: "t-no-terms", Kinds: charges, Items: []string{"Z17", "F15"}, Article: "专项法律、法规", Label: "决定书没有缴款期限和账户",
		Apply: func(c *Case) bool {
			delete(c.decision().Fields, "due_on")
			delete(c.decision().Fields, "account")
			return c.dropped("T-D05", "T-D05.pay")
		}},
	{ID: "t-capitals", Kinds: charges, Items: []string{"Z14", "F12", "Z17", "F15"}, Article: "专项法律、法规", Label: "金额大写和小写不同", Apply: func(c *Case) bool { return c.capitals("amount") }},
	{ID: "t-no-body", Kinds: charges, Items: []string{"Z17", "F15"}, Article: "专项法律、法规", Label: "决定书没有项目依据标准", Kept: true, Apply: func(c *Case) bool { return c.dropped("T-D05", "T-D05.body") }},
}
