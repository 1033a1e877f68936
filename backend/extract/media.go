package extract

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"zhiheng/backend/fault"
)

// Media is what a file is, found from its content.
type Media struct {
	Format string     `json:"format"` // short name such as "docx", "unknown" if nobody knows
	Mime   string     `json:"mime"`   // media type without parameters
	Name   fault.Text `json:"name"`   // for people
}

const (
	formatUnknown = "unknown"
	sniffBytes    = 64 << 10
)

// Detect says what a file is. It looks at the content; the name only tells apart what content cannot: a table in plain
// text from prose, and the office suite that wrote an old document. It never fails and reads little.
func Detect(r io.ReaderAt, size int64, name string) Media {
	head := make([]byte, min(size, sniffBytes))
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	ext := strings.ToLower(filepath.Ext(strings.TrimRight(name, " .\x00")))
	found := mimetype.Detect(head)
	mime, _, _ := strings.Cut(found.String(), ";")
	switch {
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return mediaOf(oleFormat(r, size, head, ext), mime)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return mediaOf(zipFormat(r, size), mime)
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")):
		return mediaOf("pdf", mime)
	}
	for _, f := range formats() {
		if !f.text && f.is(mime) {
			return mediaOf(f.name, mime)
		}
	}
	if looksLikeText(head, size) || looksLikeMail(bytes.ToLower(head)) && !binaryLike(head) { // mail may mix encodings
		return mediaOf(textFormat(head, mime, ext), mime)
	}
	return mediaOf(formatUnknown, mime)
}

func mediaOf(name, mime string) Media {
	for _, f := range formats() {
		if f.name != name {
			continue
		}
		if !f.is(mime) {
			mime = f.mimes[0]
		}
		return Media{Format: f.name, Mime: mime, Name: f.label}
	}
	return Media{Format: formatUnknown, Mime: mime, Name: fault.T("未识别的文件", "unknown file")}
}

// textFormat tells the kinds of text apart.
func textFormat(head []byte, mime, ext string) string {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(start, []byte(`{\rtf`)):
		return "rtf"
	case mime == "text/html", bytes.HasPrefix(start, []byte("<!doctype html")), bytes.HasPrefix(start, []byte("<html")):
		return "html"
	case looksLikeMail(start):
		return "eml"
	case ext == ".csv" || ext == ".tsv" || mime == "text/csv" || mime == "text/tab-separated-values":
		return "csv"
	}
	return "txt"
}

// looksLikeMail tells whether lower-cased text begins with at least two of the header lines that mail begins with.
func looksLikeMail(start []byte) bool {
	seen := 0
	for i, line := range bytes.SplitN(start, []byte("\n"), 12) {
		if name, _, ok := bytes.Cut(line, []byte(":")); ok && i < 11 {
			switch string(name) {
			case "from", "to", "received", "mime-version", "message-id", "return-path", "subject", "date", "delivered-to":
				seen++
			}
		}
	}
	return seen >= 3 && !bytes.HasPrefix(start, []byte("{"))
}

// looksLikeText tells whether the beginning of a file decodes as text.
func looksLikeText(head []byte, size int64) bool {
	if len(head) == 0 {
		return false
	}
	if int64(len(head)) < size { // do not trip over a character cut in two
		if i := bytes.LastIndexByte(head, '\n'); i > 0 {
			head = head[:i]
		}
	}
	_, _, err := decodeText(head)
	for i := 0; err != nil && i < 3 && int64(len(head)) < size && len(head) > 1; i++ {
		head = head[:len(head)-1]
		_, _, err = decodeText(head)
	}
	return err == nil
}
