package account

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

const (
	mostFailures = 5
	lockFor      = 30 * time.Minute
)

// SignIn checks a username and a password and returns the person. Five failures in a row lock the name for half an hour.
// Success, failure and locking are in the ledger. The answer to a wrong password is that to an unknown name, in words
// and in time.
func (a *Accounts) SignIn(ctx context.Context, username, password string) (Person, error) {
	wrong := fault.New(fault.Unauthenticated, "account.sign_in", fault.T("用户名或密码不正确", "the username or the password is wrong"))
	attempt, err := a.secrets.attempt(username)
	if err != nil {
		return Person{}, err
	}
	if attempt.locked {
		return Person{}, fault.New(fault.Unauthenticated, "account.sign_in", fault.T("连续失败5次,账户已锁定30分钟", "five failures: this account is locked for 30 minutes")).
			WithHint(fault.T("请稍后再试,或由安全管理员重设密码。", "Try again later, or have the security administrator set a new password."))
	}
	var p Person
	var found bool
	err = a.store.View(ctx, func(r *store.Reader) (err error) {
		p, found, err = store.One[Person](r, queries.Get("person_by_username"), username)
		return err
	})
	if err != nil {
		return Person{}, err
	}
	match, err := a.secrets.check(p.ID, password)
	if err != nil {
		return Person{}, err
	}
	if !match || !found || !p.Active {
		kind := "account.sign_in_failed"
		if attempt.count >= mostFailures {
			kind = "account.locked"
		}
		subject := "unknown" // what was typed may be a password in the wrong box: it is not kept
		if found {
			subject = p.ID
		}
		if err := a.tell(ctx, store.System, kind, subject); err != nil {
			return Person{}, err
		}
		return Person{}, wrong
	}
	if err := a.secrets.forgive(username); err != nil {
		return Person{}, err
	}
	return p, a.tell(ctx, p.ID, "account.signed_in", p.ID)
}

// SignedOut notes that a person has left.
func (a *Accounts) SignedOut(ctx context.Context, person string) error {
	return a.tell(ctx, person, "account.signed_out", person)
}

// SetPassword gives a person a new password. Somebody who changes their own must know the
// current one.
func (a *Accounts) SetPassword(ctx context.Context, actor, person, current, password string) error {
	var p Person
	err := a.store.View(ctx, func(r *store.Reader) (err error) {
		p, err = PersonOf(r, person)
		return err
	})
	if err != nil {
		return err
	}
	if actor == person {
		match, err := a.secrets.check(person, current)
		if err != nil {
			return err
		}
		if !match {
			return fault.New(fault.Invalid, "account.password", fault.T("当前密码不正确", "the current password is wrong")).WithField("current")
		}
	}
	if err := checkPassword(password, p.Username); err != nil {
		return err
	}
	return a.store.Do(ctx, actor, func(tx *store.Tx) error { // what the ledger cannot be told is not done
		if _, err := tx.Record("account.password_set", person, struct{}{}); err != nil {
			return err
		}
		if err := a.secrets.SetPassword(person, password); err != nil {
			return err
		}
		return a.secrets.forgive(p.Username)
	})
}

func (a *Accounts) tell(ctx context.Context, actor, kind, subject string) error {
	return a.store.Do(ctx, actor, func(tx *store.Tx) error {
		_, err := tx.Record(kind, subject, struct{}{})
		return err
	})
}

type attempt struct {
	count  int
	locked bool
}

// attempt counts a try before the password is looked at, so that parallel guesses count as well.
func (s *Secrets) attempt(username string) (attempt, error) {
	var a attempt
	var until int64
	key := typed(username)
	now := s.clock().Unix()
	tx, err := s.db.Begin()
	if err != nil {
		return a, secretsError("attempt", err)
	}
	defer tx.Rollback() // after the commit this does nothing
	err = tx.QueryRow("SELECT count, locked_until FROM failure WHERE name = ?", key).Scan(&a.count, &until)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return a, secretsError("attempt", err)
	}
	if until > now {
		a.locked = true
		return a, nil
	}
	if until != 0 {
		a.count = 0 // the lock has run out
	}
	a.count++
	until = 0
	if a.count >= mostFailures {
		until = now + int64(lockFor.Seconds())
	}
	_, err = tx.Exec("INSERT INTO failure (name, count, locked_until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET count = excluded.count, locked_until = excluded.locked_until", key, a.count, until)
	if err == nil {
		err = tx.Commit()
	}
	return a, secretsError("attempt", err)
}

// typed is the name under which failures are counted: a hash, for what was typed may be a password in the wrong box.
func typed(username string) string {
	sum := sha256.Sum256([]byte(username))
	return hex.EncodeToString(sum[:])
}

// forgive forgets the failures of a name.
func (s *Secrets) forgive(username string) error {
	_, err := s.db.Exec("DELETE FROM failure WHERE name = ?", typed(username))
	return secretsError("forgive", err)
}
