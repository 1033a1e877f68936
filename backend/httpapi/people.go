package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/store"
)

// Person is somebody with an account. Dates are YYYY-MM-DD or empty.
type Person struct {
	ID            string   `json:"id"`
	Username      string   `json:"username"`
	Name          string   `json:"name"`
	Department    string   `json:"department"`
	Roles         []string `json:"roles"`
	CertNo        string   `json:"cert_no"`
	CertFrom      string   `json:"cert_from"`
	CertTo        string   `json:"cert_to"`
	LawQualified  bool     `json:"law_qualified"`
	FirstReviewOn string   `json:"first_review_on"`
	Active        bool     `json:"active"`
}

// Ref names somebody inside something else.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// PersonDraft is what is known of a person before they have an id. Active holds for changes and is true if left out.
type PersonDraft struct {
	Username      string   `json:"username" maxLength:"100"`
	Name          string   `json:"name" maxLength:"100"`
	Department    string   `json:"department,omitempty" maxLength:"100"`
	Roles         []string `json:"roles" maxItems:"20"`
	CertNo        string   `json:"cert_no,omitempty" maxLength:"60"`
	CertFrom      string   `json:"cert_from,omitempty" maxLength:"10"`
	CertTo        string   `json:"cert_to,omitempty" maxLength:"10"`
	LawQualified  bool     `json:"law_qualified,omitempty"`
	FirstReviewOn string   `json:"first_review_on,omitempty" maxLength:"10"`
	Active        *bool    `json:"active,omitempty"`
}

// Newcomer is a person to be added, with a first password.
type Newcomer struct {
	PersonDraft
	Password string `json:"password" maxLength:"300"`
}

// People is everybody.
type People struct {
	People []Person `json:"people"`
}

type setPassword struct {
	New string `json:"new" maxLength:"300"`
}

func person(p account.Person) Person {
	out := Person(p)
	if out.Roles == nil {
		out.Roles = []string{}
	}
	return out
}

func (d PersonDraft) person(id string) account.Person {
	return account.Person{ID: id, Username: d.Username, Name: d.Name, Department: d.Department, Roles: d.Roles, CertNo: d.CertNo, CertFrom: d.CertFrom, CertTo: d.CertTo,
		LawQualified: d.LawQualified, FirstReviewOn: d.FirstReviewOn, Active: d.Active == nil || *d.Active}
}

func (s *Server) peopleRoutes() {
	handle(s, http.MethodGet, "/api/people", signedIn, "Everybody", func(ctx context.Context, _ account.Person, _ *nothing) (People, error) {
		list := People{[]Person{}}
		people, err := s.Accounts.People(ctx)
		for _, p := range people {
			list.People = append(list.People, person(p))
		}
		return list, err
	})
	handle(s, http.MethodPost, "/api/people", account.ManagePeople, "Add a person", func(ctx context.Context, actor account.Person, in *body[Newcomer]) (Person, error) {
		p, err := s.Accounts.Add(ctx, actor.ID, account.Newcomer{Person: in.Body.person(""), Password: in.Body.Password})
		return person(p), err
	})
	handle(s, http.MethodPut, "/api/people/{id}", account.ManagePeople, "Change a person; somebody who is no longer active is signed out",
		func(ctx context.Context, actor account.Person, in *about[PersonDraft]) (Person, error) {
			p := in.Body.person(in.ID)
			if err := s.Accounts.Change(ctx, actor.ID, p); err != nil {
				return Person{}, err
			}
			if !p.Active {
				if err := s.endAll(p.ID); err != nil {
					return Person{}, err
				}
			}
			return person(p), nil
		})
	handle(s, http.MethodPost, "/api/people/{id}/password", account.ManagePeople, "Set somebody's password; their sessions end",
		func(ctx context.Context, actor account.Person, in *about[setPassword]) (nothing, error) {
			if err := s.Accounts.SetPassword(ctx, actor.ID, in.ID, "", in.Body.New); err != nil {
				return nothing{}, err
			}
			return nothing{}, s.endAll(in.ID)
		})
}

// names resolves ids of people within one request.
type names struct {
	from  store.Source
	known map[string]string
}

func namesFrom(from store.Source) *names { return &names{from, map[string]string{}} }

// of returns a person with their name. Somebody unknown keeps the id for a name; the program itself is "系统".
func (n *names) of(id string) Ref {
	if id == store.System {
		return Ref{id, "系统"}
	}
	name, there := n.known[id]
	if !there {
		name = id
		if p, err := account.PersonOf(n.from, id); err == nil {
			name = p.Name
		}
		n.known[id] = name
	}
	return Ref{id, name}
}

// maybe is of for an id that may be empty.
func (n *names) maybe(id string) *Ref {
	if id == "" {
		return nil
	}
	ref := n.of(id)
	return &ref
}
