package idcode

import (
	"fmt"
	"regexp"
	"strconv"
)

var datePattern = regexp.MustCompile(`([12]\d{3}) ?(?:年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]|- ?(\d{1,2}) ?- ?(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2}))` +
	`|([一二][一二三四五六七八九〇零○OＯ]{3})年([元正一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})[日号]`)

// FindDates finds the days in a text, in figures (2026年3月2日, 2026-03-02, 2026/3/2, 2026.3.2) and in Chinese numerals
// (二〇二六年三月二日), each as YYYY-MM-DD. Days that do not exist are left out.
func FindDates(text string) []Match[string] {
	f := Fold(text)
	var found []Match[string]
	f.each(datePattern, func(start, end int) bool {
		m := datePattern.FindStringSubmatch(f.Text[start:end])
		var part []int
		for i, s := range m[1:] {
			if s == "" {
				continue
			}
			if i < 9 {
				n, _ := strconv.Atoi(s)
				part = append(part, n)
			} else {
				part = append(part, dayNumeral(s, i == 9))
			}
		}
		day := fmt.Sprintf("%04d-%02d-%02d", part[0], part[1], part[2])
		if !realDate(day) {
			return false
		}
		found = append(found, match(f, start, end, day))
		return true
	})
	return found
}

// dayNumeral reads a year digit by digit, or a month or day such as 十二, 二十, 廿三; -1 if it is neither.
func dayNumeral(s string, year bool) int {
	n, tens := 0, false
	for _, c := range s {
		d := numeralDigit(c)
		switch {
		case c == 'O' || c == 'Ｏ':
			d = 0
		case c == '元' || c == '正':
			d = 1
		}
		switch {
		case year && d >= 0:
			n = n*10 + d
		case c == '十' && !tens && n < 10:
			n, tens = max(n, 1)*10, true
		case c == '廿' && n == 0:
			n, tens = 20, true
		case c == '卅' && n == 0:
			n, tens = 30, true
		case d > 0 && (n == 0 || tens && n%10 == 0):
			n += d
		default:
			return -1
		}
	}
	return n
}
