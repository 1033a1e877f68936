package precedent

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/store"
)

// Document is a decision of a collection. Fine is in fen.
type Document struct {
	ID       string   `json:"id,omitempty"` // as its source calls it
	Title    string   `json:"title"`
	Text     string   `json:"text"`
	No       string   `json:"no,omitempty"`
	Body     string   `json:"body,omitempty"` // who decided
	Party    string   `json:"party,omitempty"`
	On       string   `json:"on,omitempty"`
	Fine     int64    `json:"fine,omitempty"`
	Articles []string `json:"articles,omitempty"`
	Types    []string `json:"types,omitempty"`
	Region   string   `json:"region,omitempty"`
}

const (
	mostDocuments = 1<<documentBits - 1
	longestLine   = 16 << 20 // bytes of one decision
	longestTitle  = 60       // runes, of one that is taken from the text
)

// documentWriter writes documents as lines.
type documentWriter struct {
	into  io.Writer
	count int
	left  []string // what held no text
}

func (w *documentWriter) put(where string, d Document) error {
	if d.Text = strings.TrimSpace(d.Text); d.Text == "" {
		w.left = append(w.left, where)
		return nil
	}
	if w.count++; w.count > mostDocuments {
		return fault.New(fault.Invalid, "precedent.import", fault.Tf("一个案例集最多%d件", "a collection holds at most %d decisions", mostDocuments)).WithHint(fault.T("请分成几个文件导入。", "Split it into several files."))
	}
	if d.Title == "" {
		line, _, _ := strings.Cut(d.Text, "\n")
		d.Title = strings.TrimSpace(string([]rune(line)[:min(utf8.RuneCountInString(line), longestTitle)]))
	}
	raw, err := json.Marshal(d)
	if err != nil {
		return err
	}
	_, err = w.into.Write(append(raw, '\n'))
	return err
}

// readDocuments reads a file by what it is called: lines, a workbook, or an archive.
func (d *Desk) readDocuments(ctx context.Context, file, name string, into *documentWriter) error {
	plain := strings.ToLower(strings.TrimSuffix(strings.ToLower(name), ".gz"))
	switch path.Ext(plain) {
	case ".jsonl", ".ndjson", ".json":
		return readLines(ctx, file, strings.HasSuffix(strings.ToLower(name), ".gz"), into)
	case ".xlsx", ".xls", ".et", ".ods", ".csv":
		return d.readRegister(ctx, file, name, into)
	case ".zip", ".7z", ".rar", ".tar":
		return d.readArchive(ctx, file, name, into)
	}
	return fault.New(fault.Invalid, "precedent.import", fault.T("不认识这种文件", "this kind of file is not known here")).WithField("file").
		WithHint(fault.T("可以导入 JSON Lines（.jsonl、.jsonl.gz）、电子表格（.xlsx、.xls、.et、.ods、.csv）或者文件夹的压缩包（.zip、.7z、.rar）。", "JSON Lines (.jsonl, .jsonl.gz), workbooks (.xlsx, .xls, .et, .ods, .csv) and archives of a folder (.zip, .7z, .rar) can be imported."))
}

// foreign is a line of JSON, with every name in use for the same thing.
type foreign struct {
	Document
	DocID    string          `json:"_id"`
	Type     Texts           `json:"type"`
	Charge   Texts           `json:"charge"`
	Cause    Texts           `json:"cause"`
	Party    Texts           `json:"party"`
	Articles Texts           `json:"articles"`
	Fine     json.RawMessage `json:"fine"` // in yuan, a number or words
	Date     string          `json:"date"`
	Agency   string          `json:"agency"`
	Facts    string          `json:"facts"`
}

// Texts reads a string or a list of strings.
type Texts []string

// UnmarshalJSON implements [json.Unmarshaler].
func (s *Texts) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		if *s = nil; one != "" {
			*s = Texts{one}
		}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(s))
}

func (f foreign) document() (Document, error) {
	d := f.Document
	d.Fine = 0
	if raw := strings.Trim(string(f.Fine), `" `); raw != "" && raw != "null" {
		fen, err := idcode.ParseAmount(raw)
		if err != nil {
			return d, err
		}
		d.Fine = fen
	}
	d.ID, d.On, d.Body = either(d.ID, f.DocID), dayOf(either(d.On, f.Date)), either(d.Body, f.Agency)
	d.Party, d.Articles = strings.Join(f.Party, "、"), f.Articles
	d.Types = slices.Concat(d.Types, f.Type, f.Charge, f.Cause)
	if d.Text == "" {
		d.Text = f.Facts
	}
	return d, nil
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// dayOf is a day as search knows it, empty for what is none.
func dayOf(text string) string {
	day, _ := casefile.ReadDay(text)
	return day
}

// readLines reads JSON Lines. A line that is none is refused with its number.
func readLines(ctx context.Context, file string, zipped bool, into *documentWriter) error {
	bad := func(n int, cause error) error {
		return fault.New(fault.Invalid, "precedent.import", fault.Tf("第%d行不是一个案例的 JSON，本次没有导入", "line %d is no JSON of a decision; nothing was imported", n)).WithField("file").WithCause(cause)
	}
	in, err := os.Open(file)
	if err != nil {
		return fault.New(fault.Storage, "precedent.import", fault.T("文件打不开", "the file cannot be opened")).WithCause(err)
	}
	defer in.Close()
	var from io.Reader = in
	if zipped {
		if from, err = gzip.NewReader(in); err != nil {
			return fault.New(fault.Invalid, "precedent.import", fault.T("不是 gzip 文件", "this is no gzip file")).WithField("file").WithCause(err)
		}
	}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLine)
	n := 0
	for lines.Scan() {
		if n++; n%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		raw := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if raw == "" {
			continue
		}
		var f foreign
		if err := json.Unmarshal([]byte(raw), &f); err != nil {
			return bad(n, err)
		}
		d, err := f.document()
		if err != nil {
			return bad(n, err)
		}
		if err := into.put(fmt.Sprint(n), d); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return bad(n+1, err)
	}
	return nil
}

// readRegister reads a workbook: a row is a decision, its columns are those of a register of finished cases.
func (d *Desk) readRegister(ctx context.Context, file, name string, into *documentWriter) error {
	table, err := d.Files.ReadTable(ctx, file, name)
	if err != nil {
		return err
	}
	var laid casefile.Register
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		laid, err = d.Files.LayOut(r, table, 0, 0)
		return err
	})
	if err != nil {
		return err
	}
	for i, cells := range table.Sheets[0].Rows[laid.Header:] {
		if len(cells) == 0 {
			continue
		}
		value, text := map[string]string{}, []string{}
		for k, column := range laid.Columns {
			if k >= len(cells) || cells[k] == "" {
				continue
			}
			value[column.Target] = cells[k]
			text = append(text, column.Heading+"："+cells[k])
		}
		doc := Document{Title: value["c.title"], No: either(value["decision.no"], value["c.no"]), Party: value["p.name"], On: dayOf(value["decision.on"]), Text: strings.Join(text, "\n")}
		if doc.Title == "" {
			doc.Title = strings.TrimSpace(doc.Party + " " + value["c.cause"])
		}
		if value["c.cause"] != "" {
			doc.Types = []string{value["c.cause"]}
		}
		if law := value["x.law_pen"]; law != "" {
			doc.Articles = strings.FieldsFunc(law, func(r rune) bool { return strings.ContainsRune("；;\n", r) })
		}
		if fen, err := idcode.ParseAmount(value["x.fine"]); err == nil {
			doc.Fine = fen
			if slices.ContainsFunc(laid.Columns, func(c casefile.RegisterColumn) bool {
				return c.Target == "x.fine" && strings.Contains(c.Heading, "万元")
			}) {
				doc.Fine *= 10_000
			}
		}
		if err := into.put(fmt.Sprint(laid.Header+i+1), doc); err != nil {
			return err
		}
	}
	return nil
}

// readArchive reads an archive: a file is a decision, called by its name. All files are taken out before the first is read.
func (d *Desk) readArchive(ctx context.Context, file, name string, into *documentWriter) error {
	dir, err := os.MkdirTemp("", "zhiheng-collection-")
	if err != nil {
		return noRoom(err)
	}
	defer os.RemoveAll(dir)
	var members []string // by place in dir
	res, err := d.Files.Reading.Unpack(ctx, file, name, extract.AmpleRoom(), func(m extract.Member, content io.Reader) error {
		if content == nil {
			into.left = append(into.left, m.Path)
			return nil
		}
		if err := keepMember(filepath.Join(dir, strconv.Itoa(len(members))), content); err != nil {
			return err
		}
		members = append(members, m.Path)
		return nil
	})
	if err == nil && res.Status == extract.Unreadable {
		err = fault.New(fault.Unreadable, "precedent.import", res.Reason).WithField("file")
	}
	if err != nil {
		return err
	}
	for i, member := range members {
		read, err := d.Files.Reading.Read(ctx, filepath.Join(dir, strconv.Itoa(i)), path.Base(member))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			read.Pages = nil // told as left out
		}
		if err := into.put(member, documentOf(strings.TrimSuffix(path.Base(member), path.Ext(member)), casefile.Join(read.Pages))); err != nil {
			return err
		}
	}
	return nil
}

func keepMember(path string, content io.Reader) error {
	out, err := os.Create(path)
	if err != nil {
		return noRoom(err)
	}
	_, err = io.Copy(out, content)
	if closing := out.Close(); err == nil {
		err = closing
	}
	return err
}

func noRoom(cause error) error {
	return fault.New(fault.Storage, "precedent.import", fault.T("没有地方存放解出的文件", "there is no room for what is taken out")).WithCause(cause)
}

// documentOf is a decision of which there is the text alone: its number, party, day, fine and articles are read out of it.
func documentOf(title, text string) Document {
	doc := Document{Title: title, Text: text}
	for _, f := range extract.Facts([]extract.Page{{Number: 1, Text: text}}) {
		switch {
		case f.Kind == extract.DocNumber && doc.No == "":
			doc.No = f.Value
		case f.Kind == extract.PartyName && doc.Party == "":
			doc.Party = f.Value
		case f.Kind == extract.Date && f.Label == "落款":
			doc.On = f.Value
		case f.Kind == extract.Amount && f.Label == "罚款" && doc.Fine == 0:
			doc.Fine, _ = strconv.ParseInt(f.Value, 10, 64) // written by the reader itself
		case f.Kind == extract.LawArticle:
			doc.Articles = append(doc.Articles, f.Value)
		}
	}
	return doc
}
