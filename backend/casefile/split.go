package casefile

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Cut is a piece of a file that holds several papers: its pages from First, counted in the file, to where the next begins. Code and
// Title say what it is.
type Cut struct {
	First  int         `json:"first"`
	Last   int         `json:"last"`
	Code   string      `json:"code"`
	Title  string      `json:"title"`
	Reason *fault.Text `json:"reason,omitempty"` // why a paper seems to begin there
}

// SplitPlan says where a file may hold another paper. Pages are those of the file; of a paper that was split, Parts are its papers.
type SplitPlan struct {
	Paper  Paper
	Pages  int
	Cuts   []Cut
	Whole  string  // id of the file's paper before it was split, if it was
	Parts  []Paper // that it was split into
	Reason error   // why it cannot be split, or joined again
}

// splitPart is a paper that a file was split into.
type splitPart struct {
	ID         string      `json:"id"`
	First      int         `json:"first"` // page of the file
	Pages      int         `json:"pages"`
	Code       string      `json:"code,omitempty"`
	Part       string      `json:"part,omitempty"`
	Evidence   string      `json:"evidence,omitempty"`
	Title      string      `json:"title"`
	Status     string      `json:"status"`
	SortReason *fault.Text `json:"sort_reason,omitempty"`
}

// paperSplit says that a file holds several papers. The file stays as it is; each paper is some of its pages.
type paperSplit struct {
	Paper string      `json:"paper"`
	Parts []splitPart `json:"parts"`
}

func applyPaperSplit(t *store.Tables, e store.Event, d paperSplit) error {
	base, err := firstOf(t, d.Paper)
	if err != nil {
		return err
	}
	for _, part := range d.Parts {
		first := part.First - base + 1
		rows, err := t.Change(queries.Get("part_insert"), part.ID, part.Code, part.Part, part.Evidence, part.Title, part.Status, part.Pages, store.JSON(part.SortReason), e.Instant(), e.Actor, e.Seq, part.First, d.Paper)
		if err == nil && rows == 0 {
			err = fault.New(fault.NotFound, "casefile.paper_split", fault.T("没有这份材料", "no such paper"))
		}
		if err != nil {
			return err
		}
		if err := t.Exec(queries.Get("part_version"), part.ID, e.Seq, e.Instant(), e.Actor, d.Paper); err != nil {
			return err
		}
		if err := movePages(t, e.Subject, d.Paper, part.ID, first, first+part.Pages-1, 1-first); err != nil {
			return err
		}
	}
	if err := t.Exec(queries.Get("paper_remove"), store.JSON("split"), e.Seq, d.Paper); err != nil {
		return err
	}
	return t.Exec(queries.Get("case_count_papers"), e.Instant(), e.Seq, e.Subject)
}

// firstOf is the page of its file at which a paper begins.
func firstOf(t *store.Tables, paper string) (int, error) {
	first, _, err := store.One[int](t, queries.Get("first_of"), paper)
	return max(first, 1), err
}

// movePages lets what is known of some pages be known of the same pages of another paper.
func movePages(t *store.Tables, caseID, from, to string, first, last, by int) error {
	for _, query := range []string{"pages_move", "proposals_move"} {
		if err := t.Exec(queries.Get(query), from, to, first, last, by); err != nil {
			return err
		}
	}
	return t.Exec(queries.Get("sources_move"), from, to, first, last, by, caseID)
}

// papersJoined puts a file together again. Recognised is the text that was read off the pictures of all its pages.
type papersJoined struct {
	Paper      string      `json:"paper"`
	Parts      []splitPart `json:"parts"`
	Recognised string      `json:"recognised,omitempty"`
	SM3        string      `json:"sm3,omitempty"`
	Size       int64       `json:"size,omitempty"`
	Status     string      `json:"status"`
}

func applyPapersJoined(t *store.Tables, e store.Event, d papersJoined) error {
	base, err := firstOf(t, d.Paper)
	if err != nil {
		return err
	}
	for _, part := range d.Parts {
		if err := movePages(t, e.Subject, part.ID, d.Paper, 1, part.Pages, part.First-base); err != nil {
			return err
		}
		if err := t.Exec(queries.Get("paper_remove"), store.JSON("joined"), e.Seq, part.ID); err != nil {
			return err
		}
	}
	if d.Size > 0 {
		if err := t.Original(e, d.Recognised, d.SM3, d.Size); err != nil {
			return err
		}
	}
	if err := t.Exec(queries.Get("paper_join"), d.Recognised, d.Status, e.Seq, d.Paper); err != nil {
		return err
	}
	return t.Exec(queries.Get("case_count_papers"), e.Instant(), e.Seq, e.Subject)
}

// inFile is the page of the file at which a page of a paper stands.
func (p Paper) inFile(page int) int { return page + max(p.First, 1) - 1 }

// ownPages are the pages of a paper out of those of its file.
func (p Paper) ownPages(pages []extract.Page) []extract.Page {
	if p.First == 0 {
		return pages
	}
	var own []extract.Page
	for _, page := range pages {
		if page.Number >= p.First && page.Number < p.First+p.PagesCount {
			page.Number -= p.First - 1
			own = append(own, page)
		}
	}
	return own
}

// PlanSplit looks for the pages of a file on which another paper seems to begin.
func (f *Files) PlanSplit(ctx context.Context, paperID string) (plan SplitPlan, err error) {
	var c Case
	err = f.Store.View(ctx, func(r *store.Reader) error {
		if plan.Paper, err = PaperOf(r, paperID); err != nil {
			return err
		}
		if c, err = CaseOf(r, plan.Paper.Case); err != nil || plan.Paper.SplitFrom == "" {
			return err
		}
		plan.Whole = plan.Paper.SplitFrom
		plan.Parts, err = store.All[Paper](r, queries.Get("parts_of"), plan.Whole)
		return err
	})
	if err != nil {
		return plan, err
	}
	p := plan.Paper
	plan.Pages = p.PagesCount
	if plan.Reason = f.splittable(c, p); plan.Reason != nil {
		return plan, nil
	}
	pages, err := f.Pages(ctx, p)
	if err != nil {
		return plan, err
	}
	plan.Cuts = f.cuts(c, p, pages)
	return plan, nil
}

// cuts proposes where the papers of a file begin: where the sorter takes the head of a page for another paper than the one before.
func (f *Files) cuts(c Case, p Paper, pages []extract.Page) []Cut {
	procedure, _ := f.Procedure(c)
	texts := make([]string, p.PagesCount)
	for _, page := range pages {
		if page.Number >= 1 && page.Number <= len(texts) {
			texts[page.Number-1] = page.Text
		}
	}
	cuts := []Cut{}
	for i, text := range texts {
		code, _, _, reason := guessed(procedure, "", head(text), p.Media)
		kind, known := procedure.Paper(code)
		if i > 0 && (!known || code == cuts[len(cuts)-1].Code && !strings.Contains(firstLines(text), kind.Label.Zh)) {
			continue
		}
		cut := Cut{First: i + 1, Code: code, Title: kind.Label.Zh, Reason: reason}
		if cut.Title == "" {
			cut.Title = p.Title
		}
		cuts = append(cuts, cut)
	}
	return ended(cuts, p.PagesCount)
}

// ended says where each piece ends.
func ended(cuts []Cut, pages int) []Cut {
	for i := range cuts {
		cuts[i].Last = pages
		if i+1 < len(cuts) {
			cuts[i].Last = cuts[i+1].First - 1
		}
	}
	return cuts
}

// headRunes is how much of a page its title is looked for in.
const headRunes = 120

func head(text string) string {
	if runes := []rune(text); len(runes) > headRunes {
		return string(runes[:headRunes])
	}
	return text
}

// firstLines are the first three lines of a page.
func firstLines(text string) string {
	lines := strings.SplitN(text, "\n", 4)
	return strings.ReplaceAll(strings.Join(lines[:min(3, len(lines))], "\n"), " ", "")
}

// splittable says why a paper cannot be split; nil if it can.
func (f *Files) splittable(c Case, p Paper) error {
	const op = "casefile.split"
	procedure, _ := f.Procedure(c)
	if err := signedStays(op, p, procedure); err != nil {
		return err
	}
	if err := issuedStays(op, p, procedure); err != nil {
		return err
	}
	switch {
	case p.Draft || p.Media == draftMedia || p.Format != "pdf" && p.Format != "ofd":
		return fault.New(fault.Conflict, op, fault.T("只有 PDF 和 OFD 文件可以拆分", "only PDF and OFD files can be split"))
	case p.PagesCount < 2:
		return fault.New(fault.Conflict, op, fault.T("只有一页,无从拆分", "it has one page only"))
	case p.Status == "unreadable":
		return fault.New(fault.Conflict, op, fault.T("文件无法读取,不能拆分", "a file that cannot be read cannot be split"))
	}
	return nil
}

// Split lets a file that holds several papers be several papers, each some of its pages. The file itself stays as it is.
func (f *Files) Split(ctx context.Context, actor account.Person, paperID string, cuts []Cut) (parts []string, err error) {
	const op = "casefile.split"
	p, err := f.paper(ctx, paperID)
	if err != nil {
		return nil, err
	}
	pages, err := f.Pages(ctx, p)
	if err != nil {
		return nil, err
	}
	cuts = slices.Clone(cuts)
	slices.SortFunc(cuts, func(a, b Cut) int { return a.First - b.First })
	switch {
	case len(cuts) < 2:
		return nil, fault.New(fault.Invalid, op, fault.T("至少分为两份", "split it into two at least")).WithField("parts")
	case cuts[0].First != 1:
		return nil, fault.New(fault.Invalid, op, fault.T("第一份须从第1页起", "the first paper begins on page 1")).WithField("parts")
	}
	for i, cut := range cuts {
		if cut.First > p.PagesCount || i > 0 && cut.First == cuts[i-1].First {
			return nil, fault.New(fault.Invalid, op, fault.Tf("不能从第%[1]d页分开", "it cannot be split on page %[1]d", cut.First)).WithField("parts")
		}
	}
	cuts = ended(cuts, p.PagesCount)
	err = f.changePaper(ctx, actor, paperID, func(tx *store.Tx, c Case, now Paper) error {
		if err := f.splittable(c, now); err != nil {
			return err
		}
		d := paperSplit{Paper: now.ID}
		for _, cut := range cuts {
			part, err := f.splitOff(tx, c, now, cut, pages)
			if err != nil {
				return err
			}
			d.Parts, parts = append(d.Parts, part), append(parts, part.ID)
		}
		if _, err := tx.Record("casefile.paper_split", c.ID, d); err != nil {
			return err
		}
		return f.JudgeMajor(tx, c.ID)
	})
	return parts, err
}

// splitOff is the paper that a cut makes.
func (f *Files) splitOff(tx *store.Tx, c Case, p Paper, cut Cut, pages []extract.Page) (part splitPart, err error) {
	procedure, _ := f.Procedure(c)
	kind, known := procedure.Paper(cut.Code)
	if cut.Code != "" && !known {
		return part, fault.New(fault.Invalid, "casefile.split", fault.Tf("没有类别 %[1]s", "there is no kind of paper %[1]s", cut.Code)).WithField("parts")
	}
	id, err := tx.NewID("d")
	if err != nil {
		return part, err
	}
	// the ids of one transaction differ by what is drawn; the place keeps them in the order of the file
	part = splitPart{ID: id, First: p.inFile(cut.First), Pages: cut.Last - cut.First + 1, Code: cut.Code, Part: kind.Fingerprint, Evidence: kind.Evidence, Title: strings.TrimSpace(cut.Title), Status: "no_text", SortReason: cut.Reason}
	if part.Part == "" && part.Evidence != "" {
		part.Part = "evidence"
	}
	if part.Title == "" {
		part.Title = fmt.Sprintf("%s 第%d至%d页", strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path)), cut.First, cut.Last)
	}
	if slices.ContainsFunc(pages, func(page extract.Page) bool {
		return page.Number >= cut.First && page.Number <= cut.Last && page.Text != ""
	}) {
		part.Status = "read"
	}
	return part, nil
}

// JoinAgain puts the file together again that a paper was split from.
func (f *Files) JoinAgain(ctx context.Context, actor account.Person, partID string) (paperID string, err error) {
	const op = "casefile.join"
	plan, err := f.PlanSplit(ctx, partID)
	if err != nil {
		return "", err
	}
	if plan.Whole == "" {
		return "", fault.New(fault.Conflict, op, fault.T("这份材料不是拆分而来", "this paper was not split from a file"))
	}
	var texts []extract.Page // of all parts, by the pages of the file
	blobs := map[string]bool{}
	for _, part := range plan.Parts {
		if part.Recognised == "" {
			continue
		}
		blobs[part.Recognised] = true
		read, err := f.recognisedText(part.Recognised)
		if err != nil {
			return "", err
		}
		for _, page := range read {
			if page.Number >= part.First && page.Number < part.First+part.PagesCount {
				texts = append(texts, page)
			}
		}
	}
	d := papersJoined{Paper: plan.Whole, Status: "no_text"}
	for blob := range blobs {
		d.Recognised = blob
	}
	if len(blobs) > 1 {
		raw, err := json.Marshal(texts)
		if err != nil {
			return "", fault.Wrap(op, err)
		}
		stored, err := f.Blobs.Put(bytes.NewReader(raw))
		if err != nil {
			return "", err
		}
		d.Recognised, d.SM3, d.Size = stored.SHA256, stored.SM3, stored.Size
	}
	return plan.Whole, f.changePaper(ctx, actor, partID, func(tx *store.Tx, c Case, p Paper) error {
		parts, err := store.All[Paper](tx, queries.Get("parts_of"), plan.Whole)
		if err != nil {
			return err
		}
		pages := 0
		for _, part := range parts {
			if err := f.splittable(c, part); err != nil && (part.Signed || part.Issued) {
				return err
			}
			pages += part.PagesCount
			d.Parts = append(d.Parts, splitPart{ID: part.ID, First: part.First, Pages: part.PagesCount, Title: part.Title, Status: part.Status})
			if part.Status == "read" {
				d.Status = "read"
			}
		}
		whole, _, err := store.One[int](tx, queries.Get("pages_of_split"), plan.Whole)
		if err != nil {
			return err
		}
		if pages != whole {
			return fault.New(fault.Conflict, op, fault.T("拆出的材料有的已移出或者又经拆分,不能恢复", "some of the papers were taken out or split again: they cannot be joined"))
		}
		if _, err := tx.Record("casefile.papers_joined", c.ID, d); err != nil {
			return err
		}
		return f.JudgeMajor(tx, c.ID)
	})
}
