package account

import (
	"database/sql"
	"errors"
	"time"
)

// SessionStore keeps browser sessions in the file of secrets, in the form that the session library asks for.
type SessionStore struct{ secrets *Secrets }

// Sessions returns the store of sessions.
func (s *Secrets) Sessions() SessionStore { return SessionStore{s} }

// Find returns a session's data unless it has run out.
func (s SessionStore) Find(token string) (data []byte, found bool, err error) {
	err = s.secrets.db.QueryRow("SELECT data FROM session WHERE token = ? AND expiry > ?", token, s.secrets.clock().Unix()).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, secretsError("session", err)
}

// Commit keeps a session until its expiry, and forgets those that have run out.
func (s SessionStore) Commit(token string, data []byte, expiry time.Time) error {
	if _, err := s.secrets.db.Exec("DELETE FROM session WHERE expiry <= ?", s.secrets.clock().Unix()); err != nil {
		return secretsError("session", err)
	}
	_, err := s.secrets.db.Exec("INSERT INTO session (token, data, expiry) VALUES (?, ?, ?) ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry", token, data, expiry.Unix())
	return secretsError("session", err)
}

// Delete ends a session.
func (s SessionStore) Delete(token string) error {
	_, err := s.secrets.db.Exec("DELETE FROM session WHERE token = ?", token)
	return secretsError("session", err)
}

// All returns every session that has not run out, so that those of one person can be ended.
func (s SessionStore) All() (map[string][]byte, error) {
	rows, err := s.secrets.db.Query("SELECT token, data FROM session WHERE expiry > ?", s.secrets.clock().Unix())
	if err != nil {
		return nil, secretsError("session", err)
	}
	defer rows.Close()
	all := map[string][]byte{}
	for rows.Next() {
		var token string
		var data []byte
		if err := rows.Scan(&token, &data); err != nil {
			return nil, secretsError("session", err)
		}
		all[token] = data
	}
	return all, secretsError("session", rows.Err())
}
