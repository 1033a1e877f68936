package review

import (
	"cmp"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/paper"
	"zhiheng/backend/store"
)

// Link is one act in the chain of responsibility of a case: who said or did what, when, and about which text. Fingerprint
// is the one of what was reviewed, Item a point of the checklist.
type Link struct {
	At          string `json:"at"`
	By          string `json:"by"`
	Name        string `json:"name"`
	Round       int    `json:"round"`
	Act         string `json:"act"`
	Item        string `json:"item,omitempty"`
	Text        string `json:"text"`
	Fingerprint string `json:"fingerprint"`
}

// Chain is the chain of responsibility of a case, in the order of time.
func Chain(from store.Source, caseID string) ([]Link, error) {
	rounds, err := RoundsOf(from, caseID)
	if err != nil {
		return nil, err
	}
	list := []Link{}
	for _, r := range rounds {
		links, err := roundLinks(from, r)
		if err != nil {
			return nil, err
		}
		list = append(list, links...)
	}
	discussions, err := DiscussionsOf(from, caseID)
	if err != nil {
		return nil, err
	}
	for _, x := range discussions {
		i := slices.IndexFunc(rounds, func(r Round) bool { return r.ID == x.Review })
		if i < 0 {
			continue
		}
		list = append(list, Link{At: x.At, By: x.By, Round: rounds[i].Round, Act: "集体讨论（" + x.HeldOn + "）", Text: x.Result + "；对审核意见：" + x.Reason, Fingerprint: x.Fingerprint})
	}
	if list, err = departureLinks(from, caseID, list); err != nil {
		return nil, err
	}
	if list, err = recusalLinks(from, caseID, list); err != nil {
		return nil, err
	}
	for i := range list {
		p, err := account.PersonOf(from, list[i].By)
		if err != nil {
			return nil, err
		}
		list[i].Name = p.Name
	}
	slices.SortStableFunc(list, func(a, b Link) int { return cmp.Compare(a.At, b.At) })
	return list, nil
}

// roundLinks are the acts of one round.
func roundLinks(from store.Source, r Round) ([]Link, error) {
	list := []Link{}
	add := func(at, by, act, item, text string) {
		if at != "" && by != "" {
			list = append(list, Link{At: at, By: by, Round: r.Round, Act: act, Item: item, Text: text, Fingerprint: r.Fingerprint})
		}
	}
	add(r.SubmittedAt, r.SubmittedBy, "送审", "", r.Note)
	findings, err := store.All[Finding](from, queries.Get("items"), r.ID)
	if err != nil {
		return nil, err
	}
	for _, f := range findings {
		if f.Carried == 0 {
			add(f.At, f.By, "审核要点："+words[f.Finding], f.Item, f.Remark)
		}
	}
	asked, err := SupplementsOf(from, r.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range asked {
		var lacks []string
		for _, l := range s.Lacks {
			lacks = append(lacks, l.What)
		}
		add(s.AskedAt, s.AskedBy, "通知补正", "", strings.Join(lacks, "；"))
		add(s.SuppliedAt, s.SuppliedBy, "补正", "", s.Note)
	}
	extensions, err := ExtensionsOf(from, r.ID)
	if err != nil {
		return nil, err
	}
	for _, e := range extensions {
		add(e.At, e.By, "延长审核期限至"+e.DueOn, "", e.Reason)
	}
	advice, err := AdviceOf(from, r.ID)
	if err != nil {
		return nil, err
	}
	for _, a := range advice {
		add(a.At, a.By, "记录法律顾问意见（"+a.Name+"）", "", a.Text)
	}
	add(r.JudgedAt, r.Reviewer, "拟出审核意见 "+r.Opinion, "", r.OpinionText)
	act := "签发审核意见 " + r.No
	if r.SamePerson {
		act += "（审核人与签发人为同一人）"
	}
	add(r.SignedAt, r.SignedBy, act, "", r.OpinionText)
	reply, _, err := AdoptionOf(from, r.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range reply.Points {
		word := "采纳"
		if !p.Adopted {
			word = "不采纳"
		}
		add(reply.At, reply.By, "回复审核意见："+word, p.Item, p.Text)
	}
	dispute, err := DisputeOf(from, r.ID)
	for _, s := range dispute.Steps {
		add(s.At, s.By, stepName(s), strings.Join(s.Items, "、"), s.Text)
	}
	return list, err
}

// departureLinks adds the last word on each standard that the case leaves.
func departureLinks(from store.Source, caseID string, list []Link) ([]Link, error) {
	rows, err := store.All[departureRow](from, queries.Get("departures"), caseID, "")
	for _, r := range rows {
		act := "写明超出裁量基准的理由"
		if r.Waived {
			act = "不要求说明超出裁量基准的理由"
		}
		list = append(list, Link{At: r.At, By: r.By, Act: act, Item: r.Item, Text: r.Text})
	}
	return list, err
}

// recusalLinks adds who asked that somebody stand back, and what was decided.
func recusalLinks(from store.Source, caseID string, list []Link) ([]Link, error) {
	recusals, err := RecusalsOf(from, caseID)
	if err != nil {
		return nil, err
	}
	for _, r := range recusals {
		p, err := account.PersonOf(from, r.Person)
		if err != nil {
			return nil, err
		}
		list = append(list, Link{At: r.AskedAt, By: r.AskedBy, Act: "申请" + p.Name + "回避", Text: r.Reason})
		if r.DecidedAt != "" {
			word := map[string]string{"granted": "决定回避", "refused": "驳回回避申请"}[r.State]
			list = append(list, Link{At: r.DecidedAt, By: r.DecidedBy, Act: word + "（" + p.Name + "）", Text: r.Grounds})
		}
	}
	return list, nil
}

// ChainDocument is the chain of responsibility as a paper for the dossier.
func ChainDocument(from store.Source, c casefile.Case) (paper.Document, error) {
	office, _, err := account.OfficeOf(from)
	if err != nil {
		return paper.Document{}, err
	}
	links, err := Chain(from, c.ID)
	doc := paper.Document{Head: office.Name, Title: "法制审核责任链", Number: c.No, Meta: paper.Meta{Creator: office.Name, Subject: c.No}}
	table := paper.Table{Header: []string{"时间", "人员", "轮次", "事项", "内容"}, Widths: []int{16, 9, 6, 24, 45}}
	prints := []string{}
	for _, l := range links {
		table.Rows = append(table.Rows, []string{strings.Replace(l.At[:16], "T", " ", 1), l.Name, numeral(l.Round), strings.TrimSpace(l.Item + " " + l.Act), l.Text})
		if line := "第" + numeral(l.Round) + "轮 " + l.Fingerprint; !slices.Contains(prints, line) {
			prints = append(prints, line)
		}
	}
	doc.Blocks = []paper.Block{paper.Paragraph{Text: c.Title, Align: paper.Center}, paper.Heading{Level: 1, Text: "一、谁、何时、就何内容"}, table, paper.Heading{Level: 1, Text: "二、各轮审核内容摘要（SHA-256）"}}
	for _, line := range prints {
		doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: line, Flush: true})
	}
	return doc, err
}
