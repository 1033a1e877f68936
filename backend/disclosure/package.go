package disclosure

import (
	"context"

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

// CheckPackage looks at a package in a folder: it holds together by itself, as [ReadPackage] has it, every file is one that
// this office has published, and nothing that was masked can be read in any of them.
func (d *Desk) CheckPackage(ctx context.Context, dir string) (check PackageCheck, err error) {
	pictures := map[string]Picture{}
	p, findings, err := ReadPackage(dir, Visit{Record: func(r Record, _ File) {
		for _, f := range r.Pictures() {
			pictures[f.Name] = Picture{}
		}
	}})
	if err != nil {
		return check, err
	}
	check.Files, check.Findings = len(p.Manifest.Files)+1, findings
	if check.Findings == nil {
		check.Findings = []fault.Text{}
	}
	items := map[string]bool{}
	_, ours, err := d.publishedIn(ctx, digest(string(p.RawManifest)))
	if err != nil {
		return check, err
	}
	for _, f := range append(p.Manifest.Files, File{Name: manifestName, SHA256: digest(string(p.RawManifest))}) {
		ids, known, err := d.publishedIn(ctx, f.SHA256)
		if err != nil {
			return check, err
		}
		if !known && !ours { // what a manifest of ours lists is ours as well
			check.Findings = append(check.Findings, fault.Tf("本单位没有发布过文件 %[1]s", "this office has not published the file %[1]s", f.Name))
		}
		for _, id := range ids {
			items[id] = true
		}
	}
	check.Items = len(items)
	proof, err := d.proofFor(ctx, items)
	if err != nil {
		return check, err
	}
	proof.Pictures, proof.Read = pictures, d.reader(ctx)
	if err := proof.Check(dir); fault.KindOf(err) == fault.Refused {
		check.Findings = append(check.Findings, fault.As(err).Message)
	} else if err != nil {
		return check, err
	}
	check.Sound = len(check.Findings) == 0
	return check, nil
}

// publishedIn lists the disclosures that were published in a file of a hash, and tells whether any package holds it.
func (d *Desk) publishedIn(ctx context.Context, sha string) (ids []string, known bool, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		if ids, err = store.All[string](r, queries.Get("items_by_file"), sha); err == nil && len(ids) == 0 {
			_, known, err = store.One[int64](r, queries.Get("package_seq"), sha)
		}
		return err
	})
	return ids, known || len(ids) > 0, err
}

// proofFor gathers what must not be readable in a package of some disclosures.
func (d *Desk) proofFor(ctx context.Context, items map[string]bool) (p Proof, err error) {
	for _, id := range sortedKeys(items) {
		m, err := d.read(ctx, id)
		if err != nil {
			return p, err
		}
		err = d.Files.Store.View(ctx, func(r *store.Reader) error {
			s, err := d.look(r, id, m)
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
