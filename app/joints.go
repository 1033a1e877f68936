package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger/verifier"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// pillars are all that have events and tables, in the order in which they build on each other.
func pillars() []store.Pillar {
	return []store.Pillar{rulebook.Pillar(), account.Pillar(), authority.Pillar(), casefile.Pillar(), record.Pillar(), review.Pillar(), decision.Pillar(), disclosure.Pillar(), precedent.Pillar(), dossier.Pillar(), anchor.Pillar()}
}

// joinPillars makes the pillars above the store and gives the lower ones their word from the higher.
func (o *Office) joinPillars() (err error) {
	o.Accounts = account.New(o.Store, o.Secrets)
	o.Files = &casefile.Files{Store: o.Store, Rules: o.Rules, Blobs: o.Blobs, Reading: o.pool, Scans: extract.OCR{}, Cache: o.cache, Read: &casefile.ReadPapers{}, Today: o.today, Now: o.clock}
	o.Rules.Examine = casefile.ExamineTemplates
	o.Authority = &authority.Authority{Store: o.Store, Rules: o.Rules, Blobs: o.Blobs, Today: o.today}
	if err := o.Authority.CountByNotices(context.Background()); err != nil {
		return err
	}
	o.Desk = &review.Desk{Files: o.Files}
	o.Dossiers = &dossier.Desk{Files: o.Files, Binder: o.pool, Judged: o.judged, Verifier: verifier.Page}
	o.Anchoring = &anchor.Desk{Store: o.Store, Today: o.today, Ask: askForTimestamp}
	o.Door = &decision.Door{Files: o.Files}
	o.Record = &record.Desk{Files: o.Files, Clock: o.clock, Film: extract.Film{}}
	o.Dossiers.Recordings, o.Dossiers.Custody = o.recordings, o.Record.CustodyPart
	if o.Disclosure, err = disclosure.New(o.Files, issuedDecisions{}); err != nil {
		return err
	}
	o.Files.Sources = []casefile.FactSource{authority.Facts, o.Desk.Facts, disclosure.Facts, o.Record.Facts}
	o.Files.Pauses = []casefile.PauseSource{o.Desk.Pauses}
	o.Door.Hooks = []decision.Hook{anchor.AtIssue, func(tx *store.Tx, caseID string) error {
		_, err := o.Disclosure.Open(tx, caseID)
		return err
	}}
	return nil
}

// recordings tells the dossier what was recorded in a case.
func (o *Office) recordings(from store.Source, caseID string) (out []dossier.Recording, err error) {
	list, err := record.OfCase(from, caseID)
	for i, r := range list {
		one := dossier.Recording{No: fmt.Sprint(i + 1), Title: r.Name(), Event: r.Event, Begun: clockOf(r.StartedAt), Device: strings.TrimSpace(r.Device + " " + r.Model), Size: r.Size, SHA256: r.SHA256, Original: r.SHA256, Name: r.Name()}
		if e, known := o.Rules.Current().Recording(r.Event); known {
			one.Title = e.Label.Zh + "\n" + r.Name()
		}
		if r.Film() {
			one.Length = record.Clock(r.DurationMs)
		}
		if one.SM3, err = store.SM3Of(from, r.SHA256); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, err
}

// clockOf is an instant as papers write it.
func clockOf(instant string) string {
	if at, err := time.Parse(time.RFC3339, instant); err == nil {
		return at.Format("2006-01-02 15:04:05")
	}
	return instant
}

// issuedDecisions shows decisions to disclosure.
type issuedDecisions struct{}

func (issuedDecisions) Issued(from store.Source, caseID string) (disclosure.Issued, bool, error) {
	d, found, err := decision.Of(from, caseID)
	return disclosure.Issued{Case: d.Case, No: d.No, On: d.IssuedOn, Paper: d.Paper}, found, err
}

// outcomes tells similar cases how a case ended.
type outcomes struct{}

func (outcomes) Outcome(from store.Source, caseID string) (out precedent.Outcome, err error) {
	d, found, err := decision.Of(from, caseID)
	if err != nil {
		return out, err
	}
	if found {
		out.Code, out.No, out.On = d.Code, d.No, d.IssuedOn
	}
	if past, known, err := casefile.PastOf(from, caseID); err != nil {
		return out, err
	} else if known { // finished before it came into the program
		out.Code, out.No, out.On = past.Code, past.No, past.On
		if past.Opinion != "" || past.OpinionText != "" {
			out.Opinion = &precedent.Opinion{Code: past.Opinion, Text: past.OpinionText, By: past.OpinionBy, On: past.OpinionOn}
		}
	}
	rounds, err := review.RoundsOf(from, caseID)
	for _, r := range rounds {
		if r.State == "signed" {
			out.Opinion = &precedent.Opinion{Code: r.Opinion, Text: r.OpinionText, By: r.Reviewer, On: casefile.DayOf(r.SignedAt)}
		}
	}
	return out, err
}

// judged tells the review of dossiers what legal review and the machine found of each point of the checklist. A reviewer's
// word goes before the machine's.
func (o *Office) judged(ctx context.Context, caseID string) (out dossier.Judgment, err error) {
	out.Items = map[string]dossier.ItemFinding{}
	var rounds []review.Round
	err = o.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, caseID)
		if err != nil {
			return err
		}
		facts, err := o.Files.Facts(r, c)
		if err != nil {
			return err
		}
		procedure, _ := o.Files.Procedure(c)
		for _, found := range procedure.Examine(facts) {
			if found.Checked {
				out.Items[found.Item.ID] = dossier.ItemFinding{Finding: string(found.Outcome.Verdict), Reason: found.Item.Question, By: "machine"}
			}
		}
		rounds, err = review.RoundsOf(r, c.ID)
		return err
	})
	if err != nil || len(rounds) == 0 {
		return out, err
	}
	detail, err := o.Desk.Detail(ctx, rounds[len(rounds)-1].ID)
	for _, p := range detail.Points {
		if p.Finding.Finding == review.Unchecked {
			continue
		}
		found := dossier.ItemFinding{Finding: p.Finding.Finding, Reason: p.Question, By: "reviewer"}
		if p.Remark != "" {
			found.Reason = fault.T(p.Question.Zh+"——"+p.Remark, p.Question.In("en")+" — "+p.Remark)
		}
		out.Items[p.ID] = found
	}
	return out, err
}
