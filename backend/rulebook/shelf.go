package rulebook

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"io"
	"slices"
	"sync"

	"zhiheng/backend/blob"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Shelf holds the versions of the rulebook that an office has adopted. A new case comes under the current one; every case
// is judged by the one it is under. The books on it do not change and may be used from many goroutines.
type Shelf struct {
	office    *store.Store
	originals *blob.Store
	today     func() string
	program   *Book // what came with the program

	// Examine looks over what a change makes of a book, as those above know it: an error refuses the change.
	Examine func(before, after *Book) error

	mu       sync.RWMutex
	versions []Version
	holidays json.RawMessage // of the newest version
	notices  []Notice        // of holidays, that the office has taken up itself
	books    map[string]*Book
	unfit    map[string]error
}

// Unfit is a version that is not as it was adopted, or that this program finds fault with. Where it cannot be used at all,
// the one before it is used instead.
type Unfit struct {
	Version string `json:"version"`
	Err     error  `json:"-"`
}

// NewShelf makes a shelf that holds one book and takes no other.
func NewShelf(book *Book) *Shelf {
	return &Shelf{program: book, books: map[string]*Book{}, unfit: map[string]error{}}
}

// OpenShelf opens the shelf of an office. The program's own book is adopted by itself where the office has none, or has
// never amended it; else it is put before the office as a proposal. Today is the date in China.
func OpenShelf(ctx context.Context, office *store.Store, originals *blob.Store, program *Book, today func() string) (*Shelf, error) {
	s := NewShelf(program)
	s.office, s.originals, s.today = office, originals, today
	if err := s.reread(ctx); err != nil {
		return nil, err
	}
	if err := s.offer(ctx); err != nil && fault.KindOf(err) != fault.Storage { // a disk that takes nothing still shows what it has
		return nil, err
	}
	return s, nil
}

// reread brings the list of versions up to date.
func (s *Shelf) reread(ctx context.Context) error {
	var versions []Version
	err := s.office.View(ctx, func(r *store.Reader) (err error) {
		versions, err = VersionsOf(r)
		return err
	})
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.versions, s.books, s.unfit, s.holidays = versions, map[string]*Book{}, map[string]error{}, nil
	for _, v := range slices.Backward(versions) {
		if b, err := s.read(v.Version); err == nil {
			s.holidays = b["holidays.json"]
			break
		}
	}
	return nil
}

// Current is the book that new cases come under: the last one adopted that is in force.
func (s *Shelf) Current() *Book {
	s.mu.RLock()
	version, none := "", len(s.versions) == 0
	if !none {
		version = s.versions[0].Version
		today := s.today()
		for _, v := range s.versions[1:] {
			if v.InForceFrom <= today {
				version = v.Version
			}
		}
	}
	s.mu.RUnlock()
	if none {
		return s.program
	}
	return s.Of(version)
}

// Of is the book of a version. An empty one stands for the first: that of cases which began before versions were noted.
func (s *Shelf) Of(version string) *Book {
	s.mu.RLock()
	if version == "" && len(s.versions) > 0 {
		version = s.versions[0].Version
	}
	book := s.books[version]
	s.mu.RUnlock()
	if book != nil {
		return book
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.take(version)
}

// take loads a version, or the last good one before it, and keeps it.
func (s *Shelf) take(version string) *Book {
	if book := s.books[version]; book != nil {
		return book
	}
	book := s.program
	if i := slices.IndexFunc(s.versions, func(v Version) bool { return v.Version == version }); i >= 0 {
		loaded, err := s.load(s.versions[i])
		if err != nil {
			s.unfit[version] = err
		}
		switch {
		case loaded != nil:
			book = loaded
		case i > 0:
			book = s.take(s.versions[i-1].Version)
		}
	}
	if err := book.Announce(s.notices...); err != nil {
		s.unfit[version] = err
	}
	s.books[version] = book
	return book
}

// load reads a version out of the originals. It was whole when it was adopted: what a later program finds fault with is
// told, and the book is used. The calendar of working days is a fact and no rule, so every version has the newest.
func (s *Shelf) load(v Version) (*Book, error) {
	b, err := s.read(v.Version)
	if err != nil {
		return nil, err
	}
	if v.Version == s.program.Hash && bytes.Equal(s.holidays, b["holidays.json"]) {
		return s.program, nil
	}
	if s.holidays != nil {
		b["holidays.json"] = s.holidays
	}
	l := newLoader(b)
	book := l.book()
	book.Hash, book.Version, book.InForceFrom = v.Version, v.Label, v.InForceFrom
	if len(l.problems) == 0 {
		return book, nil
	}
	if book.Calendar == nil || len(book.Procedures) == 0 {
		book = nil
	}
	return book, l.problems.refusal()
}

// read reads the data of a version out of the originals, and refuses bytes that are not what was adopted.
func (s *Shelf) read(version string) (Bundle, error) {
	file, err := s.originals.Open(version)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, fault.Wrap("rulebook.read", err)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != version {
		return nil, fault.New(fault.Damaged, "rulebook.read", fault.T("规则库版本的数据已被改动", "the data of a version of the rulebook have been changed")).
			WithHint(fault.T("请从备份恢复原件；在此之前按上一完好版本办案。", "Restore the original from a backup; until then the last good version is used."))
	}
	return ReadDocument(content)
}

// Bundle returns the data of a version; an unknown one is fault.NotFound.
func (s *Shelf) Bundle(version string) (Bundle, error) {
	if _, known := s.Version(version); !known {
		return nil, fault.New(fault.NotFound, "rulebook.bundle", fault.T("没有这个规则版本", "no such version of the rulebook"))
	}
	return s.read(version)
}

// Versions lists the versions, the first adopted first.
func (s *Shelf) Versions() []Version {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.versions)
}

// Version finds a version by its hash, or by its label.
func (s *Shelf) Version(name string) (Version, bool) {
	for _, v := range slices.Backward(s.Versions()) {
		if v.Version == name || v.Label == name {
			return v, true
		}
	}
	return Version{}, false
}

// last is the version adopted last, in force or not yet.
func (s *Shelf) last() (Version, bool) {
	versions := s.Versions()
	if len(versions) == 0 {
		return Version{}, false
	}
	return versions[len(versions)-1], true
}

// Unfit lists the versions that something is wrong with, and what.
func (s *Shelf) Unfit() []Unfit {
	list := []Unfit{}
	for _, v := range s.Versions() {
		s.Of(v.Version)
		s.mu.RLock()
		if err := s.unfit[v.Version]; err != nil && !slices.ContainsFunc(list, func(u Unfit) bool { return u.Version == v.Version }) {
			list = append(list, Unfit{v.Version, err})
		}
		s.mu.RUnlock()
	}
	return list
}

// keep puts a bundle among the originals.
func (s *Shelf) keep(b Bundle) (blob.Stored, error) {
	content, err := b.Document()
	if err != nil {
		return blob.Stored{}, err
	}
	return s.originals.Put(bytes.NewReader(content))
}

// Announce makes every version count by the holidays of some notices: the days of a year do not depend on which version
// judges a case. A notice that a version cannot take changes nothing.
func (s *Shelf) Announce(notices ...Notice) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.program.Announce(notices...); err != nil {
		return err
	}
	s.notices = slices.Clone(notices)
	for version, book := range s.books {
		if err := book.Announce(notices...); err != nil {
			s.unfit[version] = err
		}
	}
	return nil
}
