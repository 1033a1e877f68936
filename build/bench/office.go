package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/blob"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/ledger"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// password is everybody's in a made-up office.
const password = "Yunting-2026"

// office is an open office, joined as the program joins it, without its search index.
type office struct {
	dir     string
	rules   *rulebook.Shelf
	secrets *account.Secrets
	store   *store.Store
	files   *casefile.Files
	people  *account.Accounts
	blobs   *blob.Store
	cache   *store.Cache
	pool    *extract.Pool
}

// pillars are those of the program.
func pillars() []store.Pillar {
	return []store.Pillar{rulebook.Pillar(), account.Pillar(), authority.Pillar(), casefile.Pillar(), record.Pillar(), review.Pillar(), decision.Pillar(), disclosure.Pillar(), precedent.Pillar()}
}

// openOffice opens an office that is read by children of this program. More pillars change the shape of the tables.
func openOffice(_ context.Context, dir string, more ...store.Pillar) (*office, error) {
	o := &office{dir: dir}
	if err := o.open(more); err != nil {
		return nil, errors.Join(err, o.close())
	}
	return o, nil
}

func (o *office) open(more []store.Pillar) (err error) {
	if err = os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	book, err := rulebook.Embedded()
	if err != nil {
		return err
	}
	if o.secrets, err = account.OpenSecrets(o.dir, time.Now); err != nil {
		return err
	}
	keys, err := o.secrets.Keys("zhiheng")
	if err != nil {
		return err
	}
	if o.blobs, err = blob.Open(filepath.Join(o.dir, "originals")); err != nil {
		return err
	}
	o.store, err = store.Open(filepath.Join(o.dir, "office.db"), store.Options{Pillars: append(pillars(), more...), Keys: keys, Origin: "zhiheng", Clock: time.Now})
	if err != nil {
		return err
	}
	today := func() string { return time.Now().In(ledger.Zone).Format(time.DateOnly) }
	if o.rules, err = rulebook.OpenShelf(context.Background(), o.store, o.blobs, book, today); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	derived := filepath.Join(o.dir, "derived")
	if o.pool, err = extract.New(extract.Options{Executable: self, Args: []string{childArgument}, CacheDir: filepath.Join(derived, "reader")}); err != nil {
		return err
	}
	if o.cache, err = store.OpenCache(filepath.Join(derived, "cache.db")); err != nil {
		return err
	}
	o.people = account.New(o.store, o.secrets)
	o.files = &casefile.Files{Store: o.store, Rules: o.rules, Blobs: o.blobs, Reading: o.pool, Cache: o.cache, Read: &casefile.ReadPapers{}, Today: today}
	return nil
}

func (o *office) close() error {
	var errs []error
	if o.pool != nil {
		o.pool.Close()
	}
	if o.cache != nil {
		errs = append(errs, o.cache.Close())
	}
	if o.store != nil {
		errs = append(errs, o.store.Close())
	}
	if o.blobs != nil {
		errs = append(errs, o.blobs.Close())
	}
	if o.secrets != nil {
		errs = append(errs, o.secrets.Close())
	}
	return errors.Join(errs...)
}

// found makes the usual office and its people.
func (o *office) found(ctx context.Context) error {
	return o.foundAs(ctx, account.Office{Name: "云汀县市场监督管理局", USCC: "11320681014381238G", CodeWord: "云市监"})
}

// foundAs makes an office and its people. It is a sample office, so that a link signs its first handler in.
func (o *office) foundAs(ctx context.Context, as account.Office) error {
	as.Region, as.Sample, as.SamplePassword = "320681", true, password
	people := []account.Newcomer{{Person: account.Person{Username: "anquan", Name: "安全员", Roles: []string{"security_admin"}}, Password: password}}
	for username, name := range map[string]string{"lin": "林一", "mei": "梅二", "song": "宋三"} {
		people = append(people, account.Newcomer{Person: account.Person{Username: username, Name: name, Roles: []string{"handler"}, CertNo: "YT-" + username, CertFrom: "2024-01-01", CertTo: "2029-12-31"}, Password: password})
	}
	return o.people.Open(ctx, as, people)
}

// handlers are the office's handlers, in the order of their names.
func (o *office) handlers(ctx context.Context) (list []account.Person, err error) {
	people, err := o.people.People(ctx)
	for _, p := range people {
		if p.Holds("handler") {
			list = append(list, p)
		}
	}
	return list, err
}
