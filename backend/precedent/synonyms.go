package precedent

// SetSynonyms gives the index the office's list of words that mean the same: in a search for one of a group, as a word of its
// own, the others are found too. What stands in quotation marks, in a field, or under an odd number of NOTs is taken as it is written. It takes
// effect with the next search; nothing is indexed anew.
func (x *Index) SetSynonyms(groups [][]string) {
	others := map[string][][]rune{}
	for _, group := range groups {
		words := foldAll(group)
		for _, word := range words {
			for _, other := range words {
				if s := word.String(); s != other.String() && searchable(other.r) {
					others[s] = append(others[s], other.r)
				}
			}
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.synonyms = others
}

// widen puts the synonyms of words beside them.
func (x *Index) widen(n *node) *node {
	x.mu.Lock()
	others := x.synonyms
	x.mu.Unlock()
	if len(others) == 0 {
		return n
	}
	return widened(n, others)
}

func widened(n *node, others map[string][][]rune) *node {
	if n.op == opNear { // its sides are phrases
		return n
	}
	for i, kid := range n.kids {
		n.kids[i] = widened(kid, others)
	}
	list := others[string(n.raw)]
	if n.op != opWord || n.negated || len(list) == 0 {
		return n
	}
	either := &node{op: opOr, kids: []*node{n}}
	for _, text := range list {
		either.kids = append(either.kids, &node{op: opWord, text: text, raw: text})
	}
	return either
}
