package precedent_test

import (
	"context"
	"slices"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

// ended says how the cases of a test ended.
type ended map[string]precedent.Outcome

func (e ended) Outcome(_ store.Source, caseID string) (precedent.Outcome, error) {
	return e[caseID], nil
}

// marked is an office some of whose cases are not for everyone.
type marked struct {
	precedent.CaseSource
	restricted map[string]bool
}

func (m marked) Paper(ctx context.Context, id string) (precedent.Paper, error) {
	p, err := m.CaseSource.Paper(ctx, id)
	p.Restricted = m.restricted[id]
	return p, err
}

// past is an office with cases of its past.
type past struct {
	*officetest.Office
	ended      ended
	restricted map[string]bool
	desk       *precedent.Desk
}

func newPast(t *testing.T) past {
	p := past{officetest.New(t), ended{}, map[string]bool{}, nil}
	index, err := precedent.Open(t.TempDir(), marked{precedent.CaseSource{Files: p.Files, Outcomes: p.ended}, p.restricted}, precedent.Options{})
	p.Must(err)
	t.Cleanup(func() { index.Close() })
	p.desk = &precedent.Desk{Files: p.Files, Outcomes: p.ended, Cases: index}
	return p
}

func (p past) open(title, cause, facts, article, degree string, fine int64) casefile.Case {
	c, err := p.Files.Open(p.Ctx, p.Who["lin"], casefile.Opening{Title: title, Handlers: []string{p.Who["lin"].ID}})
	p.Must(err)
	p.Set(c, map[string]any{"c.cause": cause, "c.facts": facts, "x.law_pen": []string{article}, "x.factor": degree, "x.fine": fine, "p.name": title[:9] + "商店",
		"x.fine_min": 10_000, "x.fine_max": 10_000_000, "x.band_min": 100_000, "x.band_max": 400_000, "p.id_no": "320681198503121237"})
	return c
}

const foodLaw, adLaw = "《中华人民共和国食品安全法》第一百二十四条第一款", "广告法第五十五条第一款"

func (p past) filled() (now, like, other casefile.Case) {
	like = p.open("青禾店一案", "经营超过保质期的食品", "检查时发现货架上待售的酸奶超过保质期，未按规定检查库存。", foodLaw, "normal", 300_000)
	other = p.open("星野店二案", "发布虚假广告", "在店堂张贴海报，宣称果汁能够根治高血压。", adLaw, "normal", 900_000)
	for i, fine := range []int64{100_000, 200_000, 500_000} {
		c := p.open("松间店三案", "经营超过保质期的食品", "冷柜中的鱼丸超过保质期，已售出若干。"+string(rune('甲'+i)), foodLaw, []string{"normal", "normal", "mitigate"}[i], fine)
		p.ended[c.ID] = precedent.Outcome{Code: "D27", No: "三号", On: "2026-01-02"}
	}
	p.ended[like.ID] = precedent.Outcome{Code: "D27", No: "一号", On: "2026-02-01", Opinion: &precedent.Opinion{Code: "O2", Text: "补正文书", By: p.Who["he"].ID, On: "2026-01-20"}}
	now = p.open("云港店四案", "经营超过保质期的食品", "执法人员检查时发现货架上的面包超过保质期，没有检查库存。", "食品安全法第一百二十四条第一款", "normal", 350_000)
	p.Must(p.desk.Cases.CatchUp(p.Ctx))
	return now, like, other
}

func TestASimilarCaseSaysWhyAndHowItEnded(t *testing.T) {
	p := newPast(t)
	now, like, other := p.filled()
	found, err := p.desk.Similar(p.Ctx, precedent.Past{Case: now.ID})
	p.Must(err)
	if len(found.Cases) == 0 || found.Cases[0].Case != like.ID || found.Guessed || !found.Facts {
		t.Fatalf("%+v", found)
	}
	best := found.Cases[0]
	if !slices.Equal(best.Why.Articles, []string{foodLaw}) || !slices.Equal(best.Why.Types, []string{"经营超过保质期的食品"}) || best.Why.Degree != "normal" || !best.Why.Near || len(best.Why.Words) == 0 {
		t.Errorf("why: %+v", best.Why)
	}
	if best.Outcome.No != "一号" || best.Outcome.Opinion == nil || best.Outcome.Opinion.Code != "O2" {
		t.Errorf("outcome: %+v", best.Outcome)
	}
	for _, c := range found.Cases {
		if c.Case == other.ID || c.Case == now.ID {
			t.Errorf("%s is not similar", c.Title)
		}
	}
	text, err := p.desk.Similar(p.Ctx, precedent.Past{Text: "海报宣称果汁根治高血压", Decided: true})
	p.Must(err)
	if len(text.Cases) != 0 || !text.Guessed {
		t.Errorf("of the decided cases none is about this: %+v", text.Cases)
	}
	if _, err := p.desk.Similar(p.Ctx, precedent.Past{Case: "c-none"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such case: %v", err)
	}
}

func TestTheRangeOfPastFines(t *testing.T) {
	p := newPast(t)
	now, like, _ := p.filled()
	r, err := p.desk.Penalties(p.Ctx, now.ID, false, nil)
	p.Must(err)
	if len(r.Fines) != 4 || r.Mine != 350_000 || r.Low != 100_000 || r.Median != 200_000 || r.High != 300_000 {
		t.Errorf("%+v", r)
	}
	if r.Law != (precedent.Band{Low: 10_000, High: 10_000_000}) || r.Standard != (precedent.Band{Low: 100_000, High: 400_000}) {
		t.Errorf("bands %+v %+v", r.Law, r.Standard)
	}
	same := 0
	for _, f := range r.Fines {
		if f.Same {
			same++
		}
		if f.Case == now.ID {
			t.Error("the case itself is no past fine")
		}
	}
	if same != 3 {
		t.Errorf("%d of the same degree", same)
	}
	p.restricted[like.ID] = true
	r, err = p.desk.Penalties(p.Ctx, now.ID, false, nil)
	p.Must(err)
	if len(r.Fines) != 3 || r.High != 200_000 {
		t.Errorf("for whom one case is not: %+v", r)
	}
	r, err = p.desk.Penalties(p.Ctx, now.ID, false, func(paper precedent.Paper) bool { return paper.ID == like.ID })
	p.Must(err)
	if len(r.Fines) != 4 {
		t.Errorf("for whom it is: %+v", r)
	}
	p.restricted[like.ID] = false
	p.Set(like, map[string]any{"x.fine": 380_000}) // the index is behind now
	r, err = p.desk.Penalties(p.Ctx, now.ID, false, nil)
	p.Must(err)
	if r.High != 380_000 {
		t.Errorf("the fine as it was: %+v", r)
	}
}

func TestReviewersSayWhatIsSimilar(t *testing.T) {
	p := newPast(t)
	now, like, other := p.filled()
	if err := p.desk.Mark(p.Ctx, p.Who["lin"], now.ID, precedent.Mark{Other: like.ID, Similar: true}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a handler marks: %v", err)
	}
	if err := p.desk.Mark(p.Ctx, p.Who["he"], now.ID, precedent.Mark{Other: now.ID, Similar: true}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("with itself: %v", err)
	}
	p.Must(p.desk.Mark(p.Ctx, p.Who["he"], now.ID, precedent.Mark{Other: like.ID, Similar: false, Rank: 1}))
	p.Must(p.desk.Mark(p.Ctx, p.Who["he"], now.ID, precedent.Mark{Other: like.ID, Similar: true, Rank: 1})) // thought better of it
	p.Must(p.desk.Mark(p.Ctx, p.Who["fang"], now.ID, precedent.Mark{Other: other.ID, Similar: false, Rank: 9}))
	rate, err := p.desk.HitRate(p.Ctx)
	p.Must(err)
	if rate != (precedent.HitRate{Marked: 2, Similar: 1}) {
		t.Errorf("%+v", rate)
	}
	found, err := p.desk.Similar(p.Ctx, precedent.Past{Case: now.ID})
	p.Must(err)
	if marks := found.Cases[0].Marks; len(marks) != 1 || !marks[0].Similar || marks[0].By != p.Who["he"].ID || marks[0].Rank != 1 {
		t.Errorf("%+v", marks)
	}
	p.MustBeIntact()
}

func TestADecidedCaseStandsForItsCopies(t *testing.T) {
	p := newPast(t)
	facts := "检查时发现货架上待售的酸奶超过保质期，未按规定检查库存，货值若干元，当场予以扣押。"
	open := p.open("甲店一案", "经营超过保质期的食品", facts, foodLaw, "normal", 100)
	ended := p.open("乙店二案", "经营超过保质期的食品", facts, foodLaw, "normal", 60_000)
	p.ended[ended.ID] = precedent.Outcome{Code: "D27", No: "二号", On: "2026-01-02"}
	p.Must(p.desk.Cases.CatchUp(p.Ctx))
	found, err := p.desk.Similar(p.Ctx, precedent.Past{Text: facts})
	p.Must(err)
	if len(found.Cases) != 1 || found.Cases[0].Case != ended.ID || len(found.Cases[0].Copies) != 1 || found.Cases[0].Copies[0].Case != open.ID || found.Cases[0].Copies[0].Decided {
		t.Errorf("%+v", found.Cases)
	}
}
