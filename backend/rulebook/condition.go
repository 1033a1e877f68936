package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// Verdict is what came of a condition.
type Verdict string

// The verdicts. Unknown is never Met and never NotMet: something has to be found out first. NotApplicable comes only from
// rows that say when they apply.
const (
	Met           Verdict = "met"
	NotMet        Verdict = "not_met"
	Unknown       Verdict = "unknown"
	NotApplicable Verdict = "not_applicable"
)

// Outcome is a verdict with what it rests on.
type Outcome struct {
	Verdict Verdict      `json:"verdict"`
	Missing []string     `json:"missing,omitempty"` // for Unknown: the fields that would settle it
	Seen    []FieldValue `json:"seen,omitempty"`    // the fields that the condition looks at
	Note    string       `json:"note,omitempty"`    // for Unknown: what could not be calculated, in words for the log
}

// Condition is a compiled condition of a procedure. It is safe for concurrent use.
type Condition struct {
	source    string
	fields    []string // canonical names, in the order of their first use
	variables []string // the same, as CEL writes them
	program   cel.Program
	procedure *Procedure
}

// conditions is the language of a procedure and what has been compiled in it, by source text. It is filled while loading
// and only read afterwards.
type conditions struct {
	env      *cel.Env
	compiled map[string]*Condition
	shared   map[string]*Condition // of all procedures that speak this language
}

// celTypes says how the types of field look in conditions.
var celTypes = map[Type]*cel.Type{
	Text: cel.StringType, Date: cel.StringType, Instant: cel.StringType, CodeOf: cel.StringType,
	Int: cel.IntType, Money: cel.IntType, Bool: cel.BoolType,
	Texts: cel.ListType(cel.StringType),
	List:  cel.ListType(cel.MapType(cel.StringType, cel.DynType)),
}

// declaration is a variable of a language.
type declaration struct {
	name string
	of   Type
}

// declared lists the variables of a procedure's conditions: every field, paper attribute and parameter.
func (p *Procedure) declared() []declaration {
	var out, attributes []declaration
	for _, f := range p.book.Fields {
		if attr, ok := strings.CutPrefix(f.Name, "d.*."); ok {
			attributes = append(attributes, declaration{attr, f.Type})
			continue
		}
		out = append(out, declaration{f.Name, f.Type})
	}
	for _, paper := range p.Papers {
		for _, a := range attributes {
			out = append(out, declaration{"d." + paper.Code + "." + a.name, a.of})
		}
		for _, k := range paper.KeyFields {
			out = append(out, declaration{"d." + paper.Code + "." + k.ID, k.Type})
		}
	}
	for _, param := range p.book.Parameters {
		out = append(out, declaration{"param." + param.ID, param.Type})
	}
	return out
}

// language makes a CEL environment in which every variable is typed, so that a wrong name or type is found when a condition
// is compiled.
func (p *Procedure) language(declared []declaration) (*cel.Env, error) {
	var options []cel.EnvOption
	for _, d := range declared {
		if t, ok := celTypes[d.of]; ok {
			options = append(options, cel.Variable(variable(d.name), t))
		}
	}
	return cel.NewEnv(append(options, p.book.functions()...)...)
}

// variable writes a canonical name as CEL can read it: paper codes may have a hyphen, names may not.
func variable(name string) string { return strings.ReplaceAll(name, "-", "_") }

// Compile compiles a condition. An error says what is wrong with it in CEL's words.
func (p *Procedure) Compile(source string) (*Condition, error) {
	if c, ok := p.conditions.compiled[source]; ok {
		return c, nil
	}
	ast, issues := p.conditions.env.Compile(source)
	if err := issues.Err(); err != nil {
		return nil, err
	}
	if ast.OutputType() != cel.BoolType {
		return nil, fmt.Errorf("the condition gives %s, not a bool", ast.OutputType())
	}
	program, err := p.conditions.env.Program(ast, cel.EvalOptions(cel.OptOptimize, cel.OptPartialEval))
	if err != nil {
		return nil, err
	}
	c := &Condition{source: source, program: program, procedure: p}
	refs := ast.NativeRep().ReferenceMap()
	ids := make([]int64, 0, len(refs))
	for id := range refs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		name := refs[id].Name
		if name == "" || refs[id].Value != nil || slices.Contains(c.variables, name) {
			continue
		}
		if canonical, ok := p.canonical(name); ok {
			c.variables = append(c.variables, name)
			c.fields = append(c.fields, canonical)
		}
	}
	return c, nil
}

// compileShared compiles a condition once for all procedures that speak the same language.
func (p *Procedure) compileShared(source string) (*Condition, error) {
	c := p.conditions.shared[source]
	if c == nil {
		var err error
		if c, err = p.Compile(source); err != nil {
			return nil, err
		}
		p.conditions.shared[source] = c
	}
	own := *c
	own.procedure = p
	return &own, nil
}

// canonical turns a CEL variable back into the canonical name; ok is false for names bound inside the expression.
func (p *Procedure) canonical(name string) (string, bool) {
	if strings.HasPrefix(name, "param.") {
		return name, true
	}
	if _, ok := p.Field(name); ok {
		return name, true
	}
	code, attr, ok := paperField(name)
	if !ok {
		return "", false
	}
	name = "d." + strings.ReplaceAll(code, "_", "-") + "." + attr
	_, ok = p.Field(name)
	return name, ok
}

// Fields lists the canonical names that the condition looks at.
func (c *Condition) Fields() []string { return slices.Clone(c.fields) }

// Source returns the condition as written.
func (c *Condition) Source() string { return c.source }

// Eval judges the facts.
func (c *Condition) Eval(f Facts) Outcome {
	out := Outcome{Verdict: Unknown, Seen: c.procedure.seen(f, c.fields)}
	known := make(map[string]any, len(c.fields))
	var gaps []*cel.AttributePatternType
	for i, fv := range out.Seen {
		if fv.Known {
			known[c.variables[i]] = fv.Value
		} else {
			gaps = append(gaps, cel.AttributePattern(c.variables[i]))
		}
	}
	vars, err := cel.PartialVars(known, gaps...)
	if err != nil {
		out.Note = err.Error()
		return out
	}
	result, _, err := c.program.Eval(vars)
	switch v := result.(type) {
	case types.Bool:
		out.Verdict = NotMet
		if v {
			out.Verdict = Met
		}
		return out
	case *types.Unknown:
		for _, id := range v.IDs() {
			trails, _ := v.GetAttributeTrails(id)
			for _, trail := range trails {
				if i := slices.Index(c.variables, trail.Variable()); i >= 0 && !slices.Contains(out.Missing, c.fields[i]) {
					out.Missing = append(out.Missing, c.fields[i])
				}
			}
		}
		slices.Sort(out.Missing)
	}
	if err != nil {
		out.Note = err.Error()
	}
	if len(out.Missing) == 0 {
		for _, fv := range out.Seen {
			if !fv.Known {
				out.Missing = append(out.Missing, fv.Name)
			}
		}
	}
	return out
}

// judge evaluates a condition of the book's own rows. An empty one is met.
func (p *Procedure) judge(source string, f Facts) Outcome {
	if source == "" {
		return Outcome{Verdict: Met}
	}
	c, ok := p.conditions.compiled[source]
	if !ok { // not possible after loading
		return Outcome{Verdict: Unknown, Note: "not compiled: " + source}
	}
	return c.Eval(f)
}

// judgeWhen evaluates a requirement that applies only under a condition.
func (p *Procedure) judgeWhen(when, require string, f Facts) Outcome {
	applies := p.judge(when, f)
	switch applies.Verdict {
	case NotMet:
		applies.Verdict = NotApplicable
		return applies
	case Unknown:
		if p.judge(require, f).Verdict != Met {
			return applies
		}
	}
	out := p.judge(require, f)
	for _, fv := range applies.Seen {
		if !slices.ContainsFunc(out.Seen, func(s FieldValue) bool { return s.Name == fv.Name }) {
			out.Seen = append(out.Seen, fv)
		}
	}
	return out
}
