package app

import (
	"slices"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// notice tells the party what is intended, hears it, and examines what it says.
func (w *walk) notice() bool {
	if w.stage.how == nothing {
		w.at(20, 10, 0)
		w.draft("D28")
		w.at(22, 9, 30)
		w.moveOwn("skip_notice")
		return false
	}
	w.at(18, 9, 30)
	w.draft("D21")
	w.at(18, 15, 0)
	w.moveOwn("notify")
	w.at(19, 15, 30)
	w.set(map[string]any{"d.D21.served_on": w.today(), "d.D21.served_how": "direct", "h.told_on": w.today()})
	receipt := w.draft("D31")
	w.sort(receipt.ID, "D31", w.today(), "")
	if w.stage.to == "notified" {
		return true
	}
	switch w.stage.how {
	case heardOut:
		if w.heard() {
			return true
		}
	case defended:
		w.at(22, 10, 30)
		w.bring("陈述申辩", []sampleFile{w.text("20陈述申辩意见.docx", "陈述申辩意见", "D22", w.today())})
		w.set(map[string]any{"c.defended": true, "d.D22.new_evidence": false})
		w.at(26, 9, 30)
		w.set(map[string]any{"d.D22.examined": true, "d.D22.accepted": false})
		w.draft("D22")
	case waived:
		w.at(21, 10, 30)
		w.set(map[string]any{"c.waived": true})
	}
	w.at(w.late(27), 9, 20)
	w.moveOwn("examine_defence")
	return w.stage.to == "defence_review"
}

// late is a working day, later by what a hearing has cost.
func (w *walk) late(day int) int {
	if w.stage.how == heardOut {
		return day + 12
	}
	return day
}

// heard holds the hearing that the party has asked for.
func (w *walk) heard() bool {
	w.at(21, 16, 0)
	w.set(map[string]any{"h.asked_on": w.today()})
	w.at(22, 9, 30)
	w.write("D23", "听证通知书")
	w.set(map[string]any{"h.notice_on": w.today(), "h.held_on": w.hearing, "d.D23.held_on": w.hearing, "h.host": w.people["fangzhen"].Name, "d.D23.host": w.people["fangzhen"].Name, "h.open": true, "h.host_investigated": false})
	w.at(23, 9, 0)
	w.moveOwn("open_hearing")
	if w.stage.to == "hearing" {
		return true
	}
	w.at(33, 16, 0)
	w.write("D24", "听证笔录")
	w.set(map[string]any{"h.record_signed": true})
	w.at(35, 10, 0)
	w.write("D25", "听证报告")
	w.set(map[string]any{"d.D25.same": true, "d.D25.opinion": "同意按原拟处罚意见作出决定"})
	return false
}

// review submits the case to legal review and goes through one round of it, or two.
func (w *walk) review() bool {
	begin := w.late(28)
	w.at(begin, 9, 40)
	if w.stage.how != nothing {
		w.set(map[string]any{"d.D27.payee": "云汀县政府非税收入汇缴专户"})
		w.draft("D27")
	}
	w.draft("R01")
	w.at(begin, 16, 0)
	round := w.submit("")
	if w.stage.to == "returned" || w.stage.how == secondTry {
		w.judge(round, begin, true)
		w.opine(round, begin+2, "O3", "处罚裁量部分没有写明适用基准档次的理由，当事人主动改正的情节没有评价；部分复制件未注明出处。请补正后重新送审。")
		if w.stage.to == "returned" {
			w.at(begin+3, 15, 0)
			w.object(round)
			return true
		}
		begin += 7
		w.at(begin-1, 10, 0)
		w.set(map[string]any{"x.basis_id": w.kind.Basis + "（已结合当事人主动改正情节评价）"})
		w.draft("D27")
		w.reply(round, "已补充裁量理由，复制件已逐份注明出处。")
		w.at(begin, 10, 0)
		round = w.submit("已按审核意见补充裁量理由，复制件已逐份注明出处。")
	}
	if w.stage.to == "legal_review" && w.stage.how == plainly {
		return true
	}
	w.judge(round, begin, false)
	if w.stage.to == "legal_review" && w.stage.how == halfway {
		w.at(begin+1, 16, 30)
		w.extend(round)
		return true
	}
	w.at(begin+2, 16, 0)
	w.propose(round, "O1", "事实清楚，证据确凿，适用依据正确，程序合法，裁量适当，同意拟处理意见")
	if w.stage.to == "legal_review" {
		return true
	}
	w.at(begin+3, 10, 0)
	w.sign(round)
	if w.stage.how == voided {
		w.at(begin+5, 10, 0)
		w.change()
	}
	return w.stage.to == "reviewed"
}

// submit sends the case to review. Where no notice was due, the note says so.
func (w *walk) submit(note string) string {
	if w.stage.how == nothing {
		note = "拟不予行政处罚，依法无须处罚前告知，故无告知书及其送达回证。"
	}
	if w.err != nil {
		return ""
	}
	without, err := w.without(note)
	w.must(err)
	round, err := w.office.Desk.Submit(w.ctx, w.first, w.id, note, without...)
	w.must(err)
	return round.ID
}

// without gives the note as the reason for every material that the case lacks.
func (w *walk) without(note string) (list []review.Omission, err error) {
	err = w.office.Store.View(w.ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, w.id)
		if err != nil {
			return err
		}
		missing, err := w.office.Desk.Missing(r, c)
		for _, m := range missing {
			list = append(list, review.Omission{Material: m.ID, Reason: note})
		}
		return err
	})
	return list, err
}

// reply says of every point of the opinion that it is adopted, and what was done.
func (w *walk) reply(round, text string) {
	if w.err != nil {
		return
	}
	var points []review.Adopted
	w.must(w.office.Store.View(w.ctx, func(r *store.Reader) error {
		items, err := review.PointsOf(r, round)
		for _, item := range items {
			points = append(points, review.Adopted{Item: item, Adopted: true, Text: text})
		}
		return err
	}))
	w.must(w.office.Desk.ReplyTo(w.ctx, w.first, round, points, ""))
}

// reviewer is who examines the case.
func (w *walk) reviewer() string { return []string{"hesu", "jiangning"}[w.number%2] }

// judge goes through the checklist on two days, or through half of it.
func (w *walk) judge(round string, begin int, wanting bool) {
	w.at(begin+1, 9, 0)
	if w.err == nil {
		w.must(w.office.Desk.Assign(w.ctx, w.people["fangzhen"], round, w.people[w.reviewer()].ID))
	}
	if w.err != nil {
		return
	}
	detail, err := w.office.Desk.Detail(w.ctx, round)
	w.must(err)
	proofs := w.proofs()
	w.at(begin+1, 9, 30)
	for i, point := range detail.Points {
		if i == len(detail.Points)/2 {
			if w.stage.to == "legal_review" && w.stage.how == halfway {
				w.recusal(begin)
				return
			}
			w.at(begin+2, 9, 0)
		}
		if w.err == nil {
			w.tick()
			w.must(w.office.Desk.Judge(w.ctx, w.people[w.reviewer()], round, finding(point, proofs, wanting)))
		}
	}
}

// recusal has the party ask that the reviewer stand back, which the head of the office refuses.
func (w *walk) recusal(begin int) {
	w.at(begin+1, 15, 0)
	if w.err == nil {
		w.must(w.office.Desk.AskRecusal(w.ctx, w.first, w.id, w.people[w.reviewer()].ID, "party", "当事人称审核人员曾参加对其另一门店的检查，申请回避。"))
	}
	var asked []review.Recusal
	w.view(func(r *store.Reader) (err error) {
		asked, err = review.RecusalsOf(r, w.id)
		return err
	})
	w.at(begin+1, 16, 30)
	for _, x := range asked {
		if w.err == nil {
			w.must(w.office.Desk.DecideRecusal(w.ctx, w.people["jianghe"], x.ID, false, "该次检查与本案无关，不影响公正审核，不予回避。"))
		}
	}
}

// finding is what a reviewer of good sense finds on a point. In a case that is wanting, two points are not met.
func finding(p review.Point, proofs map[string]casefile.Place, wanting bool) review.Finding {
	f := review.Finding{Item: p.ID, Finding: review.Met}
	for _, code := range p.Papers {
		if proof, there := proofs[code]; there {
			f.Proofs = append(f.Proofs, proof)
			break
		}
	}
	switch {
	case wanting && p.ID == "P48":
		f.Finding, f.Remark = review.NotMet, "终结报告和决定书只写基准编号，没有写明属于该档次的理由，也没有评价主动改正情节。"
	case wanting && p.ID == "P32":
		f.Finding, f.Remark = review.NotMet, "台账复制件没有注明出处，也没有提供人签章。"
	case p.Machine.Verdict == rulebook.NotApplicable:
		f.Finding = review.NotApplicable
	case p.ID == "P26":
		f.Finding, f.Remark = review.NotApplicable, "集体讨论在审核之后进行，由作出决定时把关。"
	case p.Machine.Verdict == rulebook.NotMet:
		f.Remark = "机器提示已人工核对卷宗，符合要求。"
	case p.Machine.Verdict == rulebook.Unknown && len(p.Papers) > 0 && len(f.Proofs) == 0:
		f.Finding, f.Remark = review.NotApplicable, "本案不涉及。"
	case !p.Checked || p.Machine.Verdict == rulebook.Unknown:
		f.Remark = "已查阅卷内材料，未见异常。"
	}
	return f
}

// proofs are the headings of the papers, by code, for citing.
func (w *walk) proofs() map[string]casefile.Place {
	places := map[string]casefile.Place{}
	var papers []casefile.Paper
	w.view(func(r *store.Reader) (err error) {
		papers, err = casefile.PapersOf(r, w.id)
		return err
	})
	for _, p := range papers {
		if _, there := places[p.Code]; there || w.err != nil {
			continue
		}
		pages, err := w.office.Files.Pages(w.ctx, p)
		w.must(err)
		if len(pages) == 0 {
			continue
		}
		start := 0
		for line := range strings.SplitSeq(pages[0].Text, "\n") {
			if length := len([]rune(line)); length > 4 && start > 0 {
				places[p.Code] = casefile.Place{Paper: p.ID, Page: pages[0].Number, Start: start, Length: length, Quote: line}
				break
			}
			start += len([]rune(line)) + 1
		}
	}
	return places
}

func (w *walk) propose(round, opinion, text string) {
	if w.err == nil {
		w.must(w.office.Desk.Propose(w.ctx, w.people[w.reviewer()], round, opinion, text))
	}
}

func (w *walk) sign(round string) {
	if w.err == nil {
		w.must(w.office.Desk.Sign(w.ctx, w.people["fangzhen"], round))
	}
}

// opine proposes and signs an opinion on one day and the next.
func (w *walk) opine(round string, day int, opinion, text string) {
	w.at(day, 16, 0)
	w.propose(round, opinion, text)
	w.at(day+1, 10, 0)
	w.sign(round)
}

// change alters the draft of the decision, which voids the pass.
func (w *walk) change() {
	var papers []casefile.Paper
	w.view(func(r *store.Reader) (err error) {
		papers, err = casefile.PapersOf(r, w.id)
		return err
	})
	at := slices.IndexFunc(papers, func(p casefile.Paper) bool { return p.Code == "D27" })
	if w.err != nil || at < 0 {
		return
	}
	text, err := w.office.Files.Text(w.ctx, papers[at].SHA256)
	w.must(err)
	text = strings.Replace(text, "十五日内", "十五日内一次性", 1)
	if w.err == nil {
		w.must(w.office.Files.Revise(w.ctx, w.first, papers[at].ID, text))
	}
}
