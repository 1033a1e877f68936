package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"zhiheng/backend/fault"
)

// Problem is the body of every answer that is an error.
type Problem struct {
	Kind    string      `json:"kind" enum:"invalid,unauthenticated,forbidden,not_found,conflict,refused,unreadable,storage,damaged,unavailable,cancelled,internal"`
	Message fault.Text  `json:"message"`
	Hint    *fault.Text `json:"hint,omitempty"`
	Article string      `json:"article,omitempty"`
	Field   string      `json:"field,omitempty"`
	status  int
}

// Error makes a Problem an error of huma.
func (p *Problem) Error() string { return p.Message.En }

// GetStatus is the HTTP status of the problem.
func (p *Problem) GetStatus() int { return p.status }

// statuses map kinds of error to the status of the answer. A refusal by law or rule is 422; 409 is for those who came
// second.
var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusBadRequest, fault.Unauthenticated: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden,
	fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Refused: http.StatusUnprocessableEntity,
	fault.Unreadable: http.StatusUnprocessableEntity, fault.Storage: http.StatusInsufficientStorage, fault.Damaged: http.StatusInternalServerError,
	fault.Unavailable: http.StatusServiceUnavailable, fault.Cancelled: http.StatusConflict, fault.Internal: http.StatusInternalServerError,
}

// problem is an error as a person may see it.
func problem(err error) *Problem {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		err = fault.New(fault.Cancelled, "httpapi", fault.T("操作已取消", "cancelled")).WithCause(err)
	}
	e := fault.As(err)
	p := &Problem{Kind: string(e.Kind), Message: e.Message, Article: e.Article, Field: e.Field, status: statuses[e.Kind]}
	if !e.Hint.IsZero() {
		p.Hint = &e.Hint
	}
	if e.Kind == fault.Internal && p.Hint == nil {
		p.Hint = &fault.Text{Zh: "请把日志交给维护人员。", En: "Hand the log to whoever maintains the program."}
	}
	return p
}

// write answers with a problem, outside huma.
func (p *Problem) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(p.status)
	_ = json.NewEncoder(w).Encode(p) // the connection is gone if this fails
}

// fail answers with an error, outside huma.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	s.log(r.Method+" "+r.Pattern, err)
	problem(err).write(w)
}

type humaContext = huma.Context // under a name of its own: the interface has a method called Context

// restated is a context whose answer gets another status than huma would give it.
type restated struct {
	humaContext
	status int
}

// Unwrap returns the context below.
func (r *restated) Unwrap() huma.Context { return r.humaContext }

// SetStatus sends the status, or the other one.
func (r *restated) SetStatus(status int) {
	if r.status != 0 {
		status = r.status
	}
	r.humaContext.SetStatus(status)
}

func restate(ctx huma.Context, next func(huma.Context)) { next(&restated{humaContext: ctx}) }

// ownErrors turns the errors that huma makes by itself, about requests that do not fit their types, into problems. What
// does not fit is 400: 422 is for what the law refuses.
func ownErrors(ctx huma.Context, _ string, v any) (any, error) {
	model, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	p := requestProblem(model)
	ctx.SetHeader("Content-Type", "application/json")
	for model.Status == http.StatusUnprocessableEntity {
		if r, ok := ctx.(*restated); ok {
			r.status = p.status
			break
		}
		outer, ok := ctx.(interface{ Unwrap() huma.Context })
		if !ok {
			break
		}
		ctx = outer.Unwrap()
	}
	return p, nil
}

// required is how huma says that a value is missing.
var required = regexp.MustCompile(`^expected required property (\S+) to be present$`)

func requestProblem(model *huma.ErrorModel) *Problem {
	p := problem(fault.New(fault.Invalid, "httpapi", fault.T("请求内容不符合要求", "the request does not fit what is asked for")))
	switch model.Status {
	case http.StatusRequestEntityTooLarge:
		p.Message = fault.T("内容过大", "the request is too large")
	case http.StatusRequestTimeout:
		p.Message = fault.T("请求未在限时内传完", "the request took too long to arrive")
	case http.StatusInternalServerError:
		return problem(fault.Wrap("httpapi", errors.New(model.Detail)))
	}
	for _, detail := range model.Errors {
		place := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(detail.Location, "body."), "query."), "path.")
		if missing := required.FindStringSubmatch(detail.Message); missing != nil {
			p.Field = strings.TrimPrefix(place+"."+missing[1], "body.")
			p.Message = fault.Tf("缺少“%[1]s”", "%[1]s is missing", p.Field)
			break
		}
		if place == "body" || place == "" {
			continue
		}
		p.Field = place
		p.Message = fault.Tf("“%[1]s”不符合要求", "%[1]s will not do: %[2]s", place, detail.Message)
		break
	}
	return p
}

var problemType = reflect.TypeFor[Problem]()
