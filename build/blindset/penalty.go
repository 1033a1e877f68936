package blindset

import "fmt"

// breach is a kind of unlawful act with its law.
type breach struct {
	cause, facts, unit string
	bad, pen           Law
	trade              string
	low, high          func(goods Fen) Fen // the range of the fine
	firms              bool                // no natural person can commit it
}

var breaches = []breach{
	{"未取得食品经营许可从事食品经营活动", "当事人自{ill_from}至{ill_to}在{addr}未取得食品经营许可销售{trade}{qty}份，货值金额{goods}，违法所得{gains}。", "份",
		"《中华人民共和国食品安全法》第三十五条第一款", "《中华人民共和国食品安全法》第一百二十二条第一款", "凉菜",
		func(goods Fen) Fen {
			if goods < 1_000_000 {
				return 5_000_000
			}
			return 10 * goods
		},
		func(goods Fen) Fen {
			if goods < 1_000_000 {
				return 10_000_000
			}
			return 20 * goods
		}, false},
	{"销售以次充好的产品", "{ill_from}至{ill_to}期间，当事人在{addr}销售以次充好的{trade}{qty}件，货值金额{goods}，违法所得{gains}。", "件",
		"《中华人民共和国产品质量法》第三十九条", "《中华人民共和国产品质量法》第五十条", "电热水壶",
		func(goods Fen) Fen { return goods / 2 }, func(goods Fen) Fen { return 3 * goods }, false},
	{"发布虚假广告", "当事人于{ill_from}至{ill_to}在{addr}张贴广告{qty}张，宣称所售{trade}能治疗失眠，货值金额{goods}，违法所得{gains}。", "张",
		"《中华人民共和国广告法》第二十八条第二款第（二）项", "《中华人民共和国广告法》第五十五条第一款", "养生茶",
		func(Fen) Fen { return 20_000_000 }, func(Fen) Fen { return 100_000_000 }, false},
}

// defends tells whether the party of a case defends itself.
func defends(n int) bool { return n*7%11 < 4 }

// penalty is a penalty case: every other dossier is closed, the others wait for review. Some parties defend
// themselves, and every fourth that may has a hearing.
func penalty(c *Case) {
	n, list := c.Number, matters(c.Hand, func(o *Office) []breach { return o.breaches }, breaches)
	b := list[c.Number/2%len(list)]
	if c.Hand.Kept {
		b = list[(c.Number/2+1)%len(list)]
	}
	kind := []string{"entity", "entity", "sole", "person", "entity"}[n%5]
	if b.firms && kind == "person" {
		b = list[0]
	}
	c.parties(kind, "当事人")
	goods, gains := Fen(1_200_000+int64(n%7)*60_000), Fen(310_000+int64(n%9)*1_050)
	if kind == "person" {
		goods, gains = 640_000, 92_350
	}
	low, high := b.low(goods), b.high(goods)
	fine := (low + (high-low)*2/5) / 10_000 * 10_000
	hearing := fine+gains >= 10_000_000 && kind == "entity" || fine+gains >= 1_000_000 && kind != "entity"
	start := c.begin()
	filed, told, decided := start, start.after(17), start.after(45)
	qty := fmt.Sprint(30 + n*3%400)
	c.say("cause", b.cause, "trade", b.trade, "facts", b.facts, "qty", qty, "goods", goods, "gains", gains, "fine", fine, "law_bad", b.bad, "law_pen", b.pen, "source", "监督检查", "clue", start.after(-4),
		"filed", filed, "ill_from", start.after(-120), "ill_to", start.after(-4), "case_no", fmt.Sprintf("云市监案〔%s〕%d号", filed.year(), 10+n), "title", "{name}涉嫌{cause}案",
		"basis_id", "《云汀县市场监督管理行政处罚裁量权基准》第12项", "factor", "一般", "reason", "当事人积极配合调查，没有从重、从轻情节", "payee", "云汀县政府非税收入财政专户（云汀农村商业银行）", "3pct", c.Hand.percent(3),
		"kinds_list", []string{"没收违法所得{gains/cap}", "罚款{fine/cap}"}, "proposal", "没收违法所得{gains}，罚款{fine}", "basis", "{law_pen}", "place", "{addr}",
		"evidence", "1.现场检查笔录一份；2.询问笔录一份；3.营业执照复制件一份；4.销售记录一份", "evidence_list", []string{"现场检查笔录一份", "询问笔录一份", "营业执照复制件一份", "销售记录一份"})
	c.set("c.title", "", "c.cause", b.cause, "c.domain", c.Hand.domain(), "c.source", "inspection", "c.clue_on", start.after(-4), "c.filed_on", filed, "c.found_on", start.after(-4), "c.illegal_from", start.after(-120),
		"c.illegal_to", start.after(-4), "c.item", "YT-0231", "x.kinds", []string{"010104", "010103"}, "x.fine", fine, "x.conf", gains, "x.fine_min", low, "x.fine_max", high, "x.band_min", max(fine-1_000_000, low),
		"x.band_max", min(fine+1_000_000, high), "x.factor", "normal", "x.basis_id", "《云汀县市场监督管理行政处罚裁量权基准》第12项", "x.law_bad", []string{string(b.bad)}, "x.law_pen", []string{string(b.pen)}, "c.defended", defends(n), "h.entitled", hearing)
	c.add("D02", "立案审批表", filed, "D02.title", "D02.body", "D02.approve").manned().puts("approved_by", leader, "approved_on", filed)
	c.add("D05", "现场检查笔录", start.after(1), "D05.title", "D05.body", "D05.card", "D05.scene").manned().puts("sign_party", true).
		with("day", start.after(1), "from", "9时05分", "to", "10时20分", "scene", "当事人正在营业，现场有{trade}，执法人员拍照取证。")
	c.add("D06", "询问笔录", start.after(2), "D06.title", "D06.body", "D06.card", "D06.talk").manned().puts("sign_party", true).
		with("day", start.after(2), "from", "14时00分", "to", "15时30分", "place", "{office}询问室", "person", "{rep}", "answer", "我们从{ill_from}开始，到{ill_to}为止，一共{qty}"+b.unit+"。")
	c.add("D43", "证据目录", start.after(14), "D43.body")
	c.add("D20", "调查终结报告", start.after(15), "D20.title", "D20.body", "D20.end").manned().puts("fine", fine)
	notice := c.add("D21", "行政处罚告知书", start.after(16), "office", "D21.title", "number", "D21.facts", "D21.reasons", "D21.defence", "sign").numbered(fmt.Sprintf("云市监罚告〔%s〕%d号", filed.year(), 20+n)).
		puts("served_on", told, "served_how", "direct", "fine", fine, "conf", gains)
	notice.Name = c.Hand.called(notice)
	c.say("notice_title", notice.Name, "notice_no", notice.No, "noticed", told, "hearing_word", "", "hearing_too", "", "defended_on", told.after(3))
	if hearing {
		notice.Parts = []string{"office", "D21.titleh", "number", "D21.facts", "D21.reasons", "D21.defence", "D21.hearing", "sign"}
		notice.Name = "行政处罚听证告知书"
		notice.Name = c.Hand.called(notice)
		c.say("notice_title", notice.Name, "hearing_word", "和要求听证", "hearing_too", "，也未要求听证")
		c.set("h.told_on", told)
	}
	c.service("行政处罚告知书送达回证", notice, told)
	c.defence(told, hearing, n)
	c.conclude(decided, hearing, n)
}

// service adds the receipt by which a paper was served.
func (c *Case) service(name string, s *Sheet, on Day) *Sheet {
	receipt := c.add("D31", name, on, "served").manned().with("served_paper", s.Name, "served_no", s.No, "served", on, "how", "直接送达", "place", "{addr}")
	return receipt.puts("receiver", c.Words["rep"], "served_on", on, "served_how", "direct")
}

// defence adds what the party has done against the notice.
func (c *Case) defence(told Day, hearing bool, n int) {
	if defends(n) {
		c.add("D22", "陈述申辩复核意见", told.after(6), "D22.body").manned().with("day", told.after(3)).puts("examined", true, "accepted", false)
	}
	if !hearing || n%4 != 1 {
		return
	}
	asked, notified, held := told.after(4), told.after(5), told.after(20)
	c.say("held", held, "host", "温听松", "notice", notified)
	c.set("h.asked_on", asked, "h.notice_on", notified, "h.held_on", held, "h.host", "温听松", "h.host_investigated", false, "h.open", true, "h.record_signed", true)
	c.add("D23", "听证通知书", notified, "D23.body").numbered(fmt.Sprintf("云市监听通〔%s〕%d号", told.year(), 3+n)).puts("host", "温听松", "held_on", held)
	c.add("D24", "听证笔录", held, "D24.body").manned().puts("sign_party", true)
	c.add("D25", "听证报告", held.after(1), "D25.body").puts("same", true)
}

// conclude adds the submission, and the decision with all that follows it, or its draft.
func (c *Case) conclude(decided Day, hearing bool, n int) {
	c.add("R01", "法制审核送审表", decided.after(-7), "R01.title", "R01.body").manned()
	closed := n%2 == 0
	parts := []string{"office", "D27.title", "number"}
	parts = append(parts, "party."+c.party(&Sheet{}), "D27.facts", "D27.evidence", "D27.notice")
	switch {
	case c.Values["h.held_on"] != nil:
		parts = append(parts, "D27.heard")
	case !defends(n):
		parts = append(parts, "D27.nodefence")
	}
	if defends(n) {
		parts = append(parts, "D27.defended")
	}
	parts = append(parts, "D27.law", "D27.discretion", "D27.decision", "D27.correct", "D27.pay", "D27.surcharge", "remedy", "goeson")
	c.say("thing", "决定")
	d := c.add("D27", "行政处罚决定书", decided)
	d.puts("fine", c.Values["x.fine"], "conf", c.Values["x.conf"], "payee", c.Words["payee"], "pay_days", int64(15), "org_name", office)
	c.Today = string(decided.after(-6))
	if !closed {
		d.Parts, d.Unfinished, d.On = append(slicesWithout(parts, "number"), "signblank"), true, ""
		return
	}
	d.numbered(fmt.Sprintf("云市监罚〔%s〕%d号", decided.year(), 40+n)).Parts = append(parts, "sign")
	c.add("R02", "法制审核意见书", decided.after(-3), "R02.body").numbered(fmt.Sprintf("云市监法审〔%s〕%d号", decided.year(), 5+n))
	if hearing {
		c.discussed(decided.after(-1))
	}
	c.add("D41", "公示和信用修复告知书", decided, "D41.body")
	c.service("行政处罚决定书送达回证", d, decided.after(3))
	d.puts("served_on", decided.after(3))
	c.Today = string(decided.after(8))
}

// discussed adds the record of the leaders' discussion.
func (c *Case) discussed(on Day) {
	c.add("D26", "集体讨论记录", on, "D26.body")
	c.set("g.on", on, "g.present", []string{leader, head, chief}, "g.chair", leader, "g.leader_present", true, "g.all_signed", true, "g.result", "一致同意")
}

func slicesWithout(list []string, word string) (out []string) {
	for _, s := range list {
		if s != word {
			out = append(out, s)
		}
	}
	return out
}

// percent is a rate as the hand writes it.
func (h Hand) percent(n int) string {
	if h.figures {
		return fmt.Sprintf("%d%%", n)
	}
	return "百分之" + han(n)
}
