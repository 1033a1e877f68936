package casefile

import (
	"slices"
	"sync"

	"zhiheng/backend/extract"
)

// mostRead is how much text of papers is kept in memory, in bytes.
const mostRead = 24 << 20

// ReadPapers keeps the text of the papers that were read last, so that somebody who turns the pages of a long one does not have
// all of it read again for each. A nil one keeps nothing.
type ReadPapers struct {
	mu    sync.Mutex
	last  []readPaper // the newest at the end
	bytes int
}

type readPaper struct {
	sha256, recognised string
	pages              []extract.Page
	bytes              int
}

func (r readPaper) is(p Paper) bool { return r.sha256 == p.SHA256 && r.recognised == p.Recognised }

func (r *ReadPapers) get(p Paper) ([]extract.Page, bool) {
	if r == nil {
		return nil, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.last, func(x readPaper) bool { return x.is(p) })
	if i < 0 {
		return nil, false
	}
	found := r.last[i]
	r.last = append(slices.Delete(r.last, i, i+1), found)
	return found.pages, true
}

func (r *ReadPapers) put(p Paper, pages []extract.Page) {
	added := readPaper{sha256: p.SHA256, recognised: p.Recognised, pages: pages}
	for _, page := range pages {
		added.bytes += len(page.Text) + 64
		for _, line := range page.Lines {
			added.bytes += 8*len(line.Edges) + 64
		}
	}
	if r == nil || added.bytes > mostRead {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if slices.ContainsFunc(r.last, func(x readPaper) bool { return x.is(p) }) {
		return
	}
	r.last = append(r.last, added)
	r.bytes += added.bytes
	for r.bytes > mostRead {
		r.bytes -= r.last[0].bytes
		r.last = slices.Delete(r.last, 0, 1)
	}
}
