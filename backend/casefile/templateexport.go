package casefile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
)

// The words between braces that stand for no value.
const (
	markIf    = "若"
	markElse  = "否则"
	markElsif = "否则若"
	markWith  = "如有"
	markEach  = "逐项"
	markEnd   = "完"
)

// marker writes a template of the program with placeholders, and learns from it what they stand for.
type marker struct {
	namer
	words *Vocabulary
	code  string
}

// Shipped is the program's own template of a paper as a text with placeholders, and what a template of the paper may say.
func Shipped(procedure *rulebook.Procedure, code string) (text string, words Vocabulary, err error) {
	names, err := wordings()
	if err != nil {
		return "", words, err
	}
	d := &drafter{procedure: procedure, book: procedure.Book(), code: code, facts: rulebook.Facts{}, said: map[string]any{}}
	shape, err := d.shape()
	if err != nil {
		return "", words, err
	}
	words = Vocabulary{Marks: []PlaceholderName{}, Tests: []PlaceholderName{}, More: []PlaceholderName{}, values: map[string]string{}, tests: map[string]string{}, folded: map[string]string{}}
	m := marker{namer{procedure, names}, &words, code}
	text = m.list(shape.Root)
	m.further(shape)
	return text, words, nil
}

// list writes the nodes of a template.
func (m marker) list(l *parse.ListNode) string {
	if l == nil {
		return ""
	}
	var b strings.Builder
	for i, n := range l.Nodes {
		var next parse.Node
		for _, x := range l.Nodes[i+1:] {
			if next = x; !silent(x) {
				break
			}
		}
		switch n := n.(type) {
		case *parse.TextNode:
			b.Write(n.Text)
		case *parse.ActionNode:
			b.WriteString(m.action(n))
		case *parse.IfNode:
			b.WriteString(m.branch(markIf, &n.BranchNode, b.String(), next))
		case *parse.WithNode:
			b.WriteString(m.branch(markWith, &n.BranchNode, b.String(), next))
		case *parse.RangeNode:
			b.WriteString(m.branch(markEach, &n.BranchNode, b.String(), next))
		}
	}
	return b.String()
}

// silent tells whether a node shows nothing: a note, or a name that is given to something.
func silent(n parse.Node) bool {
	a, ok := n.(*parse.ActionNode)
	return ok && (len(a.Pipe.Decl) > 0 || a.Pipe.Cmds[0].Args[0].String() == "note")
}

func (m marker) action(n *parse.ActionNode) string {
	if silent(n) {
		return ""
	}
	w := m.pipe(n.Pipe)
	says := n.Pipe.Cmds[0].Args[0].String() == "say"
	m.words.add(&m.words.Marks, m.words.values, w, "[["+n.Pipe.String()+"]]", says)
	return "{{" + w.Zh + "}}"
}

// branch writes a condition with what stands under it. Where each way begins with a new line, the new line stands before.
func (m marker) branch(word string, n *parse.BranchNode, before string, next parse.Node) string {
	w := m.pipe(n.Pipe)
	m.words.add(&m.words.Tests, m.words.tests, w, n.Pipe.String(), false)
	begins, ways := []string{word + " " + w.Zh}, []string{m.list(n.List)}
	for rest := n.ElseList; rest != nil; {
		if len(rest.Nodes) == 1 {
			if again, ok := rest.Nodes[0].(*parse.IfNode); ok {
				test := m.pipe(again.Pipe)
				m.words.add(&m.words.Tests, m.words.tests, test, again.Pipe.String(), false)
				begins, ways = append(begins, markElsif+" "+test.Zh), append(ways, m.list(again.List))
				rest = again.ElseList
				continue
			}
		}
		begins, ways = append(begins, markElse), append(ways, m.list(rest))
		break
	}
	text, goesOn := next.(*parse.TextNode)
	lines := !strings.HasSuffix(before, "\n") && (next == nil || goesOn && strings.HasPrefix(string(text.Text), "\n")) &&
		!slices.ContainsFunc(ways, func(s string) bool { return !strings.HasPrefix(s, "\n") })
	var b strings.Builder
	if lines {
		b.WriteByte('\n')
	}
	for i, way := range ways {
		if lines {
			way = way[1:]
		}
		b.WriteString("{{" + begins[i] + "}}" + way)
	}
	return b.String() + "{{" + markEnd + "}}"
}

// further adds the words that any template may say: what belongs to no field, the parts, the fields of the procedure.
func (m marker) further(shape *template.Template) {
	v := m.words
	for _, word := range []string{"office", "officers", "today", "number", "day", "county", "evidence", "papers", "major"} {
		v.add(&v.More, v.values, m.names[word], "[["+word+"]]", false)
	}
	for _, t := range shape.Templates() {
		name := "part " + quoted(t.Name())
		if w, known := m.names[name]; known {
			v.add(&v.More, v.values, w, "[["+name+"]]", false)
		}
	}
	for _, name := range fieldNames(m.procedure, m.code) {
		f, known := m.procedure.Field(name)
		if !known || f.Type == rulebook.List || f.Label.Zh == "" {
			continue
		}
		label := f.Label.Zh
		if before := v.values[folded(label)]; before != "" && !strings.Contains(before, quoted(name)) {
			label += "（" + name + "）" // two fields have the same name
		}
		show := "[[v " + quoted(name) + "]]"
		if f.Type == rulebook.Bool {
			show = fmt.Sprintf("[[if known %[1]q]][[if is %[1]q]]是[[else]]否[[end]][[else]][[blank %[2]q]][[end]]", name, label)
			v.add(nil, v.tests, wording{Text: fault.T(label, label)}, "is "+quoted(name), false)
			v.add(nil, v.tests, wording{Text: fault.T("非"+label, label)}, "not (is "+quoted(name)+")", false)
		}
		v.add(&v.More, v.values, wording{Text: fault.T(label, f.Label.En)}, show, false)
		v.add(nil, v.values, wording{Text: fault.T(name, name)}, show, false)
		v.add(nil, v.tests, wording{Text: fault.T("有"+label, label)}, "has "+quoted(name), false)
		v.add(nil, v.tests, wording{Text: fault.T("没有"+label, label)}, "not (has "+quoted(name)+")", false)
	}
}

// fieldNames are the fields that a paper may name: those of the case, and the particulars of the papers, its own first.
func fieldNames(p *rulebook.Procedure, code string) []string {
	var own, names, others []string
	for _, f := range p.Book().Fields {
		if attr, ofPapers := strings.CutPrefix(f.Name, "d.*."); ofPapers {
			own = append(own, "d."+code+"."+attr)
			continue
		}
		names = append(names, f.Name)
	}
	for _, kind := range p.Papers {
		list := &others
		if kind.Code == code {
			list = &own
		} else {
			others = append(others, "d."+kind.Code+".no", "d."+kind.Code+".on", "d."+kind.Code+".served_on", "d."+kind.Code+".served_how")
		}
		for _, k := range kind.KeyFields {
			*list = append(*list, "d."+kind.Code+"."+k.ID)
		}
	}
	return slices.Concat(own, names, others)
}

// Laid sets a written text as a paper in the layout of the programme: its first lines are the head and the title, and who signs
// stands at the right.
func Laid(text string) paper.Document {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimRight(line, " \t　"); line != "" {
			lines = append(lines, line)
		}
	}
	d := paper.Document{}
	short := func(i int) bool {
		return i < len(lines) && len([]rune(placeholders.ReplaceAllString(lines[i], ""))) < 40 && !strings.HasPrefix(lines[i], "　")
	}
	if short(0) && short(1) && !strings.ContainsAny(lines[1], "：:") {
		d.Head, lines = lines[0], lines[1:]
	}
	if short(0) {
		d.Title, lines = lines[0], lines[1:]
	}
	if len(lines) > 0 && numbered.MatchString(lines[0]) {
		d.Number, lines = lines[0], lines[1:]
	}
	signed := 0
	if n := len(lines); n > 0 && datedLine.MatchString(lines[n-1]) {
		signed = 1
		if n > 1 && lines[n-2] == d.Head {
			signed = 2
		}
	}
	for _, line := range lines[:len(lines)-signed] {
		d.Blocks = append(d.Blocks, laidLine(line))
	}
	if signed > 0 {
		d.Blocks = append(d.Blocks, paper.Signature{Names: lines[len(lines)-signed : len(lines)-1], Date: lines[len(lines)-1]})
	}
	return d
}

var (
	placeholders = regexp.MustCompile(`\{\{[^}]*\}\}`)
	marksBefore  = regexp.MustCompile(`^((?:\{\{[^}]*\}\})*)　+`)
	numbered     = regexp.MustCompile(`^(?:\{\{文号\}\}|[^，。：:]{1,20}〔[0-9]{4}〕[^，。]{1,12}号)$`)
	datedLine    = regexp.MustCompile(`^(?:\{\{(?:决定日期|今天日期)\}\}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)$`)
	chapter      = regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、[^。：:，]{1,16}$`)
)

func laidLine(line string) paper.Block {
	switch {
	case chapter.MatchString(line):
		return paper.Heading{Level: 1, Text: line}
	case marksBefore.MatchString(line):
		return paper.Paragraph{Text: marksBefore.ReplaceAllString(line, "$1")}
	}
	return paper.Paragraph{Text: line, Flush: true}
}
