package httpapi_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/httpapi"
	"zhiheng/backend/precedent"
)

// papers shows the case files of the test office to an index.
type papers struct{ files *casefile.Files }

func (p papers) Head(ctx context.Context) (precedent.Head, error) {
	seq, n, err := p.files.PaperHead(ctx)
	return precedent.Head{Seq: seq, Papers: n}, err
}

func (p papers) Mark(ctx context.Context, seq int64) (string, error) { return p.files.Mark(ctx, seq) }

func (p papers) Changes(ctx context.Context, after int64, limit int) ([]precedent.Change, error) {
	changes, err := p.files.PaperChanges(ctx, after, limit)
	var list []precedent.Change
	for _, c := range changes {
		list = append(list, precedent.Change{Seq: c.Seq, Paper: c.ID, Gone: c.Gone})
	}
	return list, err
}

func (p papers) Paper(ctx context.Context, id string) (precedent.Paper, error) {
	card, err := p.files.SearchCard(ctx, id)
	return precedent.Paper{ID: id, Case: card.Case.ID, CaseNo: card.Case.No, CaseTitle: card.Case.Title, Title: card.Paper.Title, Kind: card.Paper.Code,
		Action: card.Kind, Amount: card.Case.Amount, On: card.Paper.MadeOn, Penalties: card.Facets["penalty"]}, err
}

func (p papers) Text(ctx context.Context, id string) ([]precedent.Page, error) {
	_, pages, err := p.files.PagesByID(ctx, id)
	var list []precedent.Page
	for _, page := range pages {
		list = append(list, precedent.Page{No: page.Number, Text: page.Text})
	}
	return list, err
}

func TestSearching(t *testing.T) {
	var index *precedent.Index
	o := newOfficeWith(t, func(parts *httpapi.Parts, _ *httpapi.Options) {
		index = must(precedent.Open(t.TempDir(), papers{parts.Files}, precedent.Options{}))(t)
		parts.Index = index
	})
	t.Cleanup(func() { index.Close() })
	if err := index.CatchUp(bg); err != nil {
		t.Fatal(err)
	}
	v := o.as("reviewer")
	found := get[httpapi.SearchResult](v, "GET", "/api/search?q=拟罚款", nil)
	if found.Total != 1 || !found.Exact || found.Index.State != "ready" || len(found.Hits) != 1 {
		t.Fatalf("%+v", found)
	}
	hit := found.Hits[0]
	if runes := []rune(hit.Snippet); hit.Paper != o.ids["行政处罚告知书"] || len(hit.Marks) == 0 || string(runes[hit.Marks[0][0]:hit.Marks[0][1]]) != "拟罚款" {
		t.Errorf("%+v", hit)
	}
	if found := get[httpapi.SearchResult](v, "GET", "/api/search?q=拟罚款&scope=case:c-none", nil); found.Total != 0 || found.Hits == nil {
		t.Errorf("in another case: %+v", found)
	}
	if w := v.do("GET", "/api/search?q=%22(", nil); w.Code != http.StatusBadRequest && w.Code != http.StatusOK {
		t.Errorf("an open bracket: %d %s", w.Code, w.Body)
	}
	if w := newOffice(t).as("reviewer").do("GET", "/api/search?q=x", nil); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), `"unavailable"`) {
		t.Errorf("without an index: %d %s", w.Code, w.Body)
	}
}

func TestSearchingCountsAndNarrows(t *testing.T) {
	var index *precedent.Index
	o := newOfficeWith(t, func(parts *httpapi.Parts, _ *httpapi.Options) {
		index = must(precedent.Open(t.TempDir(), papers{parts.Files}, precedent.Options{}))(t)
		parts.Index = index
	})
	t.Cleanup(func() { index.Close() })
	if err := index.CatchUp(bg); err != nil {
		t.Fatal(err)
	}
	v := o.as("reviewer")
	all := get[httpapi.SearchResult](v, "GET", "/api/search?q=-%E9%B2%B8&facets=true", nil)
	values := func(r httpapi.SearchResult, facet precedent.Facet) (list []httpapi.FacetValue) {
		for _, f := range r.Facets {
			if f.Facet == facet {
				list = f.Values
			}
		}
		return list
	}
	kinds := values(all, precedent.ByPaper)
	if len(kinds) < 2 || len(all.Facets) != len(precedent.AllFacets) || kinds[0].Label.Zh == kinds[0].Value || kinds[0].Label.En == "" {
		t.Fatalf("%+v", all.Facets)
	}
	if a := values(all, precedent.ByAction); len(a) != 1 || a[0].Value != "penalty" || a[0].Count != all.Total || a[0].Label.Zh != "行政处罚" {
		t.Errorf("%+v", a)
	}
	one := get[httpapi.SearchResult](v, "GET", "/api/search?q=-%E9%B2%B8&facets=true&filter=action:penalty&filter=paper:"+kinds[1].Value, nil)
	if again := values(one, precedent.ByPaper); one.Total != kinds[1].Count || !again[1].On || again[0].On || again[0].Count != kinds[0].Count || values(one, precedent.ByAction)[0].Count != one.Total {
		t.Errorf("%d of %d, %+v", one.Total, kinds[1].Count, one.Facets)
	}
	if w := v.do("GET", "/api/search?q=x&filter=colour:red", nil); w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusBadRequest {
		t.Errorf("no such facet: %d %s", w.Code, w.Body)
	}
}
