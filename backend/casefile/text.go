package casefile

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Pages returns the text of a paper, page by page. What was read once is kept; what is lost is read again. The pages belong to
// all who ask for them: nobody changes them.
func (f *Files) Pages(ctx context.Context, p Paper) ([]extract.Page, error) {
	if p.Media == draftMedia {
		text, err := f.Text(ctx, p.SHA256)
		return []extract.Page{{Number: 1, Text: text}}, err
	}
	if pages, known := f.Read.get(p); known {
		return p.ownPages(pages), nil
	}
	pages, err := f.pages(ctx, p)
	if err == nil {
		f.Read.put(p, pages)
	}
	return p.ownPages(pages), err
}

func (f *Files) pages(ctx context.Context, p Paper) ([]extract.Page, error) {
	if raw, found, err := f.Cache.Get(ctx, "text/"+p.SHA256); err == nil && found {
		var pages []extract.Page
		if err := json.Unmarshal(raw, &pages); err == nil {
			return f.recognised(p, pages)
		}
	}
	result, err := f.Reading.Read(ctx, f.Blobs.Path(p.SHA256), p.Path)
	if err != nil {
		return nil, err
	}
	if err := f.keepPages(ctx, p.SHA256, result.Pages); err != nil {
		return nil, err
	}
	return f.recognised(p, result.Pages)
}

// PagesByID returns the text of the paper of an id.
func (f *Files) PagesByID(ctx context.Context, id string) (p Paper, pages []extract.Page, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		p, err = PaperOf(r, id)
		return err
	})
	if err != nil {
		return p, nil, err
	}
	pages, err = f.Pages(ctx, p)
	return p, pages, err
}

func (f *Files) keepPages(ctx context.Context, sha string, pages []extract.Page) error {
	raw, err := json.Marshal(pages)
	if err != nil {
		return fault.Wrap("casefile.keep_pages", err)
	}
	return f.Cache.Put(ctx, "text/"+sha, raw)
}

// Text returns a text that was written in the program, by its hash.
func (f *Files) Text(_ context.Context, sha string) (string, error) {
	file, err := f.Blobs.Open(sha)
	if err != nil {
		return "", err
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, mostDraft+1))
	return string(raw), fault.Wrap("casefile.text", err)
}

// VersionText returns the text of one version of a paper.
func (f *Files) VersionText(ctx context.Context, paperID, sha string) (string, error) {
	var p Paper
	var versions []Version
	err := f.Store.View(ctx, func(r *store.Reader) (err error) {
		if p, err = PaperOf(r, paperID); err != nil {
			return err
		}
		versions, err = store.All[Version](r, queries.Get("versions"), paperID)
		return err
	})
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(versions, func(v Version) bool { return v.SHA256 == sha })
	if i < 0 {
		return "", fault.New(fault.NotFound, "casefile.version", fault.T("没有这个版本", "no such version"))
	}
	if i > 0 || p.Media == draftMedia && len(versions) == 1 {
		return f.Text(ctx, sha) // versions after the first were written here
	}
	old := p
	old.SHA256, old.Recognised = sha, ""
	if len(versions) > 1 {
		old.Media = "" // the first version came from outside, or was written; reading tells
	}
	pages, err := f.Pages(ctx, old)
	return Join(pages), err
}

// Versions lists the versions of a paper, the first one first.
func (f *Files) Versions(from store.Source, paperID string) ([]Version, error) {
	return store.All[Version](from, queries.Get("versions"), paperID)
}

// Join puts pages together as one text.
func Join(pages []extract.Page) string {
	texts := make([]string, len(pages))
	for i, page := range pages {
		texts[i] = page.Text
	}
	return strings.Join(texts, "\n")
}
