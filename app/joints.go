package app

import (
	"context"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// pillars are all that have events and tables, in the order in which they build on each other.
func pillars() []store.Pillar {
	return []store.Pillar{rulebook.Pillar(), account.Pillar(), authority.Pillar(), casefile.Pillar(), record.Pillar(), review.Pillar(), decision.Pillar(), disclosure.Pillar(), precedent.Pillar()}
}

// joinPillars makes the pillars above the store and gives the lower ones their word from the higher.
func (o *Office) joinPillars() (err error) {
	o.Accounts = account.New(o.Store, o.Secrets)
	o.Files = &casefile.Files{Store: o.Store, Rules: o.Rules, Blobs: o.Blobs, Reading: o.pool, Scans: extract.OCR{}, Cache: o.cache, Read: &casefile.ReadPapers{}, Today: o.today, Now: o.clock}
	o.Authority = &authority.Authority{Store: o.Store, Rules: o.Rules, Blobs: o.Blobs, Today: o.today}
	if err := o.Authority.CountByNotices(context.Background()); err != nil {
		return err
	}
	o.Desk = &review.Desk{Files: o.Files}
	o.Door = &decision.Door{Files: o.Files}
	o.Record = &record.Desk{Files: o.Files, Clock: o.clock, Film: extract.Film{}}
	if o.Disclosure, err = disclosure.New(o.Files, issuedDecisions{}); err != nil {
		return err
	}
	o.Files.Sources = []casefile.FactSource{authority.Facts, o.Desk.Facts, disclosure.Facts, o.Record.Facts}
	o.Files.Pauses = []casefile.PauseSource{o.Desk.Pauses}
	o.Door.Hooks = []decision.Hook{func(tx *store.Tx, caseID string) error {
		_, err := o.Disclosure.Open(tx, caseID)
		return err
	}}
	return nil
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
			out.Opinion = &precedent.Opinion{Code: r.Opinion, Text: r.OpinionText, By: r.Reviewer, On: cutDay(r.SignedAt)}
		}
	}
	return out, err
}

// cutDay is the date of an instant.
func cutDay(instant string) string { return instant[:min(len(instant), len("2006-01-02"))] }
