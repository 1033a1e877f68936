package extract

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// sharedStrings reads the table of texts that the cells point into; it runs on over the records that continue it.
func (b *oldBook) sharedStrings(at int) {
	_, body, next, _ := b.record(at)
	if len(body) < 8 {
		return
	}
	count := int(binary.LittleEndian.Uint32(body[4:]))
	r := &oldStrings{segments: [][]byte{body[8:]}}
	for {
		kind, more, after, ok := b.record(next)
		if !ok || kind != xlsContinue {
			break
		}
		r.segments = append(r.segments, more)
		next = after
	}
	total := 0
	for range min(count, maxCells) { // a count that claims more than there is ends with the data
		n, ok := r.u16()
		if !ok || total > maxTextBytes {
			return
		}
		text := r.text(int(n))
		total += len(text)
		b.shared = append(b.shared, text)
	}
}

// oldStrings reads strings that say their own width out of a row of segments. A string that is cut by the end of a
// segment goes on in the next after a byte that gives its width anew.
type oldStrings struct {
	segments [][]byte
}

func (r *oldStrings) u8() (byte, bool) {
	for len(r.segments) > 0 && len(r.segments[0]) == 0 {
		r.segments = r.segments[1:]
	}
	if len(r.segments) == 0 {
		return 0, false
	}
	c := r.segments[0][0]
	r.segments[0] = r.segments[0][1:]
	return c, true
}

func (r *oldStrings) u16() (uint16, bool) {
	low, _ := r.u8()
	high, ok := r.u8()
	return uint16(low) | uint16(high)<<8, ok
}

// text reads a string of n characters after its length: its width, then its characters, then what belongs to its look.
func (r *oldStrings) text(n int) string {
	flags, ok := r.u8()
	if !ok {
		return ""
	}
	skip := 0
	if flags&8 != 0 {
		runs, _ := r.u16()
		skip += 4 * int(runs)
	}
	if flags&4 != 0 {
		low, _ := r.u16()
		high, _ := r.u16()
		skip += int(low) | int(high)<<16
	}
	units := make([]uint16, 0, min(n, 1<<12))
	for wide := flags&1 != 0; len(units) < n; {
		if len(r.segments) > 0 && len(r.segments[0]) == 0 {
			r.segments = r.segments[1:]
			c, ok := r.u8()
			if !ok {
				break
			}
			wide = c&1 != 0
			continue
		}
		unit, ok := uint16(0), false
		if wide {
			unit, ok = r.u16()
		} else {
			var c byte
			c, ok = r.u8()
			unit = uint16(c)
		}
		if !ok {
			break
		}
		units = append(units, unit)
	}
	r.skip(skip)
	return string(utf16.Decode(units))
}

func (r *oldStrings) skip(n int) {
	for n > 0 && len(r.segments) > 0 {
		step := min(n, len(r.segments[0]))
		r.segments[0] = r.segments[0][step:]
		if n -= step; n > 0 {
			r.segments = r.segments[1:]
		}
	}
}

// packed unpacks a number of four bytes: an integer or the upper half of a float, perhaps times a hundred.
func packed(v uint32) float64 {
	f := float64(int32(v) >> 2)
	if v&2 == 0 {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// numberStyle is how a number is shown.
type numberStyle struct{ day, clock, percent bool }

// styleOf tells by a format's number, or by its code if it is one of the workbook's own, what its numbers are.
func styleOf(id uint16, code string) numberStyle {
	if code == "" {
		return numberStyle{
			day:     id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58,
			clock:   id >= 18 && id <= 22 || id >= 32 && id <= 35 || id >= 45 && id <= 47 || id == 55 || id == 56,
			percent: id == 9 || id == 10,
		}
	}
	var s numberStyle
	quoted, bracket := false, false
	first, _, _ := strings.Cut(code, ";")
	for i := 0; i < len(first); i++ {
		switch c := first[i] | 0x20; {
		case first[i] == '\\' || first[i] == '_' || first[i] == '*':
			i++
		case first[i] == '"':
			quoted = !quoted
		case quoted:
		case first[i] == '[':
			bracket = true
		case first[i] == ']':
			bracket = false
		case bracket:
		case c == 'y' || c == 'd':
			s.day = true
		case c == 'h' || c == 's':
			s.clock = true
		case first[i] == '%':
			s.percent = true
		}
	}
	return s
}

// show writes a number as its style has it: a day and a time of day in the form that sorts, a share in percent.
func (s numberStyle) show(v float64, from1904 bool) string {
	if (s.day || s.clock) && v >= 0 && v < 2_958_466 {
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		if from1904 {
			day = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		} else if v < 60 {
			day = day.AddDate(0, 0, 1) // the format counts a 29 February 1900
		}
		at := day.AddDate(0, 0, int(v)).Add(time.Duration(math.Round((v-math.Floor(v))*86400)) * time.Second)
		switch {
		case s.day && s.clock:
			return at.Format("2006-01-02 15:04:05")
		case s.day:
			return at.Format(time.DateOnly)
		}
		return at.Format(time.TimeOnly)
	}
	if s.percent {
		return plain(v*100) + "%"
	}
	return plain(v)
}

// plain writes a number with the fifteen digits that the program keeps.
func plain(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		return ""
	}
	if a := math.Abs(rounded); a != 0 && (a >= 1e21 || a < 1e-9) {
		return strconv.FormatFloat(rounded, 'g', -1, 64)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
