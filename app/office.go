// Package app is the shell: it opens an office, joins its parts, and shows it in a desktop window, a browser or a
// terminal.
package app

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/blob"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// childArgument is the hidden first argument under which the program runs as a reader of untrusted files.
const childArgument = "extract-child"

// Settings are what opening an office needs from outside. Zero values are right for a person at a workstation.
type Settings struct {
	Clock      func() time.Time // time.Now when nil
	Executable string           // the program itself, to be run as a reader of files; found when empty
	Arguments  []string         // with which the executable becomes that reader
	Readers    int              // of files, at once

	still bool // nothing follows the ledger or waits for the disk; for an office that is filled in one go and synced at the end
}

// Office is an open office: every part, joined.
type Office struct {
	Dir        string
	Store      *store.Store
	Secrets    *account.Secrets
	Accounts   *account.Accounts
	Rules      *rulebook.Shelf
	Authority  *authority.Authority
	Files      *casefile.Files
	Desk       *review.Desk
	Door       *decision.Door
	Record     *record.Desk
	Disclosure *disclosure.Desk
	Index      *precedent.Index // of the papers
	Past       *precedent.Desk
	Blobs      *blob.Store
	Dossiers   *dossier.Desk
	Anchoring  *anchor.Desk

	clock   func() time.Time
	lock    *flock.Flock
	cache   *store.Cache
	pool    *extract.Pool
	cancel  context.CancelFunc
	working sync.WaitGroup
	closing sync.Once
}

// OpenOffice opens the office of a folder, making an empty one if there is none. One process holds a folder at a time.
func OpenOffice(dir string, settings Settings) (*Office, error) {
	if settings.Clock == nil {
		settings.Clock = time.Now
	}
	o := &Office{Dir: dir, clock: settings.Clock}
	if err := o.open(settings); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	return o, nil
}

func (o *Office) open(settings Settings) (err error) {
	if err := o.hold(); err != nil {
		return err
	}
	program, err := rulebook.Embedded()
	if err != nil {
		return err
	}
	if o.Secrets, err = account.OpenSecrets(o.Dir, o.clock); err != nil {
		return err
	}
	keys, err := o.Secrets.Keys("zhiheng")
	if err != nil {
		return err
	}
	if o.Blobs, err = blob.Open(filepath.Join(o.Dir, "originals")); err != nil {
		return err
	}
	options := store.Options{Pillars: pillars(), Keys: keys, Origin: "zhiheng", Clock: o.clock}
	if settings.still {
		options.Synchronous = "OFF"
	}
	o.Store, err = store.Open(filepath.Join(o.Dir, "office.db"), options)
	if err != nil {
		return err
	}
	if o.Rules, err = rulebook.OpenShelf(context.Background(), o.Store, o.Blobs, program, o.today); err != nil {
		return err
	}
	return o.join(settings)
}

// hold takes the folder for this process.
func (o *Office) hold() error {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return fault.New(fault.Storage, "app.open", fault.T("无法建立数据目录", "the data folder cannot be made")).WithCause(err)
	}
	o.lock = flock.New(filepath.Join(o.Dir, "office.lock"))
	held, err := o.lock.TryLock()
	if err != nil {
		return fault.New(fault.Storage, "app.open", fault.T("数据目录不可写", "the data folder cannot be written")).WithCause(err)
	}
	if !held {
		return fault.New(fault.Unavailable, "app.open", fault.T("这个数据目录已在另一个执衡中打开", "another Zhiheng has this folder open")).
			WithHint(fault.T("请使用已打开的窗口,或先将其关闭。", "Use the window that is open, or close it first."))
	}
	return nil
}

// join makes the parts above the store and lets the index follow it.
func (o *Office) join(settings Settings) (err error) {
	if settings.Executable == "" {
		if settings.Executable, err = os.Executable(); err != nil {
			return fault.Wrap("app.open", err)
		}
		settings.Arguments = []string{childArgument}
	}
	derived := filepath.Join(o.Dir, "derived")
	o.pool, err = extract.New(extract.Options{Executable: settings.Executable, Args: settings.Arguments, CacheDir: filepath.Join(derived, "reader"), Children: settings.Readers})
	if err != nil {
		return err
	}
	if o.cache, err = store.OpenCache(filepath.Join(derived, "cache.db")); err != nil {
		return err
	}
	if err := o.joinPillars(); err != nil {
		return err
	}
	o.Index, err = precedent.Open(filepath.Join(o.Dir, "index"), searchSource{o.Files}, precedent.Options{Now: o.clock})
	if err != nil {
		return err
	}
	past, err := precedent.Open(filepath.Join(o.Dir, "index", "cases"), precedent.CaseSource{Files: o.Files, Outcomes: outcomes{}}, precedent.Options{Now: o.clock, Poll: 5 * time.Second})
	if err != nil {
		return err
	}
	o.Past = &precedent.Desk{Files: o.Files, Outcomes: outcomes{}, Cases: past}
	o.Past.Collections = &precedent.CollectionSource{Files: o.Files}
	o.Past.Others, err = precedent.Open(filepath.Join(o.Dir, "index", "collections"), o.Past.Collections, precedent.Options{Now: o.clock})
	if err != nil {
		return err
	}
	if err := o.Past.TakeSynonyms(context.Background(), o.Index, o.Past.Others); err != nil {
		return err
	}
	if settings.still {
		o.cancel = func() {}
		return nil
	}
	o.follow()
	return nil
}

func (o *Office) today() string { return o.clock().In(ledger.Zone).Format(time.DateOnly) }

// follow lets the index and the kept heads follow the ledger until the office closes.
func (o *Office) follow() {
	ctx, cancel := context.WithCancel(context.Background())
	o.cancel = cancel
	woken, stop := o.Store.Follow()
	o.working.Go(func() { _ = o.Index.Follow(ctx) })       // its state says what went wrong
	o.working.Go(func() { _ = o.Past.Others.Follow(ctx) }) // woken by an import
	o.working.Go(func() { _ = o.Past.Cases.Follow(ctx) })  // not woken: a case changes with every step, and need not be found that soon
	o.working.Go(func() {
		defer stop()
		for {
			select {
			case <-ctx.Done():
				return
			case _, open := <-woken:
				if !open {
					return
				}
				o.Index.Wake()
				o.keepHead(ctx)
			}
		}
	})
}

// keepHead keeps the signed head beside the ledger.
func (o *Office) keepHead(ctx context.Context) {
	if signed, head, err := o.Store.Head(ctx); err == nil && head.Size > 0 {
		_ = o.Secrets.KeepHead(head.Size, signed) // the next one is kept with the next change
	}
}

// eachDay signs the head of the ledger once a day and ends the publications whose time has run out, for as long as the office
// is served.
func (o *Office) eachDay(log *slog.Logger) {
	ctx, cancel := context.WithCancel(context.Background())
	stop := o.cancel
	o.cancel = func() { cancel(); stop() }
	o.working.Go(func() {
		for {
			if err := o.Anchoring.EachDay(ctx); err != nil && ctx.Err() == nil {
				log.Error("the daily head was not signed", "error", err.Error())
			}
			if _, err := o.Disclosure.EndExpired(ctx); err != nil && ctx.Err() == nil {
				log.Error("publications whose time has run out were not ended", "error", err.Error())
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Hour):
			}
		}
	})
}

// Close closes every part that is open, once.
func (o *Office) Close() (err error) {
	o.closing.Do(func() { err = o.close() })
	return err
}

func (o *Office) close() error {
	var errs []error
	if o.cancel != nil {
		o.cancel()
		o.working.Wait()
		o.keepHead(context.Background())
	}
	if o.Index != nil {
		errs = append(errs, o.Index.Close())
	}
	if o.Past != nil {
		errs = append(errs, o.Past.Cases.Close())
		if o.Past.Others != nil {
			errs = append(errs, o.Past.Others.Close())
		}
	}
	if o.pool != nil {
		o.pool.Close()
	}
	if o.cache != nil {
		errs = append(errs, o.cache.Close())
	}
	if o.Store != nil {
		errs = append(errs, o.Store.Close())
	}
	if o.Blobs != nil {
		errs = append(errs, o.Blobs.Close())
	}
	if o.Secrets != nil {
		errs = append(errs, o.Secrets.Close())
	}
	if o.lock != nil {
		errs = append(errs, o.lock.Unlock())
	}
	return errors.Join(errs...)
}

// Verify checks the whole office: the file, the ledger, the tables, the originals and the heads kept beside them.
func (o *Office) Verify(ctx context.Context, progress func(store.Progress)) (store.Report, error) {
	return o.VerifyWith(ctx, store.VerifyOptions{Progress: progress})
}

// VerifyWith verifies by some options: against signed heads that were kept elsewhere, too, or faster.
func (o *Office) VerifyWith(ctx context.Context, options store.VerifyOptions) (store.Report, error) {
	heads, err := o.Secrets.Heads()
	if err != nil {
		return store.Report{}, err
	}
	options.Originals, options.Anchors = o.Blobs, append(heads, options.Anchors...)
	return o.Store.Verify(ctx, options)
}

// Reindex makes the search indexes anew and returns when they are whole.
func (o *Office) Reindex(ctx context.Context) error {
	o.Index.Rebuild()
	o.Past.Cases.Rebuild()
	o.Past.Others.Rebuild()
	return errors.Join(o.Index.CatchUp(ctx), o.Past.Cases.CatchUp(ctx), o.Past.Others.CatchUp(ctx))
}
