package httpapi

import (
	"context"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// Citation is a place in a paper that a reviewer, or the machine, points to: a page, words on it, a box on it, or a stretch
// of a recording.
type Citation struct {
	Paper  string  `json:"paper"`
	Page   int     `json:"page"`
	Quote  string  `json:"quote" maxLength:"4000"`
	Offset int     `json:"offset,omitempty"`
	Length int     `json:"length,omitempty"`
	Region *Region `json:"region,omitempty"`
	Span   *Span   `json:"span,omitempty"`
}

// Region is a box on an upright page: its sides in ten-thousandths of the page's width and height.
type Region struct {
	X      int `json:"x" minimum:"0" maximum:"10000"`
	Y      int `json:"y" minimum:"0" maximum:"10000"`
	Width  int `json:"width" minimum:"1" maximum:"10000"`
	Height int `json:"height" minimum:"1" maximum:"10000"`
}

// Span is a stretch of a recording, in milliseconds from its beginning.
type Span struct {
	From int64 `json:"from" minimum:"0"`
	To   int64 `json:"to" minimum:"1"`
}

// ItemFinding is what stands on the disk about a point after it was judged.
type ItemFinding struct {
	ID      string     `json:"id"`
	Finding string     `json:"finding" enum:"met,not_met,not_applicable,unchecked"`
	Remark  string     `json:"remark"`
	Proofs  []Citation `json:"proofs"`
	By      *Ref       `json:"by,omitempty"`
	At      string     `json:"at,omitempty"`
	Carried int        `json:"carried"`
}

func citationOf(p casefile.Place) Citation {
	out := Citation{Paper: p.Paper, Page: p.Page, Quote: p.Quote, Offset: p.Start, Length: p.Length}
	if p.Region != (casefile.Region{}) {
		region := Region(p.Region)
		out.Region = &region
	}
	if p.Span != (casefile.Span{}) {
		span := Span(p.Span)
		out.Span = &span
	}
	return out
}

func citationsOf(places []casefile.Place) []Citation {
	list := []Citation{}
	for _, p := range places {
		list = append(list, citationOf(p))
	}
	return list
}

func (c Citation) place() casefile.Place {
	p := casefile.Place{Paper: c.Paper, Page: c.Page, Start: c.Offset, Length: c.Length, Quote: c.Quote}
	if c.Region != nil {
		p.Region = casefile.Region(*c.Region)
	}
	if c.Span != nil {
		p.Span = casefile.Span(*c.Span)
	}
	return p
}

// judge records a finding and answers with what now stands on the disk, and with nothing that would have to be worked out.
func (s *Server) judge(ctx context.Context, actor account.Person, in *itemQuery) (out ItemFinding, err error) {
	finding := review.Finding{Item: in.Item, Finding: in.Body.Finding, Remark: in.Body.Remark, Proofs: []casefile.Place{}}
	for _, p := range in.Body.Proofs {
		finding.Proofs = append(finding.Proofs, p.place())
	}
	if err := s.Desk.Judge(ctx, actor, in.ID, finding); err != nil {
		return out, err
	}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		f, err := review.FindingOf(r, in.ID, in.Item)
		out = ItemFinding{ID: in.Item, Finding: f.Finding, Remark: f.Remark, Proofs: citationsOf(f.Proofs), By: namesFrom(r).maybe(f.By), At: f.At, Carried: f.Carried}
		return err
	})
	return out, err
}
