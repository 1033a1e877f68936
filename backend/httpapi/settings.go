package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
)

// Settings are the office's choices that are not law.
type Settings struct {
	PublishFolder string `json:"publish_folder" maxLength:"4000"`
}

// Kind is a kind of enforcement action. On tells whether the office opens cases of it.
type Kind struct {
	KindInfo
	On bool `json:"on"`
}

// Kinds are all that the rulebook knows.
type Kinds struct {
	Kinds []Kind `json:"kinds"`
}

type kindsOn struct {
	On []string `json:"on" maxItems:"50"`
}

func (s *Server) kinds(ctx context.Context) (Kinds, error) {
	list, err := s.Files.Kinds(ctx)
	out := Kinds{[]Kind{}}
	for _, k := range list {
		out.Kinds = append(out.Kinds, Kind{kindInfo(k.ID, k.Label, k.Procedures), k.On})
	}
	return out, err
}

func (s *Server) settingsRoutes() {
	handle(s, http.MethodGet, "/api/kinds", signedIn, "The kinds of action, and of which the office opens cases", func(ctx context.Context, _ account.Person, _ *nothing) (Kinds, error) {
		return s.kinds(ctx)
	})
	handle(s, http.MethodPut, "/api/kinds", account.ManageSettings, "Choose of which kinds of action the office opens cases", func(ctx context.Context, actor account.Person, in *body[kindsOn]) (Kinds, error) {
		if err := s.Files.SetKinds(ctx, actor, in.Body.On); err != nil {
			return Kinds{}, err
		}
		return s.kinds(ctx)
	})
	handle(s, http.MethodGet, "/api/settings", signedIn, "The office's choices", func(ctx context.Context, _ account.Person, _ *nothing) (Settings, error) {
		settings, err := s.Accounts.Settings(ctx)
		return Settings(settings), err
	})
	handle(s, http.MethodPut, "/api/settings", account.ManageSettings, "Replace the office's choices", func(ctx context.Context, actor account.Person, in *body[Settings]) (Settings, error) {
		return in.Body, s.Accounts.SetSettings(ctx, actor, account.Settings(in.Body))
	})
}
