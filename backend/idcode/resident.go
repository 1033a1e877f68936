package idcode

import (
	"regexp"
	"strings"
	"time"

	"zhiheng/backend/fault"
)

// Sex is what a resident identity number says of its holder.
type Sex string

// The two values of [Sex].
const (
	Male   Sex = "male"
	Female Sex = "female"
)

// ResidentID is what a resident identity number says. Number has 18 characters even if 15 were given; Region is the
// six-digit code of the place of first registration; Birthday is YYYY-MM-DD.
type ResidentID struct {
	Number   string
	Region   string
	Birthday string
	Sex      Sex
}

// NormalizeResidentID brings an identity number to half width, with a capital X, without blanks and dashes.
func NormalizeResidentID(id string) string { return bare(id) }

// CheckResidentID checks an identity number (GB 11643) of 18 or, in the old form, 15 characters in its normal form and
// names every rule it breaks: "length", "alphabet", "province", "birthday", "future", "check_digit". None means the number
// is good. Today (YYYY-MM-DD) bounds the birthday; "" leaves that out.
func CheckResidentID(id, today string) []Problem {
	n := len([]rune(id))
	if n != 18 && n != 15 {
		return []Problem{problem("length", -1, "居民身份证号应为18位或旧式15位，实为%d位", "an identity number has 18 characters, or 15 in the old form; this has %d", n)}
	}
	for i, r := range []rune(id) {
		if (r < '0' || r > '9') && (i != 17 || r != 'X') {
			return []Problem{problem("alphabet", i, "第%d位不能为“%c”", "character %d cannot be %q", i+1, r)}
		}
	}
	long := id
	if n == 15 {
		long = lengthen(id)
	}
	var found []Problem
	if !province(id[:2]) {
		found = append(found, problem("province", 0, "前两位%s不是省级代码", "%s is not the code of a province", id[:2]))
	}
	birthday := long[6:10] + "-" + long[10:12] + "-" + long[12:14]
	if !realDate(birthday) {
		found = append(found, problem("birthday", 6, "出生日期%s不存在", "the birthday %s does not exist", birthday))
	} else if today != "" && birthday > today {
		found = append(found, problem("future", 6, "出生日期%s晚于今日", "the birthday %s lies in the future", birthday))
	}
	if want := ResidentCheckDigit(long[:17]); long[17] != want {
		found = append(found, problem("check_digit", 17, "第18位（校验位）应为%c，实为%c", "character 18, the check digit, should be %c, not %c", want, long[17]))
	}
	return found
}

// ParseResidentID reads a good identity number in its normal form. It refuses a number that breaks a rule.
func ParseResidentID(id string) (ResidentID, error) {
	if problems := CheckResidentID(id, ""); problems != nil {
		return ResidentID{}, fault.New(fault.Invalid, "idcode.resident", problems[0].Text)
	}
	if len(id) == 15 {
		id = lengthen(id)
	}
	sex := Female
	if (id[16]-'0')%2 == 1 {
		sex = Male
	}
	return ResidentID{Number: id, Region: id[:6], Birthday: id[6:10] + "-" + id[10:12] + "-" + id[12:14], Sex: sex}, nil
}

// AgeOn gives the full years of age on a day (YYYY-MM-DD). A year of age is full on the day after the birthday, as the
// law counts. It is negative before birth.
func (r ResidentID) AgeOn(day string) int {
	born, err := time.Parse(time.DateOnly, r.Birthday)
	on, err2 := time.Parse(time.DateOnly, day)
	if err != nil || err2 != nil {
		return -1
	}
	age := on.Year() - born.Year()
	if day[5:] <= r.Birthday[5:] {
		age--
	}
	if age < 0 && day >= r.Birthday {
		return 0
	}
	return age
}

// ResidentCheckDigit computes character 18 of an identity number from the first 17, 0 if they are not 17 digits.
func ResidentCheckDigit(first17 string) byte {
	if len(first17) != 17 || !digits(first17) {
		return 0
	}
	sum := 0
	for i, weight := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(first17[i]-'0') * weight
	}
	return "10X98765432"[sum%11]
}

// lengthen turns an old number of 15 digits into the present one of 18.
func lengthen(id string) string {
	long := id[:6] + "19" + id[6:]
	return long + string(ResidentCheckDigit(long))
}

func province(code string) bool {
	return strings.Contains("11,12,13,14,15,21,22,23,31,32,33,34,35,36,37,41,42,43,44,45,46,50,51,52,53,54,61,62,63,64,65,71,81,82,83", code)
}

func realDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// HasBirthday tells whether a code has the province and the birthday of an identity number of 18 characters where these
// belong, right or wrong as the rest may be.
func HasBirthday(code string) bool {
	return len(code) == 18 && digits(code[:17]) && province(code[:2]) && code[6:8] >= "18" && code[6:8] <= "20" &&
		realDate(code[6:10]+"-"+code[10:12]+"-"+code[12:14])
}

var residentPattern = regexp.MustCompile(`[1-9](?: ?\d){5}(?: ?1 ?[89]| ?2 ?0)(?: ?\d){9} ?[0-9Xx]|[1-9](?: ?\d){14}`)

// FindResidentIDs finds everything in a text that is meant as an identity number: 18 characters that stand alone, with a
// year of birth from 1800 to 2099, right or wrong, and 15 digits if they make a good old number. A good credit code is not
// taken for an identity number.
func FindResidentIDs(text string) []Match[Code] {
	f := Fold(text)
	var found []Match[Code]
	f.each(residentPattern, func(start, end int) bool {
		id := bare(f.Text[start:end])
		problems := CheckResidentID(id, "")
		if problems != nil && (len(id) == 15 || CheckCreditCode(id) == nil) {
			return false
		}
		found = append(found, match(f, start, end, Code{Number: id, Problems: problems}))
		return true
	})
	return found
}
