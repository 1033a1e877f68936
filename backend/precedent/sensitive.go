package precedent

// hide blanks what must not be indexed or shown in a list of results: the given strings, wherever they stand, and numbers
// in the shape of a resident id, a telephone or an account. The text keeps its length.
func hide(f folded, secrets []folded) folded {
	hideSecrets(f, secrets)
	for i := 0; i < len(f.r); {
		if !isAlnum(f.r[i]) {
			i++
			continue
		}
		i = hideNumber(f.r, i)
	}
	return f
}

// hideSecrets blanks the given strings only: official numbers may be long.
func hideSecrets(f folded, secrets []folded) folded {
	for _, s := range secrets {
		if len(s.r) < 2 {
			continue
		}
		for i := 0; i+len(s.r) <= len(f.r); i++ {
			if f.r[i] == s.r[0] && hasAt(f.r, s.r, i) {
				blank(f.r[i : i+len(s.r)])
			}
		}
	}
	return f
}

// hideNumber looks at the run of letters and digits that begins at i, blanks what is sensitive in it, and returns where to
// go on.
func hideNumber(r []rune, i int) int {
	end := i
	for end < len(r) && isAlnum(r[end]) {
		end++
	}
	if end-i == 18 && isCreditCode(r[i:end]) {
		return end
	}
	for k := i; k < end; k++ {
		if !isDigit(r[k]) {
			continue
		}
		stop, digits := digitGroups(r, k)
		if digits >= 15 && stop < len(r) && r[stop] == 'x' {
			stop++
		}
		if sensitiveDigits(r[k:stop], digits) {
			blank(r[k:stop])
		} else {
			stop = k
			for stop < len(r) && isDigit(r[stop]) {
				stop++
			}
			if sensitiveDigits(r[k:stop], stop-k) {
				blank(r[k:stop])
			}
		}
		if stop > end {
			return stop
		}
		k = stop - 1
	}
	return end
}

// digitGroups walks digits in groups of three or more parted by one space or hyphen, as people write long numbers, and
// tells where they stop and how many digits there are.
func digitGroups(r []rune, i int) (stop, digits int) {
	for {
		start := i
		for i < len(r) && isDigit(r[i]) {
			i++
		}
		digits += i - start
		stop = i
		if i-start < 3 || i+3 >= len(r) || r[i] != ' ' && r[i] != '-' ||
			!isDigit(r[i+1]) || !isDigit(r[i+2]) || !isDigit(r[i+3]) {
			return stop, digits
		}
		i++
	}
}

// sensitiveDigits tells whether a number of so many digits, written so, may be a resident id, a telephone or an account:
// eleven digits that begin like a mobile number, a land line of a code with 0 and seven or eight digits, or twelve and more.
// Two dates or years side by side are none.
func sensitiveDigits(r []rune, digits int) bool {
	switch {
	case digits >= 12:
		return digits == len(r) || !allGroupsAreYears(r)
	case digits == 11 && r[0] == '1' && r[1] >= '3':
		return true
	case digits >= 10 && digits <= 12 && r[0] == '0':
		return true
	}
	return false
}

// allGroupsAreYears tells rows such as "2021 2022 2023".
func allGroupsAreYears(r []rune) bool {
	for i := 0; i < len(r); i += 5 {
		if !hasAt(r, []rune("20"), i) && !hasAt(r, []rune("19"), i) || i+4 < len(r) && isDigit(r[i+4]) {
			return false
		}
	}
	return true
}

// isCreditCode tells an 18-character unified social credit code that cannot be mistaken for a resident id: it has a letter
// other than a last X.
func isCreditCode(r []rune) bool {
	letter := false
	for i, c := range r {
		switch {
		case isDigit(c):
		case c >= 'a' && c <= 'z' && c != 'i' && c != 'o' && c != 's' && c != 'v' && c != 'z':
			letter = letter || i < 17 || c != 'x'
		default:
			return false
		}
	}
	return letter
}

// isResidentID tells 18 characters with a plausible date of birth where a resident id has it.
func isResidentID(r []rune) bool {
	if len(r) == 15 {
		for _, c := range r {
			if !isDigit(c) {
				return false
			}
		}
		return true
	}
	if len(r) != 18 {
		return false
	}
	for i, c := range r {
		if !isDigit(c) && (i < 17 || c != 'x') {
			return false
		}
	}
	century, month, day := string(r[6:8]), string(r[10:12]), string(r[12:14])
	return (century == "19" || century == "20") && month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

func blank(r []rune) {
	for i := range r {
		r[i] = hidden
	}
}

// masked returns a text as it may be shown in a list: hidden runes are stars, all else is as written.
func masked(s string, secrets []folded) string { return starred(s, hide(fold(s), secrets)) }

func starred(s string, f folded) string {
	out := []rune(s)
	for i, r := range f.r {
		if r == hidden {
			out[f.at[i]] = '*'
		}
	}
	return string(out)
}

// foldAll folds a list of strings.
func foldAll(list []string) []folded {
	out := make([]folded, 0, len(list))
	for _, s := range list {
		if f := fold(s); len(f.r) > 0 {
			out = append(out, f)
		}
	}
	return out
}
