package disclosure

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Batch is a package that was written. Folder is where it lies. Left lists what was approved and could not go with it.
type Batch struct {
	Folder string    `json:"folder"`
	Name   string    `json:"name"`
	Files  []File    `json:"files"`
	Items  []string  `json:"items"`
	Left   []LeftOut `json:"left"`

	Notices int       `json:"notices"` // of decisions that are public no longer
	Lists   []ListRef `json:"lists"`   // that are open before anybody is dealt with
}

// LeftOut is a disclosure that stays behind, and why.
type LeftOut struct {
	ID     string     `json:"id"`
	CaseNo string     `json:"case_no"`
	Reason fault.Text `json:"reason"`
}

// Publish writes a package of approved disclosures into a new folder below outDir, reads it again and records that they are
// published. No ids means all that are approved; those that are not ready then stay behind, while one that is named refuses
// the whole. When anything is wrong nothing is recorded and the folder is gone.
//
// For each of the forms, which are ids of the rulebook, the package also holds the public rows in that form.
func (d *Desk) Publish(ctx context.Context, actor account.Person, ids []string, outDir string, forms ...string) (Batch, error) {
	if err := actor.Demand(account.PublishDisclosure); err != nil {
		return Batch{}, err
	}
	if strings.TrimSpace(outDir) == "" {
		return Batch{}, fault.New(fault.Invalid, "disclosure.publish", fault.T("请选择公示包的输出文件夹", "choose the folder for the package")).WithField("out")
	}
	entries, left, err := d.gather(ctx, actor, ids)
	if err != nil {
		return Batch{}, err
	}
	var a addition
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		a, err = d.addition(r)
		return err
	})
	if err != nil {
		return Batch{}, err
	}
	if len(entries)+len(a.notices)+len(a.lists) == 0 {
		return Batch{Left: left}, nothingReady()
	}
	head, _, err := d.Files.Store.Head(ctx)
	if err != nil {
		return Batch{}, err
	}
	place, err := claim(outDir, d.Files.Today())
	if err != nil {
		return Batch{}, err
	}
	b, more, err := d.pack(ctx, entries, &a, filepath.Base(place), head, forms)
	if err != nil {
		return Batch{}, err
	}
	left = append(left, more...)
	if len(entries)+len(a.notices)+len(a.lists) == 0 {
		return Batch{Left: left}, nothingReady()
	}
	if err := b.write(outDir, place, d.reader(ctx)); err != nil {
		return Batch{}, err
	}
	batch := Batch{Folder: place, Name: filepath.Base(place), Files: b.files(), Left: left, Notices: len(a.notices), Lists: a.refs()}
	seq, err := d.record(ctx, actor, entries, a, b, batch.Name, head)
	if err != nil {
		return Batch{}, errors.Join(err, folderError(os.RemoveAll(place)))
	}
	if err := d.writeProof(ctx, seq, place); err != nil {
		return Batch{}, err
	}
	for _, e := range entries {
		batch.Items = append(batch.Items, e.item.ID)
	}
	return batch, nil
}

func nothingReady() error {
	return fault.New(fault.Refused, "disclosure.publish", fault.T("没有已批准且可以公示的记录", "nothing is approved and ready to be published")).
		WithHint(fault.T("先完成脱敏和审核,并送达决定书。", "Have it masked, approved and served first."))
}

// gather looks at everything that is to be published and leaves out, or refuses, what is not ready.
func (d *Desk) gather(ctx context.Context, actor account.Person, ids []string) (entries []entry, left []LeftOut, err error) {
	left = []LeftOut{}
	all := len(ids) == 0
	if all {
		err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
			ids, err = store.All[string](r, queries.Get("approved"))
			return err
		})
		if err != nil {
			return nil, nil, err
		}
	}
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		e, err := d.ready(ctx, actor, id)
		if err != nil && (!all || fault.KindOf(err) != fault.Refused && fault.KindOf(err) != fault.Conflict) {
			return nil, nil, err
		}
		if err != nil {
			left = append(left, LeftOut{ID: id, CaseNo: e.c.No, Reason: fault.As(err).Message})
			continue
		}
		entries = append(entries, e)
	}
	return entries, left, nil
}

// ready looks at one disclosure and refuses it when it may not be published now.
func (d *Desk) ready(ctx context.Context, actor account.Person, id string) (e entry, err error) {
	e.sight = &sight{}
	m, err := d.read(ctx, id)
	if err != nil {
		return e, err
	}
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		s, err := d.look(r, id, m)
		if err != nil {
			return err
		}
		e.sight = s
		if e.move, err = d.step(r, s, actor); err != nil {
			return err
		}
		if err := d.asApproved(s); err != nil {
			return err
		}
		if err := d.clear(s); err != nil {
			return err
		}
		e.row, err = d.row(s)
		return err
	})
	return e, err
}

// asApproved refuses what is not approved, or is not any more what was approved.
func (d *Desk) asApproved(s *sight) error {
	if s.item.State != Approved {
		return wrongState(s.item)
	}
	sha, err := d.fingerprint(s)
	if err != nil || sha == s.item.ApprovedSHA {
		return err
	}
	return fault.New(fault.Refused, "disclosure.publish", fault.T("批准后公示内容有变动", "what is to be published has changed since it was approved")).
		WithHint(fault.T("请退回后重新审核。", "Return it and have it approved anew."))
}

// record keeps the files as originals and notes that each disclosure is published, and that the package was written. It
// returns the sequence of that last entry.
func (d *Desk) record(ctx context.Context, actor account.Person, entries []entry, a addition, b *bundle, folder, head string) (seq int64, err error) {
	files := b.files()
	for i, name := range b.names {
		stored, err := d.Files.Blobs.Put(bytes.NewReader(b.content[name]))
		if err != nil {
			return 0, err
		}
		files[i].SM3 = stored.SM3
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		for _, e := range entries {
			s, err := d.look(tx, e.item.ID, e.read)
			if err != nil {
				return err
			}
			if err := d.asApproved(s); err != nil {
				return err
			}
			data := published{ID: e.item.ID, Folder: folder, Party: e.str("p.name"), Files: b.filesFor(e, entries, files), Head: head, Record: shaOf(files, e.record), Places: s.places()}
			data.Until, _ = d.publishedUntil(s)
			if data.Move, err = d.step(tx, s, actor); err != nil {
				return err
			}
			if _, err := tx.Record(rulebook.DisclosurePublished, s.c.ID, data); err != nil {
				return err
			}
		}
		data := packaged{Name: folder, Manifest: files[len(files)-1], Files: len(files), Decisions: len(entries), Notices: []string{}, Lists: a.refs()}
		for _, n := range a.notices {
			data.Notices = append(data.Notices, n.ID)
		}
		data.SM3 = sm3Of(files, data.Lists)
		seq, err = tx.Record(packagedKind, "package/"+data.Manifest.SHA256, data)
		return err
	})
	return seq, err
}

// sm3Of is the SM3 of each of some lists, by its SHA-256; nil for none.
func sm3Of(files []File, lists []ListRef) (out map[string]string) {
	for _, l := range lists {
		for _, f := range files {
			if f.SHA256 == l.SHA256 {
				if out == nil {
					out = map[string]string{}
				}
				out[l.SHA256] = f.SM3
			}
		}
	}
	return out
}

// files lists the files of a bundle with their hashes.
func (b *bundle) files() []File {
	list := []File{}
	for _, name := range b.names {
		sum := sha256.Sum256(b.content[name])
		list = append(list, File{Name: name, Size: int64(len(b.content[name])), SHA256: hex.EncodeToString(sum[:])})
	}
	return list
}

// shaOf is the hash of the file of a name.
func shaOf(files []File, name string) string {
	for _, f := range files {
		if f.Name == name {
			return f.SHA256
		}
	}
	return ""
}

// filesFor leaves out the pages, records and pictures of other decisions, and the lists.
func (b *bundle) filesFor(e entry, all []entry, files []File) []File {
	list := []File{}
	for _, f := range files {
		others := slices.Contains(b.ofLists, f.Name)
		for _, other := range all {
			others = others || other.page != e.page && other.owns(f.Name)
		}
		if !others {
			list = append(list, f)
		}
	}
	return list
}

// claim finds the name of the next batch of a day below a folder, which it makes if need be.
func claim(outDir, day string) (string, error) {
	if err := os.MkdirAll(outDir, 0o755); err != nil {
		return "", folderError(err)
	}
	for n := 1; n < 1000; n++ {
		place := filepath.Join(outDir, fmt.Sprintf("公示-%s-%02d", strings.ReplaceAll(day, "-", ""), n))
		if _, err := os.Lstat(place); errors.Is(err, os.ErrNotExist) {
			return place, nil
		}
	}
	return "", fault.New(fault.Storage, "disclosure.publish", fault.T("当天的公示包过多", "too many packages on one day")).WithHint(fault.T("请更换输出文件夹。", "Choose another folder."))
}

// write puts the files into a folder that has another name until all of it was read again and found good.
func (b *bundle) write(outDir, place string, read func([]byte) (string, error)) (err error) {
	temp, err := os.MkdirTemp(outDir, ".zhiheng-")
	if err != nil {
		return folderError(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, folderError(os.RemoveAll(temp)))
		}
	}()
	if err := os.Chmod(temp, 0o755); err != nil {
		return folderError(err)
	}
	for _, name := range b.names {
		if err := writeFile(filepath.Join(temp, name), b.content[name]); err != nil {
			return folderError(err)
		}
	}
	if err := (Proof{Secrets: b.secrets, Bodies: b.bodies, Wanted: b.wanted, Pictures: b.pictures, Read: read}).Check(temp); err != nil {
		return err
	}
	if _, err := os.Lstat(place); !errors.Is(err, os.ErrNotExist) {
		return fault.New(fault.Conflict, "disclosure.publish", fault.T("输出文件夹中已有同名公示包", "the folder holds a package of that name by now")).WithHint(fault.T("请重试。", "Try again."))
	}
	return folderError(os.Rename(temp, place))
}

// writeFile writes a new file and waits until it is on the disk.
func writeFile(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Sync(), file.Close())
}

// folderError gives an error of the output folder its kind and a way out.
func folderError(err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.Storage, "disclosure.publish", fault.T("公示输出文件夹不可写", "the folder for publication cannot be written")).
		WithHint(fault.T("请检查文件夹权限和磁盘空间,或更换文件夹。", "Check the folder’s permissions and the space on the disk, or choose another.")).WithCause(err)
}
