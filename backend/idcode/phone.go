package idcode

import (
	"regexp"
	"strings"
)

// Phone is a telephone number. Number holds digits only, with the area code of a fixed line; Extension may be "".
type Phone struct {
	Number    string `json:"number"`
	Mobile    bool   `json:"mobile"`
	Extension string `json:"extension,omitempty"`
}

var phonePattern = regexp.MustCompile(`(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})|\(?(0(?:10|2\d|[3-9]\d{2}))\)?[ -]?([2-9]\d{6,7})(?:(?: ?转 ?|-)(\d{1,6}))?`)

// FindPhones finds the telephone numbers of mainland China in a text: mobile ones, and fixed lines with their area code.
func FindPhones(text string) []Match[Phone] {
	f := Fold(text)
	var found []Match[Phone]
	f.each(phonePattern, func(start, end int) bool {
		m := phonePattern.FindStringSubmatch(f.Text[start:end])
		phone := Phone{Number: m[2] + m[3], Extension: m[4]}
		if m[1] != "" {
			phone = Phone{Number: strings.NewReplacer(" ", "", "-", "").Replace(m[1]), Mobile: true}
		}
		found = append(found, match(f, start, end, phone))
		return true
	})
	return found
}
