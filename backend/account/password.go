package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"zhiheng/backend/fault"
)

// weak are words that no password may be made of, whatever stands around them.
var weak = []string{"password", "12345", "qwerty", "admin", "abcdef", "111111"}

// checkPassword holds a password to the rules: ten characters at least, of three kinds, no common word and not the
// username.
func checkPassword(password, username string) error {
	refuse := func(zh, en string) error {
		return fault.New(fault.Invalid, "account.password", fault.T(zh, en)).WithField("password").
			WithHint(fault.T("至少10个字符,含大写、小写、数字、符号中的三类。", "At least 10 characters of three kinds: capitals, small letters, digits, signs."))
	}
	if n := utf8.RuneCountInString(password); n < 10 {
		return refuse("密码太短", "the password is too short")
	} else if n > 200 {
		return refuse("密码太长", "the password is too long")
	}
	var kinds [4]bool
	for _, r := range password {
		switch {
		case unicode.IsUpper(r):
			kinds[0] = true
		case unicode.IsDigit(r):
			kinds[1] = true
		case unicode.IsLetter(r):
			kinds[2] = true
		default:
			kinds[3] = true
		}
	}
	count := 0
	for _, present := range kinds {
		if present {
			count++
		}
	}
	if count < 3 {
		return refuse("密码种类不足", "the password is of too few kinds of character")
	}
	lower := strings.ToLower(password)
	if username != "" && strings.Contains(lower, strings.ToLower(username)) {
		return refuse("密码不得含用户名", "the password contains the username")
	}
	for _, word := range weak {
		if strings.Contains(lower, word) {
			return refuse("密码过于常见", "the password is too common")
		}
	}
	return nil
}
