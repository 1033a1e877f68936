package paper

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// pdfFile gathers the objects of a PDF. Objects are numbered from 1 in the order in which they are added.
type pdfFile struct{ objects [][]byte }

// add adds an object and returns its number.
func (f *pdfFile) add(format string, args ...any) int {
	f.objects = append(f.objects, fmt.Appendf(nil, format, args...))
	return len(f.objects)
}

// set fills an object that was added empty.
func (f *pdfFile) set(n int, format string, args ...any) {
	f.objects[n-1] = fmt.Appendf(nil, format, args...)
}

// stream adds a compressed stream; the dictionary is given without its brackets.
func (f *pdfFile) stream(dictionary string, data []byte) int {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	w.Write(data) // a buffer takes everything
	w.Close()
	return f.add("<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream", packed.Len(), dictionary, packed.Bytes())
}

// bytes is the whole file. Its identity is a hash of its content.
func (f *pdfFile) bytes(root, info int) []byte {
	out := bytes.NewBufferString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	at := make([]int, len(f.objects))
	for i, object := range f.objects {
		at[i] = out.Len()
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table, id := out.Len(), sha256.Sum256(out.Bytes())
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, root, info, id[:16], id[:16], table)
	return out.Bytes()
}

// info adds the properties of a document.
func (f *pdfFile) info(title string, m Meta) int {
	var b strings.Builder
	for _, p := range [][2]string{{"Title", title}, {"Author", m.Creator}, {"Subject", m.Subject}} {
		if p[1] != "" {
			b.WriteString("/" + p[0] + pdfText(p[1]))
		}
	}
	if !m.Created.IsZero() {
		b.WriteString("/CreationDate(" + m.Created.UTC().Truncate(time.Second).Format("D:20060102150405Z") + ")")
	}
	return f.add("<<%s>>", b.String())
}

// pdfText is a text string of the format: UTF-16 in hexadecimal.
func pdfText(s string) string { return "<FEFF" + utf16Hex(Clean(s)) + ">" }

// utf16Hex is a text in big-endian UTF-16, in hexadecimal.
func utf16Hex(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}
