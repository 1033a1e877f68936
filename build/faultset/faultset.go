// Package faultset makes up dossiers of the six kinds of action through the program's own drafts, plants one fault of a
// catalogue in each, and measures which of them the pre-checks of legal review find, and what they find in sound dossiers.
package faultset

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
)

//go:embed faults.json
var catalogue []byte

// Fault is a line of the catalogue: what is planted in a dossier and which pre-check must find it. A fault is put into the text
// of a paper, in the place of the first thing that Cut finds, or, if Every, of all of them; or it is in the values of the case
// before its papers are drafted.
type Fault struct {
	ID    string         `json:"id"`
	Kind  string         `json:"kind"` // the procedure
	Label fault.Text     `json:"label"`
	Only  int            `json:"only,omitempty"` // the least number of the made-up case that it fits, see Fits
	Of    int            `json:"of,omitempty"`   // it fits the cases whose number leaves Only when divided by Of
	Paper string         `json:"paper,omitempty"`
	Cut   string         `json:"cut,omitempty"`
	Put   string         `json:"put,omitempty"` // {other} is the name of another case's party
	Every bool           `json:"every,omitempty"`
	Set   map[string]any `json:"set,omitempty"`
	Check string         `json:"check"` // the pre-check that must find it
}

// Catalogue lists the faults.
func Catalogue() ([]Fault, error) {
	var file struct {
		Faults []Fault `json:"faults"`
	}
	err := json.Unmarshal(catalogue, &file)
	return file.Faults, fault.Wrap("faultset.catalogue", err)
}

// Set makes dossiers in an office.
type Set struct {
	Desk    *review.Desk
	Handler account.Person
	More    []string // ids of further handlers
	number  int
	other   string // the party of the first case, which no other has
}

// Case is a dossier and what is wrong with it; a sound one has no fault.
type Case struct {
	Number  int
	Fault   Fault
	Dossier review.Dossier
}

// Sound makes the next dossier of a procedure without a fault.
func (s *Set) Sound(ctx context.Context, procedure string) (Case, error) {
	return s.make(ctx, procedure, s.number, nil)
}

// Faulty makes the next dossier that a fault fits, and plants it.
func (s *Set) Faulty(ctx context.Context, f Fault) (Case, error) {
	number := s.number
	for f.Of > 0 && number%f.Of != f.Only {
		number++
	}
	c, err := s.make(ctx, f.Kind, number, f.Set)
	if err != nil {
		return c, err
	}
	c.Fault = f
	return c, s.plant(&c)
}

// make opens a made-up case, drafts its papers as a handler would, and fills what only hands fill.
func (s *Set) make(ctx context.Context, procedure string, number int, set map[string]any) (Case, error) {
	files := s.Desk.Files
	m := makers()[procedure](number, files.Today())
	s.number = number + 1
	c, err := files.Open(ctx, s.Handler, casefile.Opening{Title: fmt.Sprint(m.values["c.title"]), Procedure: procedure, Handlers: append([]string{s.Handler.ID}, s.More...)})
	if err != nil {
		return Case{}, err
	}
	if s.other == "" {
		s.other = fmt.Sprint(m.values["p.name"])
	}
	m.set(set)
	if err := files.SetFields(ctx, s.Handler, c.ID, m.values); err != nil {
		return Case{}, err
	}
	for _, code := range slices.Sorted(maps.Keys(m.written)) {
		for _, text := range m.written[code] {
			if _, err := files.Write(ctx, s.Handler, c.ID, code, "", text); err != nil {
				return Case{}, err
			}
		}
	}
	for _, code := range m.drafts {
		if _, err := files.Draft(ctx, s.Handler, c.ID, code); err != nil {
			return Case{}, err
		}
	}
	d, err := s.Desk.Dossier(ctx, c.ID)
	if err != nil {
		return Case{}, err
	}
	return Case{Number: number, Dossier: d}, signed(d)
}

var blanks = regexp.MustCompile(`【待填：[^】]*】`)

// signed fills the blanks that the drafts leave to hands. A decision has none.
func signed(d review.Dossier) error {
	for i, s := range d.Sheets {
		kind, _ := d.Procedure.Paper(s.Code)
		pages := slices.Clone(s.Pages)
		for j, page := range pages {
			if kind.Decides != "" && blanks.MatchString(page.Text) {
				return fmt.Errorf("%s leaves %s open", s.Code, blanks.FindString(page.Text))
			}
			pages[j].Text = blanks.ReplaceAllString(page.Text, "已写明")
		}
		d.Sheets[i].Pages = pages
	}
	return nil
}

// plant puts a fault into the text of its paper. One that finds no place is a mistake of the catalogue.
func (s *Set) plant(c *Case) error {
	f := c.Fault
	if f.Paper == "" {
		return nil
	}
	cut, err := regexp.Compile(f.Cut)
	if err != nil {
		return err
	}
	put := strings.ReplaceAll(f.Put, "{other}", s.other)
	for i, sheet := range c.Dossier.Sheets {
		if sheet.Code != f.Paper {
			continue
		}
		text := casefile.Join(sheet.Pages)
		changed, done := text, false
		if f.Every {
			changed = cut.ReplaceAllString(text, put)
		} else {
			changed = cut.ReplaceAllStringFunc(text, func(m string) string {
				if done {
					return m
				}
				done = true
				return cut.ReplaceAllString(m, put)
			})
		}
		if changed == text {
			return fmt.Errorf("%s changes nothing in %s of case %d:\n%s", f.ID, f.Paper, c.Number, text)
		}
		c.Dossier.Sheets[i].Pages = []extract.Page{{Number: 1, Text: changed}}
		return nil
	}
	return fmt.Errorf("%s: case %d has no %s", f.ID, c.Number, f.Paper)
}

// Result is what the pre-checks made of a dossier.
type Result struct {
	Case
	Class    string   // of the point of the checklist that the fault belongs to: A, S or M; empty where there is none
	Found    bool     // by the pre-check that must find it
	Besides  []string // pre-checks that found something else
	Unlooked int      // pre-checks that could not look
}

// Examine runs the pre-checks over a dossier.
func Examine(c Case) (Result, error) {
	r := Result{Case: c}
	checks, err := c.Dossier.Look()
	for _, check := range checks {
		switch check.Result {
		case rulebook.Unknown:
			r.Unlooked++
		case rulebook.NotMet:
			if r.Found = r.Found || check.ID == c.Fault.Check; check.ID != c.Fault.Check {
				r.Besides = append(r.Besides, check.ID)
			}
		}
		if check.ID == c.Fault.Check {
			for _, item := range c.Dossier.Procedure.Checklist {
				if item.ID == check.Item {
					r.Class = item.Class
				}
			}
		}
	}
	return r, err
}
