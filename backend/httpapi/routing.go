package httpapi

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
)

// mostJSON is the largest request body that is not a file, in bytes.
const mostJSON = 2 << 20

// slowest is how long a body that is not a file may take to arrive. It bounds the handler as well: when the deadline passes
// the connection counts as gone.
const slowest = time.Minute

// Who may come through a route: anybody whose browser has been let in, whoever is signed in, or those with a permission.
const (
	anybody  account.Permission = "anybody"
	signedIn account.Permission = "signed_in"
)

// newAPI makes the API without routes of its own for documentation.
func newAPI(mux *http.ServeMux, version string) huma.API {
	config := huma.DefaultConfig("Zhiheng 执衡", version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil // no $schema links
	config.Transformers = []huma.Transformer{ownErrors}
	config.Info.Description = "The API between an office and its screens. Every text comes in Chinese and English; dates are YYYY-MM-DD, money is in fen. GET changes nothing."
	api := humago.New(mux, config)
	api.UseMiddleware(restate)
	return api
}

// reply is what a handler answers, as huma wants it.
type reply[T any] struct{ Body T }

// nothing is an empty object: an answer without content, or a request without fields.
type nothing struct{}

// body is a request with a JSON body and nothing else.
type body[T any] struct{ Body T }

// byID is a request about one thing.
type byID struct {
	ID string `path:"id" maxLength:"80"`
}

// about is a request about one thing with a JSON body.
type about[T any] struct {
	ID   string `path:"id" maxLength:"80"`
	Body T
}

var words = regexp.MustCompile(`[A-Za-z0-9]+`)

// handle registers a route. The permission is asked of the session before anything of the request is read; the handler
// gets the person from it and never from the request.
func handle[I, O any](s *Server, method, path string, need account.Permission, summary string, run func(ctx context.Context, actor account.Person, in *I) (O, error)) {
	op := s.operation(method, path, need, summary)
	op.Middlewares = huma.Middlewares{s.demand(need)}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*reply[O], error) {
		actor := actorOf(ctx) // put there by demand
		var out O
		err := s.conceal(ctx, in)
		if err == nil {
			out, err = run(ctx, actor, in)
		}
		if err != nil {
			s.log(method+" "+path, err)
			return nil, problem(err)
		}
		return &reply[O]{out}, nil
	})
	s.describeErrors(method, path)
}

// actorKey is under which a request's context holds the person who makes it.
type actorKey struct{}

// demand lets through those who may, and puts the person into the context, under which only what is for their eyes is read.
func (s *Server) demand(need account.Permission) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		actor, err := s.allowed(ctx.Context(), need)
		if err != nil {
			r, w := humago.Unwrap(ctx)
			s.fail(w, r, err)
			return
		}
		seeing, err := s.seeing(ctx.Context(), actor)
		if err == nil {
			err = s.shown(seeing, actor, ctx.Operation().Method, ctx.Operation().Path, ctx.Param("id"), ctx.Query)
		}
		if err != nil {
			r, w := humago.Unwrap(ctx)
			s.fail(w, r, err)
			return
		}
		next(huma.WithContext(ctx, context.WithValue(seeing, actorKey{}, actor)))
	}
}

func (s *Server) operation(method, path string, need account.Permission, summary string) huma.Operation {
	id := strings.ToLower(method) + "-" + strings.Join(words.FindAllString(strings.TrimPrefix(path, "/api/"), -1), "-")
	return huma.Operation{Method: method, Path: path, OperationID: id, Summary: summary, MaxBodyBytes: mostJSON, BodyReadTimeout: slowest, DefaultStatus: http.StatusOK,
		Tags: []string{strings.SplitN(strings.TrimPrefix(path, "/api/"), "/", 2)[0]}, Extensions: map[string]any{"x-permission": string(need)}}
}

// describeErrors says in the description what an error of a route looks like: a Problem, not huma's own form.
func (s *Server) describeErrors(method, path string) {
	schema := s.api.OpenAPI().Components.Schemas.Schema(problemType, true, "Problem")
	op := operationOf(s.api.OpenAPI().Paths[path], method)
	op.Responses = map[string]*huma.Response{"200": op.Responses["200"], "default": {Description: "Problem",
		Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}}
	if op.Responses["200"] == nil {
		op.Responses["200"] = &huma.Response{Description: "OK"}
	}
}

func operationOf(item *huma.PathItem, method string) *huma.Operation {
	switch method {
	case http.MethodGet:
		return item.Get
	case http.MethodPost:
		return item.Post
	case http.MethodPut:
		return item.Put
	}
	return item.Delete
}

// raw registers a route that huma does not serve: files in, files out, events. It is described all the same.
func (s *Server) raw(mux *http.ServeMux, method, path string, need account.Permission, summary, media string, run func(w http.ResponseWriter, r *http.Request, actor account.Person) error) {
	op := s.operation(method, path, need, summary)
	for _, name := range pathNames.FindAllStringSubmatch(path, -1) {
		op.Parameters = append(op.Parameters, &huma.Param{Name: name[1], In: "path", Required: true, Schema: &huma.Schema{Type: "string"}})
	}
	content := map[string]*huma.MediaType{media: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}
	op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: content}}
	if method == http.MethodPut {
		op.RequestBody = &huma.RequestBody{Required: true, Content: content}
		op.Responses["200"] = &huma.Response{Description: "OK"}
	}
	s.api.OpenAPI().AddOperation(&op)
	s.describeErrors(method, path)
	mux.HandleFunc(method+" "+path, func(w http.ResponseWriter, r *http.Request) {
		actor, err := s.allowed(r.Context(), need)
		if err == nil {
			var ctx context.Context
			if ctx, err = s.seeing(r.Context(), actor); err == nil {
				r = r.WithContext(context.WithValue(ctx, actorKey{}, actor))
				err = s.concealRaw(r, path)
			}
			if err == nil {
				err = s.shown(ctx, actor, method, path, r.PathValue("id"), r.URL.Query().Get)
			}
		}
		if err == nil {
			err = run(w, r, actor)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

var pathNames = regexp.MustCompile(`\{(\w+)\}`)

// allowed returns the person of the session if they may come through. Anybody may be nobody.
func (s *Server) allowed(ctx context.Context, need account.Permission) (account.Person, error) {
	actor, found, err := s.person(ctx)
	if err != nil || need == anybody {
		return actor, err
	}
	if !found {
		return actor, fault.New(fault.Unauthenticated, "httpapi.session", fault.T("请先登录", "sign in first"))
	}
	if need == signedIn {
		return actor, nil
	}
	return actor, actor.Demand(need)
}

// attach says that what follows is a file of a name to be kept, never shown in place.
func attach(w http.ResponseWriter, name string) {
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
}

// handOut writes such a file.
func handOut(w http.ResponseWriter, name string, content []byte) {
	attach(w, name)
	_, _ = w.Write(content) // the browser is gone if this fails
}
