package app_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest/planted"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/store"
)

// TestAFileOfSeveralPapersIsSplitAndJoined splits a scan of three papers, looks at them from every side, splits one again, and puts all of it
// together.
func TestAFileOfSeveralPapersIsSplitAndJoined(t *testing.T) {
	o, lin := officeOfOne(t)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	folder := t.TempDir()
	scan := planted.PDF("立案审批表\n案件来源：投诉举报 山川江河丙", "询问笔录\n询问时间：2026年3月5日\n问：你听清楚了吗？", "询问笔录续\n答：听清楚了 木火土石丙", "行政处罚决定书\n云虚罚〔2026〕7号 金水日月丙")
	must(os.WriteFile(filepath.Join(folder, "旧卷.pdf"), scan, 0o600))
	c, err := o.Files.Open(ctx, lin, casefile.Opening{Title: "旧卷", Procedure: "penalty", Handlers: []string{lin.ID}})
	must(err)
	i, err := o.Files.StartImport(ctx, lin, casefile.ImportStart{Name: "旧卷", Folder: folder, Case: c.ID})
	must(err)
	must(o.Files.RunImport(ctx, lin, i.ID, nil))
	papers := func() (list []casefile.Paper) {
		view(t, o, func(r *store.Reader) (err error) {
			list, err = casefile.PapersOf(r, c.ID)
			return err
		})
		slices.SortFunc(list, func(a, b casefile.Paper) int { return a.First - b.First })
		return list
	}
	whole := papers()[0]
	plan, err := o.Files.PlanSplit(ctx, whole.ID)
	must(err)
	var firsts []int
	for _, cut := range plan.Cuts {
		firsts = append(firsts, cut.First)
	}
	if !slices.Equal(firsts, []int{1, 2, 4}) || plan.Cuts[1].Last != 3 || plan.Cuts[2].Code != "D27" {
		t.Fatalf("proposed: %+v", plan.Cuts)
	}
	for _, bad := range [][]casefile.Cut{plan.Cuts[:1], plan.Cuts[1:], {{First: 1}, {First: 9}}, {{First: 1}, {First: 1}}, {{First: 1}, {First: 2, Code: "ZZ"}}} {
		if _, err := o.Files.Split(ctx, lin, whole.ID, bad); fault.KindOf(err) != fault.Invalid {
			t.Errorf("split by %+v: %v", bad, err)
		}
	}
	_, err = o.Files.Split(ctx, lin, whole.ID, plan.Cuts)
	must(err)
	parts := papers()
	if len(parts) != 3 || parts[1].PagesCount != 2 || parts[1].First != 2 || parts[2].Code != "D27" || parts[0].SHA256 != whole.SHA256 {
		t.Fatalf("split into %+v", parts)
	}
	pages, err := o.Files.Pages(ctx, parts[1])
	must(err)
	if len(pages) != 2 || pages[1].Number != 2 || !strings.Contains(pages[1].Text, "木火土石") {
		t.Errorf("pages of the second: %+v", pages)
	}
	samePicture(t, func(p casefile.Paper, page int) ([]byte, error) {
		data, _, err := o.Files.PageImage(ctx, p, page, 400)
		return data, err
	}, whole, parts)
	if face, err := o.Files.PageFace(ctx, parts[2], 1); err != nil || !strings.Contains(face.Text, "决定书") || len(face.Lines) == 0 {
		t.Errorf("the face of the last: %+v, %v", face, err)
	}
	must(o.Index.CatchUp(ctx))
	for word, at := range map[string]int{"山川江河丙": 0, "木火土石丙": 1, "金水日月丙": 2} {
		found, err := o.Index.Search(ctx, precedent.Query{Text: `"` + word + `"`, Internal: true})
		must(err)
		if found.Total != 1 || found.Hits[0].Paper.ID != parts[at].ID || found.Hits[0].Page != map[int]int{0: 1, 1: 2, 2: 1}[at] {
			t.Errorf("%s: %d, %+v", word, found.Total, found.Hits)
		}
	}
	var volume bytes.Buffer
	made, err := o.Dossiers.Volume(ctx, lin, c.ID, dossier.Order{Side: "front", Purpose: "work"}, &volume, func(int64, int64, fault.Text) {})
	must(err)
	front := 0
	view(t, o, func(r *store.Reader) error {
		plan, err := o.Dossiers.PlanOf(r, c.ID)
		for _, e := range plan.Front {
			front += e.Paper.PagesCount
		}
		return err
	})
	if made.Pages != front {
		t.Errorf("a volume of %d pages for papers of %d", made.Pages, front)
	}
	_, err = o.Files.Split(ctx, lin, parts[1].ID, []casefile.Cut{{First: 1, Title: "上"}, {First: 2, Title: "下"}})
	must(err)
	if again := papers(); len(again) != 4 || again[2].First != 3 || again[2].PagesCount != 1 {
		t.Errorf("split again: %+v", again)
	}
	if _, err := o.Files.JoinAgain(ctx, lin, parts[0].ID); fault.KindOf(err) != fault.Conflict {
		t.Errorf("joined while a part is split: %v", err)
	}
	inner := papers()[1]
	_, err = o.Files.JoinAgain(ctx, lin, inner.ID)
	must(err)
	_, err = o.Files.JoinAgain(ctx, lin, parts[0].ID)
	must(err)
	if back := papers(); len(back) != 1 || back[0].ID != whole.ID || back[0].PagesCount != 4 {
		t.Errorf("joined: %+v", back)
	}
	must(o.Index.CatchUp(ctx))
	if found, err := o.Index.Search(ctx, precedent.Query{Text: `"木火土石丙"`}); err != nil || found.Total != 1 || found.Hits[0].Page != 3 {
		t.Errorf("found after joining: %+v, %v", found.Hits, err)
	}
	report, err := o.Verify(ctx, nil)
	if err != nil || !report.Intact {
		t.Errorf("%v %+v", err, report)
	}
}

// samePicture holds that the pages of parts look as those of the file.
func samePicture(t *testing.T, draw func(casefile.Paper, int) ([]byte, error), whole casefile.Paper, parts []casefile.Paper) {
	t.Helper()
	for _, p := range parts {
		for page := range p.PagesCount {
			a, err := draw(p, page+1)
			if err != nil {
				t.Fatal(err)
			}
			b, err := draw(whole, p.First+page)
			if err != nil || !bytes.Equal(a, b) {
				t.Errorf("page %d of %s is not page %d of the file: %v", page+1, p.Title, p.First+page, err)
			}
		}
		if _, err := draw(p, p.PagesCount+1); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a page behind the last of %s: %v", p.Title, err)
		}
	}
}
