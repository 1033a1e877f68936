package precedent

import (
	"context"
	"slices"

	"zhiheng/backend/casefile"
	"zhiheng/backend/store"
)

// Desk finds the cases of the office's past that are like another one.
type Desk struct {
	Files    *casefile.Files
	Outcomes Outcomes
	Cases    *Index // over a CaseSource
	Others   *Index // over Collections

	Collections *CollectionSource
}

// leastShare is how much of the facts a case must share that has nothing else in common.
const leastShare = 0.3

// Past asks for similar cases: to a case, or to a text when there is no case.
type Past struct {
	Case    string // id
	Text    string
	Limit   int
	Decided bool // only cases with a decision
	May     func(Paper) bool
}

// Why is what two cases have in common. Near is set when the fines differ by less than half of the larger.
type Why struct {
	Articles []string `json:"articles"`
	Types    []string `json:"types"`
	Words    []string `json:"words"`
	Degree   string   `json:"degree,omitempty"` // code of the discretion, when it is the same
	Near     bool     `json:"near"`
}

// PastCase is a similar case. Copies counts further cases told in nearly the same words.
type PastCase struct {
	Case    string  `json:"case"`
	No      string  `json:"no"`
	Title   string  `json:"title"`
	Fine    int64   `json:"fine"`
	Degree  string  `json:"degree"`
	Score   float64 `json:"score"`
	Why     Why     `json:"why"`
	Outcome Outcome `json:"outcome"`
	Copies  []Copy  `json:"copies"`
	Marks   []Mark  `json:"marks"`
}

// Copy is a case told in nearly the same words as another.
type Copy struct {
	Case    string `json:"case"`
	No      string `json:"no"`
	Decided bool   `json:"decided"`
	Fine    int64  `json:"fine"`
}

// PastCases are the similar cases, the most similar first. Types are what this is about; Guessed says that nobody has
// entered it and the nearest cases were asked.
type PastCases struct {
	Cases   []PastCase `json:"cases"`
	Types   []string   `json:"types"`
	Guessed bool       `json:"guessed"`
	Facts   bool       `json:"facts"` // there is a text to compare
	State   State      `json:"index"`
	Others  []Foreign  `json:"others"` // of collections, in an order of their own
	TookMs  int64      `json:"took_ms"`
	Rate    HitRate    `json:"rate"`
}

// Similar finds the cases that are most like one, and says why.
func (d *Desk) Similar(ctx context.Context, ask Past) (out PastCases, err error) {
	mine, err := d.mine(ctx, ask)
	if err != nil {
		return out, err
	}
	out = PastCases{Cases: []PastCase{}, Others: []Foreign{}, Types: []string{}, Facts: mine.facts != ""}
	found, err := d.Cases.Similar(ctx, Likeness{Text: mine.facts, Types: mine.Types, Names: mine.names, Except: ask.Case, Limit: ask.Limit, May: ask.May,
		Among: func(p Paper) bool { return !ask.Decided || p.Kind != "" }})
	if err != nil {
		return out, err
	}
	out.Types, out.Guessed, out.State, out.TookMs = found.Types, found.Guessed, found.State, found.TookMs
	if out.Others, err = d.foreign(ctx, mine, mine.Types); err != nil {
		return out, err
	}
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		marks, err := marksOf(r, ask.Case)
		if err != nil {
			return err
		}
		for _, hit := range found.Hits {
			hit = decidedFirst(hit)
			p := hit.Paper
			if hit.Kin == 0 && hit.Share < leastShare {
				continue // nearest of all, and not near
			}
			one := PastCase{Case: p.ID, No: p.CaseNo, Title: p.CaseTitle, Fine: p.Amount, Degree: p.Degree, Score: hit.Score, Why: why(mine, found.Types, hit),
				Copies: []Copy{}, Marks: append([]Mark{}, marks[p.ID]...)}
			if one.Outcome, err = d.Outcomes.Outcome(r, p.ID); err != nil {
				return err
			}
			for _, c := range hit.Copies {
				one.Copies = append(one.Copies, Copy{c.ID, c.CaseNo, c.Kind != "", c.Amount})
			}
			out.Cases = append(out.Cases, one)
		}
		return nil
	})
	if err == nil {
		out.Rate, err = d.HitRate(ctx)
	}
	return out, err
}

// decidedFirst lets a case with a decision stand for those that are told in nearly the same words.
func decidedFirst(hit Alike) Alike {
	i := slices.IndexFunc(hit.Copies, func(p Paper) bool { return p.Kind != "" })
	if hit.Paper.Kind != "" || i < 0 {
		return hit
	}
	copies := slices.Clone(hit.Copies)
	hit.Paper, copies[i] = copies[i], hit.Paper
	hit.Copies = copies
	return hit
}

// mine is what is known of the case that is asked about; of a text, the text.
func (d *Desk) mine(ctx context.Context, ask Past) (k known, err error) {
	if ask.Case == "" {
		return known{facts: ask.Text}, nil
	}
	source := CaseSource{d.Files, d.Outcomes}
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		k, err = source.known(r, ask.Case)
		return err
	})
	if err == nil && k.facts == "" {
		k.facts, err = source.told(ctx, k.ID)
	}
	return k, err
}

func why(mine known, types []string, hit Alike) Why {
	w := Why{Articles: []string{}, Types: []string{}, Words: hit.Words}
	for _, article := range hit.Paper.Articles {
		if slices.ContainsFunc(mine.Articles, func(own string) bool { return articleTerm(own) == articleTerm(article) }) {
			w.Articles = append(w.Articles, article)
		}
	}
	for _, t := range hit.Paper.Types {
		if slices.Contains(types, t) {
			w.Types = append(w.Types, t)
		}
	}
	if mine.Degree != "" && mine.Degree == hit.Paper.Degree {
		w.Degree = mine.Degree
	}
	less, more := min(mine.Amount, hit.Paper.Amount), max(mine.Amount, hit.Paper.Amount)
	w.Near = less > 0 && 2*less > more
	return w
}
