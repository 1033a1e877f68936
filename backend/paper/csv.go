package paper

import (
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhiheng/backend/fault"
)

// Encoding is how a csv file's characters are written.
type Encoding int

// The encodings of csv.
const (
	UTF8    Encoding = iota // UTF-8 with a byte order mark, by which spreadsheets know it
	GB18030                 // GB 18030, for receivers that read nothing else
)

// CSV writes a sheet by RFC 4180: a header line, commas, lines ended by CR LF. A text that a spreadsheet might take for a
// formula gets an apostrophe in front, see [Neutral]; numbers and days are written bare. A spreadsheet that opens the file
// without being told the types cuts digits off long numbers in text columns; hand people xlsx and machines csv.
func CSV(s Sheet, encoding Encoding) ([]byte, error) {
	const op = "paper.csv"
	if err := s.check(op); err != nil {
		return nil, err
	}
	var b strings.Builder
	for i, c := range s.Columns {
		writeField(&b, i, Neutral(Clean(c.Title)))
	}
	b.WriteString("\r\n")
	for _, row := range s.Rows {
		for i, column := range s.Columns {
			var text string
			if i < len(row) {
				if text = row[i].String(column); row[i].kind == isText {
					text = Neutral(text)
				}
			}
			writeField(&b, i, text)
		}
		b.WriteString("\r\n")
	}
	if encoding == GB18030 {
		return encodeGB18030(op, b.String())
	}
	return []byte("\uFEFF" + b.String()), nil
}

// encodeGB18030 refuses a text with a private-use character that would come back as another one.
func encodeGB18030(op, text string) ([]byte, error) {
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	back, err := simplifiedchinese.GB18030.NewDecoder().Bytes(out)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if string(back) != text {
		return nil, fault.New(fault.Invalid, op, fault.T("有字符不能用 GB 18030 表示", "a character has no place in GB 18030")).
			WithHint(fault.T("请改用 UTF-8，或替换自造字。", "Use UTF-8, or replace the private-use characters."))
	}
	return out, nil
}

// writeField writes the i-th field of a line, in quotes where it has to be.
func writeField(b *strings.Builder, i int, text string) {
	if i > 0 {
		b.WriteByte(',')
	}
	if text == "" || strings.ContainsAny(text, "\",;\t\r\n'") || strings.TrimSpace(text) != text {
		b.WriteString(`"` + strings.ReplaceAll(text, `"`, `""`) + `"`)
		return
	}
	b.WriteString(text)
}

// Neutral puts an apostrophe before a text that a spreadsheet might run: one whose first character, past blanks, quotes,
// separators and apostrophes, is one of = + - @, a full-width form of these, a tab or a line end. [Plain] undoes it.
func Neutral(s string) string {
	if runs(s) {
		return "'" + s
	}
	return s
}

// Plain takes off the apostrophe that [Neutral] put there: Plain(Neutral(s)) == s for every s.
func Plain(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && runs(rest) {
		return rest
	}
	return s
}

// runs tells whether a text begins like a formula.
func runs(s string) bool {
	s = strings.TrimLeft(s, skipped)
	return s != "" && strings.ContainsAny(firstRune(s), triggers)
}

const (
	skipped  = " \u00A0\u3000\u200B\u200C\u200D\u2060\uFEFF\"'“”‘’＂＇,;，；|"
	triggers = "=+-@＝＋－＠﹢﹣﹦﹫−\t\r\n"
)

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}
