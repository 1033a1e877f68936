package rulebook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// Article is an article of an instrument, with its gist in a line of our own. The times in which it is in force are those
// of its instrument, unless it has its own.
type Article struct {
	Force
	ID         string     `json:"id"` // such as "penalty_law/58"
	Instrument string     `json:"instrument"`
	No         int        `json:"no"`
	Gist       fault.Text `json:"gist"`
	ReplacedBy string     `json:"replaced_by,omitempty"` // the id of another article
	Source     string     `json:"source"`
}

// Cited is one provision that a text cites. Instrument is empty if the book does not know it; then nothing is said of
// its force. InForce is Met, NotMet, or Unknown.
type Cited struct {
	Text       string     `json:"text"`
	Instrument string     `json:"instrument,omitempty"`
	Label      fault.Text `json:"label,omitzero"`
	No         int        `json:"no,omitempty"`
	Sub        int        `json:"sub,omitempty"` // 1 for 第X条之一
	Gist       fault.Text `json:"gist,omitzero"`
	InForce    Verdict    `json:"in_force" enum:"met,not_met,unknown"`
	From       string     `json:"in_force_from,omitempty"`
	To         string     `json:"in_force_to,omitempty"`
	ReplacedBy string     `json:"replaced_by,omitempty"`
}

var (
	citedArticle = regexp.MustCompile(`第([0-9〇零一二两三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?`)
	citedParts   = regexp.MustCompile(`[；;\n]`)
)

// Cite finds the provisions that a text such as “行政处罚法第五十四条、第六十条；国办发〔2018〕118号” cites, and tells which were in
// force on a day (YYYY-MM-DD; empty for unknown).
func (b *Book) Cite(text, day string) []Cited {
	list := []Cited{}
	var last Instrument
	for _, part := range citedParts.Split(text, -1) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if named, ok := b.named(part); ok {
			last = named
		} else if !strings.HasPrefix(part, "第") {
			last = Instrument{}
		}
		articles := citedArticle.FindAllStringSubmatch(part, -1)
		if len(articles) == 0 {
			list = append(list, b.citation(part, last, 0, 0, day))
		}
		for _, m := range articles {
			list = append(list, b.citation(part, last, articleNumber(m[1]), articleNumber(m[2]), day))
		}
	}
	return list
}

// named finds the instrument that a text begins with the name of; the longest name wins.
func (b *Book) named(text string) (best Instrument, ok bool) {
	text = strings.TrimPrefix(strings.NewReplacer("《", "", "》", "").Replace(text), "中华人民共和国")
	longest := 0
	for _, i := range b.Instruments {
		for _, name := range append(strings.Fields(i.Label.Zh), i.Label.Zh) {
			if len(name) > longest && strings.HasPrefix(text, name) {
				best, ok, longest = i, true, len(name)
			}
		}
	}
	return best, ok
}

func (b *Book) citation(text string, i Instrument, no, sub int, day string) Cited {
	c := Cited{Text: text, Instrument: i.ID, Label: i.Label, No: no, Sub: sub, InForce: Unknown, From: i.InForceFrom, To: i.InForceTo}
	if a, known := find(b.Articles, fmt.Sprintf("%s/%d", i.ID, no), func(a Article) string { return a.ID }); known && sub == 0 {
		c.Gist, c.ReplacedBy = a.Gist, a.ReplacedBy
		if a.InForceFrom != "" || a.InForceTo != "" {
			c.From, c.To = a.InForceFrom, a.InForceTo
		}
	}
	switch {
	case i.ID == "" || day == "":
	case c.To != "" && day > c.To, day < c.From && !strings.HasPrefix(day, c.From):
		c.InForce = NotMet
	case len(c.From) == len("2006-01-02") || !strings.HasPrefix(day, c.From): // a day within a month or year of which no more is known stays open
		c.InForce = Met
	}
	return c
}

// articleNumber reads the number of an article in figures or Chinese numerals.
func articleNumber(s string) int {
	n := 0
	if _, err := fmt.Sscanf(s, "%d", &n); err == nil {
		return n
	}
	total, digit := 0, 0
	for _, r := range strings.NewReplacer("〇", "零", "两", "二").Replace(s) {
		switch r {
		case '十':
			total, digit = total+max(digit, 1)*10, 0
		case '百':
			total, digit = total+digit*100, 0
		case '千':
			total, digit = total+digit*1000, 0
		default:
			digit = slices.Index([]rune("零一二三四五六七八九"), r)
		}
	}
	return total + digit
}

// articles checks that every article belongs to an instrument, and that its id says so.
func (l *loader) articles(b *Book) {
	const file = "articles.json"
	for _, a := range b.Articles {
		if _, known := find(b.Instruments, a.Instrument, func(i Instrument) string { return i.ID }); !known {
			l.problem(file, a.ID, "没有“%s”这部法律文件", "unknown instrument %q", a.Instrument)
		}
		if want := fmt.Sprintf("%s/%d", a.Instrument, a.No); a.ID != want || a.No < 1 {
			l.problem(file, a.ID, "编号应为“%s”", "the id is not %q", want)
		}
		if a.Gist.IsZero() {
			l.problem(file, a.ID, "没有写明要旨", "no gist")
		}
		if _, known := find(b.Articles, a.ReplacedBy, func(o Article) string { return o.ID }); !known && a.ReplacedBy != "" {
			l.problem(file, a.ID, "替代它的条文“%s”不存在", "replaced by unknown %q", a.ReplacedBy)
		}
	}
}
