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

func (s *Server) settingsRoutes() {
	handle(s, http.MethodGet, "/api/settings", signedIn, "The office's choices", func(ctx context.Context, _ account.Person, _ *nothing) (Settings, error) {
		settings, err := s.Accounts.Settings(ctx)
		return Settings(settings), err
	})
	handle(s, http.MethodPut, "/api/settings", account.ManageSettings, "Replace the office's choices", func(ctx context.Context, actor account.Person, in *body[Settings]) (Settings, error) {
		return in.Body, s.Accounts.SetSettings(ctx, actor, account.Settings(in.Body))
	})
}
