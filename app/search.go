package app

import (
	"context"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/precedent"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// searchSource shows the case files to the index, with what the pillars above them say of a case. It shows them whole, whoever
// asks; the search says who may see what.
type searchSource struct{ files *casefile.Files }

func (s searchSource) Head(ctx context.Context) (precedent.Head, error) {
	seq, papers, err := s.files.PaperHead(store.Whole(ctx))
	return precedent.Head{Seq: seq, Papers: papers}, err
}

func (s searchSource) Mark(ctx context.Context, seq int64) (string, error) {
	return s.files.Mark(store.Whole(ctx), seq)
}

func (s searchSource) Changes(ctx context.Context, after int64, limit int) ([]precedent.Change, error) {
	changes, err := s.files.PaperChanges(store.Whole(ctx), after, limit)
	list := make([]precedent.Change, len(changes))
	for i, c := range changes {
		list[i] = precedent.Change{Seq: c.Seq, Paper: c.ID, Gone: c.Gone}
	}
	return list, err
}

func (s searchSource) Paper(ctx context.Context, id string) (precedent.Paper, error) {
	ctx = store.Whole(ctx)
	card, err := s.files.SearchCard(ctx, id)
	if err != nil {
		return precedent.Paper{}, err
	}
	p := precedent.Paper{ID: card.Paper.ID, Case: card.Case.ID, CaseNo: card.Case.No, CaseTitle: card.Case.Title, Title: card.Paper.Title, FileName: card.Paper.Path,
		Kind: card.Paper.Code, On: card.Paper.MadeOn, Amount: card.Case.Amount, Articles: card.Articles, Sensitive: card.Sensitive,
		Internal: card.Internal, Restricted: card.Restricted, Action: card.Kind, PartyType: first(card.Facets[string(precedent.ByPartyType)]), Penalties: card.Facets[string(precedent.ByPenalty)],
		Region: first(card.Facets[string(precedent.ByRegion)])}
	if card.Paper.No != "" {
		p.DocNos = []string{card.Paper.No}
	}
	if card.Case.Party != "" {
		p.Party = []string{card.Case.Party}
	}
	return p, s.files.Store.View(ctx, func(r *store.Reader) error { return ended(r, &p) })
}

// ended adds who enforced the law in a case, who reviewed it and how it ended.
func ended(from store.Source, p *precedent.Paper) error {
	office, _, err := account.OfficeOf(from)
	if err != nil {
		return err
	}
	p.Body = office.Name
	d, found, err := decision.Of(from, p.Case)
	if err != nil {
		return err
	}
	if found {
		p.Result = d.Code
	}
	rounds, err := review.RoundsOf(from, p.Case)
	for _, r := range rounds {
		if r.State == "signed" && !slices.Contains(p.Reviewers, r.Reviewer) {
			p.Reviewers = append(p.Reviewers, r.Reviewer)
		}
	}
	return err
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func (s searchSource) Text(ctx context.Context, id string) ([]precedent.Page, error) {
	_, pages, err := s.files.PagesByID(store.Whole(ctx), id)
	list := make([]precedent.Page, len(pages))
	for i, page := range pages {
		list[i] = precedent.Page{No: page.Number, Text: page.Text}
	}
	return list, err
}

// everything is for whoever works at the command line: they hold the folder, and all that lies in it.
func everything(precedent.Paper) bool { return true }
