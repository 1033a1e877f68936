package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Instruments are the laws, regulations, rules and documents that the rulebook rests on, with the articles that it cites.
type Instruments struct {
	Instruments []InstrumentInfo `json:"instruments"`
}

// InstrumentInfo is an instrument with its articles.
type InstrumentInfo struct {
	LabelledID
	Level       string        `json:"level" enum:"law,regulation,rule,local,policy,standard,interpretation"`
	InForceFrom string        `json:"in_force_from" doc:"a day, a month or a year"`
	InForceTo   string        `json:"in_force_to,omitempty"`
	Note        fault.Text    `json:"note"`
	Articles    []ArticleInfo `json:"articles"`
}

// ArticleInfo is an article with its gist.
type ArticleInfo struct {
	ID          string     `json:"id"`
	No          int        `json:"no"`
	Gist        fault.Text `json:"gist"`
	InForceFrom string     `json:"in_force_from,omitempty"`
	InForceTo   string     `json:"in_force_to,omitempty"`
	ReplacedBy  string     `json:"replaced_by,omitempty"`
}

// Citations are the provisions that a text cites.
type Citations struct {
	Citations []CitedArticle `json:"citations"`
}

// CitedArticle is a provision with the words of its article, where the office has imported the text in force on the day.
type CitedArticle struct {
	rulebook.Cited
	Full *FullArticle `json:"full,omitempty"`
}

// FullArticle is an article of an imported text.
type FullArticle struct {
	Law         string `json:"law"`
	Edition     string `json:"edition"`
	InForceFrom string `json:"in_force_from"`
	InForceTo   string `json:"in_force_to"`
	Part        string `json:"part"`
	Text        string `json:"text"`
}

type citationAsked struct {
	Text string `query:"text" required:"true" maxLength:"1000" doc:"such as 行政处罚法第五十八条"`
	On   string `query:"on" format:"date" doc:"the day of the act; without it nothing is said of force"`
}

func (s *Server) articleRoutes() {
	handle(s, http.MethodGet, "/api/rulebook/instruments", signedIn, "What the rulebook rests on, with the gist of each article", func(context.Context, account.Person, *nothing) (Instruments, error) {
		return instrumentsOf(s.Files.Rules.Current()), nil
	})
	handle(s, http.MethodGet, "/api/rulebook/citations", signedIn, "What a text cites, and whether it was in force on a day", func(ctx context.Context, _ account.Person, in *citationAsked) (Citations, error) {
		out := Citations{[]CitedArticle{}}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			for _, cited := range s.Files.Rules.Current().Cite(in.Text, in.On) {
				shown := CitedArticle{Cited: cited}
				if cited.Instrument != "" && cited.No > 0 {
					law, article, found, err := rulebook.FullText(r, cited.Instrument, cited.No, cited.Sub, in.On)
					if err != nil {
						return err
					}
					if found && in.On == "" {
						shown.Full = &FullArticle{law.ID, law.Edition, law.InForceFrom, law.InForceTo, article.Part, article.Text}
					} else if found {
						shown.InForce, shown.From, shown.To = rulebook.Met, law.InForceFrom, law.InForceTo // that edition was
						shown.Full = &FullArticle{law.ID, law.Edition, law.InForceFrom, law.InForceTo, article.Part, article.Text}
					}
				}
				out.Citations = append(out.Citations, shown)
			}
			return nil
		})
	})
}

func instrumentsOf(b *rulebook.Book) Instruments {
	out := Instruments{[]InstrumentInfo{}}
	for _, i := range b.Instruments {
		info := InstrumentInfo{LabelledID{i.ID, i.Label}, i.Level, i.InForceFrom, i.InForceTo, i.Note, []ArticleInfo{}}
		for _, a := range b.Articles {
			if a.Instrument == i.ID {
				info.Articles = append(info.Articles, ArticleInfo{a.ID, a.No, a.Gist, a.InForceFrom, a.InForceTo, a.ReplacedBy})
			}
		}
		out.Instruments = append(out.Instruments, info)
	}
	return out
}
