package review

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
)

// sitting is when a record was made, and by whom. Times are minutes of the day.
type sitting struct {
	day      string
	from, to int
	officers []string
	place    casefile.Place
}

var (
	hours   = regexp.MustCompile(`([0-9]{1,2})[ 　]*(?:时|点|[:：])[ 　]*([0-9]{1,2})?[ 　]*分?[ 　]*(?:至|到|—|-|－|~)+[ 　]*(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)?[^0-9\n]{0,4}([0-9]{1,2})[ 　]*(?:时|点|[:：])[ 　]*([0-9]{1,2})?`)
	remarks = regexp.MustCompile(`[（(][^（）()]*[）)]`)
)

// overlaps looks for an officer in two records at once. With holds the patterns of the line of the time and of that of the
// officers.
func (d Dossier) overlaps(row rulebook.DraftCheck, sheets []Sheet, check *Precheck) {
	when, err := d.pattern(row.With[0])
	who, wrong := d.pattern(row.With[1])
	if err != nil || wrong != nil {
		return
	}
	var sittings []sitting
	for _, s := range sheets {
		if record, ok := sittingOf(s, when, who); ok {
			sittings = append(sittings, record)
		}
	}
	if len(sheets) > len(sittings) {
		check.why(fault.Tf("%[1]d份笔录读不出起止时刻或者人员", "%[1]d records do not give their times or officers", len(sheets)-len(sittings)))
	}
	for i, a := range sittings {
		for _, b := range sittings[:i] {
			together := slices.ContainsFunc(a.officers, func(name string) bool { return slices.Contains(b.officers, name) })
			if together && a.day == b.day && a.from < b.to && b.from < a.to {
				check.hit(row.Says, b.place, a.place)
			}
		}
	}
}

func sittingOf(s Sheet, when, who *regexp.Regexp) (record sitting, ok bool) {
	for _, page := range s.Pages {
		if m := when.FindStringSubmatchIndex(page.Text); m != nil && record.day == "" {
			line := page.Text[m[2]:m[3]]
			span := hours.FindStringSubmatch(idcode.FoldString(line))
			if day := anyDate.FindString(idcode.FoldString(line)); day != "" && span != nil {
				minute := func(hour, minute string) int {
					h, _ := strconv.Atoi(hour)
					m, _ := strconv.Atoi(minute)
					return 60*h + m
				}
				record.day, record.from, record.to, record.place = norm(day), minute(span[1], span[2]), minute(span[3], span[4]), spot(s, page, m[2], m[3])
			}
		}
		if m := who.FindStringSubmatch(page.Text); m != nil && record.officers == nil {
			record.officers = strings.FieldsFunc(remarks.ReplaceAllString(m[1], ""), func(r rune) bool { return strings.ContainsRune("、，,； 　", r) })
		}
	}
	return record, record.day != "" && len(record.officers) > 0
}

// times multiplies a sum by a quantity in figures, to the nearest fen.
func times(sum int64, quantity string) (int64, bool) {
	q, ok := new(big.Rat).SetString(strings.ReplaceAll(idcode.FoldString(quantity), ",", ""))
	if !ok {
		return 0, false
	}
	n, ok := new(big.Int).SetString(q.Mul(q, new(big.Rat).SetInt64(sum)).FloatString(0), 10)
	return n.Int64(), ok && n.IsInt64()
}
