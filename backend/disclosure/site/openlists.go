package site

import (
	"cmp"
	"slices"
	"strings"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

// listVersion is a version of a list that is open before anybody is dealt with, without its rows. Its fields are exported so
// that they can be noted for the next build.
type listVersion struct {
	disclosure.ListRecord
	Entries int
	File    disclosure.File
	Beside  []disclosure.File // pictures and charts
}

// takeList keeps what the site needs of a list.
func (s *scan) takeList(r disclosure.ListRecord, f disclosure.File) {
	v := &listVersion{ListRecord: r, Entries: len(r.Rows), File: f}
	for _, name := range r.Files() {
		v.Beside = append(v.Beside, disclosure.File{Name: name})
	}
	v.Rows = nil
	s.Lists = append(s.Lists, v)
}

// findBeside fills in the hashes of pictures and charts.
func (s *scan) findBeside(files []disclosure.File) {
	for _, v := range s.Lists {
		for i := range v.Beside {
			if at := slices.IndexFunc(files, func(f disclosure.File) bool { return f.Name == v.Beside[i].Name }); at >= 0 {
				v.Beside[i] = files[at]
			}
		}
	}
}

// openList is a list of an office with all its versions, the earliest first. Now is the one in force, or the first to come.
type openList struct {
	versions []shownVersion
	now      int
}

type shownVersion struct {
	*listVersion
	scan *scan
}

func (l openList) current() shownVersion { return l.versions[l.now] }

// folder is where the pages of a list lie, below the folder of a language.
func (v *listVersion) folder() string { return "open/" + v.USCC + "/" + v.List + "/" }

// page is the page of the n-th version of a list: the one in force has the lasting address.
func (l openList) page(n int) string {
	v := l.versions[n]
	if n == l.now {
		return v.folder() + "index.html"
	}
	return v.folder() + "v" + number(v.Version) + ".html"
}

// dataStem is where the open data of a list lies.
func (v *listVersion) dataStem() string { return "data/open-" + v.USCC + "-" + v.List }

// settleLists brings the versions of lists in all packages together.
func (b *builder) settleLists() {
	type key struct{ uscc, list string }
	known := map[key]*openList{}
	var keys []key
	for _, s := range b.scans {
		for _, v := range s.Lists {
			k := key{v.USCC, v.List}
			if known[k] == nil {
				known[k] = &openList{}
				keys = append(keys, k)
			}
			l := known[k]
			if i := slices.IndexFunc(l.versions, func(old shownVersion) bool { return old.Version == v.Version }); i >= 0 {
				if l.versions[i].RowsSHA256 != v.RowsSHA256 {
					b.report.Findings = append(b.report.Findings, fault.Tf("%[1]s 清单 %[2]s 第%[3]d版有两种内容，采用在先的", "%[1]s: version %[3]d of the list %[2]s has two contents; the earlier is taken", s.Office, v.List, v.Version))
				} else {
					l.versions[i] = shownVersion{v, s} // packed anew
				}
				continue
			}
			l.versions = append(l.versions, shownVersion{v, s})
		}
	}
	slices.SortFunc(keys, func(x, y key) int { return cmp.Or(cmp.Compare(x.uscc, y.uscc), cmp.Compare(x.list, y.list)) })
	for _, k := range keys {
		l := known[k]
		slices.SortFunc(l.versions, func(x, y shownVersion) int { return cmp.Compare(x.Version, y.Version) })
		for i, v := range l.versions {
			if v.ValidFrom <= b.Today {
				l.now = i
			}
		}
		b.lists = append(b.lists, *l)
	}
	b.report.Lists = len(b.lists)
}

// writeOpen writes the pages, pictures and open data of all lists, and the page that leads to them.
func (b *builder) writeOpen() error {
	for _, l := range b.lists {
		for n := range l.versions {
			if err := b.writeVersion(l, n); err != nil {
				return err
			}
		}
		if err := b.writeListData(l.current()); err != nil {
			return err
		}
	}
	for _, lang := range languages() {
		p := b.begin(lang, "open/index.html", fault.T("事前公开", "Before enforcement").In(lang))
		p.add("<h1>", p.say("事前公开", "Before enforcement"), "</h1>\n")
		if len(b.lists) == 0 {
			p.add("<p>", p.say("没有已公布的清单。", "No list has been published."), "</p>\n")
		}
		b.openLists(p)
		if err := b.put(at(lang, p.path), p.end()); err != nil {
			return err
		}
	}
	return nil
}

// openLists shows the lists of every office with their versions and the days from which they hold.
func (b *builder) openLists(p *page) {
	office := ""
	for i, l := range b.lists {
		v := l.current()
		if v.USCC != office {
			if office != "" {
				p.add("</ul>\n")
			}
			office = v.USCC
			p.add("<h2>", esc(v.Office), "</h2>\n<ul class=\"rows\">\n")
		}
		p.add(`<li><a href="`, p.to(l.page(l.now)), `">`, p.label(v.Label), "</a><span>", esc(v.List), " · ", p.say("第", "version "), number(v.Version), p.say("版", ""), " · ", p.say("自 ", "from "), "<time>", v.ValidFrom, "</time>",
			p.say(" 起执行", ""), " · ", p.say("共 ", ""), number(v.Entries), p.say(" 项", " entries"), "</span></li>\n")
		if i == len(b.lists)-1 {
			p.add("</ul>\n")
		}
	}
}

// writeVersion writes the page of a version in all languages, with its pictures and charts.
func (b *builder) writeVersion(l openList, n int) error {
	v := l.versions[n]
	path := l.page(n)
	seen := []any{b.Title, v.File, v.scan.Manifest, v.scan.Proof, n == l.now, b.Today < v.ValidFrom}
	for _, other := range l.versions {
		seen = append(seen, other.Version, other.ValidFrom)
	}
	besides := make([]string, len(v.Beside))
	for i, f := range v.Beside {
		besides[i] = v.folder() + f.Name
	}
	if !b.stale(markOf(seen...), append(both(path), besides...)...) {
		return nil
	}
	r, err := disclosure.ReadList(v.scan.Dir, v.File)
	if err != nil {
		return err
	}
	for _, lang := range languages() {
		if err := b.overwrite(at(lang, path), b.listVersionPage(lang, l, n, r)); err != nil {
			return err
		}
	}
	for i, f := range v.Beside {
		raw, err := disclosure.ReadBeside(v.scan.Dir, f)
		if err != nil {
			return err
		}
		if err := b.overwrite(besides[i], raw); err != nil {
			return err
		}
	}
	return nil
}

// writeListData writes the version in force as open data: rows as CSV and JSON, and what the columns mean as a table schema.
func (b *builder) writeListData(v shownVersion) error {
	stem := v.dataStem()
	if !b.stale(markOf(v.File, v.scan.Manifest), stem+".csv", stem+".json", stem+".schema.json") {
		return nil
	}
	r, err := disclosure.ReadList(v.scan.Dir, v.File)
	if err != nil {
		return err
	}
	head := []string{"id"}
	for _, c := range r.Columns {
		head = append(head, c.ID)
	}
	table := [][]string{head}
	for _, row := range r.Rows {
		cells := []string{row.ID}
		for _, c := range r.Columns {
			cells = append(cells, row.Content[c.ID])
		}
		table = append(table, cells)
	}
	if err := b.overwrite(stem+".csv", csvOf(table)); err != nil {
		return err
	}
	if err := b.putJSON(stem+".json", r); err != nil {
		return err
	}
	return b.putJSON(stem+".schema.json", schemaOf(r))
}

// schemaOf says what the columns of a list mean, in the form of the Table Schema of Frictionless Data.
func schemaOf(r disclosure.ListRecord) map[string]any {
	fields := []map[string]any{{"name": "id", "type": "string", "title": "id"}}
	key := "id"
	for _, c := range r.Columns {
		kind, format := "string", "default"
		switch c.Type {
		case "date":
			kind = "date"
		case "picture":
			format = "uri"
		}
		if c.Key {
			key = c.ID
		}
		fields = append(fields, map[string]any{"name": c.ID, "type": kind, "format": format, "title": c.Label.Zh, "description": c.Label.En})
	}
	return map[string]any{"fields": fields, "primaryKey": []string{key}, "title": r.Label.Zh, "description": r.Label.En}
}

// mostColumns is how many columns a list may have to stand in a table; with more, each entry becomes a table of its own.
const mostColumns = 6

// listVersionPage is the page of a version of a list. The script reads the record off what stands on it.
func (b *builder) listVersionPage(lang string, l openList, n int, r disclosure.ListRecord) []byte {
	v := l.versions[n]
	p := b.begin(lang, l.page(n), r.Label.In(lang)+" "+r.Office, "verify.js", "filter.js")
	p.add(`<article id="record" data-shape="list" data-format="`, number(r.Format), `" data-list="`, r.List, `" data-file="`, esc(v.File.Name), `" data-package="`, p.up, v.scan.home(), `/proof.js" data-manifest="`, v.scan.Manifest, `">`, "\n<h1")
	p.both(r.Label)
	p.add(` data-f="label">`, p.label(r.Label), "</h1>\n")
	b.versionNote(p, l, n)
	p.add("<table class=\"facts\"><tbody>\n")
	p.field("公示机关", "Published by", "office", r.Office)
	p.field("统一社会信用代码", "Credit code", "office_uscc", r.USCC)
	p.field("版本", "Version", "version", number(r.Version))
	p.field("生效日期", "In force from", "valid_from", r.ValidFrom)
	p.field("批准日期", "Approved on", "approved_on", r.ApprovedOn)
	p.field("公示日期", "Published on", "published_on", r.PublishedOn)
	if r.Article != "" {
		p.field("公布依据", "By law", "article", r.Article)
	}
	p.add("</tbody></table>\n")
	p.charts(v.listVersion, r)
	p.add(`<p class="script" id="filter" hidden><label for="f">`, p.say("在本清单中查找", "Find in this list"), `</label><input id="f" type="search" autocomplete="off"><span id="shown" role="status" data-shown="`, p.say("显示 {n} 项，共 {m} 项", "{n} of {m} entries shown"), `"></span></p>`, "\n")
	if len(r.Columns) <= mostColumns {
		p.listTable(v.listVersion, r)
	} else {
		p.listSections(v.listVersion, r)
	}
	p.listColumns(r)
	p.add("</article>\n")
	p.add(`<p><a href="`, p.up, v.dataStem(), `.json">JSON</a> · <a href="`, p.up, v.dataStem(), `.csv">CSV</a> · <a href="`, p.up, v.dataStem(), `.schema.json">`, p.say("数据结构", "Schema"), "</a></p>\n")
	p.proof(v.scan, v.File)
	return p.end()
}

// versionNote says which other versions there are, and that one is not in force.
func (b *builder) versionNote(p *page, l openList, n int) {
	v := l.versions[n]
	switch {
	case v.ValidFrom > b.Today:
		p.add(`<p class="note">`, p.say("本版自 ", "This version is in force from "), v.ValidFrom, p.say(" 起执行，尚未生效。", " only."), "</p>\n")
	case n != l.now:
		p.add(`<p class="note">`, p.say("这是以前的版本。", "This is an earlier version."), ` <a href="`, p.to(l.page(l.now)), `">`, p.say("查看现行版本", "See the one in force"), "</a></p>\n")
	}
	if len(l.versions) < 2 {
		return
	}
	p.add("<p class=\"versions\">", p.say("其他版本：", "Other versions: "))
	for i, other := range slices.Backward(l.versions) {
		if i != n {
			p.add(` <a href="`, p.to(l.page(i)), `">`, p.say("第", "version "), number(other.Version), p.say("版", ""), p.say("（自 ", " (from "), other.ValidFrom, p.say(" 起）", ")"), "</a>")
		}
	}
	p.add("</p>\n")
}

// charts shows the drawn courses of a list.
func (p *page) charts(v *listVersion, r disclosure.ListRecord) {
	for _, c := range r.Charts {
		file := c.Zh
		if p.lang == "en" {
			file = c.En
		}
		p.add(`<figure class="chart wide" tabindex="0" data-chart="`, esc(c.Procedure), `" data-zh-file="`, esc(c.Zh), `" data-en-file="`, esc(c.En), `"><figcaption`)
		p.both(c.Label)
		p.add(`>`, p.label(c.Label), `</figcaption><img src="`, p.up, v.folder(), esc(file), `" alt="`, p.label(c.Label), p.say("流程图", ": course"), `" loading="lazy"></figure>`, "\n")
	}
}

// cell is a value of a list; an empty one says so and is no value.
func (p *page) cell(v *listVersion, c disclosure.ListColumn, value string) {
	switch {
	case value == "":
		p.add("<td>—</td>")
	case c.Type == "picture":
		p.add(`<td data-v="`, c.ID, `" data-picture="`, esc(value), `"><img class="photo" src="`, p.up, v.folder(), esc(value), `" alt="`, p.label(c.Label), `" loading="lazy"></td>`)
	default:
		p.add(`<td data-v="`, c.ID, `" lang="zh-CN">`, esc(value), "</td>")
	}
}

func (p *page) listTable(v *listVersion, r disclosure.ListRecord) {
	p.add(`<div class="wide" tabindex="0" role="region" aria-label="`, p.label(r.Label), `"><table class="list"><thead><tr>`)
	for _, c := range r.Columns {
		p.add(`<th scope="col">`, p.label(c.Label), "</th>")
	}
	p.add("</tr></thead><tbody>\n")
	for _, row := range r.Rows {
		p.add(`<tr id="`, esc(row.ID), `" data-row="`, esc(row.ID), `">`)
		for _, c := range r.Columns {
			p.cell(v, c, row.Content[c.ID])
		}
		p.add("</tr>\n")
	}
	p.add("</tbody></table></div>\n")
}

func (p *page) listSections(v *listVersion, r disclosure.ListRecord) {
	for _, row := range r.Rows {
		p.add(`<section id="`, esc(row.ID), `" data-row="`, esc(row.ID), `"><h2>`, esc(titleOf(r, row)), `</h2><table class="facts list"><tbody>`, "\n")
		for _, c := range r.Columns {
			p.add(`<tr><th scope="row">`, p.label(c.Label), "</th>")
			p.cell(v, c, row.Content[c.ID])
			p.add("</tr>\n")
		}
		p.add("</tbody></table></section>\n")
	}
}

// titleOf is what an entry is called: its name, or the first of its values that is short.
func titleOf(r disclosure.ListRecord, row disclosure.ListEntry) string {
	if name := row.Content["name"]; name != "" {
		return name
	}
	for _, c := range r.Columns {
		if text := row.Content[c.ID]; text != "" && len([]rune(text)) <= 40 && c.Type == "text" {
			return text
		}
	}
	return row.ID
}

// listColumns says what the columns mean, for readers and for the script.
func (p *page) listColumns(r disclosure.ListRecord) {
	p.add("<details><summary>", p.say("栏目说明", "What the columns mean"), `</summary><table class="facts" id="columns"><tbody>`, "\n")
	for _, c := range r.Columns {
		p.add(`<tr data-c="`, c.ID, `" data-type="`, c.Type, `"`)
		if c.Key {
			p.add(` data-key=""`)
		}
		p.add(`><th scope="row"><code>`, c.ID, "</code></th><td")
		p.both(c.Label)
		p.add(">", p.label(c.Label), "</td></tr>\n")
	}
	p.add(`<tr><th scope="row">rows_sha256</th><td data-f="rows_sha256">`, strings.ToLower(esc(r.RowsSHA256)), "</td></tr>\n</tbody></table></details>\n")
}
