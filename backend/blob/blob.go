// Package blob keeps files as they were received, under the SHA-256 of their bytes: written once, never changed, never
// deleted. What Put has returned is on the disk, with its name, whatever happens next. Beside SHA-256 it reckons SM3, the
// hash of the national standard GB/T 32905, in the same pass over the bytes.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/emmansun/gmsm/sm3"

	"zhiheng/backend/fault"
)

// Store is a folder of originals: two-character folders, each with files named by the rest of their hash.
type Store struct {
	root *os.Root
	dir  string
}

// Stored tells what Put has kept: both hashes in lower-case hex and the size in bytes. Known is true if the same bytes
// had been there before.
type Stored struct {
	SHA256 string
	SM3    string
	Size   int64
	Known  bool
}

const incoming = "incoming"

// Open opens the folder, makes it if need be, and sweeps away what a crash left half written.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(filepath.Join(dir, incoming), 0o700); err != nil {
		return nil, storageError("blob.open", err)
	}
	if err := syncDir(filepath.Dir(dir)); err != nil { // else the folder itself may be forgotten
		return nil, storageError("blob.open", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, storageError("blob.open", err)
	}
	s := &Store{root: root, dir: dir}
	left, err := fs.ReadDir(root.FS(), incoming)
	if err != nil {
		return nil, storageError("blob.open", err)
	}
	for _, entry := range left {
		if err := root.Remove(filepath.Join(incoming, entry.Name())); err != nil {
			return nil, storageError("blob.open", err)
		}
	}
	return s, nil
}

// Close lets go of the folder.
func (s *Store) Close() error { return s.root.Close() }

// Put keeps all that can be read from r. The bytes are synced, then the name, then the folders, before Put returns.
func (s *Store) Put(r io.Reader) (Stored, error) {
	temp, err := os.CreateTemp(filepath.Join(s.dir, incoming), "*")
	if err != nil {
		return Stored{}, storageError("blob.put", err)
	}
	defer os.Remove(temp.Name()) // after the rename there is nothing left to remove
	defer temp.Close()
	sha, other := sha256.New(), sm3.New()
	size, err := pass(r, temp, sha, other)
	if err != nil {
		return Stored{}, storageError("blob.put", err)
	}
	stored := Stored{SHA256: hex.EncodeToString(sha.Sum(nil)), SM3: hex.EncodeToString(other.Sum(nil)), Size: size}
	name := place(stored.SHA256)
	if info, err := s.root.Stat(name); err == nil && info.Size() == size && s.Check(context.Background(), stored.SHA256, "", nil) == nil {
		stored.Known = true
		return stored, storageError("blob.put", s.settle(name)) // whoever put it first may have been stopped before the names were safe
	}
	if err := temp.Chmod(0o400); err != nil {
		return Stored{}, storageError("blob.put", err)
	}
	if err := temp.Sync(); err != nil {
		return Stored{}, storageError("blob.put", err)
	}
	return stored, storageError("blob.put", s.adopt(temp.Name(), name))
}

// adopt gives a synced file its name and makes the name last.
func (s *Store) adopt(temp, name string) error {
	if err := os.Mkdir(filepath.Join(s.dir, filepath.Dir(name)), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := os.Rename(temp, filepath.Join(s.dir, name)); err != nil {
		return err
	}
	return s.settle(name)
}

// settle syncs the folder of an original, and the folder of that folder. It does so even when both were there before:
// another Put may have made them and not yet synced them, or failed to.
func (s *Store) settle(name string) error {
	return errors.Join(syncDir(filepath.Join(s.dir, filepath.Dir(name))), syncDir(s.dir))
}

// Open opens an original for reading. Whoever needs certainty about its bytes calls Check.
func (s *Store) Open(sha string) (*os.File, error) {
	if !valid(sha) {
		return nil, notFound(sha, nil)
	}
	file, err := s.root.Open(place(sha))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notFound(sha, err)
	}
	return file, storageError("blob.open_file", err)
}

// Path is where an original lies, for a reader that wants a path. It does not say that the file is there.
func (s *Store) Path(sha string) string { return filepath.Join(s.dir, place(sha)) }

// Check reads an original and compares its bytes with its name and, where it is given, with their SM3. A missing or different
// file is damaged. Read, which may be nil, is told how many more bytes were read; a context that ends stops the reading.
func (s *Store) Check(ctx context.Context, sha, other string, read func(n int64)) error {
	file, err := s.Open(sha)
	if fault.KindOf(err) == fault.NotFound {
		return fault.New(fault.Damaged, "blob.check", fault.T("原件缺失", "the original is missing")).WithCause(err)
	}
	if err != nil {
		return err
	}
	defer file.Close()
	hashes := []hash.Hash{sha256.New()}
	if other != "" {
		hashes = append(hashes, sm3.New())
	}
	writers := make([]io.Writer, len(hashes))
	for i, h := range hashes {
		writers[i] = h
	}
	_, err = pass(&watched{file, ctx, read}, writers...)
	if ctx.Err() != nil {
		return fault.New(fault.Cancelled, "blob.check", fault.T("操作已取消", "the work was cancelled")).WithCause(context.Cause(ctx))
	}
	if err != nil {
		return storageError("blob.check", err)
	}
	for i, want := range []string{sha, other}[:len(hashes)] {
		if got := hex.EncodeToString(hashes[i].Sum(nil)); got != want {
			name := []string{"SHA-256", "SM3"}[i]
			return fault.New(fault.Damaged, "blob.check", fault.Tf("原件内容已被改动(%[1]s 不符)", "the original has been changed: its %[1]s differs", name)).
				WithCause(fmt.Errorf("the bytes hash to %s", got))
		}
	}
	return nil
}

// Each calls visit with the hash of every file there is. A file that is no original is passed over.
func (s *Store) Each(visit func(sha string) error) error {
	err := fs.WalkDir(s.root.FS(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && entry.Name() == incoming {
			return fs.SkipDir
		}
		if sha := strings.ReplaceAll(path, "/", ""); !entry.IsDir() && valid(sha) {
			return visit(sha)
		}
		return nil
	})
	return storageError("blob.each", err)
}

// place is the path of an original below the folder.
func place(sha string) string { return filepath.Join(sha[:2], sha[2:]) }

// valid tells whether a string is a hash in lower-case hex, and so cannot lead out of the folder.
func valid(sha string) bool {
	raw, err := hex.DecodeString(sha)
	return err == nil && len(raw) == sha256.Size && sha == strings.ToLower(sha)
}

func notFound(sha string, cause error) error {
	return fault.New(fault.NotFound, "blob.open_file", fault.T("没有这个原件", "no such original")).WithCause(errors.Join(cause, fmt.Errorf("%.80q", sha)))
}

// storageError gives an error of the file system its kind and a way out. An error that has a kind keeps it.
func storageError(op string, err error) error {
	var known *fault.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	e := fault.New(fault.Storage, op, fault.T("无法读写原件目录", "the folder of originals cannot be read or written")).WithCause(err)
	switch {
	case errors.Is(err, syscall.ENOSPC):
		e.Message, e.Hint = fault.T("磁盘已满,原件未保存", "the disk is full: the original was not kept"), fault.T("腾出空间后重试,已保存的内容不受影响。", "Free some space and try again. What was kept is not affected.")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		e.Hint = fault.T("请检查数据目录的写入权限。", "Check that the data folder may be written.")
	}
	return e
}
