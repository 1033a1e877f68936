package site

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

const (
	officesFile = "data/offices.json"
	logFile     = "data/log.json"
)

// part is the decisions of one office, kind and year: what one file of open data holds, and what is read in one go.
type part struct {
	uscc, kind, year string
	public           []*decision
}

func (t part) stem() string { return "data/" + t.uscc + "-" + t.kind + "-" + t.year }

// parts groups the public decisions.
func (b *builder) parts() []part {
	index := map[string]int{}
	var list []part
	for _, d := range b.decisions {
		t := part{uscc: d.USCC, kind: d.Kind, year: d.year()}
		i, known := index[t.stem()]
		if !known {
			i = len(list)
			index[t.stem()] = i
			list = append(list, t)
		}
		list[i].public = append(list[i].public, d)
	}
	slices.SortFunc(list, func(x, y part) int { return cmp.Compare(x.stem(), y.stem()) })
	return list
}

// baseColumns are what every decision has in the open data, before the values of its kind.
func baseColumns() []column {
	return []column{{"office", fault.T("公示机关", "Published by")}, {"office_uscc", fault.T("统一社会信用代码", "Credit code")}, {"agency", fault.T("作出决定的机关", "Decided by")},
		{"no", fault.T("文号", "Number")}, {"title", fault.T("文书", "Paper")}, {"party", fault.T("当事人", "Party")}, {"decided_on", fault.T("决定日期", "Decided on")},
		{"published_on", fault.T("公示日期", "Published on")}, {"until", fault.T("公示截止", "Public until")}, {"replaces", fault.T("被更正记录的 SHA-256", "SHA-256 of the record it corrects")},
		{"sha256", fault.T("记录的 SHA-256", "SHA-256 of the record")}, {"page", fault.T("网页", "Page")}}
}

// line is a decision in the order of the columns of its kind.
func line(d *decision, r disclosure.Record, columns []column) []string {
	cells := []string{r.Office, r.USCC, r.Agency, r.No, r.Title.Zh, r.Party, r.DecidedOn, r.PublishedOn, r.Until, r.Replaces, d.File.SHA256, d.path()}
	values := map[string]string{}
	for _, v := range r.Row {
		values[v.Code] = v.Value
	}
	for _, c := range columns {
		cells = append(cells, values[c.Code])
	}
	return cells
}

// writePart writes the pages of the decisions of a part that have changed, and its open data.
func (b *builder) writePart(t part) error {
	columns := b.columns[t.kind]
	seen := []any{b.Title, columns}
	var stale []bool
	for _, d := range t.public {
		seen = append(seen, d.sum)
		stale = append(stale, b.stale(d.sum, d.files()...))
	}
	whole := b.stale(markOf(seen...), t.stem()+".csv", t.stem()+".json")
	head := append(baseColumns(), columns...)
	var names []string
	for _, c := range head {
		names = append(names, c.Code)
	}
	table := [][]string{names}
	objects := []json.RawMessage{}
	for i, d := range t.public {
		if !whole && !stale[i] {
			continue
		}
		r, err := disclosure.ReadRecord(d.scan.Dir, d.File)
		if err != nil {
			return err
		}
		if stale[i] {
			if err := b.overwrite(d.path(), b.itemPage(d, r)); err != nil {
				return err
			}
			if err := b.writePictures(d, r); err != nil {
				return err
			}
		}
		if whole {
			cells := line(d, r, columns)
			table = append(table, cells)
			objects = append(objects, object(names, cells))
		}
	}
	if !whole {
		return nil
	}
	if err := b.overwrite(t.stem()+".csv", csvOf(table)); err != nil {
		return err
	}
	return b.putJSON(t.stem()+".json", objects)
}

// writePictures puts the pictures of the pages of a decision beside its page.
func (b *builder) writePictures(d *decision, r disclosure.Record) error {
	for _, f := range r.Pictures() {
		raw, err := disclosure.ReadBeside(d.scan.Dir, f)
		if err != nil {
			return err
		}
		if err := b.overwrite(d.picture(f.Name), raw); err != nil {
			return err
		}
	}
	return nil
}

// object is a line as a JSON object with its names in the order of the columns.
func object(names, cells []string) json.RawMessage {
	out := []byte{'{'}
	for i, name := range names {
		if i > 0 {
			out = append(out, ',')
		}
		key, _ := json.Marshal(name)
		value, _ := json.Marshal(cells[i])
		out = append(append(append(out, key...), ':'), value...)
	}
	return append(out, '}')
}

// writeSchema writes the page that says which files of open data there are and what their columns mean.
func (b *builder) writeSchema(parts []part) error {
	type listed struct {
		Office    string `json:"office_uscc"`
		Kind      string `json:"kind"`
		Year      string `json:"year"`
		Decisions int    `json:"decisions"`
		CSV       string `json:"csv"`
		JSON      string `json:"json"`
	}
	files := []listed{}
	for _, t := range parts {
		files = append(files, listed{t.uscc, t.kind, t.year, len(t.public), t.stem() + ".csv", t.stem() + ".json"})
	}
	if err := b.putJSON("data/index.json", files); err != nil {
		return err
	}
	if err := b.putJSON(officesFile, b.offices); err != nil {
		return err
	}
	names := map[string]string{}
	for _, o := range b.offices {
		names[o.USCC] = o.Name
	}
	for _, lang := range languages() {
		p := b.begin(lang, "data/index.html", fault.T("开放数据", "Open data").In(lang))
		p.add("<h1>", p.say("开放数据", "Open data"), "</h1>\n<p>", p.say("每个机关、类别和年份一个文件,CSV 为 UTF-8,可能被当作公式的单元格前加撇号;JSON 为对象数组。已撤回和到期的不在其中。",
			"One file for each office, kind and year. CSV is UTF-8; a cell that could be taken for a formula begins with an apostrophe. JSON is an array of objects. What was withdrawn or has run out is not in them."),
			`</p><p><a href="`, p.up, `data/index.json">index.json</a> · <a href="`, p.up, officesFile, `">offices.json</a> · <a href="`, p.up, logFile, `">log.json</a></p>`, "\n<h2>", p.say("文件", "Files"), "</h2>\n<ul>")
		for _, t := range parts {
			p.add("<li>", esc(names[t.uscc]), " ", b.kindLabel(p, t.kind), " ", t.year, " · ", number(len(t.public)), ` · <a href="`, p.up, t.stem(), `.csv">CSV</a> · <a href="`, p.up, t.stem(), `.json">JSON</a></li>`, "\n")
		}
		for _, l := range b.lists {
			v := l.current()
			p.add("<li>", esc(v.Office), " ", p.label(v.Label), " · ", number(v.Entries), ` · <a href="`, p.up, v.dataStem(), `.csv">CSV</a> · <a href="`, p.up, v.dataStem(), `.json">JSON</a> · <a href="`, p.up, v.dataStem(), `.schema.json">`, p.say("数据结构", "Schema"), "</a></li>\n")
		}
		p.add("</ul>\n<h2>", p.say("各类共有的列", "Columns of every kind"), "</h2>\n")
		p.columns(baseColumns())
		for _, k := range b.kinds {
			if len(b.columns[k.id]) > 0 {
				p.add("<h2>", p.label(k.label), "</h2>\n")
				p.columns(b.columns[k.id])
			}
		}
		if err := b.put(at(lang, "data/index.html"), p.end()); err != nil {
			return err
		}
	}
	return nil
}

func (p *page) columns(list []column) {
	p.add("<table class=\"facts\"><tbody>\n")
	for _, c := range list {
		p.fact("<code>"+esc(c.Code)+"</code>", p.label(c.Label))
	}
	p.add("</tbody></table>\n")
}

func (b *builder) kindLabel(p *page, id string) string {
	for _, k := range b.kinds {
		if k.id == id {
			return p.label(k.label)
		}
	}
	return esc(id)
}

// writeSearch writes the index for the script: what there is to choose from, and a file of decisions for each year.
func (b *builder) writeSearch() error {
	offices, kinds := map[string]int{}, map[string]int{}
	var officeList, kindList, yearList [][]any
	for i, o := range b.offices {
		offices[o.USCC] = i
		officeList = append(officeList, []any{o.USCC, o.Name})
	}
	for i, k := range b.kinds {
		kinds[k.id] = i
		kindList = append(kindList, []any{k.id, k.label.Zh, k.label.En})
	}
	byYear, marks := map[string][][]any{}, map[string][]any{}
	for _, d := range slices.Backward(b.decisions) {
		byYear[d.year()] = append(byYear[d.year()], []any{offices[d.USCC], d.ID, d.No, d.Party, kinds[d.Kind], d.Published, d.Title.Zh})
		marks[d.year()] = append(marks[d.year()], d.sum)
	}
	for _, y := range b.years {
		yearList = append(yearList, []any{y, len(byYear[y])})
		if !b.stale(markOf(officeList, kindList, marks[y]), "search/"+y+".js") {
			continue
		}
		if err := b.putScript("search/"+y+".js", "zhihengYear", y, byYear[y]); err != nil {
			return err
		}
	}
	return b.putScript("search/index.js", "zhihengIndex", map[string]any{"years": list(yearList), "offices": list(officeList), "kinds": list(kindList)})
}

func list(rows [][]any) [][]any {
	if rows == nil {
		return [][]any{}
	}
	return rows
}

// putScript writes a script that calls a function with values: a file of a page opened from a disk can be read in no other way.
func (b *builder) putScript(path, function string, values ...any) error {
	out := []byte(function + "(")
	for i, v := range values {
		raw, err := json.Marshal(v)
		if err != nil {
			return fault.Wrap("site.script", err)
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, raw...)
	}
	return b.put(path, append(out, ");\n"...))
}

func (b *builder) putJSON(path string, v any) error {
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fault.Wrap("site.json", err)
	}
	return b.put(path, append(raw, '\n'))
}

// marked is a hash over all that the page of a decision is made of.
func (d *decision) marked(title string) mark {
	parts := []any{title, d.File.SHA256, d.File.Name, d.scan.Manifest, d.scan.Proof, d.end, d.endOn, d.reason}
	for _, e := range d.earlier {
		parts = append(parts, e.sha, e.published, e.scan.Manifest)
	}
	if d.endScan != nil {
		parts = append(parts, d.endScan.Manifest)
	}
	return markOf(parts...)
}

func markOf(parts ...any) (m mark) {
	h := sumOf(fmt.Sprintf("%q", parts))
	copy(m[:], h[:])
	return m
}
