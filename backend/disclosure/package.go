package disclosure

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// PackageCheck is what came of looking at a package that lies somewhere. Findings are empty for a sound one.
type PackageCheck struct {
	Sound    bool         `json:"sound"`
	Files    int          `json:"files"`
	Items    int          `json:"items"` // disclosures of this office that it holds
	Findings []fault.Text `json:"findings"`
}

// CheckPackage looks at a package in a folder: every file is what the manifest and this office's record say it is, none is
// missing or added, and nothing that was masked can be read in any of them.
func (d *Desk) CheckPackage(ctx context.Context, dir string) (check PackageCheck, err error) {
	listed, err := manifestFiles(dir)
	if err != nil {
		return check, err
	}
	check.Findings = []fault.Text{}
	find := func(zh, en string, args ...any) { check.Findings = append(check.Findings, fault.Tf(zh, en, args...)) }
	entries, err := os.ReadDir(dir)
	if err != nil {
		return check, folderError(err)
	}
	items := map[string]bool{}
	for _, entry := range entries {
		raw, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return check, folderError(err)
		}
		check.Files++
		sum := sha256.Sum256(raw)
		sha := hex.EncodeToString(sum[:])
		if want, known := listed[entry.Name()]; entry.Name() != manifestName {
			if !known {
				find("多出文件 %[1]s", "the file %[1]s does not belong", entry.Name())
			} else if want != sha {
				find("文件 %[1]s 被改动", "the file %[1]s was changed", entry.Name())
			}
			delete(listed, entry.Name())
		}
		ids, err := d.publishedIn(ctx, sha)
		if err != nil {
			return check, err
		}
		if len(ids) == 0 {
			find("本单位没有发布过文件 %[1]s", "this office has not published the file %[1]s", entry.Name())
		}
		for _, id := range ids {
			items[id] = true
		}
	}
	for _, name := range sortedKeys(listed) {
		find("缺少文件 %[1]s", "the file %[1]s is missing", name)
	}
	check.Items = len(items)
	proof, err := d.proofFor(ctx, items)
	if err != nil {
		return check, err
	}
	if err := proof.Check(dir); fault.KindOf(err) == fault.Refused {
		check.Findings = append(check.Findings, fault.As(err).Message)
	} else if err != nil {
		return check, err
	}
	check.Sound = len(check.Findings) == 0
	return check, nil
}

// manifestFiles reads the names and hashes that a package's manifest lists.
func manifestFiles(dir string) (map[string]string, error) {
	raw, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, fault.New(fault.NotFound, "disclosure.check", fault.T("这个文件夹里没有公示包", "this folder holds no package")).WithCause(err)
	}
	var manifest struct {
		Files []File `json:"files"`
	}
	if err := json.Unmarshal(raw, &manifest); err != nil {
		return nil, fault.New(fault.Damaged, "disclosure.check", fault.T("公示包清单不可读", "the manifest of the package cannot be read")).WithCause(err)
	}
	listed := map[string]string{}
	for _, f := range manifest.Files {
		listed[f.Name] = f.SHA256
	}
	return listed, nil
}

// publishedIn lists the disclosures that were published in a file of a hash.
func (d *Desk) publishedIn(ctx context.Context, sha string) (ids []string, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		ids, err = store.All[string](r, queries.Get("items_by_file"), sha)
		return err
	})
	return ids, err
}

// proofFor gathers what must not be readable in a package of some disclosures.
func (d *Desk) proofFor(ctx context.Context, items map[string]bool) (p Proof, err error) {
	for _, id := range sortedKeys(items) {
		text, sha, err := d.readText(ctx, id)
		if err != nil {
			return p, err
		}
		err = d.Files.Store.View(ctx, func(r *store.Reader) error {
			s, err := d.look(r, id, text, sha)
			if err != nil {
				return err
			}
			p.Secrets = append(append(p.Secrets, s.secrets()...), s.private()...)
			p.Bodies = append(p.Bodies, s.bodies()...)
			return nil
		})
		if err != nil {
			return p, err
		}
	}
	return p, nil
}
