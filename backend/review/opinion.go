package review

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/store"
)

// OpinionDraft is the text of a round's opinion: written from the findings, or as somebody has edited it. Stale means that
// a finding or the proposed opinion has changed since it was edited.
type OpinionDraft struct {
	Text   string `json:"text"`
	Edited bool   `json:"edited"`
	Stale  bool   `json:"stale"`
	By     string `json:"by"`
	At     string `json:"at"`
}

type drafted struct {
	Case string `json:"case_id"`
	Text string `json:"text"` // empty: written from the findings again
}

type draftRow struct {
	Text string `json:"text"`
	By   string `json:"by"`
	At   string `json:"at"`
	Seq  int64  `json:"seq"`
}

func applyDrafted(t *store.Tables, e store.Event, d drafted) error {
	return t.Exec(queries.Get("opinion_put"), e.Subject, d.Text, e.Actor, e.Instant(), e.Seq)
}

// OpinionOf returns the text of a round's opinion; once signed, the text that was signed.
func (d *Desk) OpinionOf(ctx context.Context, id string) (draft OpinionDraft, err error) {
	var signed string
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		round, err := RoundOf(r, id)
		if err != nil {
			return err
		}
		if round.State == "signed" && round.Practice == "" {
			p, err := casefile.PaperOf(r, round.Paper)
			signed = p.SHA256
			draft.By, draft.At = round.SignedBy, round.SignedAt
			return err
		}
		draft, err = d.draftOf(r, round)
		return err
	})
	if err == nil && signed != "" {
		draft.Text, err = d.Files.Text(ctx, signed)
	}
	return draft, err
}

func (d *Desk) draftOf(from store.Source, round Round) (OpinionDraft, error) {
	row, found, err := store.One[draftRow](from, queries.Get("opinion_text"), round.ID)
	if err != nil {
		return OpinionDraft{}, err
	}
	if !found || row.Text == "" {
		text, err := d.opinionText(from, round)
		return OpinionDraft{Text: text}, err
	}
	last, _, err := store.One[int64](from, queries.Get("last_judged"), round.ID)
	if err != nil {
		return OpinionDraft{}, err
	}
	reasoned, _, err := store.One[int64](from, queries.Get("last_departure"), round.Case, practiceOf(round))
	last = max(last, reasoned)
	return OpinionDraft{Text: row.Text, Edited: true, Stale: last > row.Seq || round.JudgedAt > row.At, By: row.By, At: row.At}, err
}

// EditOpinion keeps the text of an opinion that is not signed yet; an empty one has it written from the findings again.
func (d *Desk) EditOpinion(ctx context.Context, actor account.Person, id, text string) error {
	return d.change(ctx, actor, id, account.JudgeReview, func(tx *store.Tx, r Round) error {
		if !actor.May(account.SignReview) {
			if err := d.take(tx, actor, r); err != nil {
				return err
			}
		}
		for _, mark := range []string{numberMark, signerMark, dayMark} {
			if text != "" && !strings.Contains(text, mark) {
				return fault.New(fault.Invalid, "review.edit", fault.Tf("文本须保留%[1]s,签发时填入", "the text must keep %[1]s: it is filled in when it is signed", mark)).WithField("text")
			}
		}
		_, err := tx.Record("review.opinion_drafted", id, drafted{r.Case, text})
		return err
	})
}

// finalText is the text of an opinion as it is signed. One that was edited before the last finding is refused.
func (d *Desk) finalText(tx *store.Tx, r Round, no string, chief account.Person, by Exception) (string, error) {
	draft, err := d.draftOf(tx, r)
	if err != nil {
		return "", err
	}
	if draft.Stale {
		return "", fault.New(fault.Refused, "review.sign", fault.T("审核要点或意见在意见书修改之后又有变动", "a finding or the opinion has changed since the text of the opinion was edited")).WithArticle("国办发〔2018〕118号").
			WithHint(fault.T("核对意见书文本后重新保存,或者按审核结果重新生成。", "Look at the text and save it again, or have it written from the findings."))
	}
	signer := chief.Name
	if r.Reviewer == chief.ID {
		approver, err := account.PersonOf(tx, by.ApprovedBy)
		if err != nil {
			return "", err
		}
		signer += fmt.Sprintf("（单人法制机构，审核人与签发人为同一人；%s于%s批准，理由：%s）", approver.Name, by.ApprovedAt[:10], strings.TrimRight(by.Reason, "。"))
	}
	return strings.NewReplacer(numberMark, no, signerMark, signer, dayMark, tx.Now.Format("2006年1月2日")).Replace(draft.Text), nil
}

var (
	firstHeading  = regexp.MustCompile(`^[一二三四五六七八九十]+、`)
	secondHeading = regexp.MustCompile(`^（[一二三四五六七八九十]+）`)
)

// OpinionDocument is an opinion as a paper to be printed: its headings are headings, its signatures stand at the end.
func (d *Desk) OpinionDocument(ctx context.Context, id string) (paper.Document, error) {
	draft, err := d.OpinionOf(ctx, id)
	if err != nil {
		return paper.Document{}, err
	}
	doc := Printed(draft.Text)
	if at, err := time.Parse(time.RFC3339, draft.At); err == nil {
		doc.Meta.Created = at
	}
	return doc, nil
}

// Printed lays out a written paper whose first lines are the office, the title and the number or an empty line, and whose
// last are the signatures.
func Printed(text string) paper.Document {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	take := func() (line string) {
		if len(lines) > 0 {
			line, lines = strings.TrimSpace(lines[0]), lines[1:]
		}
		return line
	}
	doc := paper.Document{Head: take(), Title: take(), Number: take()}
	doc.Meta = paper.Meta{Creator: doc.Head, Subject: doc.Number}
	end := len(lines)
	for end > 0 && strings.TrimSpace(lines[end-1]) != "" {
		end--
	}
	for _, line := range lines[:end] {
		switch line = strings.TrimSpace(line); {
		case line == "":
		case firstHeading.MatchString(line):
			doc.Blocks = append(doc.Blocks, paper.Heading{Level: 1, Text: line})
		case secondHeading.MatchString(line):
			doc.Blocks = append(doc.Blocks, paper.Heading{Level: 2, Text: line})
		case strings.HasSuffix(line, "：") && len(doc.Blocks) == 0:
			doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: line, Flush: true})
		default:
			doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: line})
		}
	}
	if closing := lines[end:]; len(closing) > 0 {
		doc.Blocks = append(doc.Blocks, paper.Signature{Names: closing[:len(closing)-1], Date: closing[len(closing)-1]})
	}
	return doc
}
