package site

import (
	"path"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

// itemPage is the page of a decision that is public. The script reads the record off what stands on it, so that what is
// verified is what is seen.
func (b *builder) itemPage(d *decision, r disclosure.Record) []byte {
	p := b.begin(bilingual, d.path(), r.No+" "+r.Title.Zh, "verify.js")
	p.add(`<article id="record" data-both="" data-format="`, number(r.Format), `" data-id="`, esc(r.ID), `" data-kind="`, esc(r.Kind), `" data-replaces="`, esc(r.Replaces), `" data-file="`, esc(d.File.Name),
		`" data-package="`, p.up, d.scan.home(), `/proof.js" data-manifest="`, d.scan.Manifest, `">`, "\n<h1")
	p.both(r.Title)
	p.add(` data-f="title">`, p.label(r.Title), `</h1><p class="number" data-f="no">`, esc(r.No), "</p>\n<table class=\"facts\"><tbody>\n")
	p.field("公示机关", "Published by", "office", r.Office)
	p.field("统一社会信用代码", "Credit code", "office_uscc", r.USCC)
	p.field("作出决定的机关", "Decided by", "agency", r.Agency)
	p.add(`<tr><th scope="row">`, p.say("行为类别", "Kind of action"), `</th><td data-f="kind_label"`)
	p.both(r.KindLabel)
	p.add(`>`, p.label(r.KindLabel), "</td></tr>\n")
	p.field("当事人", "Party", "party", r.Party)
	p.field("决定日期", "Decided on", "decided_on", r.DecidedOn)
	p.field("公示日期", "Published on", "published_on", r.PublishedOn)
	p.field("公示截止", "Public until", "until", r.Until)
	p.add("</tbody></table>\n")
	b.history(p, d, r)
	if len(r.Row) > 0 {
		p.add(`<h2>`, p.say("公开信息", "Published fields"), "</h2>\n<table class=\"facts\" id=\"row\"><tbody>\n")
		for _, v := range r.Row {
			p.add(`<tr data-c="`, esc(v.Code), `"><th scope="row"`)
			p.both(v.Label)
			p.add(`>`, p.label(v.Label), `</th><td lang="zh-CN">`, esc(v.Value), "</td></tr>\n")
		}
		p.add("</tbody></table>\n")
	}
	p.add(`<h2>`, p.say("文书公示文本", "Text of the decision"), "</h2>\n<div id=\"text\" lang=\"zh-CN\">\n")
	for _, line := range r.Text {
		p.add("<p>", esc(line), "</p>\n")
	}
	p.add("</div>\n")
	p.scans(d, r)
	p.add("</article>\n")
	p.proof(d.scan, d.File)
	return p.end()
}

// scans shows the papers that are public as pictures of their pages.
func (p *page) scans(d *decision, r disclosure.Record) {
	if len(r.Scans) == 0 {
		return
	}
	p.add(`<section id="scans"><h2>`, p.say("图像材料", "Papers as pictures"), "</h2>\n")
	for _, scan := range r.Scans {
		p.add(`<section data-scan="`, esc(scan.Title), `"><h3 lang="zh-CN">`, esc(scan.Title), "</h3>\n")
		for i, page := range scan.Pages {
			zh, en := "第"+number(i+1)+"页，共"+number(len(scan.Pages))+"页", "page "+number(i+1)+" of "+number(len(scan.Pages))
			if page.Covers > 0 {
				zh, en = zh+"，遮盖"+number(page.Covers)+"处", en+", "+number(page.Covers)+" covered"
			}
			p.add(`<figure class="scan" data-file="`, esc(page.File), `" data-sha256="`, page.SHA256, `" data-width="`, number(page.Width), `" data-height="`, number(page.Height), `" data-covers="`, number(page.Covers), `"><img src="`,
				path.Base(d.picture(page.File)), `" alt="`, esc(scan.Title+" "+zh), `" width="`, number(page.Width), `" height="`, number(page.Height), `" loading="lazy"><figcaption>`, p.say(zh, en), "</figcaption></figure>\n")
		}
		p.add("</section>\n")
	}
	p.add("</section>\n")
}

// both writes the label in both languages, for the script.
func (p *page) both(t fault.Text) {
	p.add(` data-zh="`, esc(t.Zh), `" data-en="`, esc(t.En), `"`)
}

func (p *page) field(zh, en, name, value string) {
	p.add(`<tr><th scope="row">`, p.say(zh, en), `</th><td data-f="`, name, `">`, esc(value), "</td></tr>\n")
}

// history shows what stood there before.
func (b *builder) history(p *page, d *decision, r disclosure.Record) {
	if r.Replaces == "" {
		return
	}
	p.add(`<section class="note"><h2>`, p.say("更正", "Correction"), `</h2><p data-f="correction">`, esc(r.Correction), "</p>\n<ul>")
	if len(d.earlier) == 0 {
		p.add("<li>SHA-256 <code>", esc(r.Replaces), "</code></li>\n")
	}
	for _, e := range d.earlier {
		p.add("<li>", p.say("原公示 ", "Published before on "), e.published, ` · SHA-256 <code>`, e.sha, `</code> · <a href="`, p.up, e.scan.home(), `/manifest.json">`, p.say("原清单", "its manifest"), "</a></li>\n")
	}
	p.add("</ul></section>\n")
}

// proof shows by what the decision can be verified.
func (p *page) proof(s *scan, f disclosure.File) {
	p.add(`<section id="proof"><h2>`, p.say("核验", "Verify"), `</h2><p class="script">`, p.say("浏览器脚本开启时可在本机核验:页面所见与该机关账本所记一致。", "With script on, this page can be verified here: what it shows is what the office’s ledger holds."),
		`</p><p><button type="button" id="verify" hidden>`, p.say("在本机核验", "Verify here"), `</button></p><ol id="verdict" aria-live="polite"></ol>`, "\n<table class=\"facts\"><tbody>\n")
	p.fact(p.say("公示包", "Package"), esc(s.Batch)+` · <a href="`+p.up+s.home()+`/manifest.json">manifest.json</a> · <a href="`+p.up+s.home()+`/proof.json">proof.json</a>`)
	p.fact(p.say("记录文件", "Record"), esc(f.Name)+"<br><code>"+f.SHA256+"</code>")
	p.fact(p.say("清单哈希", "Manifest"), "<code>"+s.Manifest+"</code>")
	p.fact(p.say("账目", "Ledger entry"), p.say("第 "+number(s.Seq)+" 条,共 "+number(s.Size)+" 条", "No. "+number(s.Seq)+" of "+number(s.Size)))
	p.fact(p.say("检查点", "Checkpoint"), "<pre>"+esc(s.Note)+"</pre>")
	p.fact(p.say("公钥", "Public key"), "<code>"+esc(s.Key)+"</code>")
	p.add("</tbody></table></section>\n")
}

// tombstone is the page of a decision that is public no longer.
func (b *builder) tombstone(d *decision) []byte {
	title := fault.T("公示已停止", "This publication has ended")
	if d.end == disclosure.EndWithdrawn {
		title = fault.T("公示已撤回", "This publication was withdrawn")
	}
	p := b.begin(bilingual, d.path(), title.Zh)
	p.add(`<article class="tombstone"><h1>`, p.label(title), "</h1>\n<table class=\"facts\"><tbody>\n")
	p.fact(p.say("公示机关", "Published by"), esc(d.scan.Office))
	if d.end == disclosure.EndWithdrawn {
		p.fact(p.say("文号", "Number"), esc(d.No))
		p.fact(p.say("撤回日期", "Withdrawn on"), d.endOn)
		p.fact(p.say("理由", "Reason"), `<span lang="zh-CN">`+esc(d.reason)+"</span>")
		p.fact(p.say("原记录哈希", "Record that was public"), "<code>"+d.File.SHA256+"</code>")
		if d.endScan != nil {
			p.fact(p.say("依据", "By"), `<a href="`+p.up+d.endScan.home()+`/manifest.json">manifest.json</a> · <a href="`+p.up+d.endScan.home()+`/proof.json">proof.json</a>`)
		}
		p.add("</tbody></table><p>", p.say("行政处罚决定被依法变更、撤销、确认违法或者确认无效的,应当在三个工作日内撤回公示并公开说明理由(行政处罚法第四十八条)。",
			"A decision that was changed, revoked or found unlawful or void is taken back within three working days, with the reason (Administrative Penalty Law, article 48)."), "</p></article>\n")
		return p.end()
	}
	p.fact(p.say("停止日期", "Ended on"), d.endOn)
	p.add("</tbody></table><p>", p.say("公示期已满或者依法提前停止公示。", "Its period has run out, or it was ended early by law."), "</p></article>\n")
	return p.end()
}
