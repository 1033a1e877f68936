package app

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// manifestName is the last entry of a backup: without it the backup is not whole.
const manifestName = "manifest.json"

// Manifest says what a backup holds, file by file, and at which head of the ledger it was made.
type Manifest struct {
	Format  int               `json:"format"`
	Program string            `json:"program"`
	Head    ledger.Checkpoint `json:"head"`
	Files   map[string]string `json:"files"` // SHA-256 by name
}

// Backup writes the whole office into one file while it goes on working: the ledger with its tables as they stand at one
// moment, every original they rest on, and the secrets. The file appears under its name when it is whole, and is never
// written over another.
func (o *Office) Backup(ctx context.Context, path string) (m Manifest, err error) {
	if _, err := os.Lstat(path); err == nil {
		return m, fault.New(fault.Conflict, "app.backup", fault.Tf("%[1]s 已存在", "%[1]s exists", path)).WithHint(fault.T("换一个文件名。", "Choose another name."))
	}
	work, err := os.MkdirTemp(filepath.Dir(path), ".backup-*")
	if err != nil {
		return m, backupError(err)
	}
	defer os.RemoveAll(work)
	if err := errors.Join(o.Store.CopyTo(ctx, filepath.Join(work, "office.db")), o.Secrets.CopyTo(ctx, filepath.Join(work, "secrets.db"))); err != nil {
		return m, err
	}
	out, err := os.OpenFile(filepath.Join(work, "backup"), os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return m, backupError(err)
	}
	defer out.Close()
	_, head, err := o.Store.Head(ctx)
	if err != nil {
		return m, err
	}
	m = Manifest{Format: store.Format, Program: Version, Head: head, Files: map[string]string{}}
	if err := o.pack(ctx, out, work, &m); err != nil {
		return m, err
	}
	if err := errors.Join(out.Sync(), out.Close(), os.Rename(out.Name(), path)); err != nil {
		return m, backupError(err)
	}
	return m, nil
}

// pack writes the archive: the two databases, the originals, and the manifest.
func (o *Office) pack(ctx context.Context, out io.Writer, work string, m *Manifest) error {
	archive := tar.NewWriter(out)
	add := func(name, from string) error {
		sum, err := addFile(archive, name, from)
		m.Files[name] = sum
		return err
	}
	if err := errors.Join(add("office.db", filepath.Join(work, "office.db")), add("secrets.db", filepath.Join(work, "secrets.db"))); err != nil {
		return backupError(err)
	}
	originals, err := o.Store.Originals(ctx)
	if err != nil {
		return err
	}
	for _, sha := range originals {
		if err := ctx.Err(); err != nil {
			return fault.New(fault.Cancelled, "app.backup", fault.T("备份已取消", "the backup was cancelled")).WithCause(err)
		}
		if err := add("originals/"+sha, o.Blobs.Path(sha)); err != nil {
			return backupError(err)
		}
	}
	raw, err := json.Marshal(m)
	if err != nil {
		return fault.Wrap("app.backup", err)
	}
	if err := archive.WriteHeader(&tar.Header{Name: manifestName, Mode: 0o600, Size: int64(len(raw))}); err != nil {
		return backupError(err)
	}
	if _, err := archive.Write(raw); err != nil {
		return backupError(err)
	}
	return backupError(archive.Close())
}

func addFile(archive *tar.Writer, name, from string) (sum string, err error) {
	file, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", err
	}
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size()}); err != nil {
		return "", err
	}
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(archive, hash), file)
	return hex.EncodeToString(hash.Sum(nil)), err
}

// Restore puts an office back from a backup into a folder that must not hold anything yet. The folder appears when every
// file has been compared with the manifest and the office has been verified; a damaged backup leaves nothing behind.
func Restore(ctx context.Context, backup, dir string, settings Settings) (report store.Report, err error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return report, fault.New(fault.Conflict, "app.restore", fault.Tf("%[1]s 不是空目录", "%[1]s is not empty", dir)).
			WithHint(fault.T("恢复到一个新目录,核对后再替换。", "Restore into a new folder and swap it in after a look."))
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return report, backupError(err)
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), ".restore-*")
	if err != nil {
		return report, backupError(err)
	}
	defer os.RemoveAll(work)
	m, err := unpack(backup, work)
	if err != nil {
		return report, err
	}
	if report, err = rehearse(ctx, work, m, settings); err != nil {
		return report, err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return report, backupError(err)
	}
	return report, backupError(os.Rename(work, dir))
}

// Rehearse restores a backup aside, verifies it and throws it away: the only proof that a backup is worth its name.
func Rehearse(ctx context.Context, backup string, settings Settings) (report store.Report, err error) {
	work, err := os.MkdirTemp("", "zhiheng-rehearsal-*")
	if err != nil {
		return report, backupError(err)
	}
	defer os.RemoveAll(work)
	m, err := unpack(backup, work)
	if err != nil {
		return report, err
	}
	return rehearse(ctx, work, m, settings)
}

// rehearse opens what was unpacked and verifies it against the manifest's head.
func rehearse(ctx context.Context, dir string, m Manifest, settings Settings) (report store.Report, err error) {
	o, err := OpenOffice(dir, settings)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	if report, err = o.Verify(ctx, nil); err != nil {
		return report, err
	}
	if !report.Intact {
		return report, damagedBackup(errors.New("the office in it is not intact"))
	}
	if report.Head.Size < m.Head.Size {
		return report, damagedBackup(errors.New("the ledger in it ends before its manifest"))
	}
	return report, nil
}

// unpack writes the files of a backup into a folder and compares each with the manifest.
func unpack(backup, dir string) (m Manifest, err error) {
	file, err := os.Open(backup)
	if err != nil {
		return m, fault.New(fault.NotFound, "app.restore", fault.Tf("打不开备份 %[1]s", "the backup %[1]s cannot be opened", backup)).WithCause(err)
	}
	defer file.Close()
	archive, sums := tar.NewReader(file), map[string]string{}
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return m, damagedBackup(err)
		}
		if header.Name == manifestName {
			if err := json.NewDecoder(io.LimitReader(archive, 1<<30)).Decode(&m); err != nil {
				return m, damagedBackup(err)
			}
			continue
		}
		place, err := placeOf(header.Name)
		if err != nil {
			return m, err
		}
		if sums[header.Name], err = writeFile(filepath.Join(dir, place), archive); err != nil {
			return m, damagedBackup(err)
		}
	}
	if m.Format > store.Format {
		return m, fault.New(fault.Refused, "app.restore", fault.T("备份由更新版本的执衡写成", "a newer Zhiheng has written this backup")).WithHint(fault.T("请安装同一或更新的版本。", "Install that version or a newer one."))
	}
	if m.Files == nil {
		return m, damagedBackup(errors.New("it has no manifest"))
	}
	for name, sum := range m.Files {
		if sums[name] != sum {
			return m, damagedBackup(fmt.Errorf("%s is missing or changed", name))
		}
	}
	return m, nil
}

// placeOf is where a file of a backup belongs. Nothing else than what a backup holds is written anywhere.
func placeOf(name string) (string, error) {
	if name == "office.db" || name == "secrets.db" {
		return name, nil
	}
	sha, found := strings.CutPrefix(name, "originals/")
	if raw, err := hex.DecodeString(sha); found && err == nil && len(raw) == sha256.Size {
		return filepath.Join("originals", sha[:2], sha[2:]), nil
	}
	return "", damagedBackup(fmt.Errorf("it holds %.80q", name))
}

func writeFile(path string, from io.Reader) (sum string, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(file, hash), from)
	return hex.EncodeToString(hash.Sum(nil)), errors.Join(err, file.Sync(), file.Close())
}

func damagedBackup(cause error) error {
	return fault.New(fault.Damaged, "app.restore", fault.Tf("备份不完整或已损坏:%[1]v", "the backup is not whole or damaged: %[1]v", cause)).WithCause(cause).
		WithHint(fault.T("请使用另一份备份。未改动任何数据。", "Use another one. Nothing was changed."))
}

func backupError(err error) error {
	var known *fault.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return fault.New(fault.Storage, "app.backup", fault.T("备份读写失败", "the backup cannot be read or written")).WithCause(err).
		WithHint(fault.T("请检查磁盘空间和权限。", "Check the space on the disk and the permissions."))
}
