package site

import (
	"encoding/gob"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"zhiheng/backend/fault"
)

// notes are what a build leaves for the next one, in a file beside the site: they spare it work and may be deleted.
type notes struct {
	Version int
	Title   string
	Scans   map[string]*scan
	Marks   map[string]mark // of what each page was made
}

// mark is a hash over what a page is made of.
type mark [16]byte

// notesVersion changes with what is noted and with what pages look like.
const notesVersion = 4

func (o Options) notesPath() string { return filepath.Clean(o.Out) + ".state" }

// loadNotes reads what the last build noted. What cannot be read is as good as none.
func loadNotes(o Options) *notes {
	empty := &notes{Version: notesVersion}
	file, err := os.Open(o.notesPath())
	if err != nil || o.Full {
		return empty
	}
	defer file.Close()
	var n notes
	if err := gob.NewDecoder(file).Decode(&n); err != nil || n.Version != notesVersion {
		return empty
	}
	return &n
}

// saveNotes is done last: a build that was broken off is done again.
func (b *builder) saveNotes() error {
	n := notes{Version: notesVersion, Title: b.Title, Scans: map[string]*scan{}, Marks: b.newMarks}
	for _, s := range b.scans {
		n.Scans[s.Dir] = s
	}
	path := b.notesPath()
	file, err := os.CreateTemp(filepath.Dir(path), ".state-")
	if err != nil {
		return storage(err)
	}
	err = errors.Join(gob.NewEncoder(file).Encode(n), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return storage(errors.Join(err, os.Remove(file.Name())))
	}
	return nil
}

// readJSON reads a file of the site; a file that is not there leaves the value as it is.
func readJSON(path string, into any) error {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return storage(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fault.New(fault.Damaged, "site.merge", fault.Tf("站点文件 %[1]s 不可读", "the site’s file %[1]s cannot be read", filepath.Base(path))).WithCause(err).
			WithHint(fault.T("请换一个空文件夹重新生成站点。", "Build the site anew in an empty folder."))
	}
	return nil
}
