package casefile_test

import (
	"encoding/json"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// actor is a person of the office as the rulebook sees them.
func actor(o *officetest.Office, who string) rulebook.Actor {
	return rulebook.Actor{ID: o.Who[who].ID, Roles: o.Who[who].Roles}
}

// change puts a row into the rulebook, proposed by the reviewer and approved by the leader.
func change(o *officetest.Office, edits ...rulebook.Edit) rulebook.Version {
	o.T.Helper()
	p, err := o.Files.Rules.Propose(o.Ctx, actor(o, "he"), rulebook.Draft{Edits: edits, Source: "云汀法〔2026〕3号", InForceFrom: "2026-03-02"})
	o.Must(err)
	v, err := o.Files.Rules.Approve(o.Ctx, actor(o, "jiang"), p.ID)
	o.Must(err)
	return v
}

// threshold is the parameter above which a company's fine is a major one.
func threshold(fen int64) rulebook.Edit {
	row, _ := json.Marshal(map[string]any{"id": "major_sum_entity", "type": "money", "value": fen, "label": map[string]any{"zh": "较大数额罚没：法人", "en": "Large sum: organisation"}, "source": "云汀法〔2026〕3号"})
	return rulebook.Edit{File: "parameters.json", ID: "major_sum_entity", Row: row}
}

// fined opens a case in which a company is to be fined.
func fined(o *officetest.Office, fen int64) casefile.Case {
	o.T.Helper()
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构案"})
	o.Must(err)
	o.Set(c, map[string]any{"p.type": "entity", "x.fine": fen, "x.conf": 0, "x.kinds": []string{"010103"}})
	return o.CaseOf(c.ID)
}

func hit(c casefile.Case, rule string) bool {
	for _, m := range c.Major {
		if m.ID == rule {
			return true
		}
	}
	return false
}

func TestAnOldCaseKeepsTheOldThreshold(t *testing.T) {
	o := officetest.New(t)
	old := fined(o, 12_000_000)
	v := change(o, threshold(20_000_000))
	young := fined(o, 12_000_000)
	o.Set(old, map[string]any{"x.fine": 11_000_000}) // judged anew, after the change
	if c := o.CaseOf(old.ID); !hit(c, "M08") || c.Rulebook == v.Version {
		t.Errorf("the old case is judged by the new threshold: %+v", c)
	}
	if hit(young, "M08") || young.Rulebook != v.Version {
		t.Errorf("the new case is judged by the old threshold: %+v", young)
	}
	o.MustBeIntact()
}

func TestAnOpenCaseIsPutUnderANewerVersion(t *testing.T) {
	o := officetest.New(t)
	c := fined(o, 12_000_000)
	first := c.Rulebook
	v := change(o, threshold(20_000_000))
	for name, try := range map[string]func() error{
		"forbidden": func() error { return o.Files.ChangeRulebook(o.Ctx, o.Who["lin"], c.ID, v.Version, "从轻") },
		"invalid":   func() error { return o.Files.ChangeRulebook(o.Ctx, o.Who["fang"], c.ID, v.Version, " ") },
		"not_found": func() error { return o.Files.ChangeRulebook(o.Ctx, o.Who["fang"], c.ID, "none", "从轻") },
		"conflict":  func() error { return o.Files.ChangeRulebook(o.Ctx, o.Who["fang"], c.ID, first, "从轻") },
	} {
		if err := try(); string(fault.KindOf(err)) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.Must(o.Files.ChangeRulebook(o.Ctx, o.Who["fang"], c.ID, v.Version, "从旧兼从轻：新目录不列为重大"))
	if c = o.CaseOf(c.ID); c.Rulebook != v.Version || hit(c, "M08") {
		t.Errorf("%+v", c)
	}
	o.MustBeIntact()
}

func TestDoorsAreThoseOfTheCasesOwnVersion(t *testing.T) {
	o := officetest.New(t)
	c := fined(o, 100)
	err := o.Store.Do(o.Ctx, o.Who["lin"].ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.moved", c.ID, casefile.Move{Transition: "x", From: c.State, To: "decided"})
		return err
	})
	if fault.KindOf(err) != fault.Refused {
		t.Errorf("a case was decided by a plain move: %v", err)
	}
}

func TestACaseFromBeforeVersionsIsUnderTheFirst(t *testing.T) {
	o := officetest.New(t)
	o.Must(o.Store.Do(o.Ctx, o.Who["lin"].ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.opened", "c-old", map[string]any{"no": "320681-PEN-2025-00001", "title": "旧案", "procedure": "penalty", "state": "clue", "handlers": []string{o.Who["lin"].ID}})
		return err
	}))
	c := o.CaseOf("c-old")
	o.Set(c, map[string]any{"p.type": "entity", "x.fine": 12_000_000, "x.conf": 0, "x.kinds": []string{"010103"}})
	change(o, threshold(20_000_000))
	o.Set(c, map[string]any{"x.fine": 11_000_000})
	if c = o.CaseOf(c.ID); c.Rulebook != "" || !hit(c, "M08") {
		t.Errorf("%+v", c)
	}
	o.MustBeIntact()
}

func TestTheEffectOfAChangeIsToldBothWays(t *testing.T) {
	o := officetest.New(t)
	small, large := fined(o, 4_000_000), fined(o, 12_000_000)
	o.Now = o.Now.AddDate(0, 0, 1)
	effect := func(edits ...rulebook.Edit) casefile.Effect {
		t.Helper()
		trial, err := o.Files.Rules.Try(rulebook.Draft{Edits: edits})
		o.Must(err)
		var done, total int64
		e, err := o.Files.Effect(o.Ctx, trial.Before, trial.After, "2025-03-01", func(d, n int64) { done, total = d, n })
		o.Must(err)
		if done != 2 || total != 2 || e.Cases != 2 || e.Open != 2 {
			t.Errorf("looked at %d of %d: %+v", done, total, e)
		}
		return e
	}
	if e := effect(threshold(3_000_000)); len(e.NowMajor) != 1 || e.NowMajor[0].Case.ID != small.ID || e.NowMajor[0].Gained[0].ID != "M08" || len(e.NotMajor) != 0 {
		t.Errorf("a lower threshold: %+v", e)
	}
	if e := effect(threshold(20_000_000)); len(e.NotMajor)+len(e.ByOthers) != 1 || len(e.NowMajor) != 0 {
		t.Errorf("a higher threshold: %+v", e)
	}
	o.Set(large, map[string]any{"c.filed_on": "2026-03-02", "c.domain": "environment"})
	days := json.RawMessage(`{"id":"case_days","type":"int","value":30,"label":{"zh":"办案期限（自然日）","en":"Days to decide a case"},"source":"云汀法〔2026〕3号"}`)
	e := effect(rulebook.Edit{File: "parameters.json", ID: "case_days", Row: days})
	if len(e.Clocks) != 1 || e.Clocks[0].Case.ID != large.ID || e.Clocks[0].After != "2026-04-01" || e.Clocks[0].Before != "2026-05-31" || len(e.NowMajor)+len(e.NotMajor)+len(e.Checklist) != 0 {
		t.Errorf("a longer period: %+v", e)
	}
	if c := o.CaseOf(large.ID); !hit(c, "M08") {
		t.Error("trying a change has changed a case")
	}
}

func TestTheChecklistOfCasesInReviewIsTold(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	_, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	item := json.RawMessage(`{"id":"Q99","heading":"PRO","question":{"zh":"是否核对笔录？","en":"Was the record checked?"},"look_at":{"zh":"笔录","en":"the record"},"papers":["D08"],"article":"单位制度","class":"M","tip":{"zh":"逐页核对","en":"page by page"},"source":"云汀法〔2026〕3号"}`)
	trial, err := o.Files.Rules.Try(rulebook.Draft{Edits: []rulebook.Edit{{File: "penalty/checklist.json", Row: item}, {File: "penalty/checklist.json", ID: "P04", Removed: true}}})
	o.Must(err)
	e, err := o.Files.Effect(o.Ctx, trial.Before, trial.After, "2026-01-01", nil)
	o.Must(err)
	if len(e.Checklist) != 2 || e.Checklist[0].Change != "removed" || e.Checklist[0].ID != "P04" || e.Checklist[1].Change != "added" || e.Checklist[1].Cases[0].ID != c.ID {
		t.Errorf("%+v", e.Checklist)
	}
}
