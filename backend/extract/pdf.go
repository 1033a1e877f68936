package extract

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"zhiheng/backend/fault"
)

// pdfEngine is PDFium in its sandbox. Starting it takes a tenth of a second once the compiled module is in the cache
// folder, and some seconds if it is not, so it is started when the first PDF comes and kept.
type pdfEngine struct {
	tasks       []Task
	cacheDir    string // of compiled modules; "" compiles on each start
	fontDir     string // a tree holding usr/share/fonts/…, all that the sandbox sees of the disk; "" shows it nothing
	memoryPages uint32 // limit of the sandbox's memory, in pages of 64 KiB
	pool        pdfium.Pool
	instance    pdfium.Pdfium
	used        int
}

// maxPDFUse is how many files one sandbox serves before its memory is given back.
const maxPDFUse = 64

func (e *pdfEngine) start() error {
	if e.pool != nil {
		return nil
	}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(e.memoryPages)
	if e.cacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(e.cacheDir)
		if err != nil {
			return err
		}
		config = config.WithCompilationCache(cache)
	}
	files := wazero.NewFSConfig()
	if e.fontDir != "" {
		files = files.WithReadOnlyDirMount(e.fontDir, "/")
	}
	pool, err := webassembly.Init(webassembly.Config{Context: context.Background(), MaxTotal: 1, MaxIdle: 1,
		FSConfig: files, RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard})
	e.pool = pool
	return err
}

// with runs f on one open document. After a failure of any kind the sandbox is thrown away.
func (e *pdfEngine) with(src *source, f func(pdfium.Pdfium, references.FPDF_DOCUMENT) error) (err error) {
	if err := e.start(); err != nil {
		return &stop{CauseCrash, fault.T("PDF 组件无法启动", "the PDF component does not start"), err}
	}
	if e.instance == nil {
		instance, err := e.pool.GetInstance(10 * time.Second)
		if err != nil {
			return &stop{CauseCrash, fault.T("PDF 组件无法启动", "the PDF component does not start"), err}
		}
		e.instance, e.used = instance, 0
	}
	e.used++
	defer func() {
		if p := recover(); p != nil {
			err = damaged(errors.New("the PDF component broke down"))
		}
		if err != nil || e.used >= maxPDFUse {
			e.drop()
		}
	}()
	opened, err := e.instance.OpenDocument(&requests.OpenDocument{FileReader: src.reader(), FileReaderSize: src.size})
	if err != nil {
		return pdfError(err)
	}
	if err := f(e.instance, opened.Document); err != nil {
		return err
	}
	_, err = e.instance.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: opened.Document})
	return err
}

func (e *pdfEngine) drop() {
	instance := e.instance
	e.instance = nil
	defer func() { _ = recover() }() // a broken sandbox may object to being closed
	_ = instance.Close()
}

func pdfError(err error) error {
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return locked()
	case strings.Contains(err.Error(), "out of bounds memory access"), strings.Contains(err.Error(), "could not alloc"):
		return &stop{CauseMemory, memoryReason(), err}
	}
	return damaged(err)
}

// readPDF reads the text of each page. Pages that fail are left empty and named in the reason.
func readPDF(src *source) (Result, error) {
	var r Result
	err := src.engine.with(src, func(p pdfium.Pdfium, doc references.FPDF_DOCUMENT) error {
		count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
		if err != nil {
			return pdfError(err)
		}
		if count.PageCount == 0 {
			return damaged(errors.New("no pages"))
		}
		r.PageCount = count.PageCount
		r.Meta = pdfMeta(p, doc)
		return pdfPages(p, doc, &r)
	})
	if err != nil && len(r.Pages) > 0 { // what was read before the breakdown is kept
		r.Cause, r.Reason = CauseDamaged, fault.Tf("文件部分损坏：共 %d 页，只读取了前 %d 页", "partly damaged: of %d pages only the first %d were read", r.PageCount, len(r.Pages))
		return r, nil
	}
	return r, err
}

func pdfPages(p pdfium.Pdfium, doc references.FPDF_DOCUMENT, r *Result) error {
	bytes, broken, first := 0, 0, 0
	for i := range r.PageCount {
		if i >= maxPages || bytes > maxTextBytes {
			r.Cause, r.Reason = CauseTooBig, fault.Tf("共 %d 页，只读取了前 %d 页", "of %d pages only the first %d were read", r.PageCount, i)
			break
		}
		text, err := pdfPage(p, doc, i)
		if err != nil {
			if !errors.Is(err, pdferrors.ErrPage) && !strings.Contains(err.Error(), "could not load") && !strings.Contains(err.Error(), "incorrect page") {
				return pdfError(err)
			}
			if broken++; broken == 1 {
				first = i + 1
			}
		}
		bytes += len(text)
		r.Pages = append(r.Pages, Page{Number: i + 1, Text: text})
	}
	if broken == r.PageCount {
		r.Pages = nil
		return damaged(errors.New("no page can be read"))
	}
	if broken > 0 && r.Cause == CauseNone {
		r.Cause, r.Reason = CauseDamaged, fault.Tf("第 %d 页起有 %d 页损坏，未能读取", "from page %d on, %d pages are damaged and were not read", first, broken)
	}
	return nil
}

// pdfPage reads one page through the text page functions: the shorter call loses characters outside the basic plane,
// which names use.
func pdfPage(p pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) (string, error) {
	page, err := p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return "", err
	}
	defer p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	text, err := p.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return "", err
	}
	defer p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil || count.Count == 0 {
		return "", err
	}
	all, err := p.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: text.TextPage, Count: min(count.Count, maxTextBytes/2)})
	if err != nil {
		return "", err
	}
	return all.Text, nil
}

func pdfMeta(p pdfium.Pdfium, doc references.FPDF_DOCUMENT) map[string]string {
	meta := map[string]string{}
	got, err := p.GetMetaData(&requests.GetMetaData{Document: doc})
	if err != nil {
		return meta
	}
	keys := map[string]string{"Title": MetaTitle, "Author": MetaAuthor, "Creator": MetaProgram, "CreationDate": MetaCreated, "ModDate": MetaModified}
	for _, tag := range got.Tags {
		switch key := keys[tag.Tag]; key {
		case "":
		case MetaCreated, MetaModified:
			meta[key] = pdfTime(tag.Value)
		default:
			meta[key] = tag.Value
		}
	}
	return meta
}

// pdfTime turns "D:20260712093000+08'00'" into RFC 3339; what does not parse is passed on as it stands.
func pdfTime(s string) string {
	digits := strings.TrimPrefix(s, "D:")
	for layout, n := range map[string]int{"20060102150405-07'00'": 21, "20060102150405Z": 15, "20060102150405": 14, "20060102": 8} {
		if padded := digits; len(padded) == n || len(padded)+1 == n {
			if t, err := time.Parse(strings.TrimSuffix(layout, "'"), strings.TrimSuffix(padded, "'")); err == nil {
				if n > 14 {
					return t.Format(time.RFC3339)
				}
				return t.Format("2006-01-02T15:04:05")
			}
		}
	}
	return s
}

func memoryReason() fault.Text {
	return fault.T("读取时占用内存过多，已停止；原件已保留", "reading took too much memory and was stopped; the original is kept")
}
