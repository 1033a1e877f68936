package site

import (
	"slices"

	"zhiheng/backend/fault"
)

// perPage is how many decisions a page of a list has; the newest page has up to twice as many, so that the older ones never
// change when something is added.
const perPage = 100

// facet is a list of decisions by something they have in common.
type facet struct {
	folder string
	title  fault.Text
	has    func(d *decision) bool
}

// facets are the lists of the site: of all, and by year, office and kind.
func (b *builder) facets() []facet {
	list := []facet{{"all", fault.T("全部公示", "All decisions"), func(*decision) bool { return true }}}
	for _, y := range b.years {
		list = append(list, facet{"year-" + y, fault.T(y+" 年决定", "Decisions of "+y), func(d *decision) bool { return d.year() == y }})
	}
	for _, o := range b.offices {
		list = append(list, facet{"office-" + o.USCC, fault.T(o.Name, o.Name), func(d *decision) bool { return d.USCC == o.USCC }})
	}
	for _, k := range b.kinds {
		list = append(list, facet{"kind-" + k.id, k.label, func(d *decision) bool { return d.Kind == k.id }})
	}
	return list
}

// writeLists writes the pages of all lists.
func (b *builder) writeLists() error {
	for _, f := range b.facets() {
		var list []*decision
		for _, d := range b.decisions {
			if f.has(d) {
				list = append(list, d)
			}
		}
		pages := max(1, len(list)/perPage)
		for n := range pages {
			part := list[n*perPage:]
			if n+1 < pages {
				part = part[:perPage]
			}
			if err := b.listPage(f, n, pages, len(list), part); err != nil {
				return err
			}
		}
	}
	return nil
}

// listName is the n-th page of a list, the oldest being 0.
func listName(f facet, n, pages int) string {
	if n+1 == pages {
		return "list/" + f.folder + "/index.html"
	}
	return "list/" + f.folder + "/" + number(n+1) + ".html"
}

func (b *builder) listPage(f facet, n, pages, total int, part []*decision) error {
	seen := []any{b.Title, f.title, min(pages-n, 3)} // what leads to the newer page depends on whether that is the newest
	if n+1 == pages {
		seen = append(seen, total)
	}
	for _, d := range part {
		seen = append(seen, d.sum)
	}
	if !b.stale(markOf(seen...), both(listName(f, n, pages))...) {
		return nil
	}
	for _, lang := range languages() {
		p := b.begin(lang, listName(f, n, pages), f.title.In(lang))
		p.add("<h1>", p.label(f.title), "</h1>\n")
		if n+1 == pages {
			p.add("<p>", p.say("共 ", "Decisions: "), number(total), p.say(" 件,新公示的在前。", ", the latest first."), "</p>\n")
		}
		p.add("<ul class=\"rows\">\n")
		for _, d := range slices.Backward(part) {
			p.row(d)
		}
		p.add("</ul>\n<nav class=\"pager\" aria-label=\"", p.say("翻页", "Pages"), "\">")
		if n+1 < pages {
			p.add(`<a href="`, p.to(listName(f, n+1, pages)), `">`, p.say("较新", "Newer"), "</a> ")
		}
		if n > 0 {
			p.add(`<a href="`, p.to(listName(f, n-1, pages)), `">`, p.say("较早", "Older"), "</a>")
		}
		p.add("</nav>\n")
		if err := b.overwrite(at(lang, p.path), p.end()); err != nil {
			return err
		}
	}
	return nil
}

// onHome is how many decisions the first page shows.
const onHome = 50

// home writes the first page: the search, the latest decisions and the ways into the lists.
func (b *builder) home() error {
	for _, lang := range languages() {
		p := b.begin(lang, "index.html", b.Title, "search.js", "search/index.js")
		p.add("<h1>", esc(b.Title), "</h1>\n<p>", p.say("公示决定 ", "Decisions: "), number(len(b.decisions)), p.say(" 件,机关 ", ", offices: "), number(len(b.offices)), p.say(" 个。", "."), "</p>\n")
		p.searchForm()
		b.ways(p)
		b.waysToLists(p)
		p.add("<h2>", p.say("最新公示", "Latest"), "</h2>\n<ul class=\"rows\">\n")
		for _, d := range slices.Backward(b.decisions[max(0, len(b.decisions)-onHome):]) {
			p.row(d)
		}
		p.add("</ul>\n<p><a href=\"", p.to("list/all/index.html"), "\">", p.say("全部公示", "All decisions"), `</a> · <a href="`, p.up, `feed.xml">Atom</a></p>`, "\n")
		if err := b.put(at(lang, "index.html"), p.end()); err != nil {
			return err
		}
	}
	return nil
}

// searchForm is hidden until the script that fills it runs.
func (p *page) searchForm() {
	p.add(`<noscript><p>`, p.say("未开启脚本时,请按年份、机关或类别查看。", "Without script, go by year, office or kind."), "</p></noscript>\n",
		`<form id="search" role="search" hidden data-home="`, p.up, `" data-found="`, p.say("找到 {n} 件", "Found: {n}"), `" data-more="`, p.say(",显示前 {m} 件", ", the first {m} shown"), `">`,
		`<p><label for="q">`, p.say("文号、当事人或机关", "Number, party or office"), `</label><input id="q" type="search" autocomplete="off"></p>`,
		`<p><label for="y">`, p.say("决定年份", "Year"), `</label><select id="y"><option value="">`, p.say("全部", "All"), `</option></select></p>`,
		`<p><label for="o">`, p.say("机关", "Office"), `</label><select id="o"><option value="">`, p.say("全部", "All"), `</option></select></p>`,
		`<p><label for="k">`, p.say("类别", "Kind"), `</label><select id="k"><option value="">`, p.say("全部", "All"), `</option></select></p></form>`, "\n",
		`<p id="count" role="status"></p><ul class="rows" id="found"></ul>`, "\n")
}

// ways lists years, offices and kinds with their numbers.
func (b *builder) ways(p *page) {
	p.add("<div class=\"ways\">\n")
	group := func(zh, en string, lines func(line func(folder, label string, count int))) {
		p.add("<section><h2>", p.say(zh, en), "</h2><ul>")
		lines(func(folder, label string, count int) {
			p.add(`<li><a href="`, p.to("list/"+folder+"/index.html"), `">`, esc(label), `</a> <span>`, number(count), "</span></li>\n")
		})
		p.add("</ul></section>\n")
	}
	group("年份", "Year", func(line func(string, string, int)) {
		counts := map[string]int{}
		for _, d := range b.decisions {
			counts[d.year()]++
		}
		for _, y := range b.years {
			line("year-"+y, y, counts[y])
		}
	})
	group("机关", "Office", func(line func(string, string, int)) {
		for _, o := range b.offices[:min(len(b.offices), 100)] {
			line("office-"+o.USCC, o.Name, o.count)
		}
	})
	group("类别", "Kind", func(line func(string, string, int)) {
		for _, k := range b.kinds {
			line("kind-"+k.id, k.label.In(p.lang), k.count)
		}
	})
	p.add("</div>\n")
}

// mostOnHome is how many lists the first page names; a platform of many offices leads to their page instead.
const mostOnHome = 24

// waysToLists leads to the lists that are open before anybody is dealt with.
func (b *builder) waysToLists(p *page) {
	if len(b.lists) == 0 {
		return
	}
	p.add(`<section><h2><a href="`, p.to("open/index.html"), `">`, p.say("事前公开", "Before enforcement"), "</a> ", number(len(b.lists)), "</h2>")
	if len(b.lists) <= mostOnHome {
		p.add("<ul class=\"open\">")
		for _, l := range b.lists {
			p.add(`<li><a href="`, p.to(l.page(l.now)), `">`, p.label(l.current().Label), "</a></li>")
		}
		p.add("</ul>")
	}
	p.add("</section>\n")
}
