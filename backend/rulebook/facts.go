package rulebook

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// Facts are what is known about a case: values by canonical field name.
//
//	"x.fine":            int64(12000000)   money in fen
//	"p.type":            "entity"
//	"x.kinds":           []string{"010103"}
//	"d.D21.served_on":   "2026-03-20"      an attribute of the paper D21
//	"d.D22.present":     false             the dossier holds no D22
//	"off":               []map[string]any{{"name": …, "cert_no": …}}
//	"today":             "2026-04-29"
//
// A name that is absent, or whose value is nil, is not known. An empty string or list is known to be nothing: "h.held_on": ""
// says that no hearing was held. d.<code>.present is known for every paper: where it is absent it is true if there is any
// other attribute of that paper, and else false. param.<id> overrides a parameter, to try a threshold out.
type Facts map[string]any

// Clone copies the facts one level deep.
func (f Facts) Clone() Facts { return maps.Clone(f) }

// Complete adds to the facts what holds as long as nobody has said otherwise: the defaults, and what other facts give.
func (p *Procedure) Complete(f Facts) {
	for _, field := range p.book.Fields {
		if f[field.Name] == nil && field.Default != nil {
			f[field.Name], _ = field.Clean(field.Default) // checked when the book was loaded
		}
	}
	for _, field := range p.book.Fields {
		if f[field.Name] != nil || field.Derive == "" {
			continue
		}
		if verdict := p.judge(field.Derive, f).Verdict; verdict == Met || verdict == NotMet {
			f[field.Name] = verdict == Met
		}
	}
}

// has tells whether the dossier holds a paper, by the facts.
func (f Facts) has(code string) bool {
	prefix := "d." + code + "."
	if present, ok := f[prefix+"present"].(bool); ok {
		return present
	}
	for name, value := range f {
		if value != nil && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// filled tells whether a field is known and not empty.
func (f Facts) filled(name string) bool {
	switch v := f[name].(type) {
	case nil:
		return false
	case string:
		return v != ""
	case []string:
		return len(v) > 0
	case []any:
		return len(v) > 0
	case []map[string]any:
		return len(v) > 0
	}
	return true
}

// CheckFacts says which names the procedure does not know and which values are of the wrong type; nil if all is well.
func (p *Procedure) CheckFacts(f Facts) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(f)) {
		if id, ok := strings.CutPrefix(name, "param."); ok {
			if _, ok := p.book.parameters[id]; !ok {
				errs = append(errs, fmt.Errorf("unknown parameter %s", id))
			}
			continue
		}
		field, ok := p.Field(name)
		if !ok {
			errs = append(errs, fmt.Errorf("unknown field %s", name))
			continue
		}
		if _, err := field.Clean(f[name]); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "rulebook.check_facts", fault.Tf("有%d个字段的名称或值不对", "%d fields have a wrong name or value",
		len(errs))).WithCause(errors.Join(errs...))
}

// day is the day by which rows are in force: that of the decision, else today; empty if neither is known.
func (p *Procedure) day(f Facts) string {
	for _, paper := range p.Decisions() {
		if day, _ := f["d."+paper.Code+".on"].(string); day != "" {
			return day
		}
	}
	day, _ := f["today"].(string)
	return day
}

// value looks a name up as a condition sees it. ok is false if it is not known.
func (p *Procedure) value(f Facts, name string) (value any, ok bool) {
	if id, isParam := strings.CutPrefix(name, "param."); isParam {
		if v, set := f[name]; set && v != nil {
			param, _ := find(p.book.Parameters, id, func(q Parameter) string { return q.ID })
			clean, err := Field{Type: param.Type}.Clean(v)
			return clean, err == nil
		}
		return p.book.parameters[id], true
	}
	if code, attr, isPaper := paperField(name); isPaper && attr == "present" {
		return f.has(code), true
	} else if isPaper && attr == "count" && !f.has(code) {
		return int64(0), true
	}
	raw, known := f[name]
	if !known || raw == nil {
		return nil, false
	}
	field, known := p.Field(name)
	if !known {
		return nil, false
	}
	clean, err := field.Clean(raw)
	return clean, err == nil && clean != nil
}

// seen lists the fields that a condition looked at, with their values.
func (p *Procedure) seen(f Facts, names []string) []FieldValue {
	out := make([]FieldValue, 0, len(names))
	for _, name := range names {
		fv := FieldValue{Name: name}
		fv.Value, fv.Known = p.value(f, name)
		if id, isParam := strings.CutPrefix(name, "param."); isParam {
			param, _ := find(p.book.Parameters, id, func(q Parameter) string { return q.ID })
			fv.Label, fv.Type = param.Label, param.Type
		} else if field, ok := p.Field(name); ok {
			fv.Label, fv.Type = field.Label, field.Type
		}
		out = append(out, fv)
	}
	return out
}
