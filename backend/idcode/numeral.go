package idcode

import (
	"math/big"
	"strings"
)

// numeralReader adds up a number written with Chinese units, one character or run of figures at a time. High holds what
// stands before 亿, low what stands before 万, section what is below; pending is the digit waiting for its unit.
type numeralReader struct {
	high, low, section *big.Rat
	pending            *big.Rat
	figures, fraction  bool  // pending came as figures; some figures had a decimal point
	positional         bool  // pending is a row of digits, as in 二〇二六
	zero, any          bool  // a zero stood directly before; something has been read
	last               int64 // the unit read last, 0 at the start
}

// figure takes a run of figures. Only one run of the whole number may have a decimal point.
func (r *numeralReader) figure(s string) bool {
	n, ok := new(big.Rat).SetString(s)
	if !ok || len(s) > 24 || strings.Count(s, ".") > 1 || r.fraction || s[0] == '.' || s[len(s)-1] == '.' {
		return false
	}
	r.pending, r.figures, r.any = n, true, true
	r.fraction = strings.Contains(s, ".")
	return true
}

// rune takes one Chinese numeral or unit.
func (r *numeralReader) rune(c rune) bool {
	r.any = true
	if d := numeralDigit(c); d >= 0 {
		return r.digit(int64(d))
	}
	switch c {
	case '十', '拾':
		return r.unit(10)
	case '百', '佰':
		return r.unit(100)
	case '千', '仟':
		return r.unit(1000)
	case '万', '萬':
		return r.myriad()
	case '亿', '億':
		return r.hundredMillion()
	}
	return false
}

func numeralDigit(c rune) int {
	for i, forms := range [...]string{"零〇○", "一壹", "二贰貳两", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"} {
		if strings.ContainsRune(forms, c) {
			return i
		}
	}
	return -1
}

func (r *numeralReader) digit(d int64) bool {
	if r.figures && r.pending != nil {
		return false
	}
	if r.pending != nil { // a row of digits
		r.positional = true
		r.pending.Mul(r.pending, big.NewRat(10, 1)).Add(r.pending, new(big.Rat).SetInt64(d))
		return true
	}
	if d == 0 && r.last != 0 {
		r.zero = true
		return true
	}
	r.pending = new(big.Rat).SetInt64(d)
	return true
}

// unit closes a digit with 十, 百 or 千. Units below 万 must come in falling order.
func (r *numeralReader) unit(unit int64) bool {
	if r.positional || (r.last != 0 && r.last < 10_000 && r.last <= unit) {
		return false
	}
	if r.pending == nil {
		if unit != 10 {
			return false
		}
		r.pending = big.NewRat(1, 1)
	}
	r.section.Add(r.section, r.pending.Mul(r.pending, new(big.Rat).SetInt64(unit)))
	r.pending, r.last, r.figures, r.zero = nil, unit, false, false
	return true
}

func (r *numeralReader) myriad() bool {
	if !r.closeSection() || r.low.Sign() != 0 || r.section.Sign() == 0 {
		return false
	}
	r.low.Mul(r.section, big.NewRat(10_000, 1))
	r.section, r.last, r.zero = new(big.Rat), 10_000, false
	return true
}

func (r *numeralReader) hundredMillion() bool {
	if !r.closeSection() || r.high.Sign() != 0 {
		return false
	}
	r.high.Add(r.low, r.section)
	if r.high.Sign() == 0 {
		return false
	}
	r.high.Mul(r.high, big.NewRat(100_000_000, 1))
	r.low, r.section, r.last, r.zero = new(big.Rat), new(big.Rat), 100_000_000, false
	return true
}

// closeSection adds the digit that has no unit. After a unit above ten it must follow a zero (一百零二): what 一百二 means is
// not for a machine to guess. Figures always mean what they say.
func (r *numeralReader) closeSection() bool {
	if r.pending == nil {
		return true
	}
	if r.positional && (r.last != 0 || r.section.Sign() != 0) {
		return false
	}
	if !r.figures && r.last > 10 && r.last < 10_000 && !r.zero {
		return false
	}
	r.section.Add(r.section, r.pending)
	r.pending, r.figures = nil, false
	return true
}

func (r *numeralReader) finish() (*big.Rat, bool) {
	if !r.figures && r.pending != nil && r.last >= 10_000 && !r.zero {
		return nil, false // 一万二
	}
	if !r.any || !r.closeSection() {
		return nil, false
	}
	sum := new(big.Rat).Add(r.high, r.low)
	return sum.Add(sum, r.section), true
}
