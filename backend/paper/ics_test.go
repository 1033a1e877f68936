package paper_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"zhiheng/backend/paper"
)

// unfolded reads a calendar back as another program does: lines by CRLF, joined where they were folded.
func unfolded(t interface{ Fatalf(string, ...any) }, raw []byte) []string {
	text := string(raw)
	if !strings.HasSuffix(text, "\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		t.Fatalf("the lines do not end in CRLF")
	}
	var lines []string
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Fatalf("a line of %d octets, valid %v: %q", len(line), utf8.ValidString(line), line)
		}
		if strings.HasPrefix(line, " ") {
			lines[len(lines)-1] += line[1:]
		} else {
			lines = append(lines, line)
		}
	}
	return lines
}

func TestAnAppointment(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	var out bytes.Buffer
	err := paper.WriteICS(&out, "云汀县市场监督管理局 期限", []paper.Appointment{{UID: "c-1-T02@zhiheng", Day: time.Date(2026, 5, 31, 0, 0, 0, 0, zone),
		Summary: "云汀市监案〔2026〕1号 立案后作出处罚决定", Text: "依据：行政处罚法第六十条; 自 2026-03-02, 九十日\n严格 2026-05-31，顺延 2026-06-01", Tentative: true,
		Alarms: []time.Time{time.Date(2026, 5, 22, 9, 0, 0, 0, zone)}},
		{UID: "c-1-T13b@zhiheng", At: time.Date(2026, 10, 1, 17, 30, 0, 0, zone), Summary: "移送"}}, time.Date(2026, 4, 1, 8, 0, 0, 0, zone))
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(unfolded(t, out.Bytes()), "\n")
	want := `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Zhiheng//Zhiheng//ZH
CALSCALE:GREGORIAN
X-WR-CALNAME:云汀县市场监督管理局 期限
BEGIN:VEVENT
UID:c-1-T02@zhiheng
DTSTAMP:20260401T000000Z
DTSTART;VALUE=DATE:20260531
DTEND;VALUE=DATE:20260601
SUMMARY:云汀市监案〔2026〕1号 立案后作出处罚决定
DESCRIPTION:依据：行政处罚法第六十条\; 自 2026-03-02\, 九十日\n严格 2026-05-31，顺延 2026-06-01
STATUS:TENTATIVE
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:云汀市监案〔2026〕1号 立案后作出处罚决定
TRIGGER;VALUE=DATE-TIME:20260522T010000Z
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:c-1-T13b@zhiheng
DTSTAMP:20260401T000000Z
DTSTART:20261001T093000Z
SUMMARY:移送
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Whatever the text, every line is short, whole and reads back as it was.
func TestLinesAreFoldedBetweenCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		summary := rapid.StringOfN(rapid.RuneFrom([]rune("a,;\\\n审核〔〕ü𠮷 ")), 0, 200, -1).Draw(t, "summary")
		var out bytes.Buffer
		if err := paper.WriteICS(&out, "x", []paper.Appointment{{UID: "u", Day: time.Now(), Summary: summary}}, time.Now()); err != nil {
			t.Fatal(err)
		}
		for _, line := range unfolded(t, out.Bytes()) {
			if value, found := strings.CutPrefix(line, "SUMMARY:"); found {
				read := strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)
				if read != summary {
					t.Fatalf("%q reads back as %q", summary, read)
				}
				return
			}
		}
		t.Fatal("no summary")
	})
}
