package httpapi_test

import (
	"net/http"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/httpapi"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

// decided says that every case ended with a penalty that review had agreed to.
type decided struct{}

func (decided) Outcome(store.Source, string) (precedent.Outcome, error) {
	return precedent.Outcome{Code: "D27", No: "云市监处罚〔2026〕1号", On: "2026-01-05", Opinion: &precedent.Opinion{Code: "O1", Text: "同意", By: store.System, On: "2026-01-04"}}, nil
}

func TestSimilarCases(t *testing.T) {
	var past *precedent.Desk
	o := newOfficeWith(t, func(parts *httpapi.Parts, _ *httpapi.Options) {
		index := must(precedent.Open(t.TempDir(), precedent.CaseSource{Files: parts.Files, Outcomes: decided{}}, precedent.Options{}))(t)
		t.Cleanup(func() { index.Close() })
		past = &precedent.Desk{Files: parts.Files, Outcomes: decided{}, Cases: index}
		parts.Past = past
	})
	handler := must(o.accts.People(bg))(t)
	at := 0
	for i, p := range handler {
		if p.Username == "handler" {
			at = i
		}
	}
	open := func(facts string) string {
		c := must(o.files.Open(bg, handler[at], casefile.Opening{Title: "虚构案", Handlers: []string{handler[at].ID}}))(t)
		err := o.files.SetFields(bg, handler[at], c.ID, map[string]any{"c.facts": facts, "c.cause": "经营超过保质期的食品", "x.law_pen": []string{"食品安全法第一百二十四条"}, "x.fine": 5_000_000, "x.factor": "normal"})
		if err != nil {
			t.Fatal(err)
		}
		return c.ID
	}
	mine, like := open("货架上的酸奶超过保质期，未检查库存"), open("冷柜里的鱼丸超过保质期，未检查库存")
	if err := past.Cases.CatchUp(bg); err != nil {
		t.Fatal(err)
	}
	v := o.as("reviewer")
	found := get[httpapi.SimilarCases](v, "GET", "/api/cases/"+mine+"/similar", nil)
	if len(found.Cases) != 1 || found.Cases[0].Case != like || found.Index.State != "ready" || !found.Facts {
		t.Fatalf("%+v", found)
	}
	if c := found.Cases[0]; c.Decision == nil || c.Decision.Code != "D27" || c.Opinion == nil || c.Opinion.By.Name != "系统" || len(c.Why.Articles) != 1 || len(c.Why.Words) == 0 || c.Marks == nil {
		t.Errorf("%+v", c)
	}
	text := get[httpapi.SimilarCases](v, "POST", "/api/similar", map[string]any{"text": "鱼丸超过保质期"})
	if len(text.Cases) != 2 || text.Cases[0].Case != like || !text.Guessed {
		t.Errorf("%+v", text)
	}
	fines := get[precedent.Penalties](v, "GET", "/api/cases/"+mine+"/penalties", nil)
	if len(fines.Fines) != 1 || fines.Fines[0].Case != like || fines.Mine != 5_000_000 {
		t.Errorf("%+v", fines)
	}
	mark := map[string]any{"other": like, "similar": true, "rank": 1}
	if w := o.as("handler").do("POST", "/api/cases/"+mine+"/similar/marks", mark); w.Code != http.StatusForbidden {
		t.Errorf("a handler marks: %d", w.Code)
	}
	if rate := get[httpapi.HitRate](v, "POST", "/api/cases/"+mine+"/similar/marks", mark); rate != (httpapi.HitRate{Marked: 1, Similar: 1}) {
		t.Errorf("%+v", rate)
	}
	if found := get[httpapi.SimilarCases](v, "GET", "/api/cases/"+mine+"/similar", nil); len(found.Cases[0].Marks) != 1 || !found.Cases[0].Marks[0].Similar {
		t.Errorf("%+v", found.Cases[0].Marks)
	}
	if w := newOffice(t).as("reviewer").do("GET", "/api/cases/"+mine+"/similar", nil); w.Code != http.StatusServiceUnavailable {
		t.Errorf("without an index: %d", w.Code)
	}
}
