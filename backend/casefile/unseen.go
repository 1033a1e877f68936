package casefile

import (
	"context"
	"encoding/json"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

// Looking finds what stands in a file and is not seen on its pages. *extract.Pool can.
type Looking interface {
	Unseen(ctx context.Context, path, name string) ([]extract.Unseen, error)
}

// Unseen lists what stands in the text of a paper and is not seen by whoever looks at its pages. What was found once is kept. Of a
// text that was written in the program there is nothing; a file whose pages cannot be looked at gives fault.Unreadable.
func (f *Files) Unseen(ctx context.Context, p Paper) ([]extract.Unseen, error) {
	looking, able := f.Reading.(Looking)
	if !able || p.Format != "pdf" && p.Format != "docx" {
		return nil, nil
	}
	var all []extract.Unseen
	key := "unseen/" + p.SHA256
	if raw, found, err := f.Cache.Get(ctx, key); err != nil || !found || json.Unmarshal(raw, &all) != nil {
		all, err = looking.Unseen(ctx, f.Blobs.Path(p.SHA256), p.Path)
		if err != nil {
			return nil, err
		}
		raw, err := json.Marshal(all)
		if err != nil {
			return nil, fault.Wrap("casefile.unseen", err)
		}
		if err := f.Cache.Put(context.WithoutCancel(ctx), key, raw); err != nil {
			return nil, err
		}
	}
	var own []extract.Unseen
	for _, u := range all {
		if p.First > 0 && u.Page > 0 {
			if u.Page < p.First || u.Page >= p.First+p.PagesCount {
				continue
			}
			u.Page -= p.First - 1
		}
		own = append(own, u)
	}
	return own, nil
}
