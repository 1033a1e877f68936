package disclosure

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

// bundle is a package in the making: its files by name, what must be absent from all of them and what must be in each.
type bundle struct {
	names   []string
	content map[string][]byte
	secrets []Secret
	bodies  []string
	wanted  map[string][]string

	pictures map[string]Picture

	manifest Manifest
	ofLists  []string // names of files
}

func (b *bundle) add(name string, content []byte, wanted []string) {
	b.names = append(b.names, name)
	b.content[name], b.wanted[name] = content, wanted
}

// entry is a disclosure on its way into a package.
type entry struct {
	*sight
	row    []Column
	move   *casefile.Move
	page   string // file name
	record string // file name

	pages []PublicScan
}

// owns tells whether a file of a package is of this decision alone.
func (e entry) owns(name string) bool {
	if name == e.page || name == e.record {
		return true
	}
	return slices.ContainsFunc(Record{Scans: e.pages}.Pictures(), func(f File) bool { return f.Name == name })
}

// mustStay lists what the law wants public wherever the decision's text has it: its number, the agency, the articles.
func (s *sight) mustStay() []string {
	text := plain(s.text)
	return slices.DeleteFunc(s.musts(), func(must string) bool { return !strings.Contains(text, plain(must)) })
}

// musts lists what the law wants public of a decision: its number, the agency, the articles.
func (s *sight) musts() []string {
	all := []string{s.item.DecisionNo, s.office.Name}
	for _, f := range s.procedure.Book().Fields {
		if f.Articles {
			all = append(all, s.list(f.Name)...)
		}
	}
	return slices.DeleteFunc(all, func(must string) bool { return plain(must) == "" })
}

// segments are the parts of the decision's text between its masks, in order: all of them must be in the page.
func (s *sight) segments() []string {
	runes := []rune(s.text)
	hidden := make([]bool, len(runes))
	for _, m := range s.masks {
		for i := max(m.Start, 0); m.Accepted && i < min(m.End, len(runes)); i++ {
			hidden[i] = true
		}
	}
	var list []string
	for from := 0; from < len(runes); {
		to := from
		for to < len(runes) && hidden[to] == hidden[from] {
			to++
		}
		if !hidden[from] {
			list = append(list, string(runes[from:to]))
		}
		from = to
	}
	return list
}

// document is the page of a decision, set anew from the masked text.
func (d *Desk) document(e entry) paper.Document {
	p, _ := e.procedure.Paper(e.code)
	doc := paper.Document{Head: e.agency(), Title: p.Label.Zh + "（公示文本）", Number: e.item.DecisionNo, Meta: paper.Meta{Creator: e.agency(), Subject: e.item.DecisionNo}}
	text, _ := e.public()
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if len(doc.Blocks) < 4 { // the decision's own heading says it already
			switch strings.TrimSpace(line) {
			case doc.Head:
				doc.Head = ""
			case doc.Number:
				doc.Number = ""
			}
		}
		doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: line})
	}
	for _, scan := range e.pages {
		doc.Blocks = append(doc.Blocks, paper.Heading{Level: 1, Text: scan.Title})
		for i, page := range scan.Pages {
			doc.Blocks = append(doc.Blocks, paper.Figure{File: page.File, Alt: scan.caption(i), Caption: scan.caption(i), Width: page.Width, Height: page.Height})
		}
	}
	doc.Footer = []string{"本文书公示前已依法隐去个人信息和其他不宜公开的内容。", "公示机关：" + e.agency() + "　公示日期：" + d.Files.Today()}
	if i := slices.IndexFunc(e.row, func(c Column) bool { return c.made("disc.end_on") && c.Public != "" }); i >= 0 {
		doc.Footer = append(doc.Footer, "公示截止期："+e.row[i].Public)
	}
	return doc
}

// caption says what a picture shows: which page, and how much of it is covered.
func (s PublicScan) caption(i int) string {
	text := fmt.Sprintf("%s 第%d页，共%d页", s.Title, i+1, len(s.Pages))
	if n := s.Pages[i].Covers; n > 0 {
		text += fmt.Sprintf("（遮盖%d处）", n)
	}
	return text
}

// picture draws the pages of the scans of an entry anew and adds them to the package. What can be read on one that must be hidden
// is refused here, by its page.
func (d *Desk) picture(ctx context.Context, b *bundle, e *entry, stem string) error {
	for i, one := range e.scans {
		scan := PublicScan{Title: oneLine(one.Title), Pages: []PublicPage{}}
		for page := 1; page <= one.Pages; page++ {
			covers := one.on(page)
			f, err := d.finish(ctx, one.paper, page, covers)
			if err != nil {
				return err
			}
			read, _, err := d.readPicture(ctx, f.picture, true)
			if err != nil {
				return err
			}
			if problems := append(d.openOn(e.sight, one, page, read.Text, read.Lines, nil), e.lostOn(one, page, f)...); len(problems) > 0 {
				return blocked(problems[0], len(problems))
			}
			name := fmt.Sprintf("%s-%d-%d.jpg", stem, i+1, page)
			b.add(name, f.picture, nil)
			b.pictures[name] = Picture{Size: f.size, Covered: f.areas}
			scan.Pages = append(scan.Pages, PublicPage{File: name, SHA256: digest(string(f.picture)), Width: f.size.X, Height: f.size.Y, Covers: len(covers)})
		}
		e.pages = append(e.pages, scan)
	}
	return nil
}

// kind is the kind of action in words, such as 行政许可.
func (s *sight) kind() fault.Text {
	for _, k := range s.procedure.Book().Table("kind") {
		if k.ID == s.procedure.Kind {
			return k.Label
		}
	}
	return s.procedure.Label
}

// agency is the body in whose name the decision was made.
func (s *sight) agency() string {
	if s.body.Delegated() {
		return s.body.DelegBy
	}
	return s.office.Name
}

// fileName makes a file name out of a decision's number; nothing of the parties goes into it.
func fileName(no string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("〔〕-", r) {
			return r
		}
		return '_'
	}, no)
	return string([]rune(name)[:min(60, len([]rune(name)))])
}

// pack makes the files of a batch: a page and a record for each decision, a notice for each that is public no longer, the
// tables of all, the lists, and the manifest. Lists that may not go with the decisions are taken out of the addition.
func (d *Desk) pack(ctx context.Context, entries []entry, a *addition, name, head string, forms []string) (*bundle, []LeftOut, error) {
	b, err := d.packDecisions(ctx, entries, a, name, head, forms)
	if err != nil {
		return nil, nil, err
	}
	var left []LeftOut
	a.lists, left = b.withoutSecrets(a.lists)
	for _, l := range a.lists {
		if err := b.addList(l); err != nil {
			return nil, nil, err
		}
	}
	b.manifest.Lists, b.manifest.Files = a.refs(), b.files()
	raw, err := json.MarshalIndent(b.manifest, "", "  ")
	if err != nil {
		return nil, nil, fault.Wrap("disclosure.pack", err)
	}
	b.add(manifestName, append(raw, '\n'), []string{a.office.Name})
	return b, left, nil
}

// packDecisions makes the files of decisions and of the ends of publications.
func (d *Desk) packDecisions(ctx context.Context, entries []entry, a *addition, name, head string, forms []string) (*bundle, error) {
	b := &bundle{content: map[string][]byte{}, wanted: map[string][]string{}, pictures: map[string]Picture{}}
	office := a.office
	manifest := Manifest{Format: RecordFormat, Batch: name, MadeOn: d.Files.Today(), Office: office.Name, USCC: office.USCC,
		Rulebook: d.Files.Rules.Current().Version, Head: head, Decisions: []ListedRecord{}}
	for i := range entries {
		e := &entries[i]
		stem := fileName(e.item.DecisionNo)
		for n := 2; slices.Contains(b.names, stem+".html"); n++ {
			stem = fmt.Sprintf("%s-%d", fileName(e.item.DecisionNo), n)
		}
		e.page, e.record = stem+".html", stem+".json"
		if err := d.picture(ctx, b, e, stem); err != nil {
			return nil, err
		}
		text, _ := e.public()
		wanted := slices.Concat([]string{e.item.DecisionNo, e.agency(), text}, e.segments(), e.mustStay())
		b.add(e.page, d.Page(d.document(*e)), wanted)
		raw, err := canonical(d.publicRecord(*e))
		if err != nil {
			return nil, err
		}
		b.add(e.record, raw, []string{e.item.DecisionNo, e.agency()})
		b.secrets = append(b.secrets, e.secrets()...)
		b.secrets = append(b.secrets, e.private()...)
		b.bodies = append(b.bodies, e.bodies()...)
		manifest.Decisions = append(manifest.Decisions, ListedRecord{e.item.ID, e.item.DecisionNo, e.item.DecidedOn, e.page, e.record})
	}
	for _, n := range a.notices {
		raw, err := canonical(n)
		if err != nil {
			return nil, err
		}
		manifest.Notices = append(manifest.Notices, noticeName(n.ID))
		b.add(noticeName(n.ID), raw, []string{n.No, n.Reason})
	}
	kinds := map[string][]entry{}
	for _, e := range entries {
		kinds[e.procedure.Kind] = append(kinds[e.procedure.Kind], e)
	}
	for _, kind := range sortedKeys(kinds) {
		if err := d.table(b, kinds[kind]); err != nil {
			return nil, err
		}
	}
	for _, form := range forms {
		if err := b.inForms(form, entries); err != nil {
			return nil, err
		}
	}
	b.manifest = manifest
	return b, nil
}

// noticeName is the file that says that a decision is public no longer.
func noticeName(id string) string { return "notice-" + id + ".json" }

const manifestName = "manifest.json"

// private are the values of the report that are never published.
func (s *sight) private() []Secret {
	var list []Secret
	for _, f := range s.procedure.DisclosureFields {
		if !f.Private {
			continue
		}
		for _, name := range f.From {
			if text := s.str(name); len([]rune(text)) > 3 {
				list = append(list, Secret{Rule: f.Code, Label: f.Label, Text: text})
			}
		}
	}
	return list
}

// table writes the report of the entries of one kind of action as xlsx and csv; a kind that is not reported has none. Values
// that are reported only stay empty.
func (d *Desk) table(b *bundle, entries []entry) error {
	if len(entries[0].row) == 0 {
		return nil
	}
	name := entries[0].kind().Zh + "信息"
	sheet := paper.Sheet{Name: name}
	for _, c := range entries[0].row {
		column := paper.Column{Title: c.Label.Zh}
		if c.field.Type == "decimal" {
			column = decimalColumn(c.field)
		}
		sheet.Columns = append(sheet.Columns, column)
	}
	var wanted []string
	for _, e := range entries {
		var cells []paper.Cell
		for _, c := range e.row {
			switch {
			case c.fen != nil:
				cells = append(cells, paper.Number(*c.fen))
			case c.Public == "":
				cells = append(cells, paper.Cell{})
			default:
				cells = append(cells, paper.Text(c.Public))
			}
			if c.fen == nil {
				wanted = append(wanted, c.Public)
			}
		}
		sheet.Rows = append(sheet.Rows, cells)
	}
	book, err := paper.XLSX(paper.Workbook{Title: name + "公示表", Sheets: []paper.Sheet{sheet}, Meta: paper.Meta{Creator: entries[0].office.Name}})
	if err != nil {
		return err
	}
	plainTable, err := paper.CSV(sheet, paper.UTF8)
	if err != nil {
		return err
	}
	b.add(name+".xlsx", book, wanted)
	b.add(name+".csv", plainTable, wanted)
	return nil
}
