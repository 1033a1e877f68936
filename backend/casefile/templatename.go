package casefile

import (
	"embed"
	"encoding/json"
	"strconv"
	"strings"
	"text/template/parse"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

//go:embed drafts/names.json
var namesFile embed.FS

// wording is how a template in Word calls something that the program's own templates say in their language.
type wording struct {
	fault.Text
	Lines bool `json:"lines,omitempty"` // it stands for whole lines, set in
}

// wordings are the names of all that is no field, by how the templates say it.
func wordings() (map[string]wording, error) {
	raw, err := namesFile.ReadFile("drafts/names.json")
	if err != nil {
		return nil, fault.Wrap("casefile.wordings", err)
	}
	var names map[string]wording
	return names, fault.Wrap("casefile.wordings", json.Unmarshal(raw, &names))
}

// namer gives names to what the templates of a procedure say.
type namer struct {
	procedure *rulebook.Procedure
	names     map[string]wording
}

// pipe names what an action shows.
func (n namer) pipe(p *parse.PipeNode) wording {
	if w, known := n.names[p.String()]; known {
		return w
	}
	if len(p.Cmds) != 1 {
		return wording{Text: fault.T(p.String(), p.String())}
	}
	return n.command(p.Cmds[0])
}

// node names an argument.
func (n namer) node(x parse.Node) wording {
	switch x := x.(type) {
	case *parse.PipeNode:
		return n.pipe(x)
	case *parse.CommandNode:
		return n.command(x)
	case *parse.StringNode:
		return wording{Text: fault.T(x.Text, x.Text)}
	}
	if w, known := n.names[x.String()]; known {
		return w
	}
	return wording{Text: fault.T(x.String(), x.String())}
}

func (n namer) command(c *parse.CommandNode) wording {
	if w, known := n.names[c.String()]; known {
		return w
	}
	args := c.Args[1:]
	join := func(zh, en string) wording {
		var a, b []string
		for _, x := range args {
			w := n.node(x)
			a, b = append(a, w.Zh), append(b, w.En)
		}
		return wording{Text: fault.T(strings.Join(a, zh), strings.Join(b, en))}
	}
	switch word := c.Args[0].String(); {
	case len(args) == 0:
		return n.node(c.Args[0])
	case word == "v" || word == "text" || word == "sum" || word == "list" || word == "field" || word == "is":
		return n.field(args[0])
	case word == "has" || word == "known":
		f := n.field(args[0])
		return wording{Text: fault.T("有"+f.Zh, "there is: "+f.En)}
	case word == "blank":
		w := n.node(args[0])
		return wording{Text: fault.T("待填："+w.Zh, "to be filled in: "+w.En)}
	case word == "say":
		return n.node(args[1])
	case word == "not":
		w := n.node(args[0])
		return wording{Text: fault.T("非 "+w.Zh, "not "+w.En)}
	case word == "and":
		return join(" 且 ", " and ")
	case word == "or":
		return join(" 或 ", " or ")
	case word == "eq" || word == "ne":
		return n.equal(word, args)
	}
	return wording{Text: fault.T(c.String(), c.String())}
}

// field names a field by its label; a particular of the papers by the paper's name too.
func (n namer) field(x parse.Node) wording {
	s, isText := x.(*parse.StringNode)
	if !isText {
		return n.node(x)
	}
	f, known := n.procedure.Field(s.Text)
	if !known {
		return wording{Text: fault.T(s.Text, s.Text)}
	}
	return wording{Text: f.Label}
}

// equal names a comparison: the field, and the entries of its code table.
func (n namer) equal(word string, args []parse.Node) wording {
	left := n.node(args[0])
	table := ""
	if pipe, ok := args[0].(*parse.PipeNode); ok && len(pipe.Cmds) == 1 && len(pipe.Cmds[0].Args) == 2 {
		if s, ok := pipe.Cmds[0].Args[1].(*parse.StringNode); ok {
			f, _ := n.procedure.Field(s.Text)
			table = f.Codes
		}
	}
	var zh, en []string
	for _, x := range args[1:] {
		s, isText := x.(*parse.StringNode)
		if !isText {
			zh, en = append(zh, x.String()), append(en, x.String())
			continue
		}
		label := fault.T(s.Text, s.Text)
		for _, row := range n.procedure.Book().Table(table) {
			if row.ID == s.Text {
				label = row.Label
			}
		}
		zh, en = append(zh, label.Zh), append(en, label.En)
	}
	is, isEn := "为", " is "
	if word == "ne" {
		is, isEn = "不为", " is not "
	}
	return wording{Text: fault.T(left.Zh+is+strings.Join(zh, "、"), left.En+isEn+strings.Join(en, ", "))}
}

// Vocabulary is what a template of one paper may say.
type Vocabulary struct {
	Marks []PlaceholderName `json:"marks"` // what the program's own template of the paper says, in order
	Tests []PlaceholderName `json:"tests"` // the conditions that it asks
	More  []PlaceholderName `json:"more"`  // the other fields of the procedure

	values, tests map[string]string // what a name stands for, in the language of the templates
	folded        map[string]string // names as they are told apart → as they are written
}

// PlaceholderName is a name that stands between braces. Required tells that the template may not lack it.
type PlaceholderName struct {
	Name     string     `json:"name"`
	Label    fault.Text `json:"label"`
	Required bool       `json:"required,omitempty"`
}

// add takes a name up; a name that says something of the paper stays before one that only shows the same.
func (v *Vocabulary) add(list *[]PlaceholderName, values map[string]string, w wording, source string, required bool) {
	key := folded(w.Zh)
	before, known := values[key]
	if !known && list != nil {
		*list = append(*list, PlaceholderName{Name: w.Zh, Label: w.Text, Required: required})
		v.folded[key] = w.Zh
	}
	if !known || strings.HasPrefix(source, "[[say ") && !strings.HasPrefix(before, "[[say ") {
		values[key] = source
		for i := range v.Marks {
			v.Marks[i].Required = v.Marks[i].Required || required && v.Marks[i].Name == w.Zh
		}
	}
}

// folded is a name as names are told apart: without spaces, and of one width.
func folded(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			b.WriteRune(r - 0xFEE0)
		case r == ' ' || r == '\t' || r == '　' || r == '\u00a0' || r == '“' || r == '”' || r == '"' || r == '‘' || r == '’' || r == '\'' || r == '\u200b' || r == '\ufeff':
		default:
			b.WriteRune(r)
		}
	}
	return strings.ToLower(b.String())
}

func quoted(s string) string { return strconv.Quote(s) }
