package disclosure

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

const (
	packagedKind = "disclosure.packaged"
	proofName    = "proof.json"
)

// packaged says that a package was written. Its entry is shown to the public as the proof of the package, so nothing stands
// in it that is not in the manifest as well.
type packaged struct {
	Name      string   `json:"name"`
	Manifest  File     `json:"manifest"`
	Files     int      `json:"files"`
	Decisions int      `json:"decisions"`
	Notices   []string `json:"notices"`

	Lists []ListRef         `json:"lists,omitempty"`
	SM3   map[string]string `json:"sm3,omitempty"` // of the lists, by their SHA-256
}

func applyPackaged(t *store.Tables, e store.Event, d packaged) error {
	if err := t.Original(e, d.Manifest.SHA256, d.Manifest.SM3, d.Manifest.Size); err != nil {
		return err
	}
	for _, id := range d.Notices {
		if err := t.Exec(queries.Get("item_noticed"), e.Instant(), id); err != nil {
			return err
		}
	}
	for _, l := range d.Lists {
		if err := t.Original(e, l.SHA256, d.SM3[l.SHA256], l.Size); err != nil {
			return err
		}
		if err := t.Exec(queries.Get("list_insert"), l.List, l.Version, d.Manifest.SHA256, d.Name, e.Day()); err != nil {
			return err
		}
	}
	return t.Exec(queries.Get("package_insert"), d.Manifest.SHA256, d.Name, e.Seq)
}

// noticesDue lists the ends of publications that no package has told yet.
func noticesDue(from store.Source, office account.Office) ([]Notice, error) {
	notices, err := store.All[Notice](from, queries.Get("notices_due"))
	for i := range notices {
		notices[i].Format, notices[i].Office, notices[i].USCC = RecordFormat, office.Name, office.USCC
		notices[i].Reason = oneLine(notices[i].Reason)
	}
	return notices, err
}

// LedgerProof is the file that ties a package to the ledger of its office: the entry that names the manifest, the hashes from
// it to the root, the signed head with that root, and the key it is signed with.
type LedgerProof struct {
	Format     int      `json:"format"`
	Entry      string   `json:"entry"`
	Seq        int64    `json:"seq"`
	Path       []string `json:"path"` // base64, from the leaf up
	Checkpoint string   `json:"checkpoint"`
	Key        string   `json:"key"`
}

// writeProof writes the proof of the entry at seq into a package, in place of an earlier one.
func (d *Desk) writeProof(ctx context.Context, seq int64, dir string) error {
	proof, err := d.Files.Store.Proof(ctx, seq)
	if err != nil {
		return err
	}
	out := LedgerProof{Format: RecordFormat, Entry: proof.Body, Seq: seq, Checkpoint: proof.Signed, Key: proof.Key, Path: []string{}}
	for _, hash := range proof.Path {
		out.Path = append(out.Path, base64.StdEncoding.EncodeToString(hash[:]))
	}
	raw, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return fault.Wrap("disclosure.proof", err)
	}
	temp := filepath.Join(dir, "."+proofName)
	if err := errors.Join(writeFile(temp, append(raw, '\n')), os.Rename(temp, filepath.Join(dir, proofName))); err != nil {
		return errors.Join(folderError(err), folderError(os.RemoveAll(temp)))
	}
	return nil
}

// Attest writes the proof of a package that this office has published, under the present head of the ledger.
func (d *Desk) Attest(ctx context.Context, actor account.Person, dir string) error {
	const op = "disclosure.attest"
	if err := actor.Demand(account.PublishDisclosure); err != nil {
		return err
	}
	raw, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return noPackage(err)
	}
	var seq int64
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		var found bool
		seq, found, err = store.One[int64](r, queries.Get("package_seq"), digest(string(raw)))
		if err == nil && !found {
			err = fault.New(fault.NotFound, op, fault.T("本单位没有发布过这个公示包", "this office has not published this package"))
		}
		return err
	})
	if err != nil {
		return err
	}
	return d.writeProof(ctx, seq, dir)
}

// check holds a proof against the manifest's bytes and returns what the office's ledger says of the package, and the head.
func (p LedgerProof) check(manifest []byte) (said packaged, head ledger.Checkpoint, err error) {
	bad := func(zh, en string, cause error) error {
		return fault.New(fault.Damaged, "disclosure.proof", fault.T(zh, en)).WithCause(cause)
	}
	if head, err = ledger.OpenCheckpoint(p.Checkpoint, p.Key); err != nil {
		return said, head, bad("检查点签名不符", "the checkpoint's signature does not fit", err)
	}
	e, err := ledger.Decode(p.Seq, []byte(p.Entry))
	if err != nil || e.Kind != packagedKind {
		return said, head, bad("证明中的账目不是公示包账目", "the entry of the proof is not that of a package", err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(e.Data)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&said); err != nil {
		return said, head, bad("证明中的账目不可读", "the entry of the proof cannot be read", err)
	}
	var path tlog.RecordProof
	for _, text := range p.Path {
		raw, err := base64.StdEncoding.Strict().DecodeString(text)
		if err != nil || len(raw) != tlog.HashSize {
			return said, head, bad("证明路径不可读", "the path of the proof cannot be read", err)
		}
		path = append(path, tlog.Hash(raw))
	}
	if err := tlog.CheckRecord(path, head.Size, head.Root, p.Seq-1, ledger.LeafHash([]byte(p.Entry))); err != nil {
		return said, head, bad("账目不在签名的账本之中", "the entry does not stand in the signed ledger", err)
	}
	sum := sha256.Sum256(manifest)
	if said.Manifest.SHA256 != hex.EncodeToString(sum[:]) {
		return said, head, bad("清单不是账本所记的清单", "the manifest is not the one that the ledger names", fmt.Errorf("ledger says %s", said.Manifest.SHA256))
	}
	return said, head, nil
}

func noPackage(cause error) error {
	return fault.New(fault.NotFound, "disclosure.check", fault.T("这个文件夹里没有公示包", "this folder holds no package")).WithCause(cause)
}
