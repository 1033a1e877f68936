package httpapi

import (
	"context"
	"encoding/base64"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/store"
)

// TimestampService is whom the office trusts to stamp its heads, and where it asks when somebody orders it.
type TimestampService struct {
	URL         string               `json:"url"`
	Authorities []TimestampAuthority `json:"authorities"`
}

// TimestampAuthority is a certificate that the office trusts.
type TimestampAuthority struct {
	SHA256   string `json:"sha256"`
	Name     string `json:"name"`
	NotAfter string `json:"not_after"`
	At       string `json:"at"`
	By       Ref    `json:"by"`
}

type binaryOrder struct {
	File string `json:"file" maxLength:"2000000" doc:"in base64"`
}

func (b binaryOrder) bytes() ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(b.File)
	if err != nil {
		err = fault.New(fault.Invalid, "httpapi.file", fault.T("文件没有收全", "the file did not arrive whole")).WithField("file").WithCause(err)
	}
	return raw, err
}

type addressOrder struct {
	URL string `json:"url" maxLength:"500" doc:"empty for none"`
}

type droppedOrder struct {
	SHA256 string `json:"sha256" maxLength:"64"`
	Reason string `json:"reason" maxLength:"500"`
}

func (s *Server) timestampRoutes(mux *http.ServeMux) {
	handle(s, http.MethodPost, "/api/anchors/stamps", account.RunVerification, "Keep the answer of a time-stamping authority", func(ctx context.Context, actor account.Person, in *body[binaryOrder]) (Anchors, error) {
		raw, err := in.Body.bytes()
		if err == nil {
			_, err = s.Anchoring.Stamp(ctx, actor, raw)
		}
		if err != nil {
			return Anchors{}, err
		}
		return s.anchors(ctx)
	})
	handle(s, http.MethodPost, "/api/anchors/{id}/stamp", account.RunVerification, "Ask the time-stamping service that is set, by the network, and keep its answer", func(ctx context.Context, actor account.Person, in *byID) (Anchors, error) {
		if _, err := s.Anchoring.Fetch(ctx, actor, in.ID); err != nil {
			return Anchors{}, err
		}
		return s.anchors(ctx)
	})
	s.raw(mux, http.MethodGet, "/api/anchors/{id}/request", account.ReadLedger, "The request for a time-stamp (.tsq), to be taken to an authority", "application/timestamp-query", s.anchorFile(".tsq", "application/timestamp-query", anchor.Anchor.Request))
	s.raw(mux, http.MethodGet, "/api/anchors/{id}/reply", account.ReadLedger, "The answer of the authority (.tsr)", "application/timestamp-reply", s.anchorFile(".tsr", "application/timestamp-reply", anchor.Anchor.Answer))
	s.raw(mux, http.MethodGet, "/api/anchors/{id}/note", account.ReadLedger, "The signed head as text, which is what was stamped", "text/plain; charset=utf-8", s.anchorFile(".txt", "text/plain; charset=utf-8", func(a anchor.Anchor) ([]byte, error) { return []byte(a.Note), nil }))
	handle(s, http.MethodGet, "/api/timestamp-service", account.ManageSettings, "Whom the office trusts to stamp its heads", func(ctx context.Context, _ account.Person, _ *nothing) (TimestampService, error) {
		return s.timestampService(ctx)
	})
	change := func(method, path, summary string, run func(ctx context.Context, actor account.Person, raw []byte) error) {
		handle(s, method, path, account.ManageSettings, summary, func(ctx context.Context, actor account.Person, in *body[binaryOrder]) (TimestampService, error) {
			raw, err := in.Body.bytes()
			if err == nil {
				err = run(ctx, actor, raw)
			}
			if err != nil {
				return TimestampService{}, err
			}
			return s.timestampService(ctx)
		})
	}
	change(http.MethodPost, "/api/timestamp-service/authorities", "Trust the certificates in a file", func(ctx context.Context, actor account.Person, raw []byte) error {
		return s.Anchoring.Trust(ctx, actor, raw)
	})
	handle(s, http.MethodPost, "/api/timestamp-service/removals", account.ManageSettings, "Trust a certificate no longer", func(ctx context.Context, actor account.Person, in *body[droppedOrder]) (TimestampService, error) {
		if err := s.Anchoring.Drop(ctx, actor, in.Body.SHA256, in.Body.Reason); err != nil {
			return TimestampService{}, err
		}
		return s.timestampService(ctx)
	})
	handle(s, http.MethodPut, "/api/timestamp-service", account.ManageSettings, "Say where time-stamps are asked for when somebody orders it", func(ctx context.Context, actor account.Person, in *body[addressOrder]) (TimestampService, error) {
		if err := s.Anchoring.SetService(ctx, actor, in.Body.URL); err != nil {
			return TimestampService{}, err
		}
		return s.timestampService(ctx)
	})
}

func timestampsReady(r *store.Reader) (trusting, service bool, err error) {
	list, err := anchor.Authorities(r)
	if err != nil {
		return false, false, err
	}
	address, err := anchor.Service(r)
	return len(list) > 0, address != "", err
}

func (s *Server) timestampService(ctx context.Context) (out TimestampService, err error) {
	out.Authorities = []TimestampAuthority{}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		list, err := anchor.Authorities(r)
		for _, a := range list {
			out.Authorities = append(out.Authorities, TimestampAuthority{a.SHA256, a.Name, a.NotAfter, a.At, who.of(a.By)})
		}
		if err == nil {
			out.URL, err = anchor.Service(r)
		}
		return err
	})
}

// anchorFile hands over one of the files about an anchor.
func (s *Server) anchorFile(ending, kind string, file func(anchor.Anchor) ([]byte, error)) func(http.ResponseWriter, *http.Request, account.Person) error {
	return func(w http.ResponseWriter, r *http.Request, _ account.Person) error {
		var found anchor.Anchor
		err := s.Store.View(r.Context(), func(reader *store.Reader) (err error) { found, err = anchor.Of(reader, r.PathValue("id")); return err })
		if err != nil {
			return err
		}
		raw, err := file(found)
		if err != nil {
			return err
		}
		attach(w, "head-"+found.ID+ending)
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(raw) // the browser is gone if this fails
		return nil
	}
}
