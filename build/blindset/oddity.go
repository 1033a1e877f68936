package blindset

import "slices"

// Oddities are what looks like a fault and is lawful. Nobody may be alarmed by them.
func Oddities() []Operator {
	return slices.Concat(penaltyOddities, otherOddities)
}

var penaltyOddities = []Operator{
	{ID: "mitigated", Kinds: fines, Article: "行政处罚法第三十二条第（一）项", Label: "有法定情节，减轻到下限以下",
		Apply: func(c *Case) bool {
			low := c.Values["x.fine_min"].(Fen)
			c.say("factor", "减轻", "reason", "当事人主动消除违法行为危害后果，依据《中华人民共和国行政处罚法》第三十二条第（一）项的规定，应当减轻处罚")
			c.set("x.factor", "mitigate_below", "x.circumstances", []string{"removed_harm"}, "x.band_min", Fen(0), "x.band_max", low)
			if c.Values["h.entitled"] == true {
				return false
			}
			if !c.sheet("D27").Unfinished {
				c.discussed(c.sheet("D27").On.after(-1))
			}
			return c.fined(low * 3 / 5 / 100 * 100)
		}},
	{ID: "exempted", Kinds: fines, Article: "行政处罚法第三十三条第一款", Label: "初次违法、后果轻微并及时改正，不予处罚",
		Apply: func(c *Case) bool {
			d := c.sheet("D27")
			if c.Values["h.entitled"] == true || c.Values["c.defended"] == true || d.Unfinished {
				return false
			}
			c.lose("D41")
			d.Code, d.Name, d.Fields = "D28", "不予行政处罚决定书", map[string]any{"reason": "轻微并及时改正", "education": "已教育", "served_on": d.On.after(3)}
			d.Parts = []string{"office", "D28.title", "number", "party." + c.word("party"), "D28.body", "remedy", "sign"}
			c.say("proposal", "不予行政处罚", "kinds_list", []string{"不予行政处罚"}, "factor", "不予处罚")
			for _, s := range []*Sheet{c.sheet("D21"), c.sheet("D20")} {
				delete(s.Fields, "fine")
				delete(s.Fields, "conf")
			}
			c.set("x.factor", "none", "x.fine", Fen(0), "x.conf", Fen(0), "x.kinds", nil, "x.band_min", nil, "x.band_max", nil, "c.first_offence", true, "c.corrected", true)
			return true
		}},
	{ID: "prolonged", Kinds: fines, Article: "行政处罚法第六十条", Label: "经批准延长办案期限",
		Apply: func(c *Case) bool {
			filed := c.day("filed").after(-56)
			if c.sheet("D27").Unfinished {
				return false
			}
			c.sheet("D02").On = filed
			c.sheet("D02").puts("approved_on", filed)
			approved, until := filed.after(80), filed.after(120)
			c.add("D46", "延长办案期限审批表", approved, "D46.body").with("until", until).puts("until", until, "approved_by", leader)
			c.set("c.extended_on", approved, "c.extended_days", int64(30), "c.extended_to", until, "c.extended_by", leader, "c.extended_reason", "案情复杂")
			return c.everywhere("filed", filed, "c.filed_on", filed, "c.clue_on", filed.after(-4))
		}},
	{ID: "posted", Kinds: fines, Article: "民事诉讼法第九十一条", Label: "邮寄送达", Apply: func(c *Case) bool {
		for _, s := range c.Sheets {
			if s.Code == "D31" {
				s.with("how", "邮寄送达").puts("served_how", "post")
			}
		}
		c.sheet("D21").puts("served_how", "post")
		return true
	}},
	{ID: "left", Kinds: fines, Article: "民事诉讼法第八十九条", Label: "留置送达，有见证和录像", Apply: func(c *Case) bool {
		for _, s := range c.Sheets {
			if s.Code == "D31" {
				s.Parts = []string{"served", "left"}
				s.with("how", "留置送达", "receiver", "").puts("served_how", "left", "receiver", nil, "witness_left", true, "witness", "社区工作人员孙慎", "refuse_note", "当事人拒收")
			}
		}
		c.sheet("D21").puts("served_how", "left")
		return true
	}},
	{ID: "two-parties", Kinds: fines, Article: "行政处罚法第四十条", Label: "另一当事人另案处理，各文书都提到", Apply: func(c *Case) bool {
		c.Words["facts"] = c.word("facts") + "同时参与的云汀县远帆贸易有限公司（统一社会信用代码91320681MA55AAQD0X）另案处理。"
		c.set("p.others", []string{"云汀县远帆贸易有限公司"})
		return true
	}},
	{ID: "supplier", Kinds: fines, Article: "行政处罚法第四十条", Label: "事实里有供货单位和它的货款", Apply: func(c *Case) bool {
		c.Words["facts"] = c.word("facts") + "上述商品系2025年1月7日自江北市晴川商行购进，进价合计1,860.00元。"
		return true
	}},
	{ID: "slip-corrected", Kinds: fines, Article: "行政处罚法第五十五条", Label: "笔录里当场更正并经当事人确认", Apply: func(c *Case) bool {
		s := c.sheet("D05")
		s.Words["scene"] = "当事人正在营业，现场有{trade}（第2行“三十件”系笔误，更正为“{qty}件”，当事人已在更正处按印）。"
		return true
	}},
	{ID: "range-quoted", Kinds: fines, Article: "行政处罚法第三十四条", Label: "裁量理由引用法定幅度和档次的金额", Apply: func(c *Case) bool {
		c.say("reason", "法定罚款幅度为{low}以上{high}以下，该档次为{band_low}以上{band_high}以下，当事人没有从重、从轻情节", "low", c.Values["x.fine_min"], "high", c.Values["x.fine_max"], "band_low", c.Values["x.band_min"], "band_high", c.Values["x.band_max"])
		return true
	}},
	{ID: "one-yuan", Kinds: fines, Article: "行政处罚法第二十八条", Label: "违法所得一元", Apply: func(c *Case) bool {
		c.sheet("D21").puts("conf", Fen(100))
		c.sheet("D27").puts("conf", Fen(100))
		return c.everywhere("gains", Fen(100), "x.conf", Fen(100))
	}},
	{ID: "odd-cents", Kinds: fines, Article: "行政处罚法第二十八条", Label: "金额到分", Apply: func(c *Case) bool {
		gains := Fen(312_305)
		c.sheet("D21").puts("conf", gains)
		c.sheet("D27").puts("conf", gains)
		return c.everywhere("gains", gains, "x.conf", gains)
	}},
	{ID: "same-surname", Kinds: fines, Article: "行政处罚法第四十三条", Label: "法定代表人和执法人员同姓", Apply: func(c *Case) bool {
		if c.word("party") != "entity" {
			return false
		}
		for _, s := range c.Sheets {
			if s.Code == "D31" {
				s.puts("receiver", "林之远")
			}
		}
		c.Words["receiver"] = "林之远"
		return c.everywhere("rep", "林之远", "p.legal_rep", "林之远")
	}},
	{ID: "same-day", Kinds: fines, Article: "行政处罚法第五十五条", Label: "同一天先检查后询问，时间相接", Apply: func(c *Case) bool {
		c.sheet("D06").with("day", c.sheet("D05").Words["day"], "from", "10时40分", "to", "11时30分").On = c.sheet("D05").On
		return true
	}},
	{ID: "kept-in-time", Kinds: fines, Article: "行政处罚法第五十六条", Label: "先行登记保存按期处理", Apply: func(c *Case) bool { c.kept(6); return true }},
	{ID: "told-again", Kinds: fines, Article: "行政处罚法第四十四条", Label: "提高拟罚款后重新告知", Apply: func(c *Case) bool {
		d := c.sheet("D27")
		if c.Values["h.entitled"] == true || c.Values["c.defended"] == true {
			return false
		}
		first, low := c.sheet("D21"), c.fen("fine")*7/8/10_000*10_000
		first.Words["fine"] = low
		on := c.day("noticed").after(7)
		second := c.add("D21", "行政处罚告知书", on, first.Parts...).numbered("云市监罚告〔" + on.year() + "〕" + "801号")
		fields := first.Fields
		first.Fields = map[string]any{}
		second.puts("served_on", on, "served_how", "direct", "fine", fields["fine"], "conf", fields["conf"])
		c.service("重新告知送达回证", second, on)
		c.say("noticed2", on, "notice_no2", second.No)
		i := slices.Index(d.Parts, "D27.notice")
		d.Parts = slices.Insert(slices.Clone(d.Parts), i+2, "D27.again")
		return true
	}},
	{ID: "waived", Kinds: fines, Article: "行政处罚法第四十五条", Label: "当事人书面放弃陈述申辩，随即决定", Apply: func(c *Case) bool {
		d := c.sheet("D27")
		if c.Values["h.held_on"] != nil || c.Values["c.defended"] == true || d.Unfinished {
			return false
		}
		on := d.On.after(-2)
		for _, s := range []*Sheet{c.sheet("D21"), c.sheet("D31")} {
			s.with("on", on, "served", on).puts("served_on", on).On = on
		}
		c.Words["waived_on"] = on
		for i, part := range d.Parts {
			if part == "D27.nodefence" {
				d.Parts = slices.Clone(d.Parts)
				d.Parts[i] = "D27.waived"
			}
		}
		return c.everywhere("noticed", on, "c.waived", true, "h.told_on", map[bool]any{true: on}[c.Values["h.entitled"] == true])
	}},
}

var otherOddities = []Operator{
	{ID: "l-extended", Kinds: permits, Article: "行政许可法第四十二条第一款", Label: "经批准延长十日", Apply: func(c *Case) bool {
		for _, s := range c.Sheets {
			if s.Code == "L-D01" || s.Code == "L-D02" || s.Code == "L-D05" {
				s.with("on", s.On.after(-14)).On = s.On.after(-14)
			}
		}
		accepted := c.day("accepted").after(-14)
		approved, until := accepted.after(25), accepted.after(45)
		c.everywhere("applied", c.day("applied").after(-14), "l.applied_on", c.day("applied").after(-14))
		c.Words["received"] = c.day("applied")
		c.add("L-D07", "延期通知书", approved, "L-D07.body").numbered("云市监许延通〔"+accepted.year()+"〕5号").with("until", until).puts("until", until, "reason", "需进一步核实", "served_on", approved)
		return c.everywhere("accepted", accepted, "l.accepted_on", accepted, "l.extended_on", approved, "l.extended_by", leader)
	}},
	{ID: "l-supplemented", Kinds: permits, Article: "行政许可法第三十二条", Label: "按期一次告知补正", Apply: func(c *Case) bool { return c.supplemented(2) }},
	{ID: "l-heard", Kinds: permits, Article: "行政许可法第四十八条", Label: "依法听证", Apply: func(c *Case) bool { return c.heard(13, "温听松") }},
	{ID: "l-many-places", Kinds: permits, Article: "行政许可法第三十八条", Label: "核查情况里有仓库地址和旧证号", Apply: func(c *Case) bool {
		c.Words["findings"] = c.word("findings") + "另有仓库一处，位于云汀县听涛镇疏影巷77号。"
		c.set("l.findings", nil)
		return true
	}},
	{ID: "k-testing", Kinds: seizing, Article: "行政强制法第二十五条第三款", Label: "检验期间不计入期限", Apply: func(c *Case) bool {
		if c.sheet("K-D07") != nil {
			return false
		}
		c.set("k.test_days", int64(12))
		return true
	}},
	{ID: "k-value", Kinds: seizing, Article: "行政强制法第二十三条", Label: "事实里有货值和批次号", Apply: func(c *Case) bool {
		c.Words["facts"] = c.word("facts") + "批次号20251103，货值约4,320.00元。"
		return true
	}},
	{ID: "t-one-yuan", Kinds: charges, Article: "发改价格规〔2018〕988号", Label: "应缴一元", Apply: func(c *Case) bool {
		for _, code := range []string{"T-D02", "T-D05"} {
			c.sheet(code).puts("std", Fen(100), "qty", "1", "amount", Fen(100))
		}
		c.sheet("T-D03").puts("amount", Fen(100))
		c.sheet("T-D01").puts("base", "1")
		c.say("std", Fen(100), "qty", "1")
		return c.everywhere("amount", Fen(100), "t.std", Fen(100), "t.qty", "1", "t.amount", Fen(100))
	}},
	{ID: "t-fraction", Kinds: charges, Article: "专项法律、法规", Label: "数量带小数", Apply: func(c *Case) bool {
		if c.word("unit") != "平方米" {
			return false
		}
		amount := c.fen("std") * 1235 / 10
		for _, code := range []string{"T-D02", "T-D05"} {
			c.sheet(code).puts("qty", "123.5", "amount", amount)
		}
		c.sheet("T-D03").puts("amount", amount)
		c.sheet("T-D01").puts("base", "123.5")
		c.say("qty", "123.5")
		return c.everywhere("amount", amount, "t.qty", "123.5", "t.amount", amount)
	}},
	{ID: "t-deferred", Kinds: levied, Article: "财税〔2016〕33号", Label: "有权机关批准缓征", Apply: func(c *Case) bool {
		c.set("t.relief", "defer", "t.relief_basis", "苏财综〔2019〕1号", "t.relief_by", "江苏省财政厅", "t.relief_authority", []string{"江苏省财政厅"})
		c.add("T-D04", "减免缓审批表", c.day("trigger").after(5), "T-D04.body").puts("authority", "江苏省财政厅", "basis", "苏财综〔2019〕1号")
		return true
	}},
	{ID: "j-case", Kinds: visits, Article: "国办发〔2024〕54号", Label: "个案检查，不抽取，不受频次限制", Apply: func(c *Case) bool {
		c.say("type_name", "个案检查", "task", "投诉举报", "year_count", "4")
		c.set("i.type", "individual", "i.task", "投诉举报", "i.random", false, "i.plan_published_on", nil, "i.plan_approved_on", nil)
		c.sheet("J-D02").puts("type", "individual", "year_count", int64(4))
		return c.lose("J-D01")
	}},
	{ID: "j-fixed", Kinds: visits, Article: "行政检查文书基本格式文本（试行）", Label: "当场改正", Apply: func(c *Case) bool {
		c.say("facts", "抽查在售商品{qty}种，其中两种价签不全，当场改正。", "result_name", "发现问题，已当场改正")
		d := c.decision()
		d.drop("J-D08.order")
		delete(d.Fields, "fix_by")
		d.puts("result", "fixed")
		c.set("i.result", "fixed", "i.fix_by", nil)
		return true
	}},
	{ID: "j-same-day", Kinds: visits, Article: "行政检查文书基本格式文本（试行）", Label: "当日出示通知书并检查", Apply: func(c *Case) bool {
		on := c.day("day")
		s := c.sheet("J-D03")
		s.with("notice_on", on).puts("served_on", on).On = on
		return true
	}},
}
