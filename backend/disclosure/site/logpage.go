package site

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

// whatLabel is what happened to a decision, in words.
func whatLabel(what string) fault.Text {
	if what == corrected {
		return fault.T("更正", "corrected")
	}
	return fault.T("撤回", "withdrawn")
}

// writeLog writes the public log of corrections and withdrawals, for people and for programs.
func (b *builder) writeLog() error {
	for _, lang := range languages() {
		p := b.begin(lang, "log.html", fault.T("更正与撤回", "Corrections and withdrawals").In(lang))
		p.add("<h1>", p.say("更正与撤回", "Corrections and withdrawals"), "</h1>\n<p>", p.say("每次更正保留原公示记录的哈希;撤回的写明理由。", "Each correction keeps the hash of what was public before; each withdrawal says why."), "</p>\n")
		if len(b.log) == 0 {
			p.add("<p>", p.say("没有更正或撤回。", "Nothing was corrected or withdrawn."), "</p>\n")
		} else {
			p.add(`<div class="wide" tabindex="0" role="region" aria-label="`, p.say("更正与撤回", "Corrections and withdrawals"), `"><table class="grid"><thead><tr>`)
			for _, head := range []fault.Text{fault.T("日期", "Date"), fault.T("事项", "What"), fault.T("机关", "Office"), fault.T("文号", "Number"), fault.T("理由", "Reason"), fault.T("原记录 SHA-256", "SHA-256 before")} {
				p.add(`<th scope="col">`, p.label(head), "</th>")
			}
			p.add("</tr></thead><tbody>\n")
			for _, e := range b.log {
				p.add("<tr><td>", esc(e.On), "</td><td>", p.label(whatLabel(e.What)), "</td><td>", esc(e.Office), `</td><td><a href="`, p.up, esc(e.Page), `">`, esc(e.No),
					`</a></td><td lang="zh-CN">`, esc(e.Reason), "</td><td><code>", esc(e.SHA256), "</code></td></tr>\n")
			}
			p.add("</tbody></table></div>\n")
		}
		p.add(`<p><a href="`, p.up, `data/log.csv">CSV</a> · <a href="`, p.up, logFile, `">JSON</a></p>`, "\n")
		if err := b.put(at(lang, "log.html"), p.end()); err != nil {
			return err
		}
	}
	for _, e := range b.log { // the page of what the packages hold no longer stays as it was
		if b.there[e.Page] {
			b.want(e.Page)
		}
	}
	table := [][]string{{"on", "what", "office_uscc", "office", "no", "reason", "sha256", "page"}}
	for _, e := range b.log {
		table = append(table, []string{e.On, e.What, e.USCC, e.Office, e.No, e.Reason, e.SHA256, e.Page})
	}
	if err := b.put("data/log.csv", csvOf(table)); err != nil {
		return err
	}
	if b.log == nil {
		b.log = []logEntry{}
	}
	return b.putJSON(logFile, b.log)
}

// inFeed is how many events the feed holds.
const inFeed = 50

// writeFeed writes the Atom feed of what was published last, and of corrections and withdrawals.
func (b *builder) writeFeed() error {
	type event struct{ day, id, title, path string }
	var events []event
	for i := len(b.decisions) - 1; i >= 0 && len(events) < inFeed; i-- {
		d := b.decisions[i]
		events = append(events, event{d.Published, d.USCC + "/" + d.ID + "/" + d.File.SHA256, d.No + " " + d.Title.Zh + " " + d.Party, d.path()})
	}
	for _, e := range b.log[:min(len(b.log), inFeed)] {
		if e.What == withdrawn {
			events = append(events, event{e.On, e.USCC + "/" + e.ID + "/" + e.SHA256 + "/" + e.What, "【" + whatLabel(e.What).Zh + "】" + e.No, e.Page})
		}
	}
	slices.SortFunc(events, func(x, y event) int { return strings.Compare(y.day+y.id, x.day+x.id) })
	events = events[:min(len(events), inFeed)]
	updated := "2020-01-01"
	if len(events) > 0 {
		updated = events[0].day
	}
	base := strings.TrimSuffix(b.Base, "/")
	if base != "" {
		base += "/"
	}
	var w strings.Builder
	fmt.Fprintf(&w, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\"><title>%s</title><id>%s</id><updated>%sT00:00:00+08:00</updated><author><name>%s</name></author><link rel=\"self\" href=\"%sfeed.xml\"/><link href=\"%sindex.html\"/>\n",
		esc(b.Title), urn(b.Title), updated, esc(b.Title), esc(base), esc(base))
	for _, e := range events {
		fmt.Fprintf(&w, "<entry><title>%s</title><id>%s</id><updated>%sT00:00:00+08:00</updated><link href=\"%s%s\"/></entry>\n", esc(e.title), urn(e.id), e.day, esc(base), esc(e.path))
	}
	w.WriteString("</feed>\n")
	return b.put("feed.xml", []byte(w.String()))
}

// urn makes a lasting name out of a text: a UUID of version 8.
func urn(text string) string {
	h := sha256.Sum256([]byte(text))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// csvOf writes a table as CSV whose cells no spreadsheet takes for formulas.
func csvOf(table [][]string) []byte {
	var w strings.Builder
	w.WriteString("\uFEFF")
	for _, row := range table {
		for i, cell := range row {
			if i > 0 {
				w.WriteByte(',')
			}
			w.WriteString(`"` + strings.ReplaceAll(paper.Neutral(paper.Clean(cell)), `"`, `""`) + `"`)
		}
		w.WriteString("\r\n")
	}
	return []byte(w.String())
}
