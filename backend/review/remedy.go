package review

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
)

// A remedy is what a paper says of one way to contest it: by reconsideration (复议) or by litigation (诉讼). Offices say it in one
// sentence or in two, as a list or as a form; so a paper is cut into clauses, and each speaks of what it names.
type remedy struct {
	words      string // 复议 or 诉讼
	text       string
	page       extract.Page
	start, end int // bytes of the page
}

var (
	clauseEnd = regexp.MustCompile(`[。；;\n]|或者|也可以|也可|亦可|[，,]或|（[一二三四]）|[1-4][.、．]`)
	// what speaks of these remedies without telling them: that they stop nothing, and what follows if nobody takes them
	nothingTold = regexp.MustCompile(`期间|逾期|不停止|既不|又不|也不|未申请|不申请|不起诉|强制执行`)
	litigation  = regexp.MustCompile(`行政诉讼|起诉|诉讼`)
	periodTold  = regexp.MustCompile(`([0-9]+|[一二两三四五六七八九十百]+)[ 　]*(个工作日|日|天|个月|月)[ 　]*(?:之?内|以内)?`)
	afterOf     = regexp.MustCompile(`(?:年|月|第|[0-9])$`)
)

// remediesOf lists what a paper tells of remedies.
func remediesOf(s Sheet) (list []remedy) {
	for _, page := range s.Pages {
		at := 0
		ends := append(clauseEnd.FindAllStringIndex(page.Text, -1), []int{len(page.Text), len(page.Text)})
		for _, end := range ends {
			clause := page.Text[at:end[0]]
			start := at
			at = end[1]
			if nothingTold.MatchString(clause) {
				clause = nothingTold.Split(clause, 2)[0]
			}
			r := remedy{text: clause, page: page, start: start, end: start + len(clause)}
			switch court := litigation.MatchString(clause); {
			case strings.Contains(clause, "复议") && !court:
				r.words = "复议"
			case court && !strings.Contains(clause, "复议"):
				r.words = "诉讼"
			default:
				continue
			}
			list = append(list, r)
		}
	}
	return list
}

// periods lists the periods that a clause tells, such as 60日 and 6个月, each with where it stands.
func (r remedy) periods() (told []string, places [][2]int) {
	for _, m := range periodTold.FindAllStringSubmatchIndex(r.text, -1) {
		if afterOf.MatchString(r.text[:m[0]]) {
			continue // a part of a date
		}
		unit := strings.NewReplacer("天", "日", "个月", "月").Replace(r.text[m[4]:m[5]])
		told, places = append(told, count(r.text[m[2]:m[3]])+unit), append(places, [2]int{r.start + m[0], r.start + m[1]})
	}
	return told, places
}

// count is a number in figures.
func count(text string) string {
	if _, err := strconv.Atoi(text); err == nil {
		return text
	}
	n, digit := 0, 0
	for _, c := range text {
		switch c {
		case '百':
			n, digit = n+100*max(digit, 1), 0
		case '十':
			n, digit = n+10*max(digit, 1), 0
		case '两':
			digit = 2
		default:
			digit = slices.Index([]rune("零一二三四五六七八九"), c)
		}
	}
	return strconv.Itoa(n + digit)
}

// remedies holds what a paper tells of remedies against With: the remedy; its period, or a pattern of the name of the body; and,
// where a third is there, the field of the office whose own body it must be. With a fourth, "told", it only asks where the paper
// tells of the remedy at all.
func (d Dossier) remedies(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	fits, told, wrong := len(row.With) > 3, false, false
	for _, r := range s.tellsRemedies() {
		if r.words != row.With[0] {
			continue
		}
		if row.Look == rulebook.LookRemedyBody {
			if len(row.With) > 3 && !told {
				fits, told = false, true
			}
			body := d.bodyIn(row, r.text)
			fits, wrong = fits || body != "" && d.ownBody(row, body), wrong || body != "" || otherBody.MatchString(strings.ReplaceAll(r.text, "本局", ""))
			continue
		}
		periods, places := r.periods()
		for i, period := range periods {
			if wrong = true; period == row.With[1] {
				fits = true
			} else if row.Look == rulebook.LookRemedyPeriod {
				check.hit(row.Says, spot(s, r.page, places[i][0], places[i][1]))
			}
		}
	}
	switch {
	case row.Look == rulebook.LookRemedyPeriod || len(row.With) > 3 && fits:
	case wrong && !fits: // something else stands in its place
		check.hit(row.Says, heading(s))
	default:
		d.asks(check, row, s, fits)
	}
}

// bodyIn is the body that a clause names, by the pattern of the row; empty if there is none.
func (d Dossier) bodyIn(row rulebook.DraftCheck, text string) string {
	pattern, err := d.pattern(row.With[1])
	if err != nil { // checked when the book was loaded
		return ""
	}
	return pattern.FindString(text)
}

// ownBody tells whether a body is that of the office's own place, where the row asks for it: the office's name begins with the place.
// Words may stand before the body's name, so of what stands there only the end must be a place in the name.
func (d Dossier) ownBody(row rulebook.DraftCheck, body string) bool {
	if len(row.With) < 3 || row.With[2] == "" {
		return true
	}
	office, place := d.written(row.With[2]), []rune(strings.TrimSuffix(body, "人民政府"))
	if office == "" || strings.Contains(office, string(place)) {
		return true
	}
	for at := range place {
		if rest := string(place[at:]); len(place)-at >= leastPlace && strings.HasPrefix(office, rest) {
			return true
		}
	}
	return false
}

// otherBody is a body that is no government, or a court without its name.
var otherBody = regexp.MustCompile(`\p{Han}{3,}(?:局|厅|署|委员会|总队|支队)|法院`)

// leastPlace is how many characters a place's name has at least: 县 alone is none.
const leastPlace = 2

// widths looks for figures of the width in which fewer of a paper's figures are written.
func widths(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	var wide, narrow []casefile.Place
	for _, page := range s.Pages {
		for _, m := range figureRuns.FindAllStringIndex(page.Text, -1) {
			place := spot(s, page, m[0], m[1])
			switch folded := idcode.FoldString(place.Quote); {
			case folded != place.Quote:
				wide = append(wide, place)
			case m[1]-m[0] > 1: // a single figure may be the number of the page
				narrow = append(narrow, place)
			}
		}
	}
	fewer := wide
	if len(narrow) < len(wide) {
		fewer = narrow
	}
	for _, place := range fewer[:min(len(fewer), mostTraces)] {
		check.hit(row.Says, place)
	}
}

var figureRuns = regexp.MustCompile(`[0-9]+|[０-９]+`)
