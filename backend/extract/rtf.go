package extract

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const maxRTFDepth = 1000

// readRTF reads the text of a document in Rich Text Format. What lists fonts, colours and styles, pictures, and what the
// format marks as for programs that know it, is left out.
func readRTF(src *source) (Result, error) {
	data, err := src.bytes(maxTextFile)
	if err != nil {
		return Result{}, err
	}
	r := &rtf{data: data, fonts: map[int]int{}, meta: map[string]string{}, page: 1252}
	r.state.skip = 1
	if err := r.read(); err != nil {
		return Result{}, err
	}
	out := Result{Pages: paginate(r.text.String()), Meta: r.meta}
	if holdsPicture(data) {
		out.Cause, out.Reason = picturesUnread()
	}
	return out, nil
}

// holdsPicture tells whether a run of figures in a document is long enough to be a picture that could be read.
func holdsPicture(data []byte) bool {
	run := 0
	for _, c := range data {
		switch {
		case c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f':
			if run++; run >= 2*leastDrawing {
				return true
			}
		case c != '\r' && c != '\n':
			run = 0
		}
	}
	return false
}

// rtfState is what holds within one group of braces.
type rtfState struct {
	hidden   bool
	skip     int // characters after \u that stand for it where it is not known
	font     int
	list     bool   // in the list of fonts
	deleted  bool   // struck by a revision
	property string // of the document, being read
}

type rtf struct {
	data   []byte
	at     int
	state  rtfState
	stack  []rtfState
	fonts  map[int]int // character set by font
	font   int         // the font being listed
	page   int         // code page of the document
	bytes  []byte      // not yet decoded
	high   uint16      // first half of a surrogate pair
	pass   int         // characters yet to be passed over after \u
	text   strings.Builder
	value  strings.Builder
	meta   map[string]string
	opened bool
}

func (r *rtf) read() error {
	for r.at < len(r.data) && r.text.Len() <= maxTextBytes {
		c := r.data[r.at]
		r.at++
		switch c {
		case '{':
			r.flush()
			if len(r.stack) >= maxRTFDepth {
				return damaged(errors.New("groups too deep"))
			}
			r.stack = append(r.stack, r.state)
			r.opened = true
			continue
		case '}':
			r.flush()
			r.close()
		case '\\':
			r.control()
			continue
		case '\r', '\n':
			continue
		case 0:
		default:
			r.char(c)
		}
		r.opened = false
	}
	r.flush()
	return nil
}

func (r *rtf) close() {
	if len(r.stack) == 0 {
		return
	}
	last := r.state
	r.state = r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	if last.property != "" && r.state.property == "" {
		r.meta[last.property] = r.value.String()
		r.value.Reset()
	}
	r.pass = 0
}

// control reads what follows a backslash: a word with an optional number, or a sign.
func (r *rtf) control() {
	first := r.opened
	r.opened = false
	if r.at >= len(r.data) {
		return
	}
	start := r.at
	for r.at < len(r.data) && r.data[r.at]|0x20 >= 'a' && r.data[r.at]|0x20 <= 'z' {
		r.at++
	}
	if r.at == start {
		r.sign(r.data[start], first)
		return
	}
	word, begin := string(r.data[start:min(r.at, start+32)]), r.at
	if r.at < len(r.data) && r.data[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.data) && r.data[r.at] >= '0' && r.data[r.at] <= '9' {
		r.at++
	}
	number, err := strconv.Atoi(string(r.data[begin:min(r.at, begin+11)]))
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	r.word(word, number, err == nil, first)
}

func (r *rtf) sign(c byte, first bool) {
	r.at++
	switch c {
	case '\'':
		v, err := strconv.ParseUint(string(r.data[r.at:min(r.at+2, len(r.data))]), 16, 8)
		r.at = min(r.at+2, len(r.data))
		if err == nil {
			r.char(byte(v))
		}
	case '*':
		r.opened = first
		r.state.hidden = r.state.hidden || first
	case '~':
		r.say(" ")
	case '_':
		r.say("-")
	case '\\', '{', '}':
		r.char(c)
	case '\r', '\n':
		r.say("\n")
	}
}

// word follows one control word; first tells that it opens its group and so says what the group is.
func (r *rtf) word(word string, n int, given, first bool) {
	switch word {
	case "par", "line", "sect", "row", "nestrow":
		r.say("\n")
	case "page":
		r.say("\f")
	case "cell", "nestcell", "tab":
		r.say("\t")
	case "emdash":
		r.say("—")
	case "endash":
		r.say("–")
	case "lquote", "rquote":
		r.say(map[string]string{"lquote": "‘", "rquote": "’"}[word])
	case "ldblquote", "rdblquote":
		r.say(map[string]string{"ldblquote": "“", "rdblquote": "”"}[word])
	case "bullet":
		r.say("•")
	case "u":
		r.unicode(uint16(n))
	case "uc":
		r.state.skip = max(0, min(n, 32))
	case "bin":
		r.at = min(len(r.data), r.at+max(n, 0))
	case "ansicpg":
		r.page = n
	case "f":
		r.flush()
		if r.state.font = n; r.state.list {
			r.font = n
		}
	case "fcharset":
		if r.state.list && len(r.fonts) < 10_000 {
			r.fonts[r.font] = n
		}
	case "plain":
		r.flush()
		r.state.deleted = false
	case "deleted", "v": // struck out, or hidden
		r.flush()
		r.state.deleted = !given || n != 0
	case "fonttbl":
		r.state.list, r.state.hidden = true, true
	case "title", "author", "operator":
		if first && r.state.hidden {
			r.state.property = map[string]string{"title": MetaTitle, "author": MetaAuthor, "operator": MetaModifiedBy}[word]
		}
	case "colortbl", "stylesheet", "info", "pict", "object", "fldinst", "listtable", "listoverridetable", "rsidtbl", "themedata", "datastore",
		"xe", "tc", "generator", "pntext", "nonshppict", "revtbl", "filetbl":
		r.state.hidden = r.state.hidden || first
	}
}

// say appends what a control word stands for.
func (r *rtf) say(s string) {
	r.flush()
	r.write(s)
}

func (r *rtf) write(s string) {
	switch {
	case r.state.property != "":
		if r.value.Len() < 4096 {
			r.value.WriteString(s)
		}
	case !r.state.hidden && !r.state.deleted:
		r.text.WriteString(s)
	}
}

func (r *rtf) char(c byte) {
	if r.pass > 0 {
		r.pass--
		return
	}
	r.high = 0
	r.bytes = append(r.bytes, c)
}

func (r *rtf) unicode(u uint16) {
	high := r.high
	r.flush()
	r.pass = r.state.skip
	switch {
	case u >= 0xD800 && u < 0xDC00:
		r.high = u
	case u >= 0xDC00 && u < 0xE000 && high != 0:
		r.write(string(utf16.DecodeRune(rune(high), rune(u))))
	default:
		r.write(string(rune(u)))
	}
}

// flush decodes the bytes gathered so far in the code page of their font.
func (r *rtf) flush() {
	r.high = 0
	if len(r.bytes) == 0 {
		return
	}
	data := r.bytes
	r.bytes = r.bytes[:0]
	if bytes.IndexFunc(data, func(c rune) bool { return c >= 0x80 }) < 0 {
		r.write(string(data))
		return
	}
	text, err := r.encoding().NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) { // a letter of the west in a document from China
		text, _ = charmap.Windows1252.NewDecoder().Bytes(data)
	}
	r.write(string(text))
}

func (r *rtf) encoding() encoding.Encoding {
	switch charset, known := r.fonts[r.state.font]; {
	case known && charset == 134:
		return simplifiedchinese.GB18030
	case known && charset == 136:
		return traditionalchinese.Big5
	case known && charset == 128:
		return japanese.ShiftJIS
	case known && charset == 129:
		return korean.EUCKR
	}
	switch r.page {
	case 936, 54936:
		return simplifiedchinese.GB18030
	case 950:
		return traditionalchinese.Big5
	case 932:
		return japanese.ShiftJIS
	case 949:
		return korean.EUCKR
	case 65001:
		return unicode.UTF8
	}
	return charmap.Windows1252
}
