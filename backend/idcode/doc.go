// Package idcode checks and normalises the numbers that stand in Chinese office papers: unified social credit codes,
// organisation codes, resident identity numbers, region codes, document and case numbers, sums of money, dates and telephone numbers.
// It also finds them in running text.
//
// Everything here is pure. All offsets are rune offsets into the text as it was given, whatever widths and blanks
// it uses; see [Fold].
package idcode

import "zhiheng/backend/fault"

// Problem is one rule that a number breaks. Rule is a stable name, such as "length" or "check_digit". At is the
// zero-based position of the character at fault within the number, or -1 when the number as a whole is at fault.
type Problem struct {
	Rule string     `json:"rule"`
	At   int        `json:"at"`
	Text fault.Text `json:"text"`
}

// Match is one thing found in a text. Start and End are rune offsets into the text, End exclusive; Text is what stands
// there, letter for letter; Value is what it means.
type Match[T any] struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Value T      `json:"value"`
}

// Code is a number found in a text in its normal form, with the rules it breaks. A code without problems is good.
type Code struct {
	Number   string    `json:"number"`
	Problems []Problem `json:"problems,omitempty"`
}

func problem(rule string, at int, zh, en string, args ...any) Problem {
	return Problem{Rule: rule, At: at, Text: fault.Tf(zh, en, args...)}
}
