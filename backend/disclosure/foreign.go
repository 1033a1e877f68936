package disclosure

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// Package is a package as it lies in a folder, of this office or another: what its manifest lists, and what the ledger of
// the office that made it says.
type Package struct {
	Manifest    Manifest
	Proof       LedgerProof
	Head        ledger.Checkpoint
	RawManifest []byte
	RawProof    []byte
}

// Visit is shown the records, notices and lists of a package one after the other. What is nil is not called.
type Visit struct {
	Record func(r Record, f File)
	Notice func(n Notice, f File)
	List   func(r ListRecord, f File)
}

// mostBytes is the size past which a file of a package is not read.
const mostBytes = 64 << 20

// ReadPackage looks at a package with nothing but what lies in its folder: the manifest's files are there, unchanged, and no
// other; records and notices are in their one form and agree with the manifest; and the ledger of the office, by its proof,
// names this manifest. Each finding says what is amiss; an error means that the folder could not be looked at.
func ReadPackage(dir string, visit Visit) (p Package, findings []fault.Text, err error) {
	find := func(zh, en string, args ...any) { findings = append(findings, fault.Tf(zh, en, args...)) }
	if p.RawManifest, err = readPlain(dir, manifestName); err != nil {
		return p, nil, noPackage(err)
	}
	if err := json.Unmarshal(p.RawManifest, &p.Manifest); err != nil {
		return p, nil, fault.New(fault.Damaged, "disclosure.check", fault.T("公示包清单不可读", "the manifest of the package cannot be read")).WithCause(err)
	}
	if p.Manifest.Format != RecordFormat {
		find("公示包格式为 %[1]d,本程序读 %[2]d", "the package is of format %[1]d; this program reads %[2]d", p.Manifest.Format, RecordFormat)
		return p, findings, nil
	}
	if finding, ok := p.readProof(dir); !ok {
		findings = append(findings, finding)
	}
	if !usccShape.MatchString(p.Manifest.USCC) || strings.TrimSpace(p.Manifest.Office) == "" {
		find("清单没有写明公示机关", "the manifest does not name its office")
	}
	added, err := strangers(dir, p.Manifest.Files)
	if err != nil {
		return p, nil, err
	}
	for _, name := range added {
		find("多出文件 %[1]s", "the file %[1]s does not belong", name)
	}
	kinds := p.kinds()
	for _, f := range p.Manifest.Files {
		raw, err := readPlain(dir, f.Name)
		if err != nil {
			find("缺少文件 %[1]s", "the file %[1]s is missing", f.Name)
			continue
		}
		if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != f.SHA256 {
			find("文件 %[1]s 被改动", "the file %[1]s was changed", f.Name)
			continue
		}
		if err := p.show(raw, f, kinds[f.Name], visit); err != nil {
			find("文件 %[1]s 与清单不符", "the file %[1]s does not agree with the manifest", f.Name)
		}
		delete(kinds, f.Name)
	}
	for _, name := range sortedKeys(kinds) {
		find("清单未列文件 %[1]s", "the manifest does not list the file %[1]s", name)
	}
	return p, findings, nil
}

// readProof reads the proof of a package and holds it against the manifest.
func (p *Package) readProof(dir string) (finding fault.Text, ok bool) {
	raw, err := readPlain(dir, proofName)
	if err != nil {
		return fault.T("缺少账本证明 proof.json", "the proof of the ledger, proof.json, is missing"), false
	}
	p.RawProof = raw
	if err := json.Unmarshal(raw, &p.Proof); err != nil {
		return fault.T("账本证明不可读", "the proof of the ledger cannot be read"), false
	}
	said, head, err := p.Proof.check(p.RawManifest)
	if err != nil {
		return fault.As(err).Message, false
	}
	p.Head = head
	if said.Name != p.Manifest.Batch || said.Decisions != len(p.Manifest.Decisions) || len(said.Notices) != len(p.Manifest.Notices) || !slices.Equal(said.Lists, p.Manifest.Lists) || said.Files != len(p.Manifest.Files)+1 {
		return fault.T("账本所记的公示包与清单不符", "what the ledger says of the package does not agree with the manifest"), false
	}
	return fault.Text{}, true
}

// kinds maps the files that are records, notices or lists to what the manifest says of them; only of records is anything said.
func (p *Package) kinds() map[string]ListedRecord {
	kinds := map[string]ListedRecord{}
	for _, d := range p.Manifest.Decisions {
		kinds[d.Record] = d
	}
	for _, name := range p.Manifest.Notices {
		kinds[name] = ListedRecord{}
	}
	for _, l := range p.Manifest.Lists {
		kinds[listName(l.List)] = ListedRecord{}
	}
	return kinds
}

// show reads a record or a notice and hands it to the visitor. Other files are left alone.
func (p *Package) show(raw []byte, f File, listed ListedRecord, visit Visit) error {
	switch {
	case listed.Record != "":
		r, err := parseRecord(raw)
		if err != nil {
			return err
		}
		for _, picture := range r.Pictures() {
			if !slices.ContainsFunc(p.Manifest.Files, func(f File) bool { return f.Name == picture.Name && f.SHA256 == picture.SHA256 }) {
				return fmt.Errorf("the record shows %s", picture.Name)
			}
		}
		if r.ID != listed.ID || r.No != listed.No || r.DecidedOn != listed.On || r.USCC != p.Manifest.USCC || r.Office != p.Manifest.Office {
			return fmt.Errorf("the record is of %s %s", r.ID, r.No)
		}
		if visit.Record != nil {
			visit.Record(r, f)
		}
	case strings.HasPrefix(f.Name, "list-"):
		r, err := parseList(raw)
		if err != nil {
			return err
		}
		if r.USCC != p.Manifest.USCC || r.Office != p.Manifest.Office || listName(r.List) != f.Name || !slices.Contains(p.Manifest.Lists, ListRef{r.List, r.Version, f.SHA256, f.Size}) {
			return fmt.Errorf("the list is %s of %s", r.List, r.Office)
		}
		for _, name := range r.Files() {
			if !slices.ContainsFunc(p.Manifest.Files, func(f File) bool { return f.Name == name }) {
				return fmt.Errorf("the list shows %s", name)
			}
		}
		if visit.List != nil {
			visit.List(r, f)
		}
	case chartShape.MatchString(f.Name):
		_, err := readChart(raw)
		return err
	case photoShape.MatchString(f.Name), scanShape.MatchString(f.Name):
		return isBareJPEG(raw)
	case strings.HasPrefix(f.Name, "notice-"):
		var n Notice
		if err := inOneForm(raw, &n); err != nil {
			return err
		}
		ended := n.End == EndWithdrawn || n.End == EndExpired || n.End == EndRepaired
		if n.USCC != p.Manifest.USCC || !ended || !dayShape.MatchString(n.On) || noticeName(n.ID) != f.Name || !idShape.MatchString(n.ID) {
			return fmt.Errorf("the notice is of %s", n.ID)
		}
		if visit.Notice != nil {
			visit.Notice(n, f)
		}
	}
	return nil
}

// The shapes of what becomes part of an address or of an order.
var (
	usccShape = regexp.MustCompile(`^[0-9A-Z]{18}$`)
	idShape   = regexp.MustCompile(`^[a-z]-[0-9a-z]{1,40}$`)
	dayShape  = regexp.MustCompile(`^[0-9]{4}-[01][0-9]-[0-3][0-9]$`)
	kindShape = regexp.MustCompile(`^[a-z_]{1,32}$`)
	shaShape  = regexp.MustCompile(`^[0-9a-f]{64}$`)
	scanShape = regexp.MustCompile(`-[0-9]{1,3}-[0-9]{1,4}\.jpg$`)
)

// parseRecord reads a record in its one form.
func parseRecord(raw []byte) (r Record, err error) {
	if err := inOneForm(raw, &r); err != nil {
		return r, err
	}
	if !dayShape.MatchString(r.DecidedOn) || !dayShape.MatchString(r.PublishedOn) || r.Until != "" && !dayShape.MatchString(r.Until) {
		return r, fmt.Errorf("the days %q, %q, %q", r.DecidedOn, r.PublishedOn, r.Until)
	}
	if r.Format != RecordFormat || !idShape.MatchString(r.ID) || !kindShape.MatchString(r.Kind) || strings.TrimSpace(r.No) == "" {
		return r, fmt.Errorf("the record %q of format %d", r.ID, r.Format)
	}
	for _, picture := range r.Pictures() {
		if !scanShape.MatchString(picture.Name) || !shaShape.MatchString(picture.SHA256) {
			return r, fmt.Errorf("the picture %q", picture.Name)
		}
	}
	return r, nil
}

// ReadRecord reads one record of a package that was read before; a file of another hash is damaged. That it is in its one
// form was seen then.
func ReadRecord(dir string, f File) (r Record, err error) {
	raw, err := readPlain(dir, f.Name)
	if err != nil {
		return Record{}, folderError(err)
	}
	if sha256.Sum256(raw) != f.sum() {
		return r, changedMeanwhile(f.Name, nil)
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		return r, changedMeanwhile(f.Name, err)
	}
	return r, nil
}

// sum is the hash of a file in bytes; zero where it is none.
func (f File) sum() (sum [sha256.Size]byte) {
	if raw, err := hex.DecodeString(f.SHA256); err == nil {
		copy(sum[:], raw)
	}
	return sum
}

// readPlain reads a regular file of a package by a name that has no folder in it.
func readPlain(dir, name string) ([]byte, error) {
	if name == "" || name != filepath.Base(name) || strings.ContainsAny(name, `/\`) || strings.HasPrefix(name, ".") {
		return nil, fs.ErrInvalid
	}
	path := filepath.Join(dir, name)
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > mostBytes {
		return nil, fs.ErrInvalid
	}
	return os.ReadFile(path)
}

// strangers lists what lies in a package without being listed.
func strangers(dir string, files []File) (names []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, folderError(err)
	}
	listed := map[string]bool{manifestName: true, proofName: true}
	for _, f := range files {
		listed[f.Name] = true
	}
	for _, e := range entries {
		if !listed[e.Name()] {
			names = append(names, e.Name())
		}
	}
	return names, nil
}
