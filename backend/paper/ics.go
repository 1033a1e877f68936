package paper

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"zhiheng/backend/fault"
)

// Appointment is a day, or an instant, for other programs' calendars. UID stays the same as long as it is the same matter,
// so that a later file replaces it. Tentative means that it may still move. Alarms are the instants of its reminders.
type Appointment struct {
	UID       string
	Day       time.Time // only its date counts
	At        time.Time // instead of a whole day, if set
	Summary   string
	Text      string
	Tentative bool
	Alarms    []time.Time
}

// WriteICS writes appointments as an iCalendar file (RFC 5545) by a name. Stamp is when the file is made.
func WriteICS(w io.Writer, name string, appointments []Appointment, stamp time.Time) error {
	f := &icsFile{}
	f.line("BEGIN", "VCALENDAR")
	f.line("VERSION", "2.0")
	f.line("PRODID", "-//Zhiheng//Zhiheng//ZH")
	f.line("CALSCALE", "GREGORIAN")
	f.line("X-WR-CALNAME", icsText(name))
	for _, a := range appointments {
		f.event(a, stamp)
	}
	f.line("END", "VCALENDAR")
	_, err := w.Write(f.Bytes())
	return fault.Wrap("paper.ics", err)
}

const (
	icsDay     = "20060102"
	icsInstant = "20060102T150405Z"
)

type icsFile struct{ bytes.Buffer }

func (f *icsFile) event(a Appointment, stamp time.Time) {
	f.line("BEGIN", "VEVENT")
	f.line("UID", icsText(a.UID))
	f.line("DTSTAMP", stamp.UTC().Format(icsInstant))
	if a.At.IsZero() {
		f.line("DTSTART;VALUE=DATE", a.Day.Format(icsDay))
		f.line("DTEND;VALUE=DATE", a.Day.AddDate(0, 0, 1).Format(icsDay))
	} else {
		f.line("DTSTART", a.At.UTC().Format(icsInstant))
	}
	f.line("SUMMARY", icsText(a.Summary))
	if a.Text != "" {
		f.line("DESCRIPTION", icsText(a.Text))
	}
	f.line("STATUS", map[bool]string{false: "CONFIRMED", true: "TENTATIVE"}[a.Tentative])
	f.line("TRANSP", "TRANSPARENT")
	for _, at := range a.Alarms {
		f.line("BEGIN", "VALARM")
		f.line("ACTION", "DISPLAY")
		f.line("DESCRIPTION", icsText(a.Summary))
		f.line("TRIGGER;VALUE=DATE-TIME", at.UTC().Format(icsInstant))
		f.line("END", "VALARM")
	}
	f.line("END", "VEVENT")
}

// mostOctets is how long a line may be; what is longer goes on in the next, after a space.
const mostOctets = 75

// line writes a content line, folded between characters.
func (f *icsFile) line(name, value string) {
	rest, room := name+":"+value, mostOctets
	for len(rest) > room {
		cut := room
		for !utf8.RuneStart(rest[cut]) {
			cut--
		}
		fmt.Fprintf(f, "%s\r\n ", rest[:cut])
		rest, room = rest[cut:], mostOctets-1
	}
	fmt.Fprintf(f, "%s\r\n", rest)
}

// icsText escapes a text value. Control characters have no place in one.
func icsText(s string) string {
	s = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`).Replace(s)
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}
