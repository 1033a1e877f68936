package httpapi

import (
	"context"
	"net/http"
	"reflect"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// Rulebook is what the screens need of the law: lists and labels.
type Rulebook struct {
	Version     string                 `json:"version"`
	Hash        string                 `json:"hash"`
	Kinds       []KindInfo             `json:"kinds"`
	States      []StateInfo            `json:"states"`
	Transitions []TransitionInfo       `json:"transitions"`
	Papers      []PaperInfo            `json:"papers"`
	Fields      []FieldInfo            `json:"fields"`
	Codes       map[string][]CodeLabel `json:"codes"`
	Headings    []CodeLabel            `json:"headings"`
	Opinions    []OpinionInfo          `json:"opinions"`
	Grounds     []GroundInfo           `json:"grounds"`
	Roles       []LabelledID           `json:"roles"`
}

// LabelledID is an id with its label.
type LabelledID struct {
	ID    string     `json:"id"`
	Label fault.Text `json:"label"`
}

// CodeLabel is a code with its label.
type CodeLabel struct {
	Code  string     `json:"code"`
	Label fault.Text `json:"label"`
}

// ProcedureInfo is a course of an action. TitleHint says how the title of a case is made up.
type ProcedureInfo struct {
	LabelledID
	TitleHint fault.Text `json:"title_hint"`
}

// KindInfo is a kind of enforcement action with the procedures in which it can be handled.
type KindInfo struct {
	LabelledID
	Procedures []ProcedureInfo `json:"procedures"`
}

// StateInfo is a state of the cases of some procedures.
type StateInfo struct {
	LabelledID
	Phase      string   `json:"phase"`
	Final      bool     `json:"final"`
	Procedures []string `json:"procedures"`
}

// TransitionInfo is a step between states.
type TransitionInfo struct {
	ID    string     `json:"id"`
	From  []string   `json:"from"`
	To    string     `json:"to"`
	Label fault.Text `json:"label"`

	Procedures []string `json:"procedures"`
}

// PaperInfo is a kind of paper. Fields are its own particulars, named d.<code>.<id>; what all papers have is among the
// fields of the book as d.*.<id>. Drafted ones can be written by the program from the facts of a case.
type PaperInfo struct {
	Code    string      `json:"code"`
	Name    fault.Text  `json:"name"`
	Side    string      `json:"side"`
	Level   string      `json:"level"`
	Drafted bool        `json:"drafted"`
	Decides bool        `json:"decides" doc:"carries a decision: number and day come from issuing it"`
	Fields  []FieldInfo `json:"fields"`

	Procedures []string `json:"procedures"`
}

// FieldInfo is a field. Codes names the table of a coded one. Computed ones cannot be typed.
type FieldInfo struct {
	Name      string     `json:"name"`
	Type      string     `json:"type"`
	Label     fault.Text `json:"label"`
	Group     string     `json:"group"`
	Unit      string     `json:"unit,omitempty"`
	Codes     string     `json:"codes,omitempty"`
	Sensitive bool       `json:"sensitive"`
	Computed  bool       `json:"computed"`
}

// OpinionInfo is a kind of review opinion.
type OpinionInfo struct {
	CodeLabel
	Passes bool       `json:"passes"`
	Effect fault.Text `json:"effect"`
}

// GroundInfo is a ground for not publishing. Blocks means that nothing is published at all.
type GroundInfo struct {
	CodeLabel
	Blocks    bool `json:"blocks"`
	Restricts bool `json:"restricts,omitempty" doc:"a case may be kept from others by it"`
}

func (s *Server) rulebookRoutes() {
	handle(s, http.MethodGet, "/api/rulebook", signedIn, "Lists and labels of the rulebook", func(context.Context, account.Person, *nothing) (Rulebook, error) {
		return bookOf(s.Files.Rules.Current()), nil
	})
}

// bookOf shows a book to the screens. States, steps and papers that are the same in several procedures are listed once.
func bookOf(b *rulebook.Book) Rulebook {
	out := Rulebook{Version: b.Version, Hash: b.Hash, Kinds: []KindInfo{}, States: []StateInfo{}, Transitions: []TransitionInfo{}, Papers: []PaperInfo{}, Fields: []FieldInfo{},
		Codes: map[string][]CodeLabel{}, Headings: []CodeLabel{}, Opinions: []OpinionInfo{}, Grounds: []GroundInfo{}, Roles: []LabelledID{}}
	for _, c := range b.Codes {
		out.Codes[c.Table] = append(out.Codes[c.Table], CodeLabel{c.ID, c.Label})
	}
	for _, k := range b.PenaltyKinds {
		out.Codes["penalty_kind"] = append(out.Codes["penalty_kind"], CodeLabel{k.ID, k.Label})
	}
	for _, r := range b.Recordings {
		out.Codes["recording_event"] = append(out.Codes["recording_event"], CodeLabel{r.ID, r.Label})
	}
	for _, r := range b.Retentions {
		if r.Of == "recording" {
			out.Codes["recording_retention"] = append(out.Codes["recording_retention"], CodeLabel{r.ID, r.Label})
		}
	}
	for _, p := range b.Procedures {
		out.addProcedure(p)
	}
	for _, code := range b.Table("kind") {
		if procedures := b.OfKind(code.ID); len(procedures) > 0 {
			out.Kinds = append(out.Kinds, kindInfo(code.ID, code.Label, procedures))
		}
	}
	for _, f := range b.Fields {
		out.Fields = append(out.Fields, fieldInfo(f))
	}
	for _, h := range b.Headings {
		out.Headings = append(out.Headings, CodeLabel{h.ID, h.Label})
	}
	for _, o := range b.Opinions {
		out.Opinions = append(out.Opinions, OpinionInfo{CodeLabel{o.ID, o.Label}, o.Passes, o.Then})
	}
	for _, g := range b.Grounds {
		out.Grounds = append(out.Grounds, GroundInfo{CodeLabel{g.ID, g.Label}, g.Effect == "withhold" || g.Effect == "seal", g.Restricts == rulebook.RestrictsCase})
	}
	for _, r := range b.Roles {
		out.Roles = append(out.Roles, LabelledID{r.ID, r.Label})
	}
	return out
}

func kindInfo(id string, label fault.Text, procedures []*rulebook.Procedure) KindInfo {
	info := KindInfo{LabelledID{id, label}, []ProcedureInfo{}}
	for _, p := range procedures {
		info.Procedures = append(info.Procedures, ProcedureInfo{LabelledID{p.ID, p.Label}, p.Title})
	}
	return info
}

func fieldInfo(f rulebook.Field) FieldInfo {
	info := FieldInfo{Name: f.Name, Type: string(f.Type), Label: f.Label, Group: f.Group, Codes: f.Codes, Sensitive: f.Sensitive, Computed: f.Computed}
	if f.Type == rulebook.Money {
		info.Unit = "fen"
	}
	return info
}

func paperInfo(p *rulebook.Procedure, paper rulebook.Paper) PaperInfo {
	info := PaperInfo{paper.Code, paper.Label, paper.Side, paper.Level, slices.Contains(casefile.DraftCodes(p), paper.Code), paper.Decides != "", []FieldInfo{}, nil}
	for _, own := range paper.KeyFields {
		if field, known := p.Field("d." + paper.Code + "." + own.ID); known {
			info.Fields = append(info.Fields, fieldInfo(field))
		}
	}
	return info
}

func (out *Rulebook) addProcedure(p *rulebook.Procedure) {
	for _, state := range p.Lifecycle.States {
		info := StateInfo{LabelledID{state.ID, state.Label}, state.Phase, state.Final, nil}
		out.States = shared(out.States, info, func(o *StateInfo) *[]string { return &o.Procedures }, p.ID)
	}
	for _, t := range p.Lifecycle.Transitions {
		info := TransitionInfo{t.ID, append([]string{}, t.From...), t.To, t.Label, nil}
		out.Transitions = shared(out.Transitions, info, func(o *TransitionInfo) *[]string { return &o.Procedures }, p.ID)
	}
	for _, paper := range p.Papers {
		out.Papers = shared(out.Papers, paperInfo(p, paper), func(o *PaperInfo) *[]string { return &o.Procedures }, p.ID)
	}
}

// shared adds a row of a procedure to a list, or the procedure to the same row of another one.
func shared[T any](list []T, row T, procedures func(*T) *[]string, id string) []T {
	for i := range list {
		other := list[i]
		*procedures(&other) = nil
		if reflect.DeepEqual(other, row) {
			of := procedures(&list[i])
			*of = append(*of, id)
			return list
		}
	}
	*procedures(&row) = []string{id}
	return append(list, row)
}
