package extract

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"
)

const maxOldDocument = 64 << 20 // bytes of one stream of an old office document

// readDoc reads a Word 97-2003 document, which WPS Writer writes too: the main text with its page breaks, then notes,
// headers and text boxes. Text that a revision deleted is still read, since its mark stands apart from it.
func readDoc(src *source) (Result, error) {
	streams, err := oleStreams(src, "WordDocument", "0Table", "1Table", "Data")
	if err != nil {
		return Result{}, err
	}
	w := &oldWord{main: streams["WordDocument"]}
	if w.u16(0) != 0xA5EC {
		return Result{}, damaged(errors.New("no Word header"))
	}
	flags := w.u16(0x0A)
	if flags&0x0100 != 0 {
		return Result{}, locked()
	}
	w.table = streams["0Table"]
	if flags&0x0200 != 0 {
		w.table = streams["1Table"]
	}
	text, err := w.text()
	if err != nil {
		return Result{}, err
	}
	r := Result{Pages: paginate(oldMarks(text))}
	if len(streams["Data"]) >= leastDrawing { // where its pictures lie
		r.Cause, r.Reason = picturesUnread()
	}
	return r, nil
}

// oleStreams reads streams of a compound file by name, those that are there.
func oleStreams(src *source, names ...string) (map[string][]byte, error) {
	file, err := mscfb.New(src.file)
	if err != nil {
		return nil, damaged(err)
	}
	streams := map[string][]byte{}
	for entry, err := file.Next(); err == nil; entry, err = file.Next() {
		for _, name := range names {
			if entry.Name != name || streams[name] != nil || len(entry.Path) > 0 {
				continue
			}
			if entry.Size > min(maxOldDocument, src.size) {
				return nil, damaged(errors.New("stream longer than the file"))
			}
			data, err := io.ReadAll(io.LimitReader(entry, entry.Size))
			if err != nil {
				return nil, damaged(err)
			}
			streams[name] = data
		}
	}
	return streams, nil
}

// oldWord is the binary Word format: the main stream holds a header and the characters, the table stream the list of
// pieces that says in which order and width the characters are to be read.
type oldWord struct{ main, table []byte }

func (w *oldWord) u16(at int) uint16 {
	if at+2 > len(w.main) {
		return 0
	}
	return binary.LittleEndian.Uint16(w.main[at:])
}

func (w *oldWord) u32(at int) uint32 {
	if at+4 > len(w.main) {
		return 0
	}
	return binary.LittleEndian.Uint32(w.main[at:])
}

func (w *oldWord) text() (string, error) {
	from, length := int64(w.u32(0x1A2)), int64(w.u32(0x1A6))
	if length == 0 || from+length > int64(len(w.table)) {
		return "", damaged(errors.New("no list of pieces"))
	}
	list := pieceList(w.table[from : from+length])
	n := (len(list) - 4) / 12
	if n < 1 {
		return "", damaged(errors.New("no pieces"))
	}
	le := binary.LittleEndian
	var b strings.Builder
	for i := range n {
		count := int64(le.Uint32(list[4*i+4:])) - int64(le.Uint32(list[4*i:]))
		at := le.Uint32(list[4*(n+1)+8*i+2:])
		narrow := at&(1<<30) != 0
		start, size := int64(at&^(3<<30)), count*2
		if narrow {
			start, size = start/2, count
		}
		if count < 0 || start+size > int64(len(w.main)) || b.Len() > maxTextBytes {
			return "", damaged(errors.New("piece outside the text"))
		}
		b.WriteString(piece(w.main[start:start+size], narrow))
	}
	return b.String(), nil
}

// pieceList finds the piece list behind the property lists of the same table.
func pieceList(clx []byte) []byte {
	for len(clx) >= 5 {
		switch clx[0] {
		case 1:
			skip := 3 + int(binary.LittleEndian.Uint16(clx[1:]))
			if skip > len(clx) {
				return nil
			}
			clx = clx[skip:]
		case 2:
			return clx[5:min(len(clx), 5+int(binary.LittleEndian.Uint32(clx[1:])&0x7FFFFFFF))]
		default:
			return nil
		}
	}
	return nil
}

func piece(data []byte, narrow bool) string {
	if narrow {
		text, _ := charmap.Windows1252.NewDecoder().Bytes(data) // every byte of it decodes
		return string(text)
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// oldMarks turns the marks of the old format into line ends, tabs and page breaks, and drops field instructions.
func oldMarks(text string) string {
	var b strings.Builder
	var fields []bool        // open fields, true while in the instruction
	hidden, cell := 0, false // hidden counts the true ones
	for _, r := range text {
		after := cell
		cell = false
		top := len(fields) - 1
		switch {
		case r == 0x13:
			fields = append(fields, true)
			hidden++
		case r == 0x14 && top >= 0 && fields[top]:
			fields[top] = false
			hidden--
		case r == 0x15 && top >= 0:
			if fields[top] {
				hidden--
			}
			fields = fields[:top]
		case hidden > 0:
		case r == 0x07 && after: // the second mark in a row ends the row
			b.WriteByte('\n')
		case r == 0x07:
			b.WriteByte('\t')
			cell = true
		case r == '\r', r == 0x0B:
			b.WriteByte('\n')
		case r == 0x1E:
			b.WriteByte('-')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
