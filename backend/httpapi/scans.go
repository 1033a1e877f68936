package httpapi

import (
	"context"
	"net/http"
	"strconv"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/store"
)

// Scan is a paper whose pages go out as pictures beside the text of a decision. Title is published. Finished is what is known of
// the pictures as they would be published now.
type Scan struct {
	Paper    Paper          `json:"paper"`
	Title    string         `json:"title"`
	Pages    int            `json:"pages"`
	Covers   []Cover        `json:"covers"`
	Finished []FinishedPage `json:"finished"`
}

// Cover is a box on the picture of a page under which nothing is left, or one that a person has decided to leave open. Original is
// what stands there, where it is known.
type Cover struct {
	ID       string     `json:"id"`
	Paper    string     `json:"paper"`
	Page     int        `json:"page"`
	Region   Region     `json:"region"`
	Rule     string     `json:"rule"`
	Label    fault.Text `json:"label"`
	Level    string     `json:"level"`
	Original string     `json:"original"`
	Reason   fault.Text `json:"reason"`
	Accepted bool       `json:"accepted"`
	By       string     `json:"by" enum:"machine,person"`
}

// FinishedPage is the picture of a page as it would be published.
type FinishedPage struct {
	Page   int      `json:"page"`
	SHA256 string   `json:"sha256"`
	Read   bool     `json:"read" doc:"its text could be read back with some certainty; else a person has to look at it"`
	Tried  bool     `json:"tried" doc:"the program has tried to read it back"`
	Plain  []string `json:"plain" doc:"covers whose width may tell how long the text under them is"`
}

// MaskRule is a rule by which a person may hide something.
type MaskRule struct {
	ID    string     `json:"id"`
	Label fault.Text `json:"label"`
	Level string     `json:"level" enum:"must,may,manual"`
	Why   fault.Text `json:"why"`
}

type scanOrder struct {
	Paper string `json:"paper" maxLength:"80"`
	Title string `json:"title,omitempty" maxLength:"200" doc:"is published; else the kind of paper"`
}

type coverDraft struct {
	ID         string `json:"id,omitempty" maxLength:"80"`
	Page       int    `json:"page" minimum:"1" maximum:"100000"`
	Region     Region `json:"region"`
	Rule       string `json:"rule,omitempty" maxLength:"40"`
	Reason     string `json:"reason,omitempty" maxLength:"2000"`
	Accepted   bool   `json:"accepted"`
	Everywhere bool   `json:"everywhere,omitempty" doc:"cover the same text wherever it stands on a page"`
}

type coversOrder struct {
	Covers []coverDraft `json:"covers" maxItems:"5000"`
}

type scanQuery struct {
	ID    string `path:"id" maxLength:"80"`
	Paper string `path:"paper" maxLength:"80"`
}

type scanBody struct {
	ID    string `path:"id" maxLength:"80"`
	Paper string `path:"paper" maxLength:"80"`
	Body  coversOrder
}

type approvalOrder struct {
	ByEye bool `json:"by_eye,omitempty" doc:"whoever approves has looked at every finished page"`
}

// scansOf shows the scans of a disclosure; one whose paper is gone has no pages.
func (s *Server) scansOf(from store.Source, d disclosure.Detail) ([]Scan, error) {
	out := []Scan{}
	for _, one := range d.Scans {
		shown := Scan{Title: one.Title, Pages: one.Pages, Covers: []Cover{}, Finished: []FinishedPage{}}
		var err error
		if shown.Paper, _, err = s.paper(from, one.Paper); fault.KindOf(err) == fault.NotFound {
			shown.Paper, shown.Pages = Paper{ID: one.Paper, Title: one.Title, Meta: map[string]string{}}, 0
		} else if err != nil {
			return nil, err
		}
		for _, c := range one.Covers {
			shown.Covers = append(shown.Covers, Cover{c.ID, c.Paper, c.Page, Region(c.Region), c.Rule, c.Label, string(c.Level), c.Original, c.Reason, c.Accepted, c.By})
		}
		for _, f := range one.Finished {
			shown.Finished = append(shown.Finished, FinishedPage{f.Page, f.SHA256, f.Read, f.Tried, append([]string{}, f.Plain...)})
		}
		out = append(out, shown)
	}
	return out, nil
}

// maskRules are the rules by which a person may hide something today.
func (s *Server) maskRules() (rules []MaskRule) {
	rules = []MaskRule{}
	for _, r := range s.Files.Rules.Current().Redactor.Rules() {
		if r.Level != redact.Keep {
			rules = append(rules, MaskRule{r.ID, r.Name, string(r.Level), r.Why})
		}
	}
	return rules
}

func (s *Server) scanRoutes(mux *http.ServeMux) {
	const path = "/api/disclosures/{id}/scans/{paper}"
	disclose(s, http.MethodPost, "scans", account.PrepareDisclosure, "Take the pages of a paper along as pictures", func(ctx context.Context, actor account.Person, id string, in scanOrder) error {
		return s.Disclosure.AddScan(ctx, actor, id, in.Paper, in.Title)
	})
	disclose(s, http.MethodPost, "approval", account.ApproveDisclosure, "Approve; never by whoever prepared it", func(ctx context.Context, actor account.Person, id string, in approvalOrder) error {
		return s.Disclosure.ApproveSeen(ctx, actor, id, in.ByEye)
	})
	handle(s, http.MethodDelete, path, account.PrepareDisclosure, "Leave the pages of a paper out again", func(ctx context.Context, actor account.Person, in *scanQuery) (DisclosurePage, error) {
		if err := s.Disclosure.RemoveScan(ctx, actor, in.ID, in.Paper); err != nil {
			return DisclosurePage{}, err
		}
		return s.disclosurePage(ctx, in.ID)
	})
	handle(s, http.MethodPut, path+"/covers", account.PrepareDisclosure, "Accept, refuse and draw the boxes on the pages of a paper", func(ctx context.Context, actor account.Person, in *scanBody) (DisclosurePage, error) {
		var covers []disclosure.CoverInput
		for _, c := range in.Body.Covers {
			covers = append(covers, disclosure.CoverInput{ID: c.ID, Page: c.Page, Region: casefile.Region(c.Region), Rule: c.Rule, Reason: c.Reason, Accepted: c.Accepted, Everywhere: c.Everywhere})
		}
		if err := s.Disclosure.SetCovers(ctx, actor, in.ID, in.Paper, covers); err != nil {
			return DisclosurePage{}, err
		}
		return s.disclosurePage(ctx, in.ID)
	})
	s.raw(mux, http.MethodGet, path+"/pages/{n}/image", account.ReadCases, "A page as it would be published", "image/jpeg", s.finishedPicture)
}

func (s *Server) finishedPicture(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	page, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		return fault.New(fault.NotFound, "httpapi.finished_picture", fault.T("没有这一页", "no such page"))
	}
	picture, err := s.Disclosure.FinishedPicture(r.Context(), r.PathValue("id"), r.PathValue("paper"), page)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/jpeg")
	_, _ = w.Write(picture) // the browser is gone if this fails
	return nil
}
