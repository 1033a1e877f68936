package review

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
)

// value is what a paper says, in the form in which it is compared, with where it stands.
type value struct {
	norm  string
	place casefile.Place
}

// witness is a paper with what it says on one matter.
type witness struct {
	sheet  Sheet
	values []value
}

// compare holds what papers say against each other. The value that most papers share stands; each paper that says something
// else is a conflict, with a place in both.
func (d Dossier) compare(row rulebook.Comparison) (Precheck, error) {
	check := Precheck{ID: row.ID, Kind: Consistency, Item: d.Procedure.ItemOf(row.Items), Level: row.Level, Article: row.Article, Looked: []Looked{}, Found: []Trace{},
		Question: fault.Tf("各文书所载“%[1]s”是否一致？", "Do the papers agree on: %[2]s?", row.Label.Zh, row.Label.En)}
	var witnesses []witness
	sheets := d.find(row.Papers, &check)
	for i, s := range sheets {
		if row.Latest && superseded(sheets, i) {
			continue
		}
		values, err := d.values(row, s)
		if err != nil {
			return check, err
		}
		values = d.saysOwn(row, s, values)
		check.looked(s, len(values))
		if len(values) > 0 {
			witnesses = append(witnesses, witness{s, values})
		}
	}
	own := d.own(row)
	if len(witnesses) == 0 || len(witnesses) == 1 && own == nil {
		check.why(fault.Tf("在卷文书中写明的只有%[1]d份，无从比对", "%[1]d of the papers there say it: nothing to compare", len(witnesses)))
		return check.settle(), nil
	}
	base, stands := standing(witnesses, own, row.Same)
	if row.Same == rulebook.SameWithin {
		base, stands = 0, witnesses[0].values
	}
	for i, w := range witnesses {
		if a, b, differs := part(stands, w.values, row.Same); i != base && differs {
			check.hit(fault.Tf("《%[1]s》写的是“%[2]s”，《%[3]s》写的是“%[4]s”", "“%[1]s” says %[2]s, “%[3]s” says %[4]s",
				witnesses[base].sheet.Title, a.place.Quote, w.sheet.Title, b.place.Quote), a.place, b.place)
		}
	}
	if own != nil {
		if a, _, differs := part(stands, own, row.Same); differs {
			check.hit(fault.Tf("《%[1]s》写的是“%[2]s”，与案件登记的“%[3]s”不同", "“%[1]s” says %[2]s, but the case has %[3]s", witnesses[base].sheet.Title, a.place.Quote, own[0].place.Quote), a.place)
		}
	}
	return check.settle(), nil
}

// leastOwn is how many characters a value must have to be known for the case's own wherever it stands.
const leastOwn = 6

// saysOwn are the values of a paper in which the case's own value stands letter for letter: whatever a pattern took for the value in a
// paper that is worded otherwise, it says that.
func (d Dossier) saysOwn(row rulebook.Comparison, s Sheet, values []value) []value {
	own := d.own(row)
	field, _ := d.Procedure.Field(row.Field)
	if len(own) != 1 || field.Type != rulebook.Text || row.Same != rulebook.SameFirst && row.Same != rulebook.SameAny || utf8.RuneCountInString(own[0].norm) < leastOwn {
		return values
	}
	if len(values) == 0 || slices.ContainsFunc(values, func(v value) bool { return v.norm == own[0].norm }) || !d.stands(row.Field, s) {
		return values
	}
	for _, page := range s.Pages {
		tight, at := tightly(page.Text)
		if i := runesIndex(tight, []rune(own[0].norm)); i >= 0 {
			last := i + utf8.RuneCountInString(own[0].norm) - 1
			end := at[last] + utf8.RuneLen(tight[last])
			return []value{{own[0].norm, spot(s, page, at[i], end)}}
		}
	}
	return []value{{own[0].norm, heading(s)}}
}

// runesIndex is where a text begins in another; below nought if it does not stand there.
func runesIndex(text, part []rune) int {
	for i := 0; i+len(part) <= len(text); i++ {
		if slices.Equal(text[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

// superseded tells whether another paper of the same code was made later, or on the same day and came in later.
func superseded(sheets []Sheet, i int) bool {
	for j, other := range sheets {
		if other.Code == sheets[i].Code && (other.MadeOn > sheets[i].MadeOn || other.MadeOn == sheets[i].MadeOn && j > i) {
			return true
		}
	}
	return false
}

// own is the case's own value, as one more witness; nil if there is none.
func (d Dossier) own(row rulebook.Comparison) []value {
	if row.Field == "" {
		return nil
	}
	var list []value
	add := func(text, shown string) {
		if field, _ := d.Procedure.Field(row.Field); d.clear && field.Type != rulebook.Date {
			text = clearly(text)
		}
		list = append(list, value{norm(text), casefile.Place{Quote: shown}})
	}
	switch v := d.Facts[row.Field].(type) {
	case string:
		if v != "" {
			add(v, v)
		}
	case int64:
		if v > 0 {
			shown := fmt.Sprint(v)
			if field, _ := d.Procedure.Field(row.Field); field.Type == rulebook.Money {
				shown = idcode.FormatFigures(v) + "元"
			}
			add(fmt.Sprint(v), shown)
		}
	case []string:
		for _, text := range v {
			add(text, text)
		}
	}
	return list
}

// standing is what most witnesses say, the first among equals, and which of them says it. Where any one value will do, it is
// that value alone. What the case has for itself speaks too, but stands for no paper.
func standing(witnesses []witness, own []value, same string) (best int, says []value) {
	most := -1
	for i, w := range witnesses {
		sayings := [][]value{w.values}
		if same == rulebook.SameAny {
			sayings = slices.Collect(slices.Chunk(w.values, 1))
		}
		for _, saying := range sayings {
			n := 0
			for _, other := range witnesses {
				if _, _, differs := part(saying, other.values, same); !differs {
					n++
				}
			}
			if own != nil {
				if _, _, differs := part(saying, own, same); !differs {
					n++
				}
			}
			if n > most {
				best, says, most = i, saying, n
			}
		}
	}
	return best, says
}

// part tells whether two witnesses differ, and by which of their values.
func part(a, b []value, same string) (x, y value, differs bool) {
	in := func(list []value, v value) bool {
		return slices.ContainsFunc(list, func(o value) bool { return o.norm == v.norm })
	}
	x, y = a[0], b[0]
	switch same {
	case rulebook.SameFirst:
		return x, y, x.norm != y.norm
	case rulebook.SameAny:
		return x, y, !slices.ContainsFunc(a, func(v value) bool { return in(b, v) })
	}
	if i := slices.IndexFunc(b, func(v value) bool { return !in(a, v) }); i >= 0 {
		y, differs = b[i], true
	}
	if same == rulebook.SameWithin {
		return x, y, differs
	}
	if i := slices.IndexFunc(a, func(v value) bool { return !in(b, v) }); i >= 0 {
		x, differs = a[i], true
	}
	return x, y, differs
}

// values finds what a paper says on a matter.
func (d Dossier) values(row rulebook.Comparison, s Sheet) (list []value, err error) {
	pages, except := s.Pages, (*regexp.Regexp)(nil)
	if row.Part != "" {
		narrow, err := d.pattern(row.Part)
		if err != nil {
			return nil, fault.Wrap("review.compare", err)
		}
		pages = narrowed(pages, narrow)
	}
	if row.Except != "" {
		if except, err = d.pattern(row.Except); err != nil {
			return nil, fault.Wrap("review.compare", err)
		}
	}
	without, err := d.pattern(row.Without)
	if err != nil {
		return nil, fault.Wrap("review.compare", err)
	}
	add := func(v value) {
		if row.Without != "" {
			v.norm = without.ReplaceAllString(v.norm, "")
		}
		if v.norm == "" || strings.Contains(v.place.Quote, "待填") || except != nil && except.MatchString(v.norm) || slices.ContainsFunc(list, func(o value) bool { return o.norm == v.norm }) {
			return
		}
		list = append(list, v)
	}
	switch {
	case row.Fact != "":
		found := s.saysFacts()
		if row.Part != "" {
			found = extract.Facts(pages)
		}
		for _, f := range found {
			if string(f.Kind) == row.Fact && (len(row.Labels) == 0 || slices.Contains(row.Labels, f.Label)) {
				add(value{norm(f.Value), placeOf(s, f)})
			}
		}
	case row.Pattern != "":
		pattern, err := d.pattern(row.Pattern)
		if err != nil {
			return nil, fault.Wrap("review.compare", err)
		}
		for _, page := range pages {
			for _, m := range pattern.FindAllStringSubmatchIndex(page.Text, -1) {
				if m[2] >= 0 {
					m[3] = d.wrapped(row, page.Text, m[2], m[3])
					add(value{comparable(page.Text[m[2]:m[3]]), spot(s, page, m[2], m[3])})
				}
			}
		}
	default:
		for _, v := range d.words(row.Words, s, pages) {
			add(v)
		}
	}
	return list, nil
}

// wrapped is where a value ends that goes on in the next line of a narrow cell: as far as the case's own value goes.
func (d Dossier) wrapped(row rulebook.Comparison, text string, start, end int) int {
	for _, own := range d.own(row) {
		at, rest := end, strings.TrimPrefix(own.norm, comparable(text[start:end]))
		if rest == own.norm {
			continue
		}
		for rest != "" && at < len(text) {
			r, size := utf8.DecodeRuneInString(text[at:])
			if at += size; unicode.IsSpace(r) {
				continue
			}
			if !strings.HasPrefix(rest, string(r)) {
				break
			}
			rest = rest[size:]
		}
		if rest == "" {
			return at
		}
	}
	return end
}

// words finds the labels of a code table in a text; a longer one hides a shorter within it.
func (d Dossier) words(table string, s Sheet, pages []extract.Page) (list []value) {
	labels := map[string]string{}
	for _, kind := range d.Procedure.Book().PenaltyKinds {
		if table == "penalty_kind" {
			labels[kind.Label.Zh] = kind.ID
		}
	}
	for _, code := range d.Procedure.Book().Table(table) {
		labels[code.Label.Zh] = code.ID
	}
	longest := make([]string, 0, len(labels))
	for label := range labels {
		longest = append(longest, label)
	}
	slices.SortFunc(longest, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	for _, page := range pages {
		left := page.Text
		for _, label := range longest {
			if at := strings.Index(left, label); at >= 0 {
				list = append(list, value{labels[label], spot(s, page, at, at+len(label))})
				left = strings.ReplaceAll(left, label, strings.Repeat("\x00", len(label)))
			}
		}
	}
	return list
}

// narrowed keeps of the pages what the pattern's first group holds, which may go on overleaf; what stands before becomes blanks, so
// that places hold.
func narrowed(pages []extract.Page, pattern *regexp.Regexp) []extract.Page {
	text := ""
	for _, page := range pages {
		text += page.Text + "\n"
	}
	m := pattern.FindStringSubmatchIndex(text)
	if m == nil || m[2] < 0 {
		return nil
	}
	var out []extract.Page
	at := 0 // where the page begins in the whole text
	for _, page := range pages {
		from, to := max(m[2]-at, 0), min(m[3]-at, len(page.Text))
		at += len(page.Text) + 1
		if from < to {
			page.Text = strings.Repeat(" ", utf8.RuneCountInString(page.Text[:from])) + page.Text[from:to]
			out = append(out, page)
		}
	}
	return out
}

// comparable is norm for a text that may be a sum: one sum is the same in whatever form.
func comparable(text string) string {
	plain := norm(text)
	if strings.ContainsAny(plain, "元圆") {
		if fen, err := idcode.ParseAmount(plain); err == nil {
			return fmt.Sprint(fen)
		}
	}
	return plain
}

// norm is a text in the form in which it is compared: one width, no blanks.
func norm(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, idcode.FoldString(text))
}

// placeOf is where a fact stands.
func placeOf(s Sheet, f extract.Fact) casefile.Place {
	return casefile.Place{Paper: s.ID, Page: f.Page, Start: f.Offset, Length: f.Length, Quote: f.Quote}
}

// spot is the place of a span of bytes of a page.
func spot(s Sheet, page extract.Page, start, end int) casefile.Place {
	quote := page.Text[start:end]
	return casefile.Place{Paper: s.ID, Page: page.Number, Start: utf8.RuneCountInString(page.Text[:start]), Length: utf8.RuneCountInString(quote), Quote: quote}
}
