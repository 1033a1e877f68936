package blindset

import "fmt"

// licenseOperators spoil an application for a licence.
var licenseOperators = []Operator{
	{ID: "l-one-officer", Kinds: permits, Items: []string{"L02"}, Article: "行政许可法第三十四条第三款", Label: "一人核查", Apply: func(c *Case) bool { c.sheet("L-D06").manned(officers[0]); return true }},
	{ID: "l-document-basis", Kinds: permits, Items: []string{"L05"}, Article: "行政许可法第十七条", Label: "规范性文件设定的许可",
		Apply: func(c *Case) bool {
			return c.everywhere("law", Law("《云汀县经营场所管理办法（试行）》第六条"), "l.law", []string{"《云汀县经营场所管理办法（试行）》第六条"}, "l.basis_level", "document")
		}},
	{ID: "l-supplement-late", Kinds: permits, Items: []string{"L06"}, Article: "行政许可法第三十二条第一款第（四）项", Label: "收件九日以后才告知补正",
		Apply: func(c *Case) bool { return c.supplemented(13) }},
	{ID: "l-supplement-twice", Kinds: permits, Items: []string{"L06"}, Article: "行政许可法第三十二条第一款第（四）项", Label: "两次告知补正", Kept: true,
		Apply: func(c *Case) bool { return c.supplemented(2) && c.supplemented(4) }},
	{ID: "l-no-seal", Kinds: permits, Items: []string{"L07"}, Article: "行政许可法第三十二条第二款", Label: "受理通知书没有专用印章和日期", Apply: func(c *Case) bool { c.sheet("L-D05").On = ""; return c.dropped("L-D05", "L-D05.seal") }},
	{ID: "l-overdue", Kinds: permits, Items: []string{"L08"}, Article: "行政许可法第四十二条第一款", Label: "受理四十余日以后才决定，没有延长",
		Apply: func(c *Case) bool {
			for _, s := range c.Sheets {
				if s.Code == "L-D01" || s.Code == "L-D02" || s.Code == "L-D05" {
					s.with("on", s.On.after(-42)).On = s.On.after(-42)
				}
			}
			on := c.day("accepted").after(-42)
			c.everywhere("applied", c.day("applied").after(-42), "l.applied_on", c.day("applied").after(-42))
			c.Words["received"] = c.day("applied")
			return c.everywhere("accepted", on, "l.accepted_on", on)
		}},
	{ID: "l-hearing-notice", Kinds: permits, Items: []string{"L11"}, Article: "行政许可法第四十八条第一款第（一）项", Label: "听证前两日才通知", Apply: func(c *Case) bool { return c.heard(2, "温听松") }},
	{ID: "l-hearing-host", Kinds: permits, Items: []string{"L11"}, Article: "行政许可法第四十八条第一款第（三）项", Label: "审查人员主持听证", Kept: true, Apply: func(c *Case) bool { return c.heard(9, officers[0].Name) }},
	{ID: "l-unmet", Kinds: permits, Items: []string{"L14"}, Article: "行政许可法第三十八条第一款", Label: "一项条件不符合仍准予许可",
		Apply: func(c *Case) bool {
			c.set("l.conditions_met", int64(4))
			c.Words["conclusion"] = "消防通道不符合要求，其余符合。"
			return c.Values["l.outcome"] == "grant"
		}},
	{ID: "l-standard-gone", Kinds: permits, Items: []string{"L17"}, Article: "行政许可法第五十五条第三款", Label: "适用的标准已经废止", Apply: func(c *Case) bool {
		c.set("l.standards", []string{"GB 31654-2013"}, "l.standards_in_force", false)
		return true
	}},
	{ID: "l-no-reason", Kinds: permits, Items: []string{"L18"}, Article: "行政许可法第三十八条第二款", Label: "不予许可没有理由",
		Apply: func(c *Case) bool {
			s := c.sheet("L-D14")
			if s == nil {
				return false
			}
			for i, part := range s.Parts {
				if part == "L-D14.reason" {
					s.Parts[i] = "L-D14.none"
				}
			}
			delete(s.Fields, "reason")
			c.set("l.reason", nil)
			return true
		}},
	{ID: "l-no-remedy", Kinds: permits, Items: []string{"L18", "L22"}, Article: "行政许可法第三十八条第二款", Label: "不予许可没有告知救济", Apply: func(c *Case) bool { return c.dropped("L-D14", "remedy") }},
	{ID: "l-renewed-late", Kinds: permits, Items: []string{"L20"}, Article: "行政许可法第五十条第一款", Label: "届满前十日才申请延续，没有说明",
		Apply: func(c *Case) bool {
			if c.sheet("L-D18") == nil {
				return false
			}
			on := c.day("applied").after(10)
			return c.everywhere("original_to", on, "l.original_valid_to", on)
		}},
	{ID: "l-term-reversed", Kinds: permits, Items: []string{"L22"}, Article: "行政许可法第三十九条", Label: "有效期的终日早于始日",
		Apply: func(c *Case) bool {
			to := c.day("valid_from").after(-30)
			c.decision().puts("valid_to", to)
			return c.decision().has("L-D13.term") && c.everywhere("valid_to", to, "l.valid_to", to)
		}},
	{ID: "l-no-term", Kinds: permits, Items: []string{"L22"}, Article: "行政许可法第三十九条", Label: "准予许可没有写有效期",
		Apply: func(c *Case) bool {
			d := c.decision()
			delete(d.Fields, "valid_from")
			delete(d.Fields, "valid_to")
			return d.drop("L-D13.term")
		}},
	{ID: "l-other-content", Kinds: permits, Items: []string{"L22", "L14"}, Article: "行政许可法第三十八条", Label: "准予的内容不是申请的", Kept: true,
		Apply: func(c *Case) bool {
			return c.Values["l.outcome"] == "grant" && c.inDecision("content", "糕点类食品制售、自制饮品制售")
		}},
	{ID: "l-accepted-before", Kinds: permits, Items: []string{"L07", "L22", "L08"}, Article: "行政许可法第三十二条", Label: "受理早于申请",
		Apply: func(c *Case) bool {
			s := c.sheet("L-D05")
			on := c.day("applied").after(-5)
			s.with("accepted", on).On = on
			return true
		}},
	{ID: "l-no-such-article", Kinds: permits, Items: []string{"L17", "L22", "L18"}, Article: "行政许可法第三十八条", Label: "决定书引用不存在的条文", Kept: true,
		Apply: func(c *Case) bool {
			return c.inDecision("law", Law("《中华人民共和国行政许可法》第一百零八条"))
		}},
}

// supplemented adds a notice, so many days after the application, of what is to be supplied.
func (c *Case) supplemented(days int) bool {
	on := c.day("applied").after(days)
	c.set("l.supplement_on", on, "l.complete", false)
	c.add("L-D04", "补正材料通知书", on, "L-D04.body").numbered(fmt.Sprintf("云市监许补〔%s〕%d号", on.year(), c.Number+days)).with("due", on.after(5)).puts("due_on", on.after(5), "list", "场所平面图等", "served_on", on)
	if accepted := on.after(1); accepted > c.day("accepted") {
		c.sheet("L-D05").On = accepted
		c.everywhere("accepted", accepted, "l.accepted_on", accepted)
	}
	return true
}

// heard adds a hearing, so many days after its notice.
func (c *Case) heard(days int, host string) bool {
	held := c.day("accepted").after(15)
	notice := held.after(-days)
	c.set("h.held_on", held, "h.notice_on", notice, "h.host", host, "h.host_investigated", host == officers[0].Name, "h.open", true, "h.record_signed", true, "l.public_hearing", true)
	c.add("L-D11", "听证通知书", notice, "L-D11.body").numbered(fmt.Sprintf("云市监许听〔%s〕%d号", held.year(), c.Number+1)).with("held", held, "host", host, "notice", notice).puts("held_on", held, "host", host)
	c.add("L-D12", "听证笔录", held, "L-D12.body").manned().with("held", held, "host", host).puts("sign_party", true)
	return true
}
