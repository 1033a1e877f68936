package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
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
	Citations []rulebook.Cited `json:"citations"`
}

type citationAsked struct {
	Text string `query:"text" required:"true" maxLength:"1000" doc:"such as 行政处罚法第五十八条"`
	On   string `query:"on" format:"date" doc:"the day of the act; without it nothing is said of force"`
}

func (s *Server) articleRoutes() {
	handle(s, http.MethodGet, "/api/rulebook/instruments", signedIn, "What the rulebook rests on, with the gist of each article", func(context.Context, account.Person, *nothing) (Instruments, error) {
		return instrumentsOf(s.Files.Rules.Current()), nil
	})
	handle(s, http.MethodGet, "/api/rulebook/citations", signedIn, "What a text cites, and whether it was in force on a day", func(_ context.Context, _ account.Person, in *citationAsked) (Citations, error) {
		return Citations{s.Files.Rules.Current().Cite(in.Text, in.On)}, nil
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
