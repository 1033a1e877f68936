package redact

import "strings"

// check gives the test of a name, or nil. Tests take a number without blanks, in half width.
func check(name string) func(string) bool {
	switch name {
	case "resident_id":
		return residentID
	case "luhn":
		return luhn
	case "credit_code":
		return creditCode
	}
	return nil
}

func residentID(s string) bool {
	if len(s) != 18 {
		return false
	}
	sum := 0
	for i, weight := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		sum += int(s[i]-'0') * weight
	}
	return strings.ToUpper(s)[17] == "10X98765432"[sum%11]
}

func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i]) - '0'
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return len(s) > 1 && sum%10 == 0
}

func creditCode(s string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	if len(s) != 18 {
		return false
	}
	s = strings.ToUpper(s)
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(alphabet, s[i])
		if value < 0 {
			return false
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return s[17] == alphabet[(31-sum%31)%31]
}
