package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"zhiheng/backend/fault"
)

//go:embed assets
var assets embed.FS

func sumOf(text string) [sha256.Size]byte { return sha256.Sum256([]byte(text)) }

// write writes all that has changed and takes away what is not of the site any more.
func (b *builder) write(ctx context.Context) error {
	b.there, b.wanted, b.newMarks = map[string]bool{}, map[string]bool{}, map[string]mark{}
	if err := b.look(); err != nil {
		return err
	}
	if err := b.putJSON(marker, map[string]any{"format": 1, "title": b.Title}); err != nil { // first: a site that was begun is ours
		return err
	}
	for _, name := range []string{"site.css", "search.js", "verify.js", "filter.js"} {
		raw, err := assets.ReadFile("assets/" + name)
		if err != nil {
			return fault.Wrap("site.write", err)
		}
		if err := b.put(name, raw); err != nil {
			return err
		}
	}
	if err := each(ctx, len(b.scans), func(i int) error { return b.writePackage(b.scans[i]) }); err != nil {
		return err
	}
	parts := b.parts()
	if err := each(ctx, len(parts), func(i int) error { return b.writePart(parts[i]) }); err != nil {
		return err
	}
	if err := b.writeTombstones(); err != nil {
		return err
	}
	for _, step := range []func() error{b.writeLists, b.writeOpen, b.home, b.writeLog, b.writeFeed, b.writeSearch, func() error { return b.writeSchema(parts) }} {
		if err := errors.Join(ctx.Err(), step()); err != nil {
			return err
		}
	}
	return b.sweep()
}

// look lists the files that the last build has left.
func (b *builder) look() error {
	if err := os.MkdirAll(b.Out, 0o755); err != nil {
		return storage(err)
	}
	return storage(filepath.WalkDir(b.Out, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			b.there[filepath.ToSlash(strings.TrimPrefix(path, filepath.Clean(b.Out)+string(filepath.Separator)))] = true
		}
		return err
	}))
}

// want notes that a file belongs to the site.
func (b *builder) want(path string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wanted[path] = true
}

// stale tells whether files made of the same must be written: one is not there, or they were made of something else. It is
// noted either way.
func (b *builder) stale(m mark, paths ...string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.newMarks[paths[0]] = m
	changed := b.notes.Marks[paths[0]] != m
	for _, path := range paths {
		b.wanted[path] = true
		changed = changed || !b.there[path]
	}
	return changed
}

// both are the paths of a page in all languages.
func both(path string) (list []string) {
	for _, lang := range languages() {
		list = append(list, at(lang, path))
	}
	return list
}

// put writes a file unless it stands there already, byte for byte.
func (b *builder) put(path string, content []byte) error {
	b.want(path)
	if b.there[path] {
		if old, err := os.ReadFile(filepath.Join(b.Out, filepath.FromSlash(path))); err == nil && bytes.Equal(old, content) {
			return nil
		}
	}
	return b.overwrite(path, content)
}

// overwrite writes a file.
func (b *builder) overwrite(path string, content []byte) error {
	full := filepath.Join(b.Out, filepath.FromSlash(path))
	err := os.WriteFile(full, content, 0o644)
	if errors.Is(err, os.ErrNotExist) {
		if err = os.MkdirAll(filepath.Dir(full), 0o755); err == nil {
			err = os.WriteFile(full, content, 0o644)
		}
	}
	if err != nil {
		return storage(err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wanted[path] = true
	b.report.Written++
	return nil
}

// writePackage keeps the papers of a package beside its decisions, and a script with both for pages opened from a disk.
func (b *builder) writePackage(s *scan) error {
	home := s.home()
	names := []string{home + "/manifest.json", home + "/proof.json", home + "/proof.js"}
	if !b.stale(markOf(s.Manifest, s.Proof), names...) {
		return nil
	}
	manifest, err1 := os.ReadFile(filepath.Join(s.Dir, "manifest.json"))
	proof, err2 := os.ReadFile(filepath.Join(s.Dir, "proof.json"))
	if err := errors.Join(err1, err2); err != nil {
		return storage(err)
	}
	if sum(manifest) != s.Manifest || sum(proof) != s.Proof {
		return fault.New(fault.Damaged, "site.write", fault.Tf("公示包 %[1]s 在合并期间被改动", "the package %[1]s was changed meanwhile", s.Batch))
	}
	for i, content := range [][]byte{manifest, proof} {
		if err := b.overwrite(names[i], content); err != nil {
			return err
		}
	}
	return b.putScript(names[2], "zhihengProof", string(manifest), json.RawMessage(proof))
}

// writeTombstones writes a page in place of each decision that is public no longer.
func (b *builder) writeTombstones() error {
	for _, d := range b.ended {
		if !b.stale(d.sum, d.path()) {
			continue
		}
		if err := b.overwrite(d.path(), b.tombstone(d)); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes what an earlier build has left and this one has no use for.
func (b *builder) sweep() error {
	for path := range b.there {
		if b.wanted[path] {
			continue
		}
		if err := os.Remove(filepath.Join(b.Out, filepath.FromSlash(path))); err != nil {
			return storage(err)
		}
		b.report.Removed++
	}
	b.report.Pages = len(b.wanted)
	return nil
}
