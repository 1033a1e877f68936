package casefile

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"zhiheng/backend/account"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Recognising reads the text off pictures of pages. extract.OCR is one.
type Recognising interface {
	Ready(ctx context.Context) (program string, err error)
	Recognise(ctx context.Context, picture []byte) (extract.Recognised, error)
}

const (
	recognisedWidth = 2480 // pixels of a page's picture: 300 to the inch on A4
	sureEnough      = 60   // confidence from which what was recognised is taken as the page's text
	mostRecognised  = 64 << 20
)

// paperReread is another try at a paper that could not be read.
type paperReread struct {
	Paper  string      `json:"paper"`
	Status string      `json:"status"`
	Cause  string      `json:"cause,omitempty"`
	Reason *fault.Text `json:"reason,omitempty"`
	Pages  int         `json:"pages"`
	Unread []int       `json:"unread,omitempty"`
}

func applyPaperReread(t *store.Tables, e store.Event, d paperReread) error {
	if err := t.Exec(queries.Get("paper_reread"), d.Status, d.Cause, store.JSON(d.Reason), d.Pages, e.Seq, d.Paper); err != nil {
		return err
	}
	if err := t.ExecRows(queries.Get("page_insert"), pageRows(d.Paper, d.Unread)...); err != nil {
		return err
	}
	return touch(t, e, e.Subject)
}

func pageRows(paper string, pages []int) (rows []any) {
	for _, page := range pages {
		rows = append(rows, paper, page)
	}
	return rows
}

// paperRecognised is what was read off the pictures of a paper's pages. The text lies among the originals, as a JSON list
// of all pages of the paper recognised so far.
type paperRecognised struct {
	Paper   string           `json:"paper"`
	SHA256  string           `json:"sha256"`
	SM3     string           `json:"sm3,omitempty"`
	Size    int64            `json:"size"`
	Program string           `json:"program"`
	Pages   []recognisedPage `json:"pages"`
}

type recognisedPage struct {
	Page       int `json:"page"`
	Confidence int `json:"confidence"`
	Runes      int `json:"runes"`
}

func (p recognisedPage) state() string {
	switch {
	case p.Runes == 0:
		return "blank"
	case p.Confidence < sureEnough:
		return "low"
	}
	return "read"
}

func applyPaperRecognised(t *store.Tables, e store.Event, d paperRecognised) error {
	if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
		return err
	}
	status := "no_text"
	for _, page := range d.Pages {
		if err := t.Exec(queries.Get("page_state"), page.state(), page.Confidence, d.Paper, page.Page); err != nil {
			return err
		}
		if page.state() == "read" {
			status = "read"
		}
	}
	if err := t.Exec(queries.Get("paper_recognised"), d.SHA256, status, e.Seq, d.Paper); err != nil {
		return err
	}
	return touch(t, e, e.Subject)
}

// recognised puts the text that was read off pictures on the pages that have none of their own.
func (f *Files) recognised(p Paper, pages []extract.Page) ([]extract.Page, error) {
	if p.Recognised == "" {
		return pages, nil
	}
	more, err := f.recognisedText(p.Recognised)
	if err != nil {
		return nil, err
	}
	pages = slices.Clone(pages)
	for _, page := range more {
		i := slices.IndexFunc(pages, func(old extract.Page) bool { return old.Number == page.Number })
		if i < 0 {
			pages = append(pages, page)
		} else if pages[i].Text == "" {
			pages[i].Text, pages[i].Lines = page.Text, page.Lines
		}
	}
	slices.SortFunc(pages, func(a, b extract.Page) int { return a.Number - b.Number })
	return pages, nil
}

func (f *Files) recognisedText(sha string) (pages []extract.Page, err error) {
	file, err := f.Blobs.Open(sha)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	err = json.NewDecoder(io.LimitReader(file, mostRecognised)).Decode(&pages)
	return pages, fault.Wrap("casefile.recognised", err)
}

// RecognitionWaits tells whether there are pages whose text is to be read off their pictures.
func (f *Files) RecognitionWaits(from store.Source) (bool, error) {
	_, waits, err := store.One[string](from, queries.Get("papers_to_recognise"))
	return waits, err
}

// Recognise takes up what could not be searched: it reads the text off the pictures that wait for it. Again, it first tries
// the papers that could not be read, and then the pages of low confidence too. It may be called again after a stop and goes
// on where it was. Where nothing can be recognised on this machine, the error says what to install.
func (f *Files) Recognise(ctx context.Context, actor account.Person, again bool, progress func(done, total int)) error {
	if again {
		if err := f.rereadAll(ctx, actor); err != nil {
			return err
		}
		if _, err := f.recogniseAll(ctx, actor, true, progress); err != nil {
			return err
		}
	}
	for { // what comes meanwhile has its turn too
		if n, err := f.recogniseAll(ctx, actor, false, progress); n == 0 || err != nil {
			return err
		}
	}
}

func (f *Files) recogniseAll(ctx context.Context, actor account.Person, again bool, progress func(done, total int)) (int, error) {
	query := "papers_to_recognise"
	if again {
		query = "papers_to_recognise_again"
	}
	var ids []string
	err := f.Store.View(ctx, func(r *store.Reader) (err error) {
		ids, err = store.All[string](r, queries.Get(query))
		return err
	})
	if err != nil || len(ids) == 0 || f.Scans == nil {
		return 0, err
	}
	program, err := f.Scans.Ready(ctx)
	if err != nil {
		return 0, err
	}
	var done atomic.Int64
	return len(ids), f.together(ctx, ids, func(ctx context.Context, id string) error {
		if err := f.recogniseOne(ctx, actor, id, program, again); err != nil {
			return err
		}
		if n := done.Add(1); progress != nil {
			progress(int(n), len(ids))
		}
		return nil
	})
}

// together does something for each id, half as many at a time as there are processors, and ends at the first error.
func (f *Files) together(ctx context.Context, ids []string, do func(ctx context.Context, id string) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan string)
	var workers sync.WaitGroup
	for range max(1, runtime.NumCPU()/2) {
		workers.Go(func() {
			for id := range queue {
				if err := do(ctx, id); err != nil {
					cancel(err)
					return
				}
			}
		})
	}
	for _, id := range ids {
		select {
		case queue <- id:
		case <-ctx.Done():
		}
	}
	close(queue)
	workers.Wait()
	if cause := context.Cause(ctx); cause != nil && cause == ctx.Err() {
		return fault.New(fault.Cancelled, "casefile.recognise", fault.T("文字识别已停止", "text recognition was stopped")).WithCause(cause)
	} else if cause != nil {
		return cause
	}
	return nil
}

func (f *Files) rereadAll(ctx context.Context, actor account.Person) error {
	var ids []string
	err := f.Store.View(ctx, func(r *store.Reader) (err error) {
		ids, err = store.All[string](r, queries.Get("papers_unreadable"))
		return err
	})
	if err != nil {
		return err
	}
	return f.together(ctx, ids, func(ctx context.Context, id string) error { return f.reread(ctx, actor, id) })
}

// reread tries a paper again that could not be read. Only if it can be read now is anything recorded.
func (f *Files) reread(ctx context.Context, actor account.Person, id string) error {
	p, err := f.paper(ctx, id)
	if err != nil {
		return err
	}
	result, err := f.Reading.Read(ctx, f.Blobs.Path(p.SHA256), p.Path)
	if err != nil || result.Status == extract.Unreadable {
		return err
	}
	if err := f.keepPages(ctx, p.SHA256, result.Pages); err != nil {
		return err
	}
	d := paperReread{Paper: p.ID, Status: string(result.Status), Cause: string(result.Cause), Pages: max(result.PageCount, len(result.Pages)), Unread: result.Unread()}
	if !result.Reason.IsZero() {
		d.Reason = &result.Reason
	}
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.paper_reread", p.Case, d)
		return err
	})
}

func (f *Files) paper(ctx context.Context, id string) (p Paper, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		p, err = PaperOf(r, id)
		return err
	})
	return p, err
}

// recogniseOne reads the text off the pages of one paper that wait for it. A page that cannot be drawn or recognised counts
// as one of no confidence.
func (f *Files) recogniseOne(ctx context.Context, actor account.Person, id, program string, again bool) error {
	p, err := f.paper(ctx, id)
	if err != nil {
		return err
	}
	var numbers []int
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		numbers, err = store.All[int](r, queries.Get("pages_to_recognise"), id, again)
		return err
	})
	if err != nil {
		return err
	}
	var texts []extract.Page
	if p.Recognised != "" {
		if texts, err = f.recognisedText(p.Recognised); err != nil {
			return err
		}
	}
	d := paperRecognised{Paper: p.ID, Program: program}
	for _, number := range numbers {
		page, err := f.recognisePage(ctx, p, number)
		if err != nil {
			return err
		}
		runes := len([]rune(page.Text))
		if page.Text == "" && page.Confidence < 0 {
			page.Confidence, runes = 0, 1
		}
		made := recognisedPage{Page: number, Confidence: page.Confidence, Runes: runes}
		d.Pages = append(d.Pages, made)
		at := p.inFile(number) // the texts are kept by the pages of the file
		texts = slices.DeleteFunc(texts, func(old extract.Page) bool { return old.Number == at })
		if made.state() == "read" {
			texts = append(texts, extract.Page{Number: at, Text: page.Text, Lines: page.Lines})
		}
	}
	raw, err := json.Marshal(texts)
	if err != nil {
		return fault.Wrap("casefile.recognise", err)
	}
	stored, err := f.Blobs.Put(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	d.SHA256, d.SM3, d.Size = stored.SHA256, stored.SM3, stored.Size
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.paper_recognised", p.Case, d)
		return err
	})
}

// recognisePage reads the text off one page. A confidence below 0 says that it could not be tried.
func (f *Files) recognisePage(ctx context.Context, p Paper, number int) (extract.Recognised, error) {
	picture, _, err := f.Reading.PageImage(ctx, f.Blobs.Path(p.SHA256), p.inFile(number), recognisedWidth)
	if err == nil {
		var page extract.Recognised
		if page, err = f.Scans.Recognise(ctx, picture); err == nil {
			return page, nil
		}
	}
	if fault.KindOf(err) == fault.Cancelled {
		return extract.Recognised{}, err
	}
	return extract.Recognised{Confidence: -1}, nil
}
