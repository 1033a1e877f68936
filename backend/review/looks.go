package review

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
)

// look takes one of the looks that no pattern can take.
func (d Dossier) look(row rulebook.DraftCheck, sheets []Sheet, check *Precheck) error {
	switch row.Look {
	case rulebook.LookOverlap:
		d.overlaps(row, sheets, check)
		return nil
	case rulebook.LookSequence:
		d.sequence(row, sheets, check)
		return nil
	case rulebook.LookListed:
		d.listed(row, sheets, check)
		return nil
	}
	for _, s := range sheets {
		switch row.Look {
		case rulebook.LookCapitals:
			capitals(row, s, check)
		case rulebook.LookSums:
			sums(row, s, check)
		case rulebook.LookArticles, rulebook.LookInForce:
			d.articles(row, s, check)
		case rulebook.LookOrder:
			order(row, s, check)
		case rulebook.LookPersonal:
			d.personal(row, s, check)
		case rulebook.LookStrangers:
			if err := d.strangers(row, s, check); err != nil {
				return err
			}
		case rulebook.LookLevels:
			d.levels(row, s, check)
		case rulebook.LookDates:
			dates(row, s, check)
		case rulebook.LookProduct:
			d.product(row, s, check)
		case rulebook.LookDuplicated:
			duplicated(row, s, check)
		case rulebook.LookWidths:
			widths(row, s, check)
		case rulebook.LookMisspelt:
			d.misspelt(row, s, check)
		case rulebook.LookNamed:
			d.named(row, s, check)
		case rulebook.LookSpan:
			d.span(row, s, check)
		case rulebook.LookRemedy, rulebook.LookRemedyPeriod, rulebook.LookRemedyBody:
			d.remedies(row, s, check)
		}
	}
	return nil
}

var bothWays = regexp.MustCompile(`([0-9０-９,，.．]+[ 　]*[万亿]?元)[ 　]*[（(](?:人民币)?(?:大写)?[：:]?(?:人民币)?([零〇一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾佰仟百千万亿元圆角分整正]+)[）)]`)

// capitals compares the sums that stand there in figures and in capitals.
func capitals(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	for _, page := range s.Pages {
		for _, m := range bothWays.FindAllStringSubmatchIndex(page.Text, -1) {
			figures, err := idcode.ParseAmount(page.Text[m[2]:m[3]])
			words, wrong := idcode.ParseAmount(page.Text[m[4]:m[5]])
			if err != nil || wrong != nil || figures != words {
				check.hit(row.Says, spot(s, page, m[2], m[3]), spot(s, page, m[4], m[5]))
			}
		}
	}
}

// sums looks for two different sums under one label. A sum that bounds a range is none.
func sums(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	first := map[string]extract.Fact{}
	for _, f := range facts(s, extract.Amount, row.With...) {
		if bound(s, f) {
			continue
		}
		other, there := first[f.Label]
		if !there {
			first[f.Label] = f
		} else if other.Value != f.Value {
			check.hit(row.Says, placeOf(s, other), placeOf(s, f))
		}
	}
}

// bound tells whether a sum is followed by 以上 or 以下, or by 的 and a number of times.
func bound(s Sheet, f extract.Fact) bool {
	for _, page := range s.Pages {
		if page.Number == f.Page {
			after := string([]rune(page.Text)[f.Offset+f.Length:])
			return strings.HasPrefix(after, "以上") || strings.HasPrefix(after, "以下") || strings.HasPrefix(after, "的以")
		}
	}
	return false
}

// articles looks up what a paper cites: whether the article exists, or whether it was in force on the day that With names. More
// names in With are fields of articles, and only the laws that they name are looked at.
func (d Dossier) articles(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	book, day, laws := d.Procedure.Book(), "", ""
	if row.Look == rulebook.LookInForce {
		if day, _ = d.Facts[row.With[0]].(string); day == "" {
			d.lacking(check, row.With[:1])
			return
		}
		for _, name := range row.With[1:] {
			laws += d.written(name)
		}
	}
	var unknown []string
	for _, f := range facts(s, extract.LawArticle) {
		title, _, _ := strings.Cut(f.Value, "》")
		if len(row.With) > 1 && !strings.Contains(laws, title) {
			continue
		}
		for _, cited := range book.Cite(f.Value, day) {
			i := slices.IndexFunc(book.Instruments, func(i rulebook.Instrument) bool { return i.ID == cited.Instrument })
			if i < 0 || row.Look == rulebook.LookArticles && book.Instruments[i].Articles == 0 || row.Look == rulebook.LookInForce && cited.InForce == rulebook.Unknown {
				if title += "》"; !slices.Contains(unknown, title) {
					unknown = append(unknown, title)
				}
				continue
			}
			missing := row.Look == rulebook.LookArticles && i >= 0 && book.Instruments[i].Articles > 0 && cited.No > book.Instruments[i].Articles
			if missing || row.Look == rulebook.LookInForce && cited.InForce == rulebook.NotMet {
				check.hit(row.Says, placeOf(s, f))
			}
		}
	}
	if len(unknown) > 0 {
		check.why(fault.Tf("规则库没有收录，须人工核对：%[1]s", "the rulebook does not hold them, somebody has to look: %[1]s", strings.Join(unknown, "、")))
	}
}

// order holds the first dates of the labels against each other.
func order(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	var before *extract.Fact
	compared := false
	for _, label := range row.With {
		found := facts(s, extract.Date, label)
		if len(found) == 0 {
			continue
		}
		if compared = compared || before != nil; before != nil && found[0].Value < before.Value {
			check.hit(row.Says, placeOf(s, *before), placeOf(s, found[0]))
		}
		before = &found[0]
	}
	if !compared {
		check.why(fault.T("读不出两个可以比较的日期", "there are no two dates to compare"))
	}
}

// personal looks for identity numbers that are not the one in the field.
func (d Dossier) personal(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	for _, f := range facts(s, extract.ResidentID) {
		if len(row.With) == 0 || f.Value != d.written(row.With[0]) {
			check.hit(row.Says, placeOf(s, f))
		}
	}
}

var bodyName = regexp.MustCompile(`[\p{Han}\p{N}A-Za-z（）()·]{2,30}?(?:公司|合伙企业|合作社|商行|商店|超市|药房|餐厅|饭店|经营部|加工厂|厂|店)`)

// strangers looks for the names of parties of other cases. A name may have words before it, so each of its ends is asked for.
func (d Dossier) strangers(row rulebook.DraftCheck, s Sheet, check *Precheck) error {
	if d.Parties == nil {
		check.why(fault.T("无法查其他案件的当事人", "the parties of other cases could not be looked up"))
		return nil
	}
	party := d.written("p.name")
	places := map[string]casefile.Place{}
	var names []string
	for _, page := range s.Pages {
		for _, m := range bodyName.FindAllStringIndex(page.Text, -1) {
			for at := m[0]; utf8.RuneCountInString(page.Text[at:m[1]]) >= 4; {
				name := page.Text[at:m[1]]
				if _, known := places[name]; !known && !strings.Contains(party, name) {
					places[name], names = spot(s, page, at, m[1]), append(names, name)
				}
				_, size := utf8.DecodeRuneInString(page.Text[at:])
				at += size
			}
		}
	}
	others, err := d.Parties(names)
	for _, name := range others {
		check.hit(row.Says, places[name])
	}
	return err
}

// levels looks for a kind of penalty that none of the instruments it rests on may set. A line of With is a pattern of what the
// instruments of a rank are called, and after => the kinds that they may set.
func (d Dossier) levels(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	kinds, _ := d.Facts["x.kinds"].([]string)
	laws, _ := d.Facts["x.law_pen"].([]string)
	if len(kinds) == 0 || len(laws) == 0 {
		d.lacking(check, []string{"x.kinds", "x.law_pen"})
		return
	}
	var ranks []rank
	for _, line := range row.With {
		name, may, _ := strings.Cut(line, "=>")
		if pattern, err := d.pattern(name); err == nil {
			ranks = append(ranks, rank{pattern, strings.Fields(may)})
		}
	}
	for _, kind := range kinds {
		if !slices.ContainsFunc(laws, func(law string) bool { return maySet(ranks, law, kind) }) {
			where := heading(s)
			for _, f := range facts(s, extract.LawArticle) {
				if title, _, _ := strings.Cut(laws[0], "》"); strings.HasPrefix(f.Value, title) {
					where = placeOf(s, f)
				}
			}
			check.hit(row.Says, where)
		}
	}
}

// rank is what the instruments of a rank are called, and which kinds of penalty they may set.
type rank struct {
	name *regexp.Regexp
	may  []string
}

// maySet tells whether an instrument may set a kind of penalty. What no rank's name fits is a law, which may set any.
func maySet(ranks []rank, law, kind string) bool {
	for _, r := range ranks {
		if r.name.MatchString(law) {
			return slices.Contains(r.may, kind)
		}
	}
	return true
}

var anyDate = regexp.MustCompile(`([12][0-9]{3})[ 　]*年[ 　]*([0-9]{1,2})[ 　]*月[ 　]*([0-9]{1,2})[ 　]*日`)

// dates looks for days that no calendar has.
func dates(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	for _, page := range s.Pages {
		for _, m := range anyDate.FindAllStringSubmatchIndex(page.Text, -1) {
			number := func(i int) int { n, _ := strconv.Atoi(page.Text[m[i]:m[i+1]]); return n }
			day := time.Date(number(2), time.Month(number(4)), number(6), 0, 0, 0, 0, time.UTC)
			if int(day.Month()) != number(4) || day.Day() != number(6) {
				check.hit(row.Says, spot(s, page, m[0], m[1]))
			}
		}
	}
}

// product multiplies a price by a quantity. With holds the patterns of price, quantity, total and what is taken off.
func (d Dossier) product(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	var found [4]string
	var places []casefile.Place
	for i, pattern := range row.With {
		re, err := d.pattern(pattern)
		if err != nil {
			continue
		}
		for _, page := range s.Pages {
			if m := re.FindStringSubmatchIndex(page.Text); m != nil && found[i] == "" {
				found[i], places = page.Text[m[2]:m[3]], append(places, spot(s, page, m[2], m[3]))
			}
		}
	}
	price, err := idcode.ParseAmount(found[0])
	total, wrong := idcode.ParseAmount(found[2])
	if err != nil || wrong != nil || found[1] == "" {
		check.why(fault.T("文书没有写明单价、数量和合计", "the paper does not give price, quantity and total"))
		return
	}
	less, err := idcode.ParseAmount(found[3])
	if err != nil {
		less = 0
	}
	if want, ok := times(price, found[1]); !ok || want-less != total {
		check.hit(row.Says, places...)
	}
}

// duplicated looks for long paragraphs that stand there twice.
func duplicated(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	first := map[string]casefile.Place{}
	for _, page := range s.Pages {
		at := 0
		for line := range strings.SplitAfterSeq(page.Text, "\n") {
			text := strings.TrimSpace(strings.Trim(line, "　\n"))
			if utf8.RuneCountInString(text) >= 20 {
				start := at + strings.Index(line, text)
				place := spot(s, page, start, start+len(text))
				if other, twice := first[text]; twice {
					check.hit(row.Says, other, place)
				} else {
					first[text] = place
				}
			}
			at += len(line)
		}
	}
}
