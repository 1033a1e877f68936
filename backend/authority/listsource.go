package authority

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// known makes the rows that the program can tell by itself, in Chinese, the language of what is disclosed. Fields that it
// knows nothing of are left out.
func (a *Authority) known(from store.Source, source string) ([]map[string]string, error) {
	book := a.Rules.Current()
	switch source {
	case "body":
		return a.knownBody(from)
	case "people":
		return knownPeople(from, book)
	case "courses":
		return knownCourses(book), nil
	case "hearings":
		return []map[string]string{{"domain": "全部执法领域", "person_sum": yuan(book.Parameter("hearing_sum_person")), "entity_sum": yuan(book.Parameter("hearing_sum_entity"))}}, nil
	case "major":
		return knownMajor(book), nil
	case "recordings":
		return knownRecordings(book), nil
	}
	return knownInstruments(book), nil
}

func (a *Authority) knownBody(from store.Source) ([]map[string]string, error) {
	office, found, err := account.OfficeOf(from)
	if err != nil || !found {
		return nil, err
	}
	row := map[string]string{"name": office.Name, "credit_code": office.USCC}
	b, found, err := BodyOf(from)
	if err != nil || !found {
		return []map[string]string{row}, err
	}
	row["nature"] = label(a.Rules.Current(), "org_kind", b.Kind)
	if b.Delegated() {
		row["entrustment"] = fmt.Sprintf("%s；%s；%s 至 %s", b.DelegBy, strings.Join(b.DelegScope, "、"), b.DelegFrom, cmp.Or(b.DelegTo, "另行通知"))
	}
	return []map[string]string{row}, nil
}

// knownPeople are the officers: those with a certificate who have not left.
func knownPeople(from store.Source, book *rulebook.Book) (rows []map[string]string, err error) {
	people, err := account.PeopleOf(from)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if p.Active && p.CertNo != "" {
			rows = append(rows, map[string]string{"name": p.Name, "division": p.Department, "post": book.RoleNames(p.Roles).Zh, "certificate": p.CertNo, "valid_to": p.CertTo})
		}
	}
	return rows, nil
}

func knownCourses(book *rulebook.Book) (rows []map[string]string) {
	for _, p := range book.Procedures {
		var lines []string
		for _, n := range CourseOf(p).Nodes {
			lines = append(lines, strings.Join([]string{n.Label.Zh, cmp.Or(n.Who.Zh, "—"), cmp.Or(n.Period.Zh, "—"), cmp.Or(n.Papers.Zh, "—")}, "｜"))
		}
		rows = append(rows, map[string]string{"kind": p.Label.Zh, "version": book.Version, "nodes": strings.Join(lines, "\n")})
	}
	return rows
}

// leastSum tells sums of money from counts and days among the parameters, in fen.
const leastSum = 1_000_00

var parameterName = regexp.MustCompile(`\bparam\.([a-z_]+)`)

// knownMajor is the catalogue of decisions that legal review looks at first.
func knownMajor(book *rulebook.Book) (rows []map[string]string) {
	seen := map[string]bool{}
	for _, p := range book.Procedures {
		var material []string
		for _, m := range p.MaterialRules {
			material = append(material, m.Label.Zh)
		}
		for _, rule := range p.MajorRules {
			if seen[rule.ID] {
				continue
			}
			seen[rule.ID] = true
			var sums []string
			for _, m := range parameterName.FindAllStringSubmatch(rule.When, -1) {
				i := slices.IndexFunc(book.Parameters, func(q rulebook.Parameter) bool { return q.ID == m[1] })
				if n, _ := book.Parameter(m[1]).(int64); i >= 0 && n >= leastSum {
					sums = append(sums, book.Parameters[i].Label.Zh+" "+yuan(book.Parameter(m[1])))
				}
			}
			slices.Sort(sums)
			rows = append(rows, map[string]string{"code": rule.ID, "kind": label(book, "kind", p.Kind), "case": rule.Label.Zh,
				"sum": cmp.Or(strings.Join(slices.Compact(sums), "；"), "不以数额为准"), "material": strings.Join(slices.Compact(material), "、")})
		}
	}
	return rows
}

func knownRecordings(book *rulebook.Book) (rows []map[string]string) {
	levels := map[string]string{"whole": "全程", "part": "部分（关键环节）", "may": "可以"}
	media := map[string]string{"video": "录像", "photo": "照相", "audio": "录音"}
	for _, r := range book.Recordings {
		var devices []string
		for _, m := range r.Media {
			devices = append(devices, media[m])
		}
		kept := ""
		if i := slices.IndexFunc(book.Retentions, func(k rulebook.Retention) bool { return k.ID == r.Retention }); i >= 0 {
			kept = book.Retentions[i].Label.Zh
		}
		rows = append(rows, map[string]string{"event": r.ID + " " + r.Label.Zh, "level": levels[r.Level], "device": strings.Join(devices, "、"), "retention": kept})
	}
	return rows
}

// instrumentLevels is what the levels of instruments are called in a catalogue. Technical standards do not belong there.
var instrumentLevels = map[string]string{"law": "法律", "regulation": "行政法规", "rule": "规章", "local": "地方性法规、地方政府规章", "policy": "行政规范性文件", "interpretation": "司法解释"}

func knownInstruments(book *rulebook.Book) (rows []map[string]string) {
	for _, i := range book.Instruments {
		level, belongs := instrumentLevels[i.Level]
		if !belongs {
			continue
		}
		row := map[string]string{"name": i.Label.Zh, "level": level}
		if len(i.InForceFrom) == len("2006-01-02") {
			row["from"] = i.InForceFrom
		}
		if i.InForceTo != "" {
			row["to"] = i.InForceTo
		}
		rows = append(rows, row)
	}
	return rows
}

// label is what a code is called.
func label(book *rulebook.Book, table, id string) string {
	for _, c := range book.Table(table) {
		if c.ID == id {
			return c.Label.Zh
		}
	}
	return id
}

// yuan writes a parameter in fen as a sum of money.
func yuan(v any) string {
	switch n := v.(type) {
	case int64:
		return idcode.FormatFigures(n) + "元"
	case int:
		return idcode.FormatFigures(int64(n)) + "元"
	}
	return ""
}

// periodText says how long a period is.
func periodText(d rulebook.Deadline) fault.Text {
	units := map[rulebook.Unit]fault.Text{rulebook.Workday: fault.T("个工作日", "working days"), rulebook.CalendarDay: fault.T("日", "days"), rulebook.Hour: fault.T("小时", "hours"),
		rulebook.Month: fault.T("个月", "months"), rulebook.Year: fault.T("年", "years")}
	unit, counted := units[d.Unit]
	if !counted || d.N == 0 {
		return d.Label
	}
	return fault.T(d.Label.Zh+strconv.Itoa(d.N)+unit.Zh, fmt.Sprintf("%s: %d %s", d.Label.En, d.N, unit.En))
}
