package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// What stands in the text of an opinion until it is signed: its number, who signs, and the day.
const (
	numberMark = "【文号】"
	signerMark = "【签发人】"
	dayMark    = "【签发日期】"
)

// practices is what a review of a finished dossier is called in its text.
var practices = map[string]string{casefile.Practice: "练习", casefile.Assessment: "评查"}

// written is an opinion in the making: all that its text is written from.
type written struct {
	office   string
	c        casefile.Case
	round    Round
	reviewer string
	kind     rulebook.Opinion
	book     *rulebook.Book
	facts    rulebook.Facts
	points   []Point
	handlers []string
	titles   map[string]string // of the papers, by id
	advice   []Advice

	departures []Departure
	people     map[string]string // who gave the reasons, by id
}

// opinionText is the text of the opinion of a round, written from the findings (法制审核意见书): what was submitted, the
// examination by headings, the problems with the places they stand in, the opinion, and who signs.
func (d *Desk) opinionText(from store.Source, r Round) (string, error) {
	w := written{round: r, titles: map[string]string{}, people: map[string]string{}}
	office, _, err := account.OfficeOf(from)
	if err != nil {
		return "", err
	}
	w.office = office.Name
	if r.Reviewer != "" {
		p, err := account.PersonOf(from, r.Reviewer)
		if err != nil {
			return "", err
		}
		w.reviewer = p.Name
	}
	if w.c, err = casefile.CaseOf(from, r.Case); err != nil {
		return "", err
	}
	if w.facts, err = d.Files.Facts(from, w.c); err != nil {
		return "", err
	}
	procedure, _ := d.Files.Procedure(w.c)
	w.book = procedure.Book()
	w.kind, _ = w.book.Opinion(r.Opinion)
	if w.points, err = points(from, procedure, w.facts, r.ID); err != nil {
		return "", err
	}
	if w.departures, err = departures(from, procedure, w.facts, r.Case, practiceOf(r)); err != nil {
		return "", err
	}
	for _, x := range w.departures {
		if x.By == "" {
			continue
		}
		p, err := account.PersonOf(from, x.By)
		if err != nil {
			return "", err
		}
		w.people[x.By] = p.Name
	}
	papers, err := casefile.PapersOf(from, w.c.ID)
	if err != nil {
		return "", err
	}
	for _, p := range papers {
		w.titles[p.ID] = p.Title
	}
	if w.advice, err = AdviceOf(from, r.ID); err != nil {
		return "", err
	}
	ids, err := casefile.HandlersOf(from, w.c.ID)
	if err != nil {
		return "", err
	}
	for _, id := range ids {
		p, err := account.PersonOf(from, id)
		if err != nil {
			return "", err
		}
		w.handlers = append(w.handlers, p.Name)
	}
	return w.text(), nil
}

func (w written) text() string {
	var b strings.Builder
	title, number := "重大执法决定法制审核意见书", numberMark
	if w.round.Practice != "" {
		title, number = "法制审核意见（"+practices[w.round.Practice]+"，不具有审核效力）", w.c.No
	}
	fmt.Fprintf(&b, "%s\n%s\n%s\n\n承办机构（%s）：\n\n", w.office, title, number, strings.Join(w.handlers, "、"))
	w.matters(&b)
	w.examination(&b)
	w.problems(&b)
	opinion := w.kind.Label.Zh
	if opinion == "" {
		opinion = "尚未提出"
	} else if w.round.OpinionText != "" {
		opinion += "。" + strings.TrimSuffix(w.round.OpinionText, "。")
	}
	fmt.Fprintf(&b, "四、审核意见\n　　%s。\n\n", opinion)
	w.cited(&b)
	if w.round.Practice != "" {
		fmt.Fprintf(&b, "审核内容摘要（SHA-256）：%s\n\n审核人：%s\n", w.round.Fingerprint, w.reviewer)
		return b.String()
	}
	fmt.Fprintf(&b, "审核内容摘要（SHA-256）：%s\n\n审核人：%s\n审核机构负责人：%s\n%s\n", w.round.Fingerprint, w.reviewer, signerMark, dayMark)
	return b.String()
}

// matters says what was submitted.
func (w written) matters(b *strings.Builder) {
	fmt.Fprintf(b, "一、送审事项\n案件名称：%s\n案件编号：%s\n当事人：%s\n送审日期：%s\n审核轮次：第%d轮\n", w.c.Title, w.c.No, w.c.Party, w.round.SubmittedAt[:10], w.round.Round)
	told := func(label, name string) {
		if value := plainly(w.facts[name]); value != "" {
			fmt.Fprintf(b, "%s：%s\n", label, value)
		}
	}
	told("主要事实", "c.facts")
	for _, f := range w.book.Fields {
		if f.Articles {
			told(f.Label.Zh, f.Name)
		}
	}
	if w.round.Note != "" {
		fmt.Fprintf(b, "送审说明：%s\n", w.round.Note)
	}
	b.WriteString("\n")
}

func plainly(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, "；")
	}
	return ""
}

// examination lists every finding under its heading.
func (w written) examination(b *strings.Builder) {
	b.WriteString("二、审核情况\n")
	n := 0
	for _, heading := range w.book.Headings {
		list := slices.DeleteFunc(slices.Clone(w.points), func(p Point) bool { return p.Heading != heading.ID })
		if len(list) == 0 {
			continue
		}
		n++
		fmt.Fprintf(b, "（%s）%s\n", numeral(n), heading.Label.Zh)
		for _, p := range list {
			fmt.Fprintf(b, "%s %s：%s。", p.ID, strings.TrimRight(p.Question.Zh, "？?"), words[p.Finding.Finding])
			if p.Carried > 0 {
				fmt.Fprintf(b, "（沿用第%d轮）", p.Carried)
			}
			b.WriteString(w.said(p) + "\n")
			w.departure(b, p.ID)
		}
	}
	for _, a := range w.advice {
		fmt.Fprintf(b, "听取%s%s意见：%s。\n", a.Capacity, a.Name, strings.TrimSuffix(strings.TrimSpace(a.Text), "。"))
	}
	b.WriteString("\n")
}

// said is the remark on a point with the places it cites.
func (w written) said(p Point) string {
	text := strings.TrimSpace(p.Remark)
	if text != "" && !strings.HasSuffix(text, "。") {
		text += "。"
	}
	if places := w.places(p); len(places) > 0 {
		text += "（见" + strings.Join(places, "、") + "）"
	}
	return text
}

// places are the papers and pages that a point cites.
func (w written) places(p Point) []string {
	var list []string
	for _, proof := range p.Proofs {
		title, there := w.titles[proof.Paper]
		if !there {
			title = "已移出的材料"
		}
		if place := "《" + title + "》" + where(proof); !slices.Contains(list, place) {
			list = append(list, place)
		}
	}
	return list
}

// problems numbers what is not met, with its article and its places.
func (w written) problems(b *strings.Builder) {
	b.WriteString("三、存在问题及建议\n")
	n := 0
	for _, p := range w.points {
		if p.Finding.Finding == NotMet {
			n++
			fmt.Fprintf(b, "%d．%s（%s，%s）\n", n, w.said(p), p.ID, p.Article)
		}
	}
	if n == 0 {
		b.WriteString("　　未发现问题。\n")
	}
	b.WriteString("\n")
}

// cited lists every place that the findings cite, paper by paper: pages in their order, then stretches of recordings.
func (w written) cited(b *strings.Builder) {
	var order []string
	places := map[string][]casefile.Place{}
	for _, p := range w.points {
		for _, proof := range p.Proofs {
			if _, seen := places[proof.Paper]; !seen {
				order = append(order, proof.Paper)
			}
			places[proof.Paper] = append(places[proof.Paper], proof)
		}
	}
	if len(order) == 0 {
		return
	}
	b.WriteString("五、引用的材料\n")
	for _, id := range order {
		slices.SortStableFunc(places[id], func(a, b casefile.Place) int {
			return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Span.From, b.Span.From), cmp.Compare(a.Span.To, b.Span.To))
		})
		var pages, spans []string
		for _, place := range places[id] {
			if place.Span != (casefile.Span{}) {
				spans = append(spans, where(place))
			} else {
				pages = append(pages, fmt.Sprint(place.Page))
			}
		}
		list := slices.Compact(spans)
		if len(pages) > 0 {
			list = append([]string{"第" + strings.Join(slices.Compact(pages), "、") + "页"}, list...)
		}
		title, there := w.titles[id]
		if !there {
			title = "已移出的材料"
		}
		fmt.Fprintf(b, "《%s》%s\n", title, strings.Join(list, "、"))
	}
	b.WriteString("\n")
}

// numeral writes 1 to 19 in Chinese, enough for headings.
func numeral(n int) string {
	digits := []rune("〇一二三四五六七八九十")
	if n <= 10 {
		return string(digits[n])
	}
	return "十" + string(digits[n-10])
}
