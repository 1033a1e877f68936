package precedent

import "slices"

// key is a token of a text that is compared: a Han character, or a pair of them.
type key uint64

// isSingle tells one character from a pair.
func (k key) isSingle() bool { return k < 1<<32 }

// String is the token as the index has it.
func (k key) String() string {
	if k.isSingle() {
		return string(rune(k))
	}
	return string([]rune{rune(k >> 32), rune(k & 0xffffffff)})
}

// counted is a token with how often it stands, or what it is worth.
type counted struct {
	key key
	n   float64
}

// bag is what a text consists of, in order of the keys.
type bag struct {
	list   []counted
	length float64 // of the text, in tokens
	pairs  float64 // different ones
}

// bagOf takes a folded text apart into its Han characters and their pairs.
func bagOf(r []rune) bag {
	keys := make([]key, 0, 2*len(r))
	for i, c := range r {
		if !isHan(c) {
			continue
		}
		keys = append(keys, key(c))
		if i+1 < len(r) && isHan(r[i+1]) {
			keys = append(keys, key(c)<<32|key(r[i+1]))
		}
	}
	slices.Sort(keys)
	b := bag{length: float64(len(keys)), list: make([]counted, 0, len(keys))}
	for i := 0; i < len(keys); {
		j := i
		for j < len(keys) && keys[j] == keys[i] {
			j++
		}
		b.list = append(b.list, counted{keys[i], float64(j - i)})
		if !keys[i].isSingle() {
			b.pairs++
		}
		i = j
	}
	return b
}

// both calls f for each token that stands in both lists.
func (b bag) both(o []counted, f func(mine, other counted)) {
	for i, j := 0, 0; i < len(b.list) && j < len(o); {
		switch {
		case b.list[i].key < o[j].key:
			i++
		case b.list[i].key > o[j].key:
			j++
		default:
			f(b.list[i], o[j])
			i++
			j++
		}
	}
}

// common is the number of different pairs that another bag has too.
func (b bag) common(o bag) (n float64) {
	b.both(o.list, func(mine, _ counted) {
		if !mine.key.isSingle() {
			n++
		}
	})
	return n
}

// within is the part of the pairs that another bag has too.
func (b bag) within(o bag) float64 { return b.common(o) / max(1, b.pairs) }

// isCopy tells whether two bags share so great a part of their pairs, by Jaccard, that one text is taken for the other.
func (b bag) isCopy(o bag) bool {
	if min(b.pairs, o.pairs) < nearlySame*max(b.pairs, o.pairs) {
		return false
	}
	n := b.common(o)
	return n >= nearlySame*(b.pairs+o.pairs-n)
}
