package precedent

// longestWord is the longest run of letters and digits that is indexed, in runes. Longer runs are not words.
const longestWord = 64

// tokens calls emit for each token of a folded text with its place: pairs of neighbouring Han characters, a Han character
// that stands alone, and whole runs of letters and digits.
func tokens(r []rune, emit func(tok []rune, start int)) {
	for i := 0; i < len(r); {
		switch {
		case isHan(r[i]):
			j := i + 1
			for j < len(r) && isHan(r[j]) {
				j++
			}
			if j == i+1 {
				emit(r[i:j], i)
			}
			for k := i; k+1 < j; k++ {
				emit(r[k:k+2], k)
			}
			i = j
		case isAlnum(r[i]):
			j := i + 1
			for j < len(r) && isAlnum(r[j]) {
				j++
			}
			if j-i <= longestWord {
				emit(r[i:j], i)
			}
			i = j
		default:
			i++
		}
	}
}

// tails calls emit for the last character of each run of two or more Han characters: the only ones that begin no pair.
// With them and the pairs, "holds this one character" is an exact question to the dictionary.
func tails(r []rune, emit func(rune)) {
	for i := 1; i < len(r); i++ {
		if isHan(r[i]) && isHan(r[i-1]) && (i+1 == len(r) || !isHan(r[i+1])) {
			emit(r[i])
		}
	}
}

// distinct returns the tokens of a folded text once each, in order of appearance. Han characters that stand alone are
// given apart, as they are looked up otherwise.
func distinct(r []rune) (pairs []string, lone []rune) {
	seen := make(map[string]bool)
	tokens(r, func(tok []rune, _ int) {
		s := string(tok)
		if seen[s] {
			return
		}
		seen[s] = true
		if len(tok) == 1 && isHan(tok[0]) {
			lone = append(lone, tok[0])
		} else {
			pairs = append(pairs, s)
		}
	})
	return pairs, lone
}
