package authority

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// The forms in which a list can be handed out.
const (
	FormXLSX = "xlsx"
	FormCSV  = "csv"
	FormHTML = "html"
	FormPDF  = "pdf"
	FormJSON = "json"
)

// ListFile writes a version of a list as a file, 0 for the latest. Only approved versions are handed out, so that what is put
// before the public is what somebody has approved.
func (a *Authority) ListFile(ctx context.Context, list string, version int, form string) (name string, content []byte, err error) {
	d, err := a.definition(list)
	if err != nil {
		return "", nil, err
	}
	err = a.Store.View(ctx, func(r *store.Reader) error {
		e, err := EditionOf(r, d, version)
		if err != nil {
			return err
		}
		name = fmt.Sprintf("%s 第%d版.%s", nameOf(d), e.Version.Version, form)
		content, err = e.Write(form)
		return err
	})
	return name, content, err
}

// Edition is a version of a list with all that a file says of it.
type Edition struct {
	rulebook.DisclosureList
	Version Version
	Rows    []Row
	Office  account.Office
}

// EditionOf reads a version of a list, 0 for the latest.
func EditionOf(from store.Source, d rulebook.DisclosureList, version int) (e Edition, err error) {
	e.DisclosureList = d
	versions, err := VersionsOf(from, d.ID)
	if err != nil {
		return e, err
	}
	if version == 0 {
		version = len(versions)
	}
	if version < 1 || version > len(versions) {
		return e, fault.New(fault.NotFound, "authority.list_file", fault.T("没有这个批准的版本", "no such version has been approved")).
			WithHint(fault.T("清单批准后才能导出公布。", "A list is handed out once it has been approved."))
	}
	e.Version = versions[len(versions)-version]
	if e.Rows, err = RowsAt(from, d.ID, version); err != nil {
		return e, err
	}
	e.Office, _, err = account.OfficeOf(from)
	return e, err
}

// Write writes an edition in one of the forms.
func (e Edition) Write(form string) ([]byte, error) {
	meta := paper.Meta{Creator: e.Office.Name}
	switch form {
	case FormXLSX:
		return paper.XLSX(paper.Workbook{Title: e.Label.Zh, Sheets: []paper.Sheet{e.sheet()}, Meta: meta})
	case FormCSV:
		return paper.CSV(e.sheet(), paper.UTF8)
	case FormHTML:
		return paper.HTML(e.document(meta)), nil
	case FormPDF:
		return paper.PDF(e.document(meta))
	case FormJSON:
		return e.json()
	}
	return nil, fault.New(fault.Invalid, "authority.list_file", fault.Tf("不能导出为 %[1]s", "a list cannot be written as %[1]s", form))
}

// shown are the columns that a file has: all but the pictures.
func (e Edition) shown() (fields []rulebook.ListField) {
	for _, f := range e.Fields {
		if f.Type != "picture" {
			fields = append(fields, f)
		}
	}
	return fields
}

func (e Edition) sheet() paper.Sheet {
	s := paper.Sheet{Name: e.Label.Zh}
	if r := []rune(s.Name); len(r) > 31 {
		s.Name = string(r[:31])
	}
	for _, f := range e.shown() {
		s.Columns = append(s.Columns, paper.Column{Title: f.Label.Zh})
	}
	for _, r := range e.Rows {
		var cells []paper.Cell
		for _, f := range e.shown() {
			cells = append(cells, paper.Text(r.Content[f.ID]))
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

// mostColumns is how many columns a list may have to be set as a table; with more, each row becomes a table of its own.
const mostColumns = 6

func (e Edition) document(meta paper.Meta) paper.Document {
	doc := paper.Document{Head: e.Office.Name, Title: e.Label.Zh, Meta: meta, Blocks: []paper.Block{
		paper.Paragraph{Align: paper.Center, Flush: true, Text: fmt.Sprintf("第%d版　自%s起执行", e.Version.Version, chineseDay(e.Version.ValidFrom))}}}
	fields := e.shown()
	if len(fields) <= mostColumns {
		t := paper.Table{}
		for _, f := range fields {
			t.Header = append(t.Header, f.Label.Zh)
		}
		for _, r := range e.Rows {
			var row []string
			for _, f := range fields {
				row = append(row, r.Content[f.ID])
			}
			t.Rows = append(t.Rows, row)
		}
		doc.Blocks = append(doc.Blocks, t)
	} else {
		for i, r := range e.Rows {
			facts := paper.Facts{Caption: strconv.Itoa(i + 1)}
			for _, f := range fields {
				if v := r.Content[f.ID]; v != "" {
					facts.Items = append(facts.Items, paper.Fact{Label: f.Label.Zh, Value: v})
				}
			}
			doc.Blocks = append(doc.Blocks, facts)
		}
	}
	doc.Footer = []string{fmt.Sprintf("批准日期：%s　共%d项　内容摘要（SHA-256）：%s", e.Version.At[:len(time.DateOnly)], len(e.Rows), e.Version.SHA256)}
	if e.Article != "" {
		doc.Footer = append(doc.Footer, "公布依据："+e.Article)
	}
	return doc
}

// chineseDay is a date as it is printed, such as 2026年3月12日.
func chineseDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

// openData is a list as open data. Sha256 is over the JSON of rows.
type openData struct {
	Office    string            `json:"office"`
	USCC      string            `json:"uscc"`
	List      string            `json:"list"`
	Label     string            `json:"label"`
	Version   int               `json:"version"`
	ValidFrom string            `json:"valid_from"`
	SHA256    string            `json:"sha256"`
	Columns   map[string]string `json:"columns"`
	Rows      []Row             `json:"rows"`
}

func (e Edition) json() ([]byte, error) {
	data := openData{e.Office.Name, e.Office.USCC, e.ID, e.Label.Zh, e.Version.Version, e.Version.ValidFrom, e.Version.SHA256, map[string]string{}, e.Rows}
	for _, f := range e.Fields {
		data.Columns[f.ID] = f.Label.Zh
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(data)
	return []byte(b.String()), fault.Wrap("authority.list_file", err)
}

// Chart draws the course of a procedure.
func (a *Authority) Chart(procedure, lang string) ([]byte, error) {
	book := a.Rules.Current()
	p, ok := book.Procedure(procedure)
	if !ok {
		return nil, fault.New(fault.NotFound, "authority.chart", fault.T("没有这种程序", "there is no such procedure"))
	}
	return CourseOf(p).SVG(lang, book.Table("phase")), nil
}
