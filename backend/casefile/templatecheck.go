package casefile

import (
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// TemplateFault is something wrong with a template. A "block" keeps it from being taken.
type TemplateFault struct {
	Level   string     `json:"level" enum:"block,warn"`
	What    fault.Text `json:"what"`
	Hint    fault.Text `json:"hint"`
	Article string     `json:"article,omitempty"`
	Line    string     `json:"line,omitempty"` // the line in which it stands
}

func (w *templateWriter) fault(name string, what, hint fault.Text) {
	line := w.line.String()
	if line == "" {
		line = name
	}
	w.faults = append(w.faults, TemplateFault{Level: "block", What: fault.T("{{"+name+"}}："+what.Zh, "{{"+name+"}}: "+what.En), Hint: hint, Line: line})
}

// placeholder writes what a placeholder stands for.
func (w *templateWriter) placeholder(raw string) {
	name := strings.TrimSpace(strings.Trim(raw, "　"))
	key := folded(name)
	if source, known := w.words.values[key]; known {
		w.b.WriteString(source)
		return
	}
	if rest, blankOne := strings.CutPrefix(key, "待填:"); blankOne && rest != "" {
		_, own, _ := strings.Cut(strings.ReplaceAll(name, "：", ":"), ":")
		w.b.WriteString("[[blank " + quoted(strings.TrimSpace(own)) + "]]")
		return
	}
	top := len(w.open) - 1
	switch {
	case key == markEnd || key == markIf+markEnd || key == "结束":
		if top < 0 {
			w.fault(name, fault.T("没有与之对应的条件", "there is no condition that it ends"), fault.T("请删去，或者补上条件的开头。", "Remove it, or write the beginning of the condition."))
			return
		}
		if w.open[top].place != w.place {
			w.across(w.open[top].name)
		}
		w.open = w.open[:top]
		w.b.WriteString("[[end]]")
	case strings.HasPrefix(key, markElsif) && key != markElse:
		w.other(name, key[len(markElsif):], false)
	case key == markElse:
		w.other(name, "", true)
	case strings.HasPrefix(key, markIf):
		w.begin(name, "if", key[len(markIf):], false)
	case strings.HasPrefix(key, markWith):
		w.begin(name, "with", key[len(markWith):], false)
	case strings.HasPrefix(key, markEach):
		w.begin(name, "range", key[len(markEach):], true)
	default:
		w.unknown(name, key, w.words.values)
	}
}

func (w *templateWriter) begin(name, word, test string, each bool) {
	source, known := w.words.tests[test]
	if !known {
		w.unknown(name, test, w.words.tests)
		source = "false"
	}
	w.open = append(w.open, openCondition{name: name, place: w.place, each: each})
	w.b.WriteString("[[" + word + " " + source + "]]")
}

func (w *templateWriter) other(name, test string, last bool) {
	top := len(w.open) - 1
	if top < 0 || w.open[top].other {
		w.fault(name, fault.T("没有与之对应的条件", "there is no condition that it belongs to"), fault.Tf("请在前面写 {{%[1]s …}}。", "Write {{%[1]s …}} before it.", markIf))
		return
	}
	if w.open[top].place != w.place {
		w.across(w.open[top].name)
	}
	w.open[top].other = last
	if last {
		w.b.WriteString("[[else]]")
		return
	}
	source, known := w.words.tests[test]
	if !known {
		w.unknown(name, test, w.words.tests)
		source = "false"
	}
	w.b.WriteString("[[else if " + source + "]]")
}

func (w *templateWriter) across(name string) {
	w.fault(name, fault.T("条件跨过了表格单元格或者页眉页脚", "the condition reaches across cells of a table, or into a header or footer"),
		fault.T("条件的开头和结尾须在同一单元格内，或者都在表格之外。", "Begin and end it within one cell, or both outside of the table."))
}

// unknown names the nearest name that is known.
func (w *templateWriter) unknown(name, key string, names map[string]string) {
	nearest, least := "", 0
	for known := range names {
		written, shown := w.words.folded[known]
		if !shown {
			if written = known; strings.Contains(known, ".") {
				continue
			}
		}
		n := distance([]rune(key), []rune(known))
		if key != "" && (strings.Contains(known, key) || strings.Contains(key, known)) {
			n = min(n, 1) // a part of the name was written, or more than it
		}
		n *= 2
		if slices.ContainsFunc(w.words.Marks, func(m PlaceholderName) bool { return m.Name == written }) {
			n-- // of two as near, the one of this paper
		}
		if nearest == "" || n < least || n == least && (len(written) < len(nearest) || len(written) == len(nearest) && written < nearest) {
			nearest, least = written, n
		}
	}
	w.fault(name, fault.T("没有这个占位符", "there is no such placeholder"), fault.Tf("最接近的是“%[1]s”；全部名称见模板页。", "The nearest is “%[1]s”; the page of the template lists all of them.", nearest))
}

// distance is in how many characters two names differ.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// refusedTemplate is the refusal of a template, with its first fault.
func refusedTemplate(procedure *rulebook.Procedure, code string, faults []TemplateFault) error {
	kind, _ := procedure.Paper(code)
	for _, f := range faults {
		if f.Level == "block" {
			return fault.New(fault.Refused, "casefile.template", fault.T("《"+kind.Label.Zh+"》的模板："+f.What.Zh, "template of “"+kind.Label.En+"”: "+f.What.En)).WithArticle(f.Article).WithHint(f.Hint)
		}
	}
	return nil
}
