package rulebook

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// Bundle is a rulebook as data: the content of each file by its name, such as "penalty/papers.json".
type Bundle map[string]json.RawMessage

// bundleSchema marks a bundle in one document.
const bundleSchema = "rulebook"

// document is a bundle in one JSON document.
type document struct {
	Schema string `json:"schema"`
	Files  Bundle `json:"files"`
}

// Read reads the files of a rulebook: every .json file at the root and one folder down.
func Read(fsys fs.FS) (Bundle, error) {
	b := Bundle{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".json" || strings.Count(name, "/") > 1 {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		b[name] = content
		return err
	})
	if err != nil {
		return nil, fault.New(fault.Unreadable, "rulebook.read", fault.T("规则文件读不出来", "the files of the rulebook cannot be read")).WithCause(err)
	}
	return b, nil
}

// ReadDocument reads a bundle out of one document, as an export writes it.
func ReadDocument(content []byte) (Bundle, error) {
	var d document
	if err := json.Unmarshal(content, &d); err != nil || d.Schema != bundleSchema || len(d.Files) == 0 {
		return nil, fault.New(fault.Invalid, "rulebook.read_document", fault.T("这不是规则库文件", "this is no rulebook")).WithCause(err).
			WithHint(fault.T("请选择由“导出规则库”得到的文件。", "Choose a file that came from an export of a rulebook."))
	}
	for name := range d.Files {
		if !validName(name) {
			return nil, fault.New(fault.Invalid, "rulebook.read_document", fault.Tf("规则库中的文件名不合规：%[1]q", "a file of the rulebook has a bad name: %[1]q", name))
		}
	}
	return d.Files, nil
}

// validName tells whether a name can be that of a data file: NAME.json or FOLDER/NAME.json, in small letters.
func validName(name string) bool {
	base, ok := strings.CutSuffix(name, ".json")
	if !ok || len(name) > 100 || strings.Count(base, "/") > 1 {
		return false
	}
	for part := range strings.SplitSeq(base, "/") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			return false
		}
	}
	return true
}

// Document is the bundle as one canonical JSON document: the same rules have the same bytes.
func (b Bundle) Document() ([]byte, error) { return ledger.Canonical(document{bundleSchema, b}) }

// Hash is the hex SHA-256 of the document; empty if the files are not JSON.
func (b Bundle) Hash() string {
	content, err := b.Document()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Names lists the files, sorted.
func (b Bundle) Names() []string { return slices.Sorted(maps.Keys(b)) }

// Load checks the bundle whole and makes a book of it. The error's cause is [Problems]: every fault, with its file and row.
func (b Bundle) Load() (*Book, error) {
	l := newLoader(b)
	book := l.book()
	if len(l.problems) > 0 {
		return nil, l.problems.refusal()
	}
	return book, nil
}
