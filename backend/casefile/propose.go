package casefile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/extract"
	"zhiheng/backend/rulebook"
)

// mostValues is how many different values of one field are proposed out of one paper.
const mostValues = 3

// propose turns what a paper says into values for the case's fields, each with the place where it stands.
func propose(procedure *rulebook.Procedure, paperID, code string, pages []extract.Page) []Proposal {
	found := map[string][]Proposal{}
	var order []string
	for _, fact := range extract.Facts(pages) {
		for _, p := range procedure.Proposals(code, string(fact.Kind), fact.Label) {
			name := p.Field
			if attribute, ours := strings.CutPrefix(name, "d.this."); ours {
				if code == "" {
					continue
				}
				name = "d." + code + "." + attribute
			}
			field, known := procedure.Field(name)
			if _, decision := doorField(procedure, name); !known || decision {
				continue
			}
			if found[name] == nil {
				order = append(order, name)
			}
			found[name] = addValue(found[name], field, fact, p.Weight)
		}
	}
	var list []Proposal
	for _, name := range order {
		for _, p := range found[name] {
			p.ID, p.Paper = fmt.Sprintf("%s-%d", paperID, len(list)+1), paperID
			list = append(list, p)
		}
	}
	return list
}

// Read turns what a paper says into values for the case's fields, as they are proposed when it comes in.
func Read(procedure *rulebook.Procedure, p Paper, pages []extract.Page) []Proposal {
	return propose(procedure, p.ID, p.Code, pages)
}

// addValue adds a fact to the proposals for one field: to the list, for a field that holds a list; else as another value,
// unless it is there already.
func addValue(list []Proposal, field rulebook.Field, fact extract.Fact, weight int) []Proposal {
	place := Place{Page: fact.Page, Start: fact.Offset, Length: fact.Length, Quote: fact.Quote}
	if field.Type == rulebook.Texts {
		var values []string
		if len(list) > 0 {
			_ = json.Unmarshal(list[0].Value, &values) // it was marshalled below
		} else {
			list = []Proposal{{Field: field.Name, Weight: weight, Place: place}}
		}
		if !slices.Contains(values, fact.Value) {
			values = append(values, fact.Value)
		}
		list[0].Value, _ = json.Marshal(values) // strings always marshal
		return list
	}
	raw, ok := factValue(field, fact.Value)
	if !ok || len(list) >= mostValues || slices.ContainsFunc(list, func(p Proposal) bool { return string(p.Value) == string(raw) }) {
		return list
	}
	return append(list, Proposal{Field: field.Name, Value: raw, Weight: weight, Place: place})
}

// factValue is a fact's value as JSON in the type of a field; false if it is none.
func factValue(field rulebook.Field, text string) (json.RawMessage, bool) {
	var v any = text
	if field.Type == rulebook.Money || field.Type == rulebook.Int {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, false
		}
		v = n
	}
	clean, err := field.Clean(v)
	if err != nil {
		return nil, false
	}
	raw, err := json.Marshal(clean)
	return raw, err == nil
}

// face is what a paper says of itself: its number and its day, if its proposals tell.
func face(code string, proposals []Proposal) (no, madeOn string) {
	for _, p := range proposals {
		var text string
		if json.Unmarshal(p.Value, &text) != nil {
			continue
		}
		switch {
		case p.Field == "d."+code+".no" && no == "":
			no = text
		case p.Field == "d."+code+".on" && madeOn == "":
			madeOn = text
		}
	}
	return no, madeOn
}
