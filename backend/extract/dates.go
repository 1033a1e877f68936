package extract

import (
	"regexp"
	"strings"

	"zhiheng/backend/idcode"
)

// happening is what a date can be the date of: its label, the words of a form before the date, and the words of a
// sentence after it.
type happening struct{ label, before, after string }

// happenings are looked for in this order at the same place; among different places the nearest to the date counts.
var happenings = compileHappenings([]happening{
	{"出生", `出生(?:日期|年月)?|生日`, `出生`},
	{"立案", `立案(?:日期|时间|调查)?`, `立案`},
	{"听证", `听证(?:日期|时间)?`, `(?:举行|组织)(?:了)?(?:公开)?听证`},
	{"告知", `(?:事先)?告知(?:日期|时间)?`, `告知|(?:送达|作出|制发)[^，。]{0,16}告知书`},
	{"送达", `送达(?:日期|时间)?|签收(?:日期|时间)?`, `送达|签收`},
	{"决定", `(?:处罚)?决定(?:书)?(?:日期|时间)|作出(?:处罚)?决定(?:日期|时间)?`, `(?:作出|下达)[^，。]{0,16}决定|决定(?:给予|对)`},
	{"检查", `检查(?:日期|时间)`, `(?:现场|监督|执法)?检查`},
	{"询问", `询问(?:日期|时间)`, `(?:进行)?询问`},
	{"抽样", `抽样(?:日期|时间)`, `抽样`},
	{"强制措施", `(?:查封|扣押)(?:日期|时间)`, `查封|扣押|先行登记保存`},
	{"审核", `审核(?:日期|时间)`, `法制审核`},
	{"结案", `结案(?:日期|时间)?`, `结案`},
	{"购进", `购进(?:日期|时间)|进货(?:日期|时间)`, `购进|购入|进货`},
	{"生产", `生产日期`, `生产`},
	{"落款", `(?:作出|制作|出具|签发|落款|发出|填发)(?:日期|时间)|(?:^|[ 　\t])日期`, `$.^`},
	{"到期", `有效期(?:至|到|限)|届满(?:日期)?`, `届满|到期`},
})

type compiledHappening struct {
	label         string
	before, after *regexp.Regexp
}

func compileHappenings(all []happening) []compiledHappening {
	var out []compiledHappening
	for _, h := range all {
		out = append(out, compiledHappening{h.label,
			regexp.MustCompile(`(?:` + h.before + `)(?:（[^）]{0,10}）)?[ 　]*[：:为是于]?[ 　\t]*$`), regexp.MustCompile(h.after)})
	}
	return out
}

func (f *finder) dates() {
	runes := []rune(f.page.Text)
	found := idcode.FindDates(f.page.Text)
	for i, m := range found {
		if f.covered(m.Start, m.End) {
			continue
		}
		next := len(runes)
		if i+1 < len(found) {
			next = found[i+1].Start
		}
		before := lineBefore(runes[max(0, m.Start-24):m.Start])
		after := sentence(runes[m.End:min(next, m.End+60)])
		label := dateLabel(before, after)
		if label == "" && f.closing(runes, m.Start, m.End) {
			label = "落款"
		}
		f.add(Date, m.Value, label, m.Text, m.Start, m.End)
	}
}

func lineBefore(r []rune) string {
	s := string(r)
	return s[strings.LastIndexAny(s, "。；\n")+1:]
}

// sentence is the beginning of a text up to a full stop or line end.
func sentence(r []rune) string {
	s := string(r)
	if i := strings.IndexAny(s, "。；\n\t"); i >= 0 {
		s = s[:i]
	}
	return s
}

func dateLabel(before, after string) string {
	for _, h := range happenings {
		if h.before.MatchString(before) {
			return h.label
		}
	}
	label, nearest := "", len(after)+1
	for _, h := range happenings {
		if at := h.after.FindStringIndex(after); at != nil && at[0] < nearest {
			label, nearest = h.label, at[0]
		}
	}
	return label
}

// closing tells whether a date stands alone on one of the last lines of a document, as below a signature.
func (f *finder) closing(runes []rune, start, end int) bool {
	if !f.last {
		return false
	}
	line := start
	for line > 0 && runes[line-1] != '\n' {
		line--
	}
	stop := end
	for stop < len(runes) && runes[stop] != '\n' {
		stop++
	}
	alone := strings.Trim(string(runes[line:start])+string(runes[end:stop]), " 　\t（）()印章盖日期：:")
	rest := strings.TrimSpace(string(runes[stop:]))
	return alone == "" && (line > 0 || f.page.Number > 1) && strings.Count(rest, "\n") < 6
}
