package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"zhiheng/backend/extract"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// recipe names how a big office is made. Another recipe makes another office.
const recipe = "7: opened, fields, parties, filed, investigated, one paper read with proposals, some confirmed"

// big is the big office: where it lies and what is in it.
type big struct {
	Dir     string `json:"-"`
	Cases   int    `json:"cases"`
	Papers  int    `json:"papers"`
	Files   int64  `json:"files"`
	Entries int64  `json:"entries"`
}

// originals is how many different files there are for the papers of a big office to rest on.
const originals = 500

// bigOffice returns the big office, made anew if there is none of this recipe, size and rulebook.
func (b *bench) bigOffice(ctx context.Context) (big, error) {
	made := big{Cases: b.size(100_000)}
	book, err := rulebook.Embedded()
	if err != nil {
		return made, err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %s", recipe, made.Cases, book.Hash)) // another book would be adopted at the next start
	made.Dir = filepath.Join(b.dir, "office-"+hex.EncodeToString(sum[:6]))
	note := filepath.Join(made.Dir, "made.json")
	if raw, err := os.ReadFile(note); err == nil {
		return made, json.Unmarshal(raw, &made)
	}
	if err := os.RemoveAll(made.Dir); err != nil {
		return made, err
	}
	if err := made.make(ctx); err != nil {
		return made, err
	}
	raw, err := json.Marshal(made)
	if err != nil {
		return made, err
	}
	return made, os.WriteFile(note, raw, 0o600)
}

func (g *big) make(ctx context.Context) error {
	o, err := openOffice(ctx, g.Dir)
	if err != nil {
		return err
	}
	defer o.close()
	if err := o.found(ctx); err != nil {
		return err
	}
	handlers, err := o.handlers(ctx)
	if err != nil {
		return err
	}
	w := &writer{office: o, used: map[string]bool{}, random: rand.New(rand.NewPCG(7, 9))}
	for _, p := range handlers {
		w.handlers = append(w.handlers, p.ID)
	}
	if err := w.keepOriginals(ctx); err != nil {
		return err
	}
	for done := 0; done < g.Cases; {
		err := o.store.Do(ctx, w.handlers[0], func(tx *store.Tx) error {
			for range min(700, g.Cases-done) { // some five thousand events
				if err := w.writeCase(tx, done); err != nil {
					return err
				}
				done++
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	g.Papers, g.Files = w.papers, int64(len(w.used))+1 // and the rulebook
	_, head, err := o.store.Head(ctx)
	g.Entries = head.Size
	return err
}

// writer makes up cases, the same ones every time but for their ids.
type writer struct {
	office   *office
	random   *rand.Rand
	handlers []string
	files    []original
	used     map[string]bool
	papers   int
}

type original struct {
	sha  string
	size int64
}

// keepOriginals keeps the files that the papers rest on, with their text as it would have been read.
func (w *writer) keepOriginals(ctx context.Context) error {
	for i := range originals {
		_, text := madeUp(w.random, i)
		kept, err := w.office.blobs.Put(bytes.NewReader([]byte(text)))
		if err != nil {
			return err
		}
		pages, err := json.Marshal([]extract.Page{{Number: 1, Text: text}})
		if err != nil {
			return err
		}
		if err := w.office.cache.Put(ctx, "text/"+kept.SHA256, pages); err != nil {
			return err
		}
		w.files = append(w.files, original{kept.SHA256, kept.Size})
	}
	return nil
}

// writeCase records what happens to a case up to some point of its course, as the case files record it.
func (w *writer) writeCase(tx *store.Tx, i int) error {
	id, err := tx.NewID("c")
	if err != nil {
		return err
	}
	r, party := w.random, "云汀县"+rareWord(w.random)+"有限公司"
	title, no, year := party+"涉嫌"+pick(r, acts)+"案", fmt.Sprintf("320681-PEN-%d-%05d", 2017+i/10_000, i%10_000+1), 2017+i/10_000
	day := fmt.Sprintf("%d-%02d-%02d", year, 1+i%12, 1+i%28)
	steps := []event{
		{"casefile.opened", object{"no": no, "title": title, "procedure": "penalty", "state": "clue", "handlers": []string{w.handlers[i%len(w.handlers)]}}},
		{"casefile.fields_set", object{"fields": fields("c.title", title, "c.clue_on", day, "c.proc", "ordinary", "c.kind", "penalty", "c.no", no)}},
		{"casefile.fields_set", object{"fields": fields("p.type", "entity", "p.name", party, "p.uscc", "91320681MA1ABCD2XX", "x.fine", r.IntN(500)*100_000)}},
		{"casefile.moved", object{"transition": "file", "from": "clue", "to": "filed"}},
		{"casefile.fields_set", object{"fields": fields("c.filed_on", day)}},
	}
	if i%3 != 0 {
		steps = append(steps, event{"casefile.moved", object{"transition": "investigate", "from": "filed", "to": "investigating"}})
	}
	paper, err := tx.NewID("d")
	if err != nil {
		return err
	}
	w.papers++
	steps = append(steps, event{"casefile.paper_added", object{"paper": w.paper(paper, i, day), "proposals": proposals(paper, party, day, r.IntN(500)*100_000)}})
	if i%5 == 0 {
		steps = append(steps, event{"casefile.fields_set", object{"fields": fields("p.addr", "云汀县虚构区示例路"+fmt.Sprint(i%900)+"号", "p.rep", rareWord(r)), "accepted": []string{paper + "-1"}}})
	}
	if i%10 == 0 {
		steps = append(steps, event{"casefile.major_judged", object{"rules": []object{{"id": "large_fine", "label": object{"zh": "较大数额罚款", "en": "large fine"}, "tier": "law", "article": "行政处罚法第五十八条", "because": []object{}}}}})
	}
	for _, e := range steps {
		if _, err := tx.Record(e.kind, id, e.data); err != nil {
			return err
		}
	}
	return nil
}

type object = map[string]any

type event struct {
	kind string
	data object
}

// fields lists names and values as an event carries them.
func fields(pairs ...any) (list []object) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, object{"name": pairs[i], "value": pairs[i+1], "part": "facts"})
	}
	return list
}

func (w *writer) paper(id string, i int, day string) object {
	file := w.files[w.random.IntN(len(w.files))]
	w.used[file.sha] = true
	return object{"id": id, "code": "D20", "part": "evidence", "evidence": "written", "title": "询问笔录", "no": fmt.Sprintf("云市监询〔2026〕%d号", i), "made_on": day,
		"path": fmt.Sprintf("卷宗%d/询问笔录.txt", i), "media": "text/plain", "format": "txt", "sha256": file.sha, "size": file.size, "status": "read", "pages_count": 1,
		"sort_reason": object{"zh": "文件名含“询问笔录”", "en": "the file's name says so"}, "sort_confirmed": false, "draft": false, "meta": object{"encoding": "UTF-8"}}
}

// proposals are three values read in a paper.
func proposals(paper, party, day string, fine int) []object {
	place := func(n int, field string, value any, weight, start, length int, quote string) object {
		return object{"id": fmt.Sprintf("%s-%d", paper, n), "field": field, "value": value, "weight": weight, "paper": paper, "page": 1, "start": start, "length": length, "quote": quote}
	}
	return []object{place(1, "p.name", party, 80, 24, 12, "当事人:"+party), place(2, "d.D20.on", day, 70, 60, 10, day), place(3, "x.fine", fine, 40, 240, 8, "货值金额"+fmt.Sprint(fine/100)+"元")}
}
