package precedent

import (
	"math"
	"strconv"
	"strings"

	"zhiheng/backend/fault"
)

// fieldValue reads what stands behind a field's colon.
func (p *parser) fieldValue(field string, at int) (*node, error) {
	if num, ok := p.numbers[p.i]; ok && field == fieldNumber {
		p.i = num.end
		return &node{op: opDocNo, number: num.number, negated: p.neg}, nil
	}
	quoted, from := p.i < len(p.r) && foldRune(p.r[p.i]) == '"', p.i
	value, err := p.value()
	if err != nil {
		return nil, err
	}
	if g, err := p.glob(from, p.i); !quoted && field != "date" && field != "amount" && (err != nil || g != nil) {
		return &node{op: opField, field: field, glob: g, negated: p.neg}, err
	}
	f := fold(value)
	if len(f.r) == 0 {
		return nil, p.fail(at, fault.T("冒号后面没有内容", "nothing after the colon"))
	}
	n := &node{op: opField, field: field, raw: f.r, text: hide(fold(value), nil).r, negated: p.neg}
	ok := true
	switch field {
	case fieldCase: // an official number, however long
		n.text = f.r
	case "date":
		n.op = opDate
		n.from, n.to, ok = dateRange(f.String())
	case "amount":
		n.op = opAmount
		n.low, n.high, ok = amountRange(f.String())
	case fieldNumber:
		if nums := findDocNos(f.r); len(nums) == 1 {
			n.op, n.number = opDocNo, nums[0]
		}
	}
	if !ok && field == "date" {
		return nil, p.fail(at, fault.T("看不懂日期，应如 2023、2023-05 或 2020..2023-06-30", "not a date such as 2023, 2023-05 or 2020..2023-06-30"))
	}
	if !ok {
		return nil, p.fail(at, fault.T("看不懂金额，应如 5000、1万..10万 或 >50万", "not an amount such as 5000, 1万..10万 or >50万"))
	}
	if !searchable(n.text) {
		return nil, p.fail(at, fault.T("冒号后面没有可以检索的字词", "nothing to search for after the colon"))
	}
	return n, nil
}

// value reads a quoted value or everything up to white space or a bracket that the value did not open itself.
func (p *parser) value() (string, error) {
	if p.i < len(p.r) && foldRune(p.r[p.i]) == '"' {
		return p.quoted()
	}
	at, open := p.i, 0
	for ; p.i < len(p.r); p.i++ {
		c := foldRune(p.r[p.i])
		if c == '(' {
			open++
		}
		if c == ')' {
			if open--; open < 0 {
				break
			}
		}
		if c == ' ' || c == '"' {
			break
		}
	}
	return string(p.r[at:p.i]), nil
}

// rangeOf splits a folded range: "a..b", "a..", "..b", ">a", "<a", or one value.
func rangeOf(s string) (low, high string, single bool) {
	for _, sep := range []string{"..", "…", "~", "至"} {
		if a, b, ok := strings.Cut(s, sep); ok {
			return strings.Trim(a, "."), strings.Trim(b, ".…"), false
		}
	}
	if a, ok := strings.CutPrefix(s, ">"); ok {
		return strings.TrimPrefix(a, "="), "", false
	}
	if b, ok := strings.CutPrefix(s, "<"); ok {
		return "", strings.TrimPrefix(b, "="), false
	}
	return s, s, true
}

// dateRange reads a range of dates. Each end may be a year, a month or a day, and includes all of it.
func dateRange(s string) (from, to string, ok bool) {
	low, high, _ := rangeOf(s)
	from, ok = dateOf(low)
	if !ok {
		return "", "", false
	}
	to, ok = dateOf(high)
	if !ok || from == "" && to == "" || from != "" && to != "" && cut(from, len(to)) > to {
		return "", "", false
	}
	return from, to, true
}

func cut(s string, n int) string { return s[:min(n, len(s))] }

// dateOf brings 2023, 2023-5, 2023/05/01 and 2023年5月1日 to YYYY, YYYY-MM or YYYY-MM-DD. Nothing stays nothing.
func dateOf(s string) (string, bool) {
	if s == "" {
		return "", true
	}
	s = strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-").Replace(s)
	parts := strings.Split(strings.TrimSuffix(s, "-"), "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return "", false
	}
	most := []int{9999, 12, 31}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || n > most[i] || part[0] == '+' || part[0] == '-' {
			return "", false
		}
		if i > 0 && len(part) == 1 {
			parts[i] = "0" + part
		}
		if len(parts[i]) != 2 && i > 0 {
			return "", false
		}
	}
	return strings.Join(parts, "-"), true
}

// amountRange reads a range of money into fen, both ends included.
func amountRange(s string) (low, high int64, ok bool) {
	a, b, _ := rangeOf(s)
	low, high = 1, math.MaxInt64
	if a != "" {
		if low, ok = amountOf(a); !ok {
			return 0, 0, false
		}
	}
	if b != "" {
		if high, ok = amountOf(b); !ok {
			return 0, 0, false
		}
	}
	return low, high, (a != "" || b != "") && low <= high
}

// amountOf reads 5000, 1.5万, 10万元, 2亿 as fen.
func amountOf(s string) (int64, bool) {
	s = strings.TrimSuffix(strings.ReplaceAll(s, ",", ""), "元")
	unit := 100.0
	for _, u := range []struct {
		word string
		fen  float64
	}{{"亿", 1e10}, {"千万", 1e9}, {"百万", 1e8}, {"万", 1e6}, {"千", 1e5}, {"百", 1e4}} {
		if rest, ok := strings.CutSuffix(s, u.word); ok {
			s, unit = rest, u.fen
			break
		}
	}
	if s == "" || strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n*unit > 9e17 {
		return 0, false
	}
	return int64(math.Round(n * unit)), true
}
