package precedent

import (
	"context"
	"math"
	"slices"
	"sort"
)

// Likeness asks for texts of the index that tell of something similar: of the facts of a case, those of others.
type Likeness struct {
	Text   string
	Types  []string // what was done, when somebody has said so; else the nearest texts are asked
	Names  []string // to be left out of the comparison, as they only tell one case from another
	Except string   // id of a paper that is no answer: the case itself
	Limit  int      // 20 if 0, 200 at most
	// May tells whether the person who asks may know of a paper; see [Query]. What is refused has no say either.
	May func(Paper) bool
	// Among tells whether a paper may be an answer, beside that it may be seen; nil takes all. The others still have a say
	// in what this is about.
	Among func(Paper) bool
}

// Alike is a text that tells of something similar.
type Alike struct {
	Paper  Paper    `json:"paper"`
	Score  float64  `json:"score"`  // Facts, and Kin for what it counts
	Facts  float64  `json:"facts"`  // how near the texts are, 1 for the nearest
	Share  float64  `json:"share"`  // how much of what was asked stands in it, 0 to 1
	Kin    float64  `json:"kin"`    // how near the types are, 0 to 1
	Words  []string `json:"words"`  // what the two texts share, the most telling first
	Copies []Paper  `json:"copies"` // texts that are nearly the same and would stand here too
}

// Alikes is what a likeness found. Types are those that were given, or those guessed from the nearest texts.
type Alikes struct {
	Hits    []Alike  `json:"hits"`
	Types   []string `json:"types"`
	Guessed bool     `json:"guessed"`
	State   State    `json:"state"`
	TookMs  int64    `json:"took_ms"`
}

const (
	candidates  = 500  // texts that are read and compared
	voters      = 20   // nearest texts that say what type this is
	typeGiven   = 2.0  // what types that were given count, beside the facts of the nearest text
	typeGuessed = 1.5  // and those that were guessed
	commonShare = 0.1  // a pair that stands in more of the texts says nothing
	fewTexts    = 2000 // and costs nothing while it stands in fewer than these
)

// likely is a text on its way to being an answer.
type likely struct {
	card   Paper
	text   []rune // folded, and bare
	bag    bag
	answer bool
	share  float64 // of what the question tells, by worth, that stands in it
	facts  float64
	kin    float64
	score  float64
}

// Similar finds the texts of the index that are most like one. The index gives candidates by their pairs of characters;
// these are read and compared by single characters too; the nearest say what was done, if nobody else has; and what was
// done counts for more than how it is told.
func (x *Index) Similar(ctx context.Context, l Likeness) (Alikes, error) {
	if l.Limit <= 0 {
		l.Limit = defaultHits
	}
	l.Limit = min(l.Limit, mostHits)
	found := Alikes{Hits: []Alike{}, Types: []string{}}
	state, took, err := x.searching(ctx, Query{May: l.May}, func(q *run) error { return q.similar(l, &found) })
	if err != nil {
		return Alikes{State: state}, err
	}
	found.State, found.TookMs = state, took
	return found, nil
}

func (q *run) similar(l Likeness, out *Alikes) error {
	asked := bagOf(bare(hide(fold(l.Text), nil).r, foldAll(l.Names)))
	near, err := q.nearest(asked, l)
	if err != nil {
		return err
	}
	worth, err := q.compare(asked, near)
	if err != nil {
		return err
	}
	out.Guessed = len(l.Types) == 0
	wants := map[string]float64{}
	for _, t := range l.Types {
		wants[t] = 1
	}
	if out.Guessed {
		wants = vote(asked, near)
	}
	out.Types = append(out.Types, keys(wants)...)
	sort.Slice(out.Types, func(i, j int) bool {
		a, b := out.Types[i], out.Types[j]
		return wants[a] > wants[b] || wants[a] == wants[b] && a < b
	})
	weight := typeGiven
	if out.Guessed {
		weight = typeGuessed
	}
	for _, n := range near {
		n.kin = kinship(wants, n.card.Types)
		n.score = n.facts + weight*n.kin
	}
	sort.SliceStable(near, func(i, j int) bool { return near[i].score > near[j].score })
	out.Hits = gather(near, worth, l.Limit)
	return nil
}

// nearest are the candidates: the best by the pairs and words in the index, and the voters if they are not among them.
func (q *run) nearest(asked bag, l Likeness) (near []*likely, err error) {
	hits, err := q.roughly(asked)
	if err != nil {
		return nil, err
	}
	sorted, answers := 0, 0
	for i := 0; i < len(hits) && answers < candidates; i++ {
		if i == sorted { // as many as are likely to be needed, then all
			if sorted = len(hits); i == 0 {
				sorted = min(sorted, 2*candidates)
			}
			first(hits[i:], sorted-i, better)
		}
		n, err := q.likely(hits[i].doc, l, len(near) < voters)
		if err != nil {
			return nil, err
		}
		if n == nil {
			continue
		}
		near = append(near, n)
		if n.answer {
			answers++
		}
	}
	return near, nil
}

// roughly scores all papers that may be seen by their pairs and words.
func (q *run) roughly(asked bag) (hits []hitDoc, err error) {
	base, err := q.base()
	if err != nil {
		return nil, err
	}
	t, err := q.newTally()
	if err != nil {
		return nil, err
	}
	defer t.done()
	most := max(int(float64(q.view.record.Papers)*commonShare), fewTexts)
	for _, one := range asked.list {
		if one.key.isSingle() {
			continue
		}
		token := one.key.String()
		n, err := q.terms.holding(token)
		if err != nil {
			return nil, err
		}
		if n == 0 || n > most {
			continue
		}
		if err := t.add(token, q.view.rarity(n)*saturated(one.n), nil, 0); err != nil {
			return nil, err
		}
	}
	for d, s := range t.scores {
		if s > 0 && base.has(uint32(d)) {
			hits = append(hits, hitDoc{doc: uint32(d), score: float64(s)})
		}
	}
	return hits, nil
}

// likely reads a candidate: nil when it is none, or may not be seen.
func (q *run) likely(doc uint32, l Likeness, voter bool) (*likely, error) {
	if l.Among != nil && !voter { // before its text is read
		if p, err := q.paperOf(doc); err != nil || p == nil || !l.Among(*p) {
			return nil, err
		}
	}
	p, pages, err := q.fetch(doc)
	if err != nil || p == nil || p.ID == l.Except {
		return nil, err
	}
	answer := l.Among == nil || l.Among(*p)
	secrets := secretsOf(*p, pages)
	text := bare(hide(fold(joined(pages)), secrets).r, foldAll(p.Party))
	return &likely{card: cardOf(*p, secrets), text: text, bag: bagOf(text), answer: answer}, nil
}

// saturated is how much a word counts that stands in a question n times.
func saturated(n float64) float64 { return n * 1.5 / (n + 0.5) }

// compare scores the texts by single characters, pairs and words: BM25, with 1 for the best. It puts them into that order
// and gives what each token of the question is worth.
func (q *run) compare(asked bag, near []*likely) (worth []counted, err error) {
	all := 0.0
	for _, t := range asked.list {
		rarity, err := q.rarityOf(t.key)
		if err != nil {
			return nil, err
		}
		worth = append(worth, counted{t.key, rarity * saturated(t.n)})
		all += rarity * saturated(t.n)
	}
	if len(near) == 0 {
		return worth, nil
	}
	average := 0.0
	for _, n := range near {
		average += n.bag.length / float64(len(near))
	}
	for _, n := range near {
		n.bag.both(worth, func(mine, wanted counted) {
			n.share += wanted.n / all
			n.facts += wanted.n * mine.n * (k1 + 1) / (mine.n + k1*(1-b+b*n.bag.length/average))
		})
	}
	slices.SortStableFunc(near, func(a, b *likely) int {
		switch {
		case a.facts > b.facts:
			return -1
		case a.facts < b.facts:
			return 1
		}
		return 0
	})
	best := max(near[0].facts, math.SmallestNonzeroFloat64)
	for _, n := range near {
		n.facts /= best
	}
	return worth, nil
}

// rarityOf is the inverse document frequency of a token in the index.
func (q *run) rarityOf(k key) (float64, error) {
	n := float64(q.view.record.Papers)
	var df float64
	if k.isSingle() {
		share, err := q.share(rune(k))
		if err != nil {
			return 0, err
		}
		df = share * n
	} else {
		count, err := q.terms.holding(k.String())
		if err != nil {
			return 0, err
		}
		df = float64(count)
	}
	return math.Log(1 + math.Max(0, n-df+0.5)/(df+0.5)), nil
}
