package extract_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhiheng/backend/extract"
)

// biff writes the records of an old workbook.
type biff struct{ data []byte }

func (b *biff) record(kind uint16, parts ...any) {
	var body []byte
	for _, part := range parts {
		switch v := part.(type) {
		case int:
			body = binary.LittleEndian.AppendUint16(body, uint16(v))
		case uint32:
			body = binary.LittleEndian.AppendUint32(body, v)
		case float64:
			body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v))
		case []byte:
			body = append(body, v...)
		}
	}
	b.data = binary.LittleEndian.AppendUint16(b.data, kind)
	b.data = binary.LittleEndian.AppendUint16(b.data, uint16(len(body)))
	b.data = append(b.data, body...)
}

// wide is a text of two bytes a character with its length in so many bytes before it.
func wide(text string, size int) []byte {
	units := utf16.Encode([]rune(text))
	out := binary.LittleEndian.AppendUint16(nil, uint16(len(units)))[:size]
	out = append(out, 1)
	for _, u := range units {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

// xls makes an old workbook with one sheet; cut is where the table of texts is broken into a second record, 0 for nowhere.
func xls(cut int, rows func(b *biff)) []byte {
	texts := wide("案由", 2)
	texts = append(texts, "\x06\x00\x00abc de"...)                                                    // one byte a character
	texts = append(texts, append(append([]byte{2, 0, 9, 1, 0}, 'i', 'N', 0x5A, 0x7F), 1, 2, 3, 4)...) // with one run of looks
	texts = append(texts, wide("未按规定明码标价𬭎", 2)...)
	head := binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, 4), 4)
	var b biff
	build := func(at uint32) {
		b = biff{}
		b.record(0x0809, 0x0600, 5, 0, 0, uint32(0), uint32(0))
		b.record(0x0042, 1200)
		b.record(0x041E, 164, wide("yyyy\"年\"m\"月\"d\"日\"", 2))
		b.record(0x041E, 165, wide("\"day\"0.00", 2))
		for _, format := range []int{0, 164, 10, 22, 165, 21} {
			b.record(0x00E0, 0, format, make([]byte, 16))
		}
		b.record(0x0085, at, 0, wide("台账", 1))
		if cut == 0 {
			b.record(0x00FC, head, texts)
		} else {
			b.record(0x00FC, head, texts[:cut])
			b.record(0x003C, []byte{1}, texts[cut:])
		}
		b.record(0x000A)
	}
	build(0)
	build(uint32(len(b.data)))
	b.record(0x0809, 0x0600, 16, 0, 0, uint32(0), uint32(0))
	rows(&b)
	b.record(0x000A)
	return compound(stream{"Workbook", b.data})
}

func ledgerRows(b *biff) {
	b.record(0x00FD, 0, 0, 0, uint32(0))
	b.record(0x00FD, 0, 1, 0, uint32(1))
	b.record(0x00FD, 1, 0, 0, uint32(3))
	b.record(0x0203, 1, 1, 1, 46086.0)                                 // a day
	b.record(0x027E, 1, 2, 0, uint32(500012)<<2|2|1)                   // 5000.12 as an integer by a hundred
	b.record(0x00BD, 2, 0, 2, uint32(25)<<2|2|1, 0, uint32(7)<<2|2, 1) // 25 % and 7
	b.record(0x0006, 3, 0, 0, 1234.5, 0, uint32(0), 0)
	b.record(0x0006, 3, 1, 0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0)
	b.record(0x0207, wide("合计", 2))
	b.record(0x0006, 3, 2, 0, []byte{1, 0, 1, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0)
	b.record(0x0203, 3, 3, 3, 46086.5)
	b.record(0x0203, 3, 4, 4, 0.1+0.2)
	b.record(0x0203, 3, 5, 5, 0.75)
	b.record(0x00FD, 4, 0, 0, uint32(99)) // points past the table of texts
}

const ledgerText = "台账\n案由\tabc de\n未按规定明码标价𬭎\t2026-03-05\t5000.12\n25%\t7\n1234.5\t合计\tTRUE\t2026-03-05 12:00:00\t0.3\t18:00:00"

func TestOldWorkbooks(t *testing.T) {
	pool := newPool(t, nil)
	for name, cut := range map[string]int{"一段": 0, "断在字中": 40, "断在另一处": 50} {
		if cut > 0 { // a cut must lie between two characters of the last text
			cut = len(wide("案由", 2)) + 9 + 13 + 3 + 2*(cut/10)
		}
		result := read(t, pool, name+".xls", xls(cut, ledgerRows))
		if result.Media.Format != "xls" || texts(result) != ledgerText {
			t.Errorf("%s: %s %q (%v)", name, result.Media.Format, texts(result), result.Reason)
		}
	}
	if result := read(t, pool, "台账.et", xls(0, ledgerRows)); result.Media.Format != "et" || texts(result) != ledgerText {
		t.Errorf("%s %q", result.Media.Format, texts(result))
	}
}

func TestAWorkbookOfBeforeUnicodeIsReadInItsCodePage(t *testing.T) {
	pool := newPool(t, nil)
	gbk := func(s string) []byte {
		out, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	var b biff
	b.record(0x0809, 0x0500, 5, 0, 0)
	b.record(0x0042, 936)
	name := gbk("旧表")
	b.record(0x0085, uint32(4+8+4+2+4+7+len(name)+4), 0, []byte{byte(len(name))}, name)
	b.record(0x000A)
	b.record(0x0809, 0x0500, 16, 0, 0)
	text := gbk("没收违法所得")
	b.record(0x0204, 0, 0, 0, len(text), text)
	b.record(0x000A)
	result := read(t, pool, "旧.xls", compound(stream{"Book", b.data}))
	if texts(result) != "旧表\n没收违法所得" {
		t.Errorf("%q (%v)", texts(result), result.Reason)
	}
}

func TestHostileOldWorkbooks(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 8 * time.Second; o.Children = 1 })
	var password biff
	password.record(0x0809, 0x0600, 5, 0, 0, uint32(0), uint32(0))
	password.record(0x002F, 1, 1, 1)
	password.record(0x000A)
	if result := read(t, pool, "密.xls", compound(stream{"Workbook", password.data})); result.Cause != extract.CausePassword {
		t.Errorf("with a password: %s", result.Cause)
	}
	loop := xls(0, func(b *biff) {
		for range 2_000 {
			b.record(0x0809, 0x0600, 16, 0, 0, uint32(0), uint32(0))
		}
	})
	huge := xls(0, func(b *biff) { b.record(0x0203, 65535, 65535, 0, math.NaN()) })
	if i := strings.Index(string(huge), "\x04\x00\x00\x00\x04\x00\x00\x00"); i > 0 { // the table claims four thousand million texts
		copy(huge[i:], "\xff\xff\xff\xff\xff\xff\xff\xff")
	}
	for name, data := range map[string][]byte{"loop": loop, "huge": huge, "nothing": compound(stream{"Workbook", nil})} {
		within(t, 9*time.Second, func() {
			if result := read(t, pool, name+".xls", data); result.Status == "" || result.Cause == extract.CauseTimeout {
				t.Errorf("%s: %s %s", name, result.Status, result.Cause)
			}
		})
	}
	random := rand.New(rand.NewPCG(97, 2003))
	seed := xls(0, ledgerRows)
	for i := range 80 {
		data := mutate(random, seed)
		first := read(t, pool, fmt.Sprintf("%d.xls", i), data)
		if first.Status == "" || first.Cause == extract.CauseTimeout || first.Cause == extract.CauseCrash {
			t.Errorf("%d: %s %s", i, first.Status, first.Cause)
		}
		if again := read(t, pool, fmt.Sprintf("%d.xls", i), data); !reflect.DeepEqual(first, again) {
			t.Errorf("%d: two readings differ", i)
		}
	}
}
