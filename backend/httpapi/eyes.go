package httpapi

import (
	"context"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// seeing is a context for a person's requests: under it the restricted cases that are not for these eyes cannot be read.
func (s *Server) seeing(ctx context.Context, actor account.Person) (context.Context, error) {
	if actor.ID == "" {
		return ctx, nil
	}
	var kept []string
	err := s.Store.View(ctx, func(r *store.Reader) (err error) {
		if kept, err = casefile.KeptFrom(r, actor); err != nil || len(kept) == 0 {
			return err
		}
		reviewed, err := review.ReviewedBy(r, actor.ID)
		kept = slices.DeleteFunc(kept, func(id string) bool { return slices.Contains(reviewed, id) })
		return err
	})
	if err != nil || len(kept) == 0 {
		return ctx, err
	}
	return store.Unseen(ctx, kept), nil
}

// may tells search which papers of restricted cases somebody may know of.
func may(ctx context.Context) func(precedent.Paper) bool {
	return func(p precedent.Paper) bool { return !store.IsUnseen(ctx, p.Case) }
}

// destroyed lists the cases whose dossiers were destroyed: nothing of them is found any more.
func (s *Server) destroyed(ctx context.Context) (gone []string, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) (err error) {
		gone, err = dossier.DestroyedCases(r)
		return err
	})
	return gone, err
}

// shown refuses a route about one paper to those who may see its case but not its internal volume, as if there were no such
// paper.
func (s *Server) shown(ctx context.Context, actor account.Person, method, path, id string, query func(name string) string) error {
	if err := s.sealed(ctx, path, id); err != nil {
		return err
	}
	if err := s.onRecord(ctx, actor, method, path, id, query); err != nil {
		return err
	}
	if actor.May(account.ReadInternal) || !strings.HasPrefix(path, "/api/papers/{id}") {
		return nil
	}
	return s.Store.View(ctx, func(r *store.Reader) error {
		p, err := casefile.PaperOf(r, id)
		if err != nil {
			return nil // the route itself tells
		}
		c, err := casefile.CaseOf(r, p.Case)
		if err == nil && s.Files.Internal(c, p.Code) {
			_, err = casefile.PaperOf(r, asNobody(id))
		}
		return err
	})
}

// onRecord refuses what a paper says to somebody whose act has not been put on record, if the paper is evidence. Whatever stands
// below a paper's address gives out what it says, unless it is told apart here.
func (s *Server) onRecord(ctx context.Context, actor account.Person, method, path, id string, query func(name string) string) error {
	rest, ofPaper := strings.CutPrefix(path, "/api/papers/{id}")
	if s.Record == nil || method != http.MethodGet || !ofPaper || rest == "" && query("pages") == "none" {
		return nil
	}
	act := "view"
	switch {
	case rest == "/docx", rest == "/original" && query("download") != "":
		act = "export"
	case rest == "/pdf":
		act = "print"
	}
	return s.Store.View(ctx, func(r *store.Reader) error {
		p, err := casefile.PaperOf(r, id)
		if err != nil || p.Evidence == "" {
			return nil // the route itself tells
		}
		return s.Record.MaySee(ctx, actor, p.ID, act)
	})
}

// ofPapers are the routes about a case that quote its papers.
var ofPapers = []string{"/api/cases/{id}/find", "/api/cases/{id}/prechecks", "/api/cases/{id}/similar", "/api/cases/{id}/penalties"}

// sealed refuses what quotes or gives out the papers and recordings of a dossier that was destroyed, its reviews among them: what is
// answered is the report of its destruction.
func (s *Server) sealed(ctx context.Context, path, id string) error {
	if s.Dossiers == nil {
		return nil
	}
	return s.Store.View(ctx, func(r *store.Reader) error {
		caseID := ""
		switch {
		case slices.Contains(ofPapers, path):
			caseID = id
		case strings.HasPrefix(path, "/api/papers/{id}"):
			p, _ := casefile.PaperOf(r, id) // the route itself tells what is not there
			caseID = p.Case
		case strings.HasPrefix(path, "/api/recordings/{id}"):
			rec, _ := record.Of(r, id)
			caseID = rec.Case
		case strings.HasPrefix(path, "/api/reviews/{id}"):
			round, _ := review.RoundOf(r, id)
			caseID = round.Case
		}
		if caseID == "" {
			return nil
		}
		return s.Dossiers.Sealed(r, caseID)
	})
}

// shownPapers leaves out the papers of the internal volume for those who do not read it.
func (s *Server) shownPapers(actor account.Person, c casefile.Case, papers []casefile.Paper) []casefile.Paper {
	if actor.May(account.ReadInternal) {
		return papers
	}
	return slices.DeleteFunc(papers, func(p casefile.Paper) bool { return s.Files.Internal(c, p.Code) })
}

// actorOf is the person who makes a request.
func actorOf(ctx context.Context) account.Person {
	actor, _ := ctx.Value(actorKey{}).(account.Person)
	return actor
}

// entryName is what things are called by in the ledger and in requests.
var entryName = regexp.MustCompile(`^[a-z]{1,4}-[0-9a-z]{12}$`)

// nobody is a name that nothing has.
const nobody = "-000000000000"

// conceal lets a request that names what its maker may not see go on as if it named what does not exist, so that every
// answer is the one for a thing that is not there.
func (s *Server) conceal(ctx context.Context, in any) error {
	if len(store.UnseenIn(ctx)) == 0 {
		return nil
	}
	var places []reflect.Value
	collect(reflect.ValueOf(in), &places)
	names := make([]string, len(places))
	for i, place := range places {
		names[i] = place.String()
	}
	withheld, err := s.Store.Withheld(ctx, names)
	for _, place := range places {
		if withheld[place.String()] {
			place.SetString(asNobody(place.String()))
		}
	}
	return err
}

func asNobody(name string) string {
	prefix, _, _ := strings.Cut(name, "-")
	if !entryName.MatchString(name) {
		prefix = "c" // a case by its number
	}
	return prefix + nobody
}

// collect gathers the texts of a request that may be names: of an entry's form anywhere, of any form in the path.
func collect(v reflect.Value, into *[]reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			collect(v.Elem(), into)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Field(i)
			if v.Type().Field(i).Tag.Get("path") != "" && field.Kind() == reflect.String && field.CanSet() {
				*into = append(*into, field)
				continue
			}
			collect(field, into)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), into)
		}
	case reflect.String:
		if v.CanSet() && entryName.MatchString(v.String()) {
			*into = append(*into, v)
		}
	}
}

// concealRaw does the same to a request that huma does not serve: the names in its path and its query.
func (s *Server) concealRaw(r *http.Request, path string) error {
	if len(store.UnseenIn(r.Context())) == 0 {
		return nil
	}
	var names []string
	for _, name := range pathNames.FindAllStringSubmatch(path, -1) {
		names = append(names, r.PathValue(name[1]))
	}
	query := r.URL.Query()
	for _, values := range query {
		names = append(names, values...)
	}
	withheld, err := s.Store.Withheld(r.Context(), names)
	if err != nil || len(withheld) == 0 {
		return err
	}
	for _, name := range pathNames.FindAllStringSubmatch(path, -1) {
		if value := r.PathValue(name[1]); withheld[value] {
			r.SetPathValue(name[1], asNobody(value))
		}
	}
	for _, values := range query {
		for i, value := range values {
			if withheld[value] && entryName.MatchString(value) {
				values[i] = asNobody(value)
			}
		}
	}
	r.URL.RawQuery = query.Encode()
	return nil
}

// known leaves out the entries that tell of what cannot be seen under a context: those that are about it, and those that name it.
func (s *Server) known(ctx context.Context, list []ledger.Entry) ([]ledger.Entry, error) {
	if len(store.UnseenIn(ctx)) == 0 {
		return list, nil
	}
	var all []string
	named := make([][]string, len(list))
	for i, e := range list {
		named[i] = append(texts(decoded(e.Data), nil), e.Subject)
		all = append(all, named[i]...)
	}
	slices.Sort(all)
	withheld, err := s.Store.Withheld(ctx, slices.Compact(all))
	var out []ledger.Entry
	for i, e := range list {
		if !slices.ContainsFunc(named[i], func(name string) bool { return withheld[name] }) {
			out = append(out, e)
		}
	}
	return out, err
}

// longestName bounds what may be a name.
const longestName = 80

// texts gathers the short texts in a decoded value.
func texts(v any, into []string) []string {
	switch v := v.(type) {
	case string:
		if len(v) <= longestName {
			into = append(into, v)
		}
	case []any:
		for _, one := range v {
			into = texts(one, into)
		}
	case map[string]any:
		for _, one := range v {
			into = texts(one, into)
		}
	}
	return into
}

// tellsInside finds, for somebody who does not read internal volumes, the entries that tell of them: what was said in a review,
// files as they came in, and all that name a paper of an internal volume.
func (s *Server) tellsInside(from store.Source, actor account.Person, list []ledger.Entry) (map[int64]bool, error) {
	inside := map[int64]bool{}
	if actor.May(account.ReadInternal) {
		return inside, nil
	}
	internal := map[string]bool{} // by paper
	for _, e := range list {
		data := decoded(e.Data)
		if strings.HasPrefix(e.Kind, "review.") || strings.HasPrefix(e.Kind, "casefile.file_") {
			inside[e.Seq] = true
			continue
		}
		for _, name := range append(texts(data, nil), e.Subject) {
			if !strings.HasPrefix(name, paperPrefix) || !entryName.MatchString(name) {
				continue
			}
			is, known := internal[name]
			if !known {
				var err error
				if is, err = s.isInternal(from, name); err != nil {
					return nil, err
				}
				internal[name] = is
			}
			inside[e.Seq] = inside[e.Seq] || is
		}
	}
	return inside, nil
}

// paperPrefix begins the names of papers.
const paperPrefix = "d-"

// isInternal tells whether a paper is, or was before it was taken out, of an internal volume.
func (s *Server) isInternal(from store.Source, id string) (bool, error) {
	p, err := casefile.PaperOf(from, id)
	if fault.KindOf(err) == fault.NotFound {
		return true, nil // gone: who knows what it was
	}
	if err != nil {
		return false, err
	}
	c, err := casefile.CaseOf(from, p.Case)
	if err != nil {
		return false, err
	}
	return s.Files.Internal(c, p.Code), nil
}
