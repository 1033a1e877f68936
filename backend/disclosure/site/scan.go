package site

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

// scan is what is kept of a package that was looked at. Its fields are exported so that they can be noted for the next build.
type scan struct {
	Dir      string
	Stamp    string // see stampOf
	Manifest string // SHA-256
	Proof    string // SHA-256
	USCC     string
	Office   string
	Batch    string
	MadeOn   string
	Seq      int64
	Size     int64 // of the ledger under the proof
	Root     string
	Note     string // the signed head
	Key      string
	Items    []*item
	Notices  []notice
	Lists    []*listVersion
	Columns  map[string][]column
	Findings []fault.Text

	fresh bool // looked at anew in this build
}

// item is a record without its text.
type item struct {
	USCC, ID, No, Decided, Published, Until, Kind string
	KindLabel, Title                              fault.Text
	Agency, Party, Replaces, Correction           string
	File                                          disclosure.File
	Pictures                                      []disclosure.File `json:",omitempty"`
}

type notice struct {
	disclosure.Notice
	Name string
}

// home is the folder of the package's papers in the site.
func (s *scan) home() string { return "p/" + s.USCC + "/" + s.Manifest[:16] }

// scanAll looks at every package and takes in those in which nothing is amiss.
func (b *builder) scanAll(ctx context.Context) error {
	scans := make([]*scan, len(b.Dirs))
	err := each(ctx, len(b.Dirs), func(i int) (err error) {
		scans[i], err = b.scan(b.Dirs[i])
		return err
	})
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, s := range scans {
		switch {
		case len(s.Findings) > 0:
			b.report.Left = append(b.report.Left, Left{s.Dir, s.Findings})
		case !seen[s.Manifest]:
			seen[s.Manifest] = true
			b.scans = append(b.scans, s)
		}
	}
	slices.SortFunc(b.scans, func(x, y *scan) int {
		return cmp.Or(cmp.Compare(x.USCC, y.USCC), cmp.Compare(x.Seq, y.Seq), cmp.Compare(x.Manifest, y.Manifest))
	})
	return nil
}

// scan looks at a package, or remembers the last look if no file has changed since.
func (b *builder) scan(dir string) (*scan, error) {
	stamp, err := stampOf(dir)
	if err != nil {
		return &scan{Dir: dir, Findings: []fault.Text{fault.T("这个文件夹里没有公示包", "this folder holds no package")}}, nil
	}
	if known := b.notes.Scans[dir]; known != nil && known.Stamp == stamp {
		return known, nil
	}
	s := &scan{Dir: dir, Stamp: stamp, Columns: map[string][]column{}, fresh: true}
	p, findings, err := disclosure.ReadPackage(dir, disclosure.Visit{
		Record: s.take,
		Notice: func(n disclosure.Notice, f disclosure.File) { s.Notices = append(s.Notices, notice{n, f.Name}) },
		List:   s.takeList,
	})
	if err != nil {
		if k := fault.KindOf(err); k != fault.NotFound && k != fault.Damaged {
			return nil, err
		}
		s.Findings = []fault.Text{fault.As(err).Message}
		return s, nil
	}
	s.findBeside(p.Manifest.Files)
	s.Findings, s.Manifest, s.Proof = findings, sum(p.RawManifest), sum(p.RawProof)
	s.USCC, s.Office, s.Batch, s.MadeOn = p.Manifest.USCC, p.Manifest.Office, p.Manifest.Batch, p.Manifest.MadeOn
	s.Seq, s.Size, s.Root, s.Note, s.Key = p.Proof.Seq, p.Head.Size, p.Head.Root.String(), p.Proof.Checkpoint, p.Proof.Key
	return s, nil
}

// take keeps what the site's lists need of a record.
func (s *scan) take(r disclosure.Record, f disclosure.File) {
	s.Items = append(s.Items, &item{USCC: r.USCC, ID: r.ID, No: r.No, Decided: r.DecidedOn, Published: r.PublishedOn, Until: r.Until, Kind: r.Kind, KindLabel: r.KindLabel,
		Title: r.Title, Agency: r.Agency, Party: r.Party, Replaces: r.Replaces, Correction: r.Correction, File: f, Pictures: r.Pictures()})
	s.Columns[r.Kind] = withColumns(s.Columns[r.Kind], columnsOf(r))
}

func columnsOf(r disclosure.Record) (list []column) {
	for _, v := range r.Row {
		list = append(list, column{v.Code, v.Label})
	}
	return list
}

// withColumns adds to a list what it lacks.
func withColumns(list, more []column) []column {
	for _, c := range more {
		if !slices.ContainsFunc(list, func(known column) bool { return known.Code == c.Code }) {
			list = append(list, c)
		}
	}
	return list
}

// stampOf is a hash over the names in a folder and the sizes and times of the two files that vouch for all others. A record that
// is changed in place is found when it is read again, by its hash.
func stampOf(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, e := range entries {
		fmt.Fprintf(h, "%s\x00", e.Name())
		if e.Name() != "manifest.json" && e.Name() != "proof.json" {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%d\x00%d\x00%v\n", info.Size(), info.ModTime().UnixNano(), info.Mode())
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func sum(raw []byte) string {
	s := sha256.Sum256(raw)
	return hex.EncodeToString(s[:])
}

// pin leaves out the packages that are not signed with the key by which the site knows their office, and those by which an
// office has told two stories of its ledger.
func (b *builder) pin() error {
	var before []office
	if err := readJSON(filepath.Join(b.Out, officesFile), &before); err != nil {
		return err
	}
	b.known = map[string]office{}
	for _, o := range before {
		b.known[o.USCC] = o
	}
	first, roots := map[string]string{}, map[string]string{}
	torn := map[string]bool{}
	for _, s := range b.scans {
		if b.known[s.USCC].Key == "" && first[s.USCC] != "" && first[s.USCC] != s.Key {
			torn[s.USCC] = true
		}
		first[s.USCC] = s.Key
		head := fmt.Sprintf("%s %s %d", s.USCC, s.Key, s.Size)
		if roots[head] != "" && roots[head] != s.Root {
			torn[head] = true
		}
		roots[head] = s.Root
	}
	b.scans = slices.DeleteFunc(b.scans, func(s *scan) bool {
		var why fault.Text
		switch {
		case b.known[s.USCC].Key != "" && b.known[s.USCC].Key != s.Key:
			why = fault.T("签名密钥不是本站所认的该机关密钥", "it is signed with another key than the one by which the site knows this office")
		case torn[s.USCC]:
			why = fault.T("同一机关的公示包用了不同的签名密钥", "packages of one office are signed with different keys")
		case torn[fmt.Sprintf("%s %s %d", s.USCC, s.Key, s.Size)]:
			why = fault.T("同一机关的账本有两种说法(同样大小、不同根)", "the office has told two stories of its ledger: one size, two roots")
		default:
			return false
		}
		b.report.Left = append(b.report.Left, Left{s.Dir, []fault.Text{why}})
		return true
	})
	return nil
}
