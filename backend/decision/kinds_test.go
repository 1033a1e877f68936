package decision_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// spot is a case found on the spot and told to the party: a citizen, 100 yuan.
func spot(o *officetest.Office) casefile.Case {
	o.T.Helper()
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "顾青禾占道经营案", Procedure: "penalty_simple"})
	o.Must(err)
	o.Set(c, map[string]any{"p.type": "person", "p.name": "顾青禾", "x.kinds": []string{"010103"}, "x.fine": 10_000, "x.conf": 0, "c.facts": "占道经营", "c.domain": "market",
		"x.law_bad": []string{"《虚构条例》第一条"}, "x.law_pen": []string{"《虚构条例》第二条"}, "c.clear_facts": true, "c.told_on_spot": true, "p.addr": "云汀县望江镇", "x.factor": "normal"})
	o.Move(c, "lin", "tell")
	o.Write(c, "D37", "当场行政处罚决定书\n"+decision.NumberMark+"\n罚款100元。\n"+decision.DayMark)
	return o.CaseOf(c.ID)
}

func TestASmallFineIsDecidedOnTheSpot(t *testing.T) {
	o := officetest.New(t)
	c := spot(o)
	d, err := o.Door.Issue(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	if d.Review != "" || d.Round != 0 || len(d.Judged) == 0 || d.Fingerprint == "" || !strings.Contains(d.No, "当罚") {
		t.Errorf("%+v", d)
	}
	o.MustBeIntact()
}

// TestARefusalCitesTheLawOfItsKind asks for a decision where there is nothing to decide, and for an opinion where nothing was
// examined: only refusals about a penalty cite the law of penalties.
func TestARefusalCitesTheLawOfItsKind(t *testing.T) {
	o := officetest.New(t)
	for _, p := range o.Files.Rules.Current().Procedures {
		c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构案件", Procedure: p.ID, Handlers: []string{o.Who["lin"].ID}})
		o.Must(err)
		_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
		kinds := p.Decisions()
		if article := fault.As(err).Article; article == "" || strings.HasPrefix(article, "行政处罚法") != (p.Kind == "penalty") {
			t.Errorf("%s: without a draft: %v cites %q", p.ID, err, article)
		}
		written, err := o.Files.Write(o.Ctx, o.Who["lin"], c.ID, kinds[0].Code, "", "决定书【待填：理由】")
		o.Must(err)
		_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
		if article := fault.As(err).Article; article == "" || strings.HasPrefix(article, "行政处罚法") != (p.Kind == "penalty") {
			t.Errorf("%s: with gaps in %s: %v cites %q", p.ID, written.Code, err, article)
		}
	}
	c := applied(o)
	o.Write(c, "R01", "送审表")
	o.Write(c, "L-D13", "准予行政许可决定书")
	round, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "", o.Explained(c.ID)...)
	o.Must(err)
	if err := o.Desk.Propose(o.Ctx, o.Who["he"], round.ID, "O1", "同意"); fault.KindOf(err) != fault.Refused || fault.As(err).Article != c.Review.Article || strings.Contains(c.Review.Article, "行政处罚法") {
		t.Errorf("an opinion about nothing: %v cites %q", err, fault.As(err).Article)
	}
}

func TestWhatIsTooMuchForTheSpotIsConverted(t *testing.T) {
	o := officetest.New(t)
	for name, change := range map[string]map[string]any{
		"a large fine":      {"x.fine": 30_000},
		"a confiscation":    {"x.conf": 1},
		"a licence revoked": {"x.kinds": []string{"010107"}},
		"public interest":   {"c.flag_public_interest": true},
		"a crime":           {"c.crime_suspected": true},
	} {
		c := spot(o)
		o.Set(c, change)
		_, err := o.Door.Issue(o.Ctx, o.Who["lin"], c.ID, "")
		if e := fault.As(err); fault.KindOf(err) != fault.Refused || !strings.Contains(e.Hint.Zh, "转为普通程序") {
			t.Errorf("%s: %v, hint %s", name, err, fault.As(err).Hint.Zh)
		}
		o.Move(c, "lin", "convert")
		now := o.CaseOf(c.ID)
		if now.Procedure != "penalty" || now.State != "clue" || !now.Review.Always {
			t.Errorf("%s: converted into %s at %s", name, now.Procedure, now.State)
		}
		if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); fault.KindOf(err) != fault.Refused {
			t.Errorf("%s: decided after the conversion: %v", name, err)
		}
	}
	o.MustBeIntact()
}

// TestNoForgedDecisionPassesTheDoor puts cases of every procedure anywhere by forged entries and records forged decisions.
// None of these cases was ever reviewed: what comes out is no major decision, or an urgent one of a procedure that knows
// such; and never a penalty of a procedure that is always reviewed.
func TestNoForgedDecisionPassesTheDoor(t *testing.T) {
	o := officetest.New(t)
	procedures := o.Files.Rules.Current().Procedures
	text, err := o.Files.KeepText("虚构决定")
	o.Must(err)
	issued := 0
	forge := func(rt *rapid.T) {
		p := rapid.SampledFrom(procedures).Draw(rt, "procedure")
		c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构案件", Procedure: p.ID})
		o.Must(err)
		kind := p.Decisions()[0]
		draft := o.Write(c, kind.Code, "虚构决定")
		for range rapid.IntRange(1, 6).Draw(rt, "commands") {
			now := o.CaseOf(c.ID)
			tr := rapid.SampledFrom(p.Lifecycle.Transitions).Draw(rt, "transition")
			who := o.Who[rapid.SampledFrom([]string{"lin", "mei", "he", "fang", "jiang"}).Draw(rt, "who")]
			switch rapid.IntRange(0, 3).Draw(rt, "command") {
			case 0:
				_ = o.Store.Do(o.Ctx, who.ID, func(tx *store.Tx) error {
					_, err := tx.Record("casefile.moved", c.ID, casefile.Move{Transition: tr.ID, From: now.State, To: tr.To})
					return err
				})
			case 1:
				o.Set(c, map[string]any{"c.flag_public_interest": rapid.Bool().Draw(rt, "major")})
			case 2:
				_, _ = o.Door.Issue(o.Ctx, who, c.ID, "")
			case 3:
				mark := fingerprint(o, c.ID)
				if rapid.Bool().Draw(rt, "another fingerprint") {
					mark = "f"
				}
				_ = o.Store.Do(o.Ctx, who.ID, func(tx *store.Tx) error {
					_, err := tx.Record("decision.issued", c.ID, map[string]any{"no": "虚〔2026〕" + now.No + "号", "code": kind.Code, "issued_on": "2026-03-03", "paper": draft.ID, "sha256": text.SHA256, "size": text.Size,
						"review": rapid.SampledFrom([]string{"", "r-x"}).Draw(rt, "review"), "fingerprint": mark, "judged": []string{"M01"}, "review_after": rapid.Bool().Draw(rt, "after"),
						"move": casefile.Move{Transition: tr.ID, From: now.State, To: tr.To}})
					return err
				})
			}
			check(o, rt, c.ID, p.Kind == "penalty", &issued)
		}
	}
	rapid.Check(t, forge)
	for round := 0; issued == 0 && round < 20; round++ { // few draws may issue nothing by chance
		rapid.Check(t, forge)
	}
	if issued == 0 {
		t.Error("nothing was ever issued: the test tests nothing")
	}
	o.MustBeIntact()
}

func check(o *officetest.Office, rt *rapid.T, caseID string, penalty bool, issued *int) {
	c := o.CaseOf(caseID)
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		d, found, err := decision.Of(r, caseID)
		if err != nil || !found {
			return err
		}
		*issued++
		switch {
		case c.Review.Always, penalty && d.ReviewAfter:
			rt.Fatalf("%s was decided without review: %+v", c.Procedure, d)
		case d.ReviewAfter && len(c.Review.Urgent) == 0:
			rt.Fatalf("%s has no urgent decision: %+v", c.Procedure, d)
		case d.Review != "" || !d.ReviewAfter && len(d.Judged) == 0:
			rt.Fatalf("%+v rests on nothing", d)
		}
		return nil
	}))
}
