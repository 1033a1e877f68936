package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
	"zhiheng/build/processor"
)

// deck is an office of short made-up decisions that are dealt again each time somebody reads one, so that a million of them take
// no room. A decision's sequence is its place, from 1; one of a thousand holds the planted word.
type deck struct {
	n     int
	words []string
}

const planted = "鲲鹏泉"

func newDeck(n int) *deck { return &deck{n: n, words: vocabulary(30_000)} }

// vocabulary makes words of two to four characters, such that common characters come often.
func vocabulary(n int) []string {
	r := rand.New(rand.NewPCG(21, 22))
	list := make([]string, n)
	for i := range list {
		var b strings.Builder
		for range 2 + r.IntN(3)*r.IntN(2) {
			b.WriteRune(rune(0x4E00 + int(3500*r.Float64()*r.Float64()*r.Float64())))
		}
		list[i] = b.String()
	}
	return list
}

// id and place name decision i, counted from 0.
func (d *deck) id(i int) string { return fmt.Sprintf("d%07d", i) }

func (d *deck) place(id string) (i int) {
	_, _ = fmt.Sscanf(id, "d%07d", &i) // an id that the deck gave
	return i
}

// next is a word that may follow another. Each has some forty that do, and a few of them mostly do: so there are no more pairs of
// neighbouring characters than in a language.
func (d *deck) next(r *rand.Rand, zipf *rand.Zipf, last int) int {
	if r.IntN(12) == 0 {
		return int(zipf.Uint64())
	}
	follower := rand.New(rand.NewPCG(uint64(last), uint64(float64(40*r.Float64())*r.Float64())))
	return int(float64(len(d.words)) * follower.Float64() * follower.Float64() * follower.Float64())
}

// deal makes decision i: the same each time. Words come as often as in a language, the n-th half as often as the one of half its
// rank.
func (d *deck) deal(i int) (precedent.Paper, string) {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	zipf := rand.NewZipf(r, 1.05, 8, uint64(len(d.words)-1))
	word := func() string { return d.words[zipf.Uint64()] }
	party, no := "云汀县"+word()+word()+"有限公司", docNo(i)
	last := int(zipf.Uint64())
	var b strings.Builder
	fmt.Fprintf(&b, "行政处罚决定书\n%s\n当事人：%s\n", no, party)
	for range 4 {
		fmt.Fprintf(&b, "%s%s，涉及%s，%s%d元；", pick(r, openings), pick(r, acts), word(), pick(r, findings), r.IntN(90000))
		for range 12 {
			last = d.next(r, zipf, last)
			b.WriteString(d.words[last])
			if r.IntN(5) == 0 {
				b.WriteString("，")
			}
		}
		b.WriteString("。")
	}
	if i%1000 == 7 {
		b.WriteString(planted + "。")
	}
	fmt.Fprintf(&b, "%s%d元。", pick(r, results), r.IntN(100)*1000)
	return precedent.Paper{ID: d.id(i), Case: fmt.Sprintf("c%07d", i), CaseTitle: party + "案", Title: "行政处罚决定书", DocNos: []string{no}, Party: []string{party}, Kind: "D27",
		On: fmt.Sprintf("%d-%02d-%02d", 2015+i%10, 1+i%12, 1+i%28), Amount: int64(r.IntN(100)) * 100_000, Action: "penalty", Body: "云汀县市场监督管理局",
		PartyType: []string{"entity", "person", "sole"}[i%3], Penalties: []string{[]string{"010101", "010103", "010201"}[i%3]}, Articles: []string{fmt.Sprintf("食品安全法第%d条", 100+r.IntN(50))},
		Result: "D27", Reviewers: []string{fmt.Sprintf("p%02d", i%17)}}, b.String()
}

// bytes is the length of all texts, as far as one of a thousand tells.
func (d *deck) bytes() (n int64) {
	step := max(1, d.n/1000)
	looked := 0
	for i := 0; i < d.n; i += step {
		_, text := d.deal(i)
		n += int64(len(text))
		looked++
	}
	return n / int64(looked) * int64(d.n)
}

func (d *deck) Head(context.Context) (precedent.Head, error) {
	return precedent.Head{Seq: int64(d.n), Papers: d.n}, nil
}

func (d *deck) Mark(context.Context, int64) (string, error) { return "", nil }

func (d *deck) Changes(_ context.Context, after int64, limit int) (list []precedent.Change, err error) {
	for i := int(after); i < d.n && len(list) < limit; i++ {
		list = append(list, precedent.Change{Seq: int64(i + 1), Paper: d.id(i)})
	}
	return list, nil
}

func (d *deck) Paper(_ context.Context, id string) (precedent.Paper, error) {
	p, _ := d.deal(d.place(id))
	return p, nil
}

func (d *deck) Text(_ context.Context, id string) ([]precedent.Page, error) {
	_, text := d.deal(d.place(id))
	return []precedent.Page{{No: 1, Text: text}}, nil
}

// million measures an index of a million decisions that is built in the background: what it takes, what it leaves to others
// meanwhile, and how soon and how quickly it answers after a start.
func million(ctx context.Context, b *bench, s *section) error {
	papers := newDeck(b.size(1_000_000))
	dir := filepath.Join(b.temp, "million")
	x, err := precedent.Open(dir, papers, precedent.Options{})
	if err != nil {
		return err
	}
	defer func() { x.Close() }()
	if err := b.grow(ctx, x, papers, s); err != nil {
		return err
	}
	if err := x.Close(); err != nil {
		return err
	}
	begin := time.Now()
	if x, err = precedent.Open(dir, papers, precedent.Options{}); err != nil {
		return err
	}
	opened := time.Since(begin)
	s.add("The index on disk", "%.2f bytes for a byte of text", float64(x.State().Bytes)/float64(papers.bytes()))
	res, err := x.Search(ctx, precedent.Query{Text: planted})
	if err != nil || res.Exact != (papers.n+992)/1000 || len(res.Hits) == 0 || !strings.Contains(res.Hits[0].Snippet.Text, planted) {
		return fmt.Errorf("the planted word is in %d papers, not in %d: %w", res.Exact, (papers.n+992)/1000, err)
	}
	first := time.Since(begin)
	s.judge(first < time.Second, "< 1 s", "Start: the files checked and opened, and the first search answered", "%s, of which checking and opening %s", millis(first), millis(opened))
	for _, k := range millionKinds(papers) {
		if err := k.measure(ctx, b, x, s); err != nil {
			return err
		}
	}
	return nil
}

// grow has the index built in the background while the ledger goes on being written and the index being asked.
func (b *bench) grow(ctx context.Context, x *precedent.Index, papers *deck, s *section) error {
	o, err := openOffice(ctx, filepath.Join(b.temp, "beside"))
	if err != nil {
		return err
	}
	defer o.close()
	if err := o.found(ctx); err != nil {
		return err
	}
	if err := beside(ctx, o, -1); err != nil {
		return err
	}
	begin, used := time.Now(), processor.Used()
	following, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- x.Follow(following) }()
	defer func() { stop(); <-done }()
	var writes, asks []time.Duration
	var own int64
	for x.State().Phase != precedent.Following {
		if state := x.State(); state.Phase == precedent.Failing || ctx.Err() != nil {
			return fmt.Errorf("%s: %w", state.Reason, ctx.Err())
		}
		at := time.Now()
		if err := beside(ctx, o, len(writes)); err != nil {
			return err
		}
		writes = append(writes, time.Since(at))
		at = time.Now()
		if _, err := x.Search(ctx, precedent.Query{Text: acts[len(asks)%len(acts)][6:12]}); err == nil {
			asks = append(asks, time.Since(at))
		}
		own = max(own, memoryOf("self", "RssAnon"))
		time.Sleep(100 * time.Millisecond)
	}
	took, cpu := time.Since(begin), processor.Used()-used
	if state := x.State(); state.Done != int64(papers.n) {
		return fmt.Errorf("the index is not whole: %+v", state)
	}
	text := papers.bytes()
	s.add(fmt.Sprintf("Index %s decisions, %.0f MB of text, in the background", thousands(papers.n), megabytes(text)), "%s decisions/s (%.0f s; %.0f s of processor time, in which the texts are made up too)",
		thousands(perSecond(papers.n, took)), took.Seconds(), cpu.Seconds())
	s.judge(own < 1<<30, "< 1 GiB", "Memory of its own at its peak meanwhile", "%d MiB; %d MiB with the files of the index that the system held for it while it had room", own>>20, memoryOf("self", "VmHWM")>>20)
	s.add("An event recorded in the ledger meanwhile: p50, p95", "%s, %s (%d)", millis(quantile(writes, .5)), millis(quantile(writes, .95)), len(writes))
	s.add("A word searched for meanwhile: p50, p95", "%s, %s (%d)", millis(quantile(asks, .5)), millis(quantile(asks, .95)), len(asks))
	return nil
}

// beside opens the case of an office at the first call, and records an event in it at the others.
func beside(ctx context.Context, o *office, n int) error {
	const id = "c-000000000001"
	return o.store.Do(ctx, store.System, func(tx *store.Tx) (err error) {
		if n < 0 {
			_, err = tx.Record("casefile.opened", id, object{"no": "320681-PEN-2026-00001", "title": "虚构案", "procedure": "penalty", "state": "clue", "handlers": []string{}})
		} else {
			_, err = tx.Record("casefile.fields_set", id, object{"fields": fields("p.name", fmt.Sprintf("云汀县第%d食品有限公司", n), "x.fine", n*100)})
		}
		return err
	})
}

// millionKinds are short searches. What is counted is compared with the deck where it can be told without reading all of it.
func millionKinds(papers *deck) []kind {
	some := func(_ string, res precedent.Result) bool { return res.Total > 0 && len(res.Hits) > 0 && !res.AtLeast }
	word := func(r *rand.Rand) string { return papers.words[rand.NewZipf(r, 1.05, 8, 5000).Uint64()] }
	target := 100 * time.Millisecond
	return []kind{
		{"A word", word, some, target, false},
		{"Two words", func(r *rand.Rand) string { return word(r) + " " + word(r) }, some, target, false},
		{"A common and a rare word", func(r *rand.Rand) string {
			return acts[r.IntN(len(acts))][6:12] + " " + papers.words[r.IntN(len(papers.words))]
		}, some, target, false},
		{"A document number", func(r *rand.Rand) string { return docNo(r.IntN(papers.n)) }, func(query string, res precedent.Result) bool {
			return len(res.Hits) > 0 && res.Hits[0].Paper.DocNos[0] == query
		}, target, false},
		{"A word in a range of dates and amounts", func(r *rand.Rand) string { return word(r) + " 日期:2018..2020 金额:1万..5万" }, func(_ string, res precedent.Result) bool { return !res.AtLeast }, target, false},
		{"A word with all facets counted", word, func(_ string, res precedent.Result) bool {
			n := 0
			for _, f := range res.Facets {
				for _, v := range f.Values {
					if f.Facet == precedent.ByYear {
						n += v.Count
					}
				}
			}
			return n == res.Total
		}, target, true},
		{"A phrase of two words", func(r *rand.Rand) string {
			_, text := papers.deal(r.IntN(papers.n))
			line := []rune(text[strings.LastIndex(text, "；"):])
			return `"` + strings.TrimRight(string(line[1:6]), "，。") + `"`
		}, func(_ string, res precedent.Result) bool { return res.Total > 0 }, 500 * time.Millisecond, false},
	}
}
