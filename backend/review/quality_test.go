package review_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/paper"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

func TestADrawIsTheSameForTheSameSeed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching("r-[a-z]{6}"), 1, 30, rapid.ID[string]).Draw(rt, "ids")
		n := rapid.IntRange(0, 40).Draw(rt, "n")
		seed := rapid.String().Draw(rt, "seed")
		first := review.Drawn(seed, ids, n)
		turned := slices.Clone(ids)
		slices.Reverse(turned)
		if again := review.Drawn(seed, turned, n); !slices.Equal(first, again) || len(first) != min(n, len(ids)) {
			rt.Fatalf("%v, %v", first, again)
		}
		for _, id := range first {
			if !slices.Contains(ids, id) {
				rt.Fatalf("%s is none of them", id)
			}
		}
	})
	firsts := map[string]bool{}
	for i := range 40 {
		firsts[review.Drawn(fmt.Sprint("seed ", i), []string{"a", "b", "c", "d"}, 1)[0]] = true
	}
	if len(firsts) != 4 {
		t.Errorf("forty seeds draw only %v first", firsts)
	}
}

func TestDrawnReviewsAreRatedBySomebodyElse(t *testing.T) {
	o := officetest.New(t)
	o.Passed()
	he, fang := o.Who["he"], o.Who["fang"]
	_, err := o.Desk.Draw(o.Ctx, he, "2026-03-01", "2026-03-31", "", 1)
	wants(t, err, fault.Forbidden, "by a reviewer")
	_, err = o.Desk.Draw(o.Ctx, fang, "2026-04-01", "2026-04-30", "", 1)
	wants(t, err, fault.Conflict, "out of nothing")
	sample, err := o.Desk.Draw(o.Ctx, fang, "2026-03-01", "2026-03-31", "甲子", 5)
	o.Must(err)
	if len(sample.Reviews) != 1 || sample.Candidates != 1 || sample.Seed != "甲子" {
		t.Fatalf("%+v", sample)
	}
	score := review.Score{Sample: sample.ID, Review: sample.Reviews[0], Score: 90, Note: "引证充分"}
	wants(t, o.Desk.Rate(o.Ctx, he, score), fault.Forbidden, "by its reviewer")
	wants(t, o.Desk.Rate(o.Ctx, fang, score), fault.Forbidden, "by its signer")
	second := he
	second.ID = o.Who["jiang"].ID // an active person who neither examined nor signed it, with the role of a reviewer
	wants(t, o.Desk.Rate(o.Ctx, second, review.Score{Sample: sample.ID, Review: sample.Reviews[0], Score: 101}), fault.Invalid, "more than all")
	wants(t, o.Desk.Rate(o.Ctx, second, review.Score{Sample: sample.ID, Review: "r-none", Score: 1}), fault.NotFound, "one that was not drawn")
	o.Must(o.Desk.Rate(o.Ctx, second, score))
	o.MustBeIntact()
}

func TestTheChainSaysWhoSaidWhatAboutWhichText(t *testing.T) {
	o := officetest.New(t)
	c, r := refusedOpinion(o)
	lin, he, fang := o.Who["lin"], o.Who["he"], o.Who["fang"]
	o.Must(o.Desk.Object(o.Ctx, lin, r.ID, "告知书已载明全部权利", []string{"P20"}))
	wants(t, o.Desk.Feed(o.Ctx, he, r.ID, review.Feedback{Factors: []string{"no_such"}}), fault.Invalid, "an unknown factor")
	o.Must(o.Desk.Feed(o.Ctx, he, r.ID, review.Feedback{Factors: []string{"procedure_flawed", "papers_flawed"}, Text: "告知书注意听证期限"}))
	o.Must(o.Desk.Feed(o.Ctx, fang, r.ID, review.Feedback{Factors: []string{"papers_flawed"}}))
	wants(t, o.Desk.Advise(o.Ctx, he, r.ID, review.Advice{Name: "程律师", Capacity: "法律顾问", Text: "可行"}), fault.Conflict, "advice after the end")
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) error {
		links, err := review.Chain(from, c.ID)
		if err != nil {
			return err
		}
		judged := 0
		for _, l := range links {
			if l.Fingerprint != r.Fingerprint || l.Name == "" {
				t.Errorf("%+v", l)
			}
			if l.Item == "P20" && l.By == he.ID && l.Text == "告知内容不全" {
				judged++
			}
		}
		if judged != 1 || links[0].Act != "送审" || links[0].Name != lin.Name || !slices.ContainsFunc(links, func(l review.Link) bool { return l.By == fang.ID && strings.HasPrefix(l.Act, "签发") }) {
			t.Errorf("%d links, P20 %d times", len(links), judged)
		}
		factors, err := review.FactorsOf(from)
		if len(factors) != 2 || factors[0] != (review.Factor{ID: "papers_flawed", Count: 2}) {
			t.Errorf("%+v", factors)
		}
		doc, err := review.ChainDocument(from, o.CaseOf(c.ID))
		if err != nil {
			return err
		}
		pdf, err := paper.PDF(doc)
		if !bytes.HasPrefix(pdf, []byte("%PDF")) {
			t.Error("no pdf")
		}
		return err
	}))
	o.MustBeIntact()
}

func TestOnlyAnOfficeOfOneSignsItsOwnReview(t *testing.T) {
	o := officetest.New(t)
	_, r := submitted(o)
	fang := o.Who["fang"]
	o.Must(o.Desk.Advise(o.Ctx, fang, r.ID, review.Advice{Name: "程律师", Capacity: "法律顾问", Text: "程序合法"}))
	o.Must(o.Desk.Judge(o.Ctx, fang, r.ID, review.Finding{Item: "P20", Finding: review.NotMet, Remark: "告知内容不全"}))
	o.Must(o.Desk.Propose(o.Ctx, fang, r.ID, "O3", "重新告知"))
	wants(t, o.Desk.Sign(o.Ctx, fang, r.ID), fault.Refused, "both examines and signs")
}

func TestAFirstReviewerNeedsTheQualification(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := book.Procedure("penalty")
	item := p.Checklist[slices.IndexFunc(p.Checklist, func(i rulebook.Item) bool { return strings.Contains(i.Check, "rev.law_qual") })]
	for _, c := range []struct {
		since     string
		qualified bool
		want      rulebook.Verdict
	}{{"2016-05-01", false, rulebook.Met}, {"2020-05-01", true, rulebook.Met}, {"2020-05-01", false, rulebook.NotMet}} {
		for _, result := range p.Examine(rulebook.Facts{"rev.in_case": false, "rev.first_on": c.since, "rev.law_qual": c.qualified}) {
			if result.Item.ID == item.ID && result.Outcome.Verdict != c.want {
				t.Errorf("since %s, qualified %v: %s", c.since, c.qualified, result.Outcome.Verdict)
			}
		}
	}
}
