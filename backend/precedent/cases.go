package precedent

import (
	"context"
	"encoding/json"
	"slices"

	"zhiheng/backend/casefile"
	"zhiheng/backend/store"
)

// Outcome is how a case ended, with the opinion that was given on it. A case without a decision has no Code.
type Outcome struct {
	Code    string   `json:"code"` // of the paper that carries the decision: D27 a penalty, D28 none
	No      string   `json:"no"`
	On      string   `json:"on"`
	Opinion *Opinion `json:"opinion,omitempty"`
}

// Opinion is what legal review said of a case at the end.
type Opinion struct {
	Code string `json:"code"`
	Text string `json:"text"`
	By   string `json:"by"` // person who reviewed
	On   string `json:"on"`
}

// Outcomes knows how cases ended. Decisions and opinions belong to pillars above this one.
type Outcomes interface {
	Outcome(from store.Source, caseID string) (Outcome, error)
}

// CaseSource shows the cases of an office to an index: one text for each, its facts. It shows them whole, whoever asks: who may see
// what is for [Query].May to say, since what a search has learnt of a paper the next one knows too.
type CaseSource struct {
	Files    *casefile.Files
	Outcomes Outcomes
}

// told are the papers that tell the facts of a case which nobody has entered, the best first: the decision, the report at the
// end of the investigation, the notice.
var told = []string{"D27", "D28", "D20", "D21"}

// known is a case as similar cases are found: its card, what its names are, and what the law and the standard say of a fine.
type known struct {
	Paper
	names []string
	facts string
	law   Band
	band  Band
}

// Head implements [Source].
func (s CaseSource) Head(ctx context.Context) (Head, error) {
	seq, cases, err := s.Files.CaseHead(store.Whole(ctx))
	return Head{Seq: seq, Papers: cases}, err
}

// Mark implements [Source].
func (s CaseSource) Mark(ctx context.Context, seq int64) (string, error) {
	return s.Files.Mark(store.Whole(ctx), seq)
}

// Changes implements [Source].
func (s CaseSource) Changes(ctx context.Context, after int64, limit int) ([]Change, error) {
	changes, err := s.Files.CaseChanges(store.Whole(ctx), after, limit)
	list := make([]Change, len(changes))
	for i, c := range changes {
		list[i] = Change{Seq: c.Seq, Paper: c.ID, Gone: c.Gone}
	}
	return list, err
}

// Paper implements [Source]: a case as a card. Kind is the paper that carries its decision, On the day of it, Amount the fine.
func (s CaseSource) Paper(ctx context.Context, id string) (p Paper, err error) {
	err = s.Files.Store.View(store.Whole(ctx), func(r *store.Reader) error {
		k, err := s.known(r, id)
		p = k.Paper
		return err
	})
	return p, err
}

// Text implements [Source]: the facts of a case.
func (s CaseSource) Text(ctx context.Context, id string) (pages []Page, err error) {
	ctx = store.Whole(ctx)
	var facts string
	err = s.Files.Store.View(ctx, func(r *store.Reader) error {
		k, err := s.known(r, id)
		facts = k.facts
		return err
	})
	if err != nil {
		return nil, err
	}
	if facts == "" {
		if facts, err = s.told(ctx, id); err != nil || facts == "" {
			return nil, err
		}
	}
	return []Page{{No: 1, Text: facts}}, nil
}

// told is the text of the paper that tells most of a case.
func (s CaseSource) told(ctx context.Context, id string) (text string, err error) {
	var papers []casefile.Paper
	err = s.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		papers, err = casefile.PapersOf(r, id)
		return err
	})
	for _, code := range told {
		i := slices.IndexFunc(papers, func(p casefile.Paper) bool { return p.Code == code })
		if err != nil || i < 0 {
			continue
		}
		pages, err := s.Files.Pages(ctx, papers[i])
		if err != nil {
			return "", err
		}
		return casefile.Join(pages), nil
	}
	return "", err
}

// known reads what is known of a case.
func (s CaseSource) known(from store.Source, id string) (k known, err error) {
	c, err := casefile.CaseOf(from, id)
	if err != nil {
		return k, err
	}
	fields, err := casefile.FieldsOf(from, c.ID)
	if err != nil {
		return k, err
	}
	outcome, err := s.Outcomes.Outcome(from, c.ID)
	if err != nil {
		return k, err
	}
	_, restricted, err := casefile.RestrictionOf(from, c.ID)
	if err != nil {
		return k, err
	}
	k.Paper = Paper{Restricted: restricted, ID: c.ID, Case: c.ID, CaseNo: c.No, CaseTitle: c.Title, Amount: c.Amount, Kind: outcome.Code, On: outcome.On}
	if k.On == "" {
		k.On = c.FiledOn
	}
	procedure, _ := s.Files.Procedure(c)
	for _, f := range fields {
		k.take(f)
		var secret string
		if spec, named := procedure.Field(f.Name); named && spec.Sensitive && json.Unmarshal(f.Value, &secret) == nil && secret != "" {
			k.Sensitive = append(k.Sensitive, secret)
		}
	}
	return k, nil
}

// take puts a confirmed value where it belongs. What cannot be read was never confirmed as what it is named for.
func (k *known) take(f casefile.Field) {
	into := map[string]any{"c.facts": &k.facts, "x.law_pen": &k.Articles, "x.factor": &k.Degree,
		"x.fine_min": &k.law.Low, "x.fine_max": &k.law.High, "x.band_min": &k.band.Low, "x.band_max": &k.band.High}
	if place, wanted := into[f.Name]; wanted {
		_ = json.Unmarshal(f.Value, place) // stays empty
		return
	}
	var text string
	if json.Unmarshal(f.Value, &text) != nil || text == "" {
		return
	}
	switch f.Name {
	case "c.cause", "c.item":
		k.Types = append(k.Types, text)
	case "p.name":
		k.Party = []string{text}
		k.names = append(k.names, text)
	case "p.legal_rep":
		k.names = append(k.names, text)
	}
}
