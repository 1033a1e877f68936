package review_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// filming takes every .mp4 for a recording.
type filming struct{ officetest.PlainReading }

func (f filming) Read(ctx context.Context, path, name string) (extract.Result, error) {
	if strings.HasSuffix(name, ".mp4") {
		return extract.Result{Media: extract.Media{Mime: "video/mp4", Format: "mp4"}, Status: extract.NoText}, nil
	}
	return f.PlainReading.Read(ctx, path, name)
}

// filmed puts a recording into a case.
func filmed(o *officetest.Office, c casefile.Case) casefile.Paper {
	o.T.Helper()
	o.Files.Reading = filming{}
	dir := filepath.Join(o.T.TempDir(), "录像")
	o.Must(os.MkdirAll(dir, 0o700))
	o.Must(os.WriteFile(filepath.Join(dir, "现场执法录像.mp4"), []byte("film"), 0o600))
	i, err := o.Files.StartImport(o.Ctx, o.Who["lin"], casefile.ImportStart{Folder: dir, Case: c.ID})
	o.Must(err)
	o.Must(o.Files.RunImport(o.Ctx, o.Who["lin"], i.ID, func(casefile.Import) {}))
	var papers []casefile.Paper
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { papers, err = casefile.PapersOf(r, c.ID); return err }))
	for _, p := range papers {
		if p.Recording() {
			return p
		}
	}
	o.T.Fatal("the recording is not among the papers")
	return casefile.Paper{}
}

func TestMarksOnPagesAndRecordingsAreProofs(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	film := filmed(o, c)
	text := o.Write(c, "R01", "裁量说明\n按一般情形处罚。")
	round, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	proofs := []casefile.Place{
		{Paper: text.ID, Page: 1, Start: 5, Length: 4, Quote: "按一般情", Region: casefile.Region{X: 1000, Y: 900, Width: 3000, Height: 400}},
		{Paper: film.ID, Page: 1, Span: casefile.Span{From: 65_000, To: 80_500}},
	}
	judge := func(item string, finding string, places ...casefile.Place) error {
		return o.Desk.Judge(o.Ctx, o.Who["he"], round.ID, review.Finding{Item: item, Finding: finding, Proofs: places})
	}
	o.Must(judge("P20", review.Met, proofs...))
	o.Must(judge("P21", review.Unchecked, proofs[0])) // one mark, two points
	for _, item := range []string{"P20", "P21", "P22"} {
		var f review.Finding
		o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { f, err = review.FindingOf(r, round.ID, item); return err }))
		want := map[string][]casefile.Place{"P20": proofs, "P21": proofs[:1], "P22": {}}[item]
		if !reflect.DeepEqual(f.Proofs, want) {
			t.Errorf("%s: %+v", item, f.Proofs)
		}
	}
	draft, err := o.Desk.OpinionOf(o.Ctx, round.ID)
	o.Must(err)
	for _, said := range []string{"（见《" + text.Title + "》第1页、《" + film.Title + "》00:01:05至00:01:20）", "五、引用的材料\n《" + text.Title + "》第1页\n《" + film.Title + "》00:01:05至00:01:20\n"} {
		if !strings.Contains(draft.Text, said) {
			t.Errorf("the opinion lacks %q:\n%s", said, draft.Text)
		}
	}
	o.MustBeIntact()
}

func TestAMarkThatLeadsNowhereIsRefused(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	film := filmed(o, c)
	text := o.Write(c, "R01", "裁量说明")
	round, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	box := func(x, y, w, h int) casefile.Place {
		return casefile.Place{Paper: text.ID, Page: 1, Region: casefile.Region{X: x, Y: y, Width: w, Height: h}}
	}
	span := func(paper string, from, to int64) casefile.Place {
		return casefile.Place{Paper: paper, Page: 1, Span: casefile.Span{From: from, To: to}}
	}
	for name, place := range map[string]casefile.Place{
		"right of the page": box(9000, 0, 1001, 100), "below it": box(0, 9950, 100, 100), "left of it": box(-1, 0, 100, 100), "a point": box(5, 5, 1, 1), "so wide that it overflows": box(5, 5, int(^uint(0)>>1), 10),
		"no such page": {Paper: text.ID, Page: 2}, "page nought": {Paper: text.ID}, "time in a text": span(text.ID, 0, 1000), "backwards": span(film.ID, 5000, 1000),
		"before the beginning": span(film.ID, -5, 1000), "days long": span(film.ID, 0, (48 * time.Hour).Milliseconds()),
	} {
		if err := o.Desk.Judge(o.Ctx, o.Who["he"], round.ID, review.Finding{Item: "P20", Finding: review.Met, Proofs: []casefile.Place{place}}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], round.ID, review.Finding{Item: "P20", Finding: review.Met, Proofs: []casefile.Place{box(0, 0, 10_000, 10_000)}}))
}
