package redact

import (
	"regexp"
	"strconv"
)

var slot = regexp.MustCompile(`\{([a-z]+)(?::(\d{1,2}))?\}`)

// validMask tells whether every slot of a rule's mask is known, and a rule that masks has one.
func validMask(rule Rule) bool {
	for _, m := range slot.FindAllStringSubmatch(rule.Mask, -1) {
		switch {
		case (m[1] == "first" || m[1] == "last") && m[2] != "":
		case (m[1] == "surname" || m[1] == "ordinal" || m[1] == "county") && m[2] == "":
		default:
			return false
		}
	}
	return rule.Mask != "" || rule.Level == Keep
}

// fill makes the mask of a find.
func fill(mask, original, surname, ordinal string) string {
	plain := []rune(bare(original))
	if surname == "" {
		surname = Surname(string(plain))
	}
	return slot.ReplaceAllStringFunc(mask, func(s string) string {
		m := slot.FindStringSubmatch(s)
		n, _ := strconv.Atoi(m[2])
		if 2*n > len(plain) { // so short that the mask would show it
			n = 0
		}
		switch m[1] {
		case "first":
			return string(plain[:n])
		case "last":
			return string(plain[len(plain)-n:])
		case "surname":
			return surname
		case "ordinal":
			return ordinal
		default:
			return county(string(plain))
		}
	})
}

const placeName = `[^省市县区旗镇乡街道路巷村组号幢室园社小庄弄苑期楼]`

var countyPattern = regexp.MustCompile(`^(?:` + placeName + `{2,8}(?:省|自治区|特别行政)区?)?(?:` + placeName + `{1,8}(?:市|自治州|盟|地区))?(?:` + placeName + `{1,8}(?:市|县|区|旗))?`)

// county cuts an address down to the county, or gives 【住址】 if it names none.
func county(address string) string {
	if kept := countyPattern.FindString(address); kept != "" {
		return kept
	}
	return "【住址】"
}
