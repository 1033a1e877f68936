package account

import (
	"context"

	"zhiheng/backend/store"
)

// Settings are the office's choices that are not law: PublishFolder is where packages for publication are written.
type Settings struct {
	PublishFolder string `json:"publish_folder"`
}

// applySettings keeps the office's choices.
func applySettings(t *store.Tables, _ store.Event, s Settings) error {
	return t.Exec(queries.Get("settings_put"), s.PublishFolder)
}

// Settings returns the office's choices.
func (a *Accounts) Settings(ctx context.Context) (s Settings, err error) {
	err = a.store.View(ctx, func(r *store.Reader) (err error) {
		s, _, err = store.One[Settings](r, queries.Get("settings"))
		return err
	})
	return s, err
}

// SetSettings replaces the office's choices.
func (a *Accounts) SetSettings(ctx context.Context, actor Person, s Settings) error {
	if err := actor.Demand(ManageSettings); err != nil {
		return err
	}
	return a.store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("account.settings_set", "office", s)
		return err
	})
}
