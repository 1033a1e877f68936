package site

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

// page is a page of the site in the making. Up leads from it to the site's folder, such as "../../".
type page struct {
	bytes.Buffer
	lang string
	path string // below the folder of its language
	up   string
}

// policy lets a page have the site's own style, script and pictures, and nothing else.
const policy = `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'`

// languages are those of the site; the second one lies in a folder of its own.
func languages() []string { return []string{"zh", "en"} }

// at is where a page of a language lies in the site.
func at(lang, path string) string {
	if lang == "en" {
		return "en/" + path
	}
	return path
}

// say is a text in the page's language, escaped.
func (p *page) say(zh, en string) string {
	switch p.lang {
	case "en":
		return esc(en)
	case bilingual:
		if zh != en && en != "" {
			return esc(zh) + ` <span lang="en">` + esc(en) + "</span>"
		}
	}
	return esc(zh)
}

// label is a label of a record in the page's language, escaped.
func (p *page) label(t fault.Text) string {
	if p.lang == bilingual {
		return p.say(t.Zh, t.In("en"))
	}
	return esc(t.In(p.lang))
}

// bilingual is the language of pages that say everything in both: those of decisions, of which there are so many that a
// second file for each would cost most of the time of a build.
const bilingual = "both"

func esc(s string) string { return html.EscapeString(paper.Clean(s)) }

// to is the address of a page in the same language.
func (p *page) to(path string) string { return p.up + at(p.lang, path) }

func (p *page) add(parts ...string) {
	for _, part := range parts {
		p.WriteString(part)
	}
}

// begin writes all that stands above the content. The title is not escaped yet; scripts are names of files.
func (b *builder) begin(lang, path, title string, scripts ...string) *page {
	p := &page{lang: lang, path: path}
	if lang == bilingual {
		p = b.begin("zh", path, title, scripts...)
		p.lang = bilingual
		return p
	}
	p.up = strings.Repeat("../", strings.Count(at(lang, path), "/"))
	tag, other := "zh-CN", "en"
	if lang == "en" {
		tag, other = "en", "zh"
	}
	p.add("<!DOCTYPE html>\n<html lang=\"", tag, "\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"", policy, "\">",
		`<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1"><title>`, esc(title), "</title>",
		`<link rel="stylesheet" href="`, p.up, `site.css"><link rel="alternate" type="application/atom+xml" href="`, p.up, `feed.xml">`)
	for _, name := range scripts {
		p.add(`<script defer src="`, p.up, name, `"></script>`)
	}
	p.add("</head>\n<body><a class=\"skip\" href=\"#main\">", p.say("跳到正文", "Skip to content"), "</a>\n<header><p class=\"site\"><a href=\"", p.to("index.html"), "\">", esc(b.Title), "</a></p>\n<nav aria-label=\"",
		p.say("站内导航", "Site"), "\"><ul><li><a href=\"", p.to("index.html"), "\">", p.say("首页", "Home"), "</a></li><li><a href=\"", p.to("list/all/index.html"), "\">", p.say("全部公示", "All decisions"),
		"</a></li><li><a href=\"", p.to("open/index.html"), "\">", p.say("事前公开", "Before enforcement"), "</a></li><li><a href=\"", p.to("log.html"), "\">", p.say("更正与撤回", "Corrections and withdrawals"), "</a></li><li><a href=\"", p.to("data/index.html"), "\">", p.say("开放数据", "Open data"),
		"</a></li><li><a hreflang=\"", map[string]string{"zh": "zh-CN", "en": "en"}[other], "\" lang=\"", map[string]string{"zh": "zh-CN", "en": "en"}[other], "\" href=\"", p.up, at(other, elsewhere(path)), "\">",
		map[string]string{"zh": "中文", "en": "English"}[other], "</a></li></ul></nav></header>\n<main id=\"main\">\n")
	return p
}

// elsewhere is the page to which the other language leads: the first page from those that are in both.
func elsewhere(path string) string {
	if strings.HasPrefix(path, "d/") {
		return "index.html"
	}
	return path
}

// end writes all that stands below the content.
func (p *page) end() []byte {
	p.add("</main>\n<footer><p>", p.say("公示信息由作出决定的机关发布并负责。每份决定可在本页用该机关账本的证明核验,无须联网。",
		"Each office publishes, and answers for, its own decisions. Each can be verified on its page against the office’s ledger, without a network."), "</p></footer>\n</body></html>\n")
	return p.Bytes()
}

// row is a line of a list of decisions.
func (p *page) row(d *decision) {
	p.add(`<li><a href="`, p.up, d.path(), `"><b>`, esc(d.No), `</b> `, esc(d.Party), `</a><span>`, p.label(d.Title), ` · `, esc(d.Agency), ` · <time>`, d.Published, "</time></span></li>\n")
}

// fact is a line of a table of facts. Both texts are escaped already.
func (p *page) fact(label, value string) {
	p.add(`<tr><th scope="row">`, label, `</th><td>`, value, "</td></tr>\n")
}

func number[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }
