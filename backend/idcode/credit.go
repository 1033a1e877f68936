package idcode

import (
	"regexp"
	"strings"

	"zhiheng/backend/fault"
)

const (
	creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	orgAlphabet    = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// NormalizeCreditCode brings a unified social credit code to half width and capitals, without blanks and dashes.
func NormalizeCreditCode(code string) string { return bare(code) }

// CheckCreditCode checks a unified social credit code (GB 32100) of 18 characters in its normal form and names every rule
// it breaks: "length", "alphabet", "region", "org_code", "check_digit". None means the code is good. A code of the wrong
// length or with foreign characters is not looked at further.
func CheckCreditCode(code string) []Problem {
	if len([]rune(code)) != 18 {
		return []Problem{problem("length", -1, "统一社会信用代码应为18位，实为%d位", "a unified social credit code has 18 characters, this has %d", len([]rune(code)))}
	}
	var found []Problem
	for i, r := range []rune(code) {
		if !strings.ContainsRune(creditAlphabet, r) {
			found = append(found, foreign(i, r))
		}
	}
	if found != nil {
		return found
	}
	if !digits(code[2:8]) {
		found = append(found, problem("region", 2, "第3至8位应为行政区划数字，实为%s", "characters 3 to 8 are a region number, not %s", code[2:8]))
	}
	if want := OrgCheckDigit(code[8:16]); code[16] != want {
		found = append(found, problem("org_code", 16, "第17位（组织机构代码校验位）应为%c，实为%c", "character 17, the check digit of the organisation code, should be %c, not %c", want, code[16]))
	}
	if want := CreditCheckDigit(code[:17]); code[17] != want {
		found = append(found, problem("check_digit", 17, "第18位（校验位）应为%c，实为%c", "character 18, the check digit, should be %c, not %c", want, code[17]))
	}
	return found
}

// foreign names a character that no credit code has, with the one it is often mistaken for.
func foreign(at int, r rune) Problem {
	meant := map[rune]string{'I': "1", 'O': "0", 'S': "5", 'V': "U", 'Z': "2"}[r]
	if meant == "" {
		return problem("alphabet", at, "第%d位不能为“%c”", "character %d cannot be %q", at+1, r)
	}
	return problem("alphabet", at, "第%[1]d位不能为“%[2]c”，是否为“%[3]s”", "character %[1]d cannot be %[2]q; is it %[3]s?", at+1, r, meant)
}

// CreditCheckDigit computes character 18 from the first 17. It gives 0 if they are not 17 characters of the alphabet.
func CreditCheckDigit(first17 string) byte {
	if len(first17) != 17 {
		return 0
	}
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(creditAlphabet, first17[i])
		if value < 0 {
			return 0
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return creditAlphabet[(31-sum%31)%31]
}

// CheckOrgCode checks an organisation code (GB 11714): nine characters in capitals, with or without the dash before the
// last. Rules: "length", "alphabet", "check_digit".
func CheckOrgCode(code string) []Problem {
	code = strings.Replace(code, "-", "", 1)
	if len(code) != 9 {
		return []Problem{problem("length", -1, "组织机构代码应为9位，实为%d位", "an organisation code has 9 characters, this has %d", len([]rune(code)))}
	}
	want := OrgCheckDigit(code[:8])
	if want == 0 {
		return []Problem{problem("alphabet", -1, "组织机构代码只能含数字和大写字母", "an organisation code has digits and capitals only")}
	}
	if code[8] != want {
		return []Problem{problem("check_digit", 8, "第9位（校验位）应为%c，实为%c", "character 9, the check digit, should be %c, not %c", want, code[8])}
	}
	return nil
}

// OrgCheckDigit computes the ninth character of an organisation code from the first eight, 0 if they are not eight digits
// and capitals.
func OrgCheckDigit(first8 string) byte {
	if len(first8) != 8 {
		return 0
	}
	sum := 0
	for i, weight := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		value := strings.IndexByte(orgAlphabet, first8[i])
		if value < 0 {
			return 0
		}
		sum += value * weight
	}
	return "0X987654321"[(sum)%11]
}

// Category says what the first two characters of a credit code mean: who registered the body, and what kind it is.
type Category struct {
	Code      string     `json:"code"`
	Registrar fault.Text `json:"registrar"`
	Kind      fault.Text `json:"kind"`
}

// CreditCodeCategory reads the category off a credit code. It gives false for a pair that the standard's table lacks.
func CreditCodeCategory(code string) (Category, bool) {
	if len(code) < 2 {
		return Category{}, false
	}
	c := Category{Code: code[:2]}
	var known bool
	if c.Registrar, known = registrar(code[0]); !known {
		return Category{}, false
	}
	c.Kind, known = bodyKind(code[:2])
	return c, known
}

var creditPattern = regexp.MustCompile(`[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){17}`)

// FindCreditCodes finds everything in a text that is meant as a unified social credit code, right or wrong: 18
// characters that stand alone, of a known category, with a number for the region. Wrong ones carry their problems. A bad
// code with the birthday of a resident identity number in it is taken for one of those instead.
func FindCreditCodes(text string) []Match[Code] {
	f := Fold(text)
	var found []Match[Code]
	f.each(creditPattern, func(start, end int) bool {
		code := bare(f.Text[start:end])
		if _, known := CreditCodeCategory(code); !known || !digits(code[2:8]) {
			return false
		}
		problems := CheckCreditCode(code)
		if problems != nil && HasBirthday(code) {
			return false
		}
		found = append(found, match(f, start, end, Code{Number: code, Problems: problems}))
		return true
	})
	return found
}
