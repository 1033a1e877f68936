package blindset

// penaltyMoreOperators spoil the law, the measure and the form of a penalty.
var penaltyMoreOperators = []Operator{
	{ID: "repealed-law", Kinds: fines, Items: []string{"P41", "P40"}, Article: "行政处罚法第五条第三款", Label: "依据已废止的程序规定处罚",
		Apply: func(c *Case) bool {
			law := c.one("《投机倒把行政处罚暂行条例》第三条第一款", "《中华人民共和国食品卫生法》第四十条", "《无照经营查处取缔办法》第十四条第一款", "《工商行政管理所处理消费者申诉实施办法》第十二条", "《中华人民共和国公司登记管理条例》第六十四条", "《城市绿化收费管理暂行规定》第九条")
			return c.everywhere("law_pen", Law(law), "x.law_pen", []string{law})
		}},
	{ID: "policy-as-basis", Kinds: fines, Items: []string{"P41", "P43"}, Article: "行政处罚法第十六条", Label: "以规范性文件设定的罚则处罚",
		Apply: func(c *Case) bool {
			return c.everywhere("law_pen", Law("《云汀县商品市场管理意见》第八条第一款"), "x.law_pen", []string{"《云汀县商品市场管理意见》第八条第一款"})
		}},
	{ID: "rule-revokes", Kinds: fines, Items: []string{"P43"}, Article: "行政处罚法第十三条", Label: "依规章吊销许可证", Kept: true,
		Apply: func(c *Case) bool {
			c.Words["kinds_list"] = []string{"没收违法所得{gains/cap}", "罚款{fine/cap}", "吊销许可证件"}
			return c.everywhere("law_pen", Law("《食品经营许可和备案管理办法》第五十五条第一款"), "x.law_pen", []string{"《食品经营许可和备案管理办法》第五十五条第一款"}, "x.kinds", []string{"010104", "010103", "010107"})
		}},
	{ID: "time-barred", Kinds: fines, Items: []string{"P45"}, Article: "行政处罚法第三十六条", Label: "违法行为终了三年以后才发现",
		Apply: func(c *Case) bool {
			c.Words["ill_from"] = c.day("ill_from").after(-1150)
			on := c.day("ill_to").after(-1150)
			return c.everywhere("ill_to", on, "c.illegal_to", on, "c.illegal_from", c.Words["ill_from"])
		}},
	{ID: "gains-left", Kinds: fines, Items: []string{"P46"}, Article: "行政处罚法第二十八条第二款", Label: "有违法所得而不没收",
		Apply: func(c *Case) bool {
			c.Words["proposal"] = "罚款{fine}"
			delete(c.sheet("D21").Fields, "conf")
			delete(c.sheet("D27").Fields, "conf")
			return c.everywhere("kinds_list", []string{"罚款{fine/cap}"}, "x.kinds", []string{"010103"}, "x.conf", Fen(0))
		}},
	{ID: "no-standard", Kinds: fines, Items: []string{"P48"}, Article: "行政处罚法第三十四条", Label: "决定书没有裁量基准和理由",
		Apply: func(c *Case) bool { c.set("x.basis_id", nil); return c.dropped("D27", "D27.discretion") }},
	{ID: "above-maximum", Kinds: fines, Items: []string{"P49"}, Article: "行政处罚法第五十七条", Label: "罚款高于法定上限", Apply: func(c *Case) bool { return c.fined(c.Values["x.fine_max"].(Fen) + 3_000_000) }},
	{ID: "below-minimum", Kinds: fines, Items: []string{"P49", "P50"}, Article: "行政处罚法第三十二条", Label: "没有减轻情节，罚款低于法定下限", Apply: func(c *Case) bool { return c.fined(c.Values["x.fine_min"].(Fen) * 3 / 5 / 100 * 100) }},
	{ID: "outside-band", Kinds: fines, Items: []string{"P49"}, Article: "行政处罚法第三十四条", Label: "罚款超出裁量基准的档次", Kept: true,
		Apply: func(c *Case) bool {
			fine := c.fen("fine")
			c.set("x.band_min", c.Values["x.fine_min"], "x.band_max", fine*9/10)
			return true
		}},
	{ID: "below-without-ground", Kinds: fines, Items: []string{"P50"}, Article: "行政处罚法第三十二条", Label: "减轻处罚，没有法定情节",
		Apply: func(c *Case) bool {
			c.say("factor", "减轻", "reason", "当事人态度较好")
			c.set("x.factor", "mitigate_below", "x.circumstances", nil, "x.band_min", Fen(0), "x.band_max", c.Values["x.fine_min"])
			return c.fined(c.Values["x.fine_min"].(Fen) / 2 / 100 * 100)
		}},
	{ID: "no-facts", Kinds: fines, Items: []string{"P54"}, Article: "行政处罚法第五十九条第一款第（二）项", Label: "决定书没有事实", Apply: func(c *Case) bool { return c.dropped("D27", "D27.facts") }},
	{ID: "no-evidence", Kinds: fines, Items: []string{"P54", "P34"}, Article: "行政处罚法第五十九条第一款第（二）项", Label: "决定书没有证据", Apply: func(c *Case) bool { return c.dropped("D27", "D27.evidence") }},
	{ID: "no-decision", Kinds: fines, Items: []string{"P54", "P40", "P37"}, Article: "行政处罚法第五十九条第一款第（三）项", Label: "决定书没有主文", Kept: true, Apply: func(c *Case) bool { return c.dropped("D27", "D27.decision") }},
	{ID: "no-notice-told", Kinds: fines, Items: []string{"P54", "P20", "P57", "P21"}, Article: "行政处罚法第四十四条", Label: "决定书没有写告知经过", Apply: func(c *Case) bool { return c.dropped("D27", "D27.notice") }},
	{ID: "capitals-differ", Kinds: fines, Items: []string{"P54", "P37", "P59"}, Article: "行政处罚法第五十九条第一款第（三）项", Label: "罚款大写和小写不同",
		Apply: func(c *Case) bool { return c.capitals("fine") }},
	{ID: "fifteen-days", Kinds: fines, Items: []string{"P56"}, Article: "行政处罚法第六十七条第三款", Label: "缴款期限写成五日",
		Apply: func(c *Case) bool {
			c.sheet("D27").puts("pay_days", int64(5))
			return c.inDecision("15d", period{5, "日"})
		}},
	{ID: "no-payee", Kinds: fines, Items: []string{"P56"}, Article: "罚款决定与罚款收缴分离实施办法第七条", Label: "没有写缴款方式和期限",
		Apply: func(c *Case) bool {
			delete(c.sheet("D27").Fields, "payee")
			delete(c.sheet("D27").Fields, "pay_days")
			return c.dropped("D27", "D27.pay")
		}},
	{ID: "surcharge-five", Kinds: fines, Items: []string{"P56"}, Article: "行政处罚法第七十二条第一款第（一）项", Label: "加处罚款写成百分之五", Apply: func(c *Case) bool { return c.inDecision("3pct", c.Hand.percent(5)) }},
	{ID: "no-surcharge", Kinds: fines, Items: []string{"P56"}, Article: "行政处罚法第七十二条", Label: "没有写逾期的后果", Kept: true, Apply: func(c *Case) bool { return c.dropped("D27", "D27.surcharge") }},
	{ID: "decided-before-notice", Kinds: fines, Items: []string{"P57", "P21", "P20"}, Article: "行政处罚法第四十四条", Label: "决定早于告知",
		Apply: func(c *Case) bool {
			d := c.sheet("D27")
			if d.Unfinished {
				return false
			}
			on := c.day("noticed").after(-1)
			d.with("on", on).On = on
			return true
		}},
	{ID: "served-before-made", Kinds: fines, Items: []string{"P57", "P29"}, Article: "行政处罚法第六十一条", Label: "决定书送达早于作出",
		Apply: func(c *Case) bool {
			d := c.sheet("D27")
			if d.Unfinished {
				return false
			}
			on := d.On.after(-2)
			last := c.Sheets[len(c.Sheets)-1]
			last.with("served", on).puts("served_on", on).On = on
			d.puts("served_on", on)
			return true
		}},
	{ID: "evidence-not-listed", Kinds: fines, Items: []string{"P37", "P34", "P31"}, Article: "行政处罚法第四十六条", Label: "决定书引用目录里没有的证据",
		Apply: func(c *Case) bool {
			return c.inDecision("evidence", "1.现场检查笔录一份；2.询问笔录一份；3.营业执照复制件一份；4.价格认定结论书一份")
		}},
	{ID: "no-publication-told", Kinds: fines, Items: []string{"P58"}, Article: "国办发〔2025〕22号", Label: "没有随附公示和信用修复告知", Kept: true,
		Apply: func(c *Case) bool { return !c.sheet("D27").Unfinished && c.lose("D41") }},
	{ID: "elsewhere", Kinds: fines, Items: []string{"P07"}, Article: "行政处罚法第二十二条", Label: "违法行为发生在辖区以外",
		Apply: func(c *Case) bool {
			c.sheet("D05").Words["place"] = "苏州市昆山市花桥镇商银路9号"
			c.set("c.region", "320583")
			return true
		}},
	{ID: "no-power", Kinds: []string{"penalty", "license"}, Items: []string{"P08", "L01", "L04"}, Article: "行政处罚法第十七条；行政许可法第二十二条", Label: "事项不在权责清单内", Apply: func(c *Case) bool { c.set("c.item", "YT-9999"); return true }},
	{ID: "a-child", Kinds: fines, Items: []string{"P06"}, Article: "行政处罚法第三十条", Label: "处罚不满十四周岁的人", Kept: true,
		Apply: func(c *Case) bool {
			if c.word("party") != "person" {
				return false
			}
			id := "320681" + "20150610" + "131"
			id += checkDigit(id)
			return c.everywhere("id", id, "p.id_no", id)
		}},
	{ID: "left-alone", Kinds: fines, Items: []string{"P29"}, Article: "民事诉讼法第八十九条", Label: "留置送达没有见证", Kept: true,
		Apply: func(c *Case) bool {
			if c.sheet("D27").Unfinished {
				return false
			}
			last := c.Sheets[len(c.Sheets)-1]
			last.with("how", "留置送达", "receiver", "").puts("served_how", "left", "receiver", nil, "witness_left", false)
			c.sheet("D27").puts("served_how", "left")
			return true
		}},
}

// fined changes the fine in all papers.
func (c *Case) fined(fine Fen) bool {
	c.sheet("D21").puts("fine", fine)
	c.sheet("D27").puts("fine", fine)
	c.sheet("D20").puts("fine", fine)
	return c.everywhere("fine", fine, "x.fine", fine)
}

// capitals makes the decision write a sum otherwise in capitals than in figures.
func (c *Case) capitals(word string) bool {
	c.decision().Words[word+"_capitals"] = c.fen(word) + 2_000_000
	return true
}
