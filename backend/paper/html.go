package paper

import (
	"fmt"
	"slices"
	"strings"
)

// HTML writes a document as one page that needs nothing beside itself. Its policy lets no script, picture, font or request
// through, every text is escaped, and it prints on A4.
func HTML(d Document) []byte {
	b := &htmlBody{}
	b.WriteString("<!DOCTYPE html>\n" + `<html lang="` + escape(d.lang()) + `"><head><meta charset="utf-8">` +
		`<meta http-equiv="Content-Security-Policy" content="` + d.policy() + `">` +
		`<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">`)
	if d.Meta.Creator != "" {
		b.WriteString(`<meta name="author" content="` + escape(d.Meta.Creator) + `">`)
	}
	b.WriteString(`<title>` + escape(d.Title) + `</title><style>` + pageStyle + `</style></head>` + "\n<body><main>\n")
	b.header(d)
	for _, block := range d.Blocks {
		b.block(block)
	}
	b.WriteString("</main>\n")
	if len(d.Footer) > 0 {
		b.WriteString("<footer>\n")
		for _, line := range d.Footer {
			b.element("p", "", line)
		}
		b.WriteString("</footer>\n")
	}
	b.WriteString("</body></html>\n")
	return []byte(b.String())
}

// contentPolicy forbids everything a page without links outside can do without.
const contentPolicy = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`

// policy lets the pictures beside a page through, where it has any.
func (d Document) policy() string {
	if slices.ContainsFunc(d.Blocks, func(b Block) bool { _, is := b.(Figure); return is }) {
		return contentPolicy + `; img-src 'self'`
	}
	return contentPolicy
}

// pageStyle is the whole style sheet, for screen and paper.
const pageStyle = `
body{margin:0 auto;max-width:52rem;padding:1.5rem;font:1.125rem/1.75 "FangSong_GB2312","FangSong","Noto Serif CJK SC","SimSun",serif;color:#111;background:#fff}
p,td,th,caption,h1,h2,h3,h4{white-space:pre-wrap;overflow-wrap:anywhere}
header{text-align:center;margin-bottom:1.5rem}
h1,.head{font-size:1.75rem;font-weight:700;line-height:1.4;margin:.25rem 0}
h2,h3,h4{font-size:1.125rem;margin:1rem 0 .25rem}
h2{font-family:"SimHei","Noto Sans CJK SC",sans-serif}
h3{font-family:"KaiTi_GB2312","KaiTi",serif}
p{margin:.25rem 0;text-indent:2em}
.flush,.center,.end,header p,footer p,.sign p{text-indent:0}
.center,td.center{text-align:center}
.end,td.end,.sign{text-align:right}
.sign{margin:2rem 4em 1rem 0;break-inside:avoid}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:1rem;line-height:1.5}
caption{font-weight:700;padding:.25rem}
th,td{border:1px solid #555;padding:.3rem .5rem;vertical-align:top;text-align:left}
th{background:#f2f2f2;font-weight:700}
.facts th{width:25%}
footer{margin-top:2rem;border-top:1px solid #999;font-size:.875rem;color:#333}
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@media print{body{max-width:none;padding:0;font-size:16pt;line-height:28pt}th{background:none}thead{display:table-header-group}tr{break-inside:avoid}h2,h3,h4,caption{break-after:avoid}.page{break-before:page}}
`

// htmlBody writes the blocks of a page.
type htmlBody struct{ strings.Builder }

// element writes a text in an element of a class, which may be empty.
func (b *htmlBody) element(name, class, text string) {
	if class != "" {
		class = ` class="` + class + `"`
	}
	b.WriteString("<" + name + class + ">" + escape(text) + "</" + name + ">\n")
}

func (b *htmlBody) header(d Document) {
	if d.Head == "" && d.Title == "" && d.Number == "" {
		return
	}
	b.WriteString("<header>\n")
	if d.Head != "" {
		b.element("p", "head", d.Head)
	}
	if d.Title != "" {
		b.element("h1", "", d.Title)
	}
	if d.Number != "" {
		b.element("p", "number", d.Number)
	}
	b.WriteString("</header>\n")
}

func (b *htmlBody) block(block Block) {
	switch v := block.(type) {
	case Paragraph:
		class := alignClass(v.Align)
		if class == "" && v.Flush {
			class = "flush"
		}
		b.element("p", class, v.Text)
	case Heading:
		b.element(fmt.Sprintf("h%d", v.level()+1), "", v.Text)
	case Table:
		b.table(v)
	case Facts:
		b.facts(v)
	case Signature:
		b.WriteString(`<div class="sign">` + "\n")
		for _, name := range v.Names {
			b.element("p", "", name)
		}
		if v.Date != "" {
			b.element("p", "date", v.Date)
		}
		b.WriteString("</div>\n")
	case QR:
		b.element("p", "center", v.Text)
		b.element("p", "center", v.Caption)
	case Photo:
		b.element("p", "center", v.Caption)
	case Figure:
		fmt.Fprintf(b, `<figure><img src="%s" alt="%s" width="%d" height="%d" style="max-width:100%%;height:auto;border:1px solid #999">`+"\n", escape(v.File), escape(v.Alt), v.Width, v.Height)
		b.element("figcaption", "", v.Caption)
		b.WriteString("</figure>\n")
	case Sign:
		b.facts(v.facts())
	case PageBreak:
		b.WriteString(`<div class="page"></div>` + "\n")
	}
}

func alignClass(a Align) string {
	switch a {
	case Center:
		return "center"
	case End:
		return "end"
	}
	return ""
}

// table writes a table whose header cells name their columns for screen readers.
func (b *htmlBody) table(t Table) {
	n := t.columns()
	if n == 0 {
		return
	}
	b.openTable("grid", t.Caption)
	if len(t.Header) > 0 {
		b.WriteString("<thead><tr>\n")
		for i := range n {
			b.WriteString(`<th scope="col">` + escape(cell(t.Header, i)) + "</th>\n")
		}
		b.WriteString("</tr></thead>\n")
	}
	b.WriteString("<tbody>\n")
	for _, row := range t.Rows {
		b.WriteString("<tr>\n")
		for i := range n {
			b.element("td", alignClass(t.align(i)), cell(row, i))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table>\n")
}

// facts writes a table whose left cells name their rows.
func (b *htmlBody) facts(f Facts) {
	if len(f.Items) == 0 {
		return
	}
	b.openTable("facts", f.Caption)
	b.WriteString("<tbody>\n")
	for _, item := range f.Items {
		b.WriteString(`<tr><th scope="row">` + escape(item.Label) + "</th>\n")
		b.element("td", "", item.Value)
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table>\n")
}

func (b *htmlBody) openTable(class, caption string) {
	b.WriteString(`<table class="` + class + `">` + "\n")
	if caption != "" {
		b.element("caption", "", caption)
	}
}
