package extract

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
)

// openZip opens the directory of a zip file after looking at its size, and refuses one of too many entries.
func openZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	tail := make([]byte, min(size, 66_000))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return nil, damaged(err)
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || i+20 > len(tail) {
		return nil, damaged(zip.ErrFormat)
	}
	count, dir := binary.LittleEndian.Uint16(tail[i+10:]), binary.LittleEndian.Uint32(tail[i+12:])
	if count > maxZipEntries || dir > 16<<20 {
		return nil, burst()
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged(err)
	}
	if len(z.File) > maxZipEntries {
		return nil, burst()
	}
	return z, nil
}

// openDocument opens a zip file that is a document, and refuses one whose parts would unpack to a great deal from very
// little.
func openDocument(r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := openZip(r, size)
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if f.UncompressedSize64 > 4<<20 && f.UncompressedSize64/250 > f.CompressedSize64 && strings.HasSuffix(f.Name, ".xml") {
			return nil, burst()
		}
	}
	return z, nil
}

func burst() error {
	return tooBig("文件解压后异常庞大，为安全起见不予读取", "the file would unpack to an abnormal size and is not read")
}

// parts reads parts of one zip file under one limit on all they unpack to.
type parts struct {
	zip  *zip.Reader
	left int64
}

// open returns a part by name, or nil if there is none. Reading past the limit is an error.
func (p *parts) open(name string) (io.ReadCloser, error) {
	for _, f := range p.zip.File {
		if !strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			continue
		}
		if f.Flags&1 != 0 {
			return nil, locked()
		}
		if f.UncompressedSize64 > uint64(p.left) {
			return nil, burst()
		}
		r, err := f.Open()
		if err != nil {
			return nil, damaged(err)
		}
		return &metered{r, p}, nil
	}
	return nil, nil
}

type metered struct {
	io.ReadCloser
	parts *parts
}

func (m *metered) Read(b []byte) (int, error) {
	n, err := m.ReadCloser.Read(b)
	if m.parts.left -= int64(n); m.parts.left < 0 {
		return 0, burst()
	}
	return n, err
}

// zipFormat tells the formats that are zip files apart by the parts they hold.
func zipFormat(r io.ReaderAt, size int64) string {
	z, err := openZip(r, size)
	if err != nil {
		return zipFormatByStart(r, size)
	}
	for _, f := range z.File {
		switch name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")); {
		case strings.HasPrefix(name, "word/"):
			return "docx"
		case strings.HasPrefix(name, "xl/"):
			return "xlsx"
		case strings.HasPrefix(name, "ppt/"):
			return "pptx"
		case name == "ofd.xml":
			return "ofd"
		case name == "mimetype" && f.UncompressedSize64 < 100:
			if name := odf(f); name != "" {
				return name
			}
		}
	}
	return "zip"
}

// zipFormatByStart guesses the format of a zip file whose directory is lost or refused, so that the person is told
// that a Word document is damaged rather than an archive.
func zipFormatByStart(r io.ReaderAt, size int64) string {
	head := make([]byte, min(size, 4096))
	n, _ := r.ReadAt(head, 0)
	for _, f := range []struct{ mark, name string }{{"word/", "docx"}, {"xl/", "xlsx"}, {"ppt/", "pptx"}, {"OFD.xml", "ofd"},
		{"opendocument.text", "odt"}, {"opendocument.spreadsheet", "ods"}, {"opendocument.presentation", "odp"}} {
		if bytes.Contains(head[:n], []byte(f.mark)) {
			return f.name
		}
	}
	return "zip"
}

func odf(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	text, _ := io.ReadAll(io.LimitReader(r, 100))
	for kind, name := range map[string]string{"text": "odt", "spreadsheet": "ods", "presentation": "odp"} {
		if string(text) == "application/vnd.oasis.opendocument."+kind {
			return name
		}
	}
	return ""
}

// oleFormat tells the formats of old office programs apart by the streams in the compound file's directory.
func oleFormat(r io.ReaderAt, size int64, head []byte, ext string) string {
	names := oleNames(r, size, head)
	switch {
	case names["EncryptedPackage"]:
		return "locked"
	case names["WordDocument"] && ext == ".wps":
		return "wps"
	case names["WordDocument"]:
		return "doc"
	case ext == ".et" && names["Workbook"]:
		return "et"
	case names["Workbook"], names["Book"]:
		return "xls"
	case names["PowerPoint Document"]:
		return "ppt"
	case names["__properties_version1.0"]:
		return "msg"
	}
	return formatUnknown
}

// oleNames lists the names in the directory of a compound file: at most 256 sectors of it, found by the part of the
// sector table that the header points to.
func oleNames(r io.ReaderAt, size int64, head []byte) map[string]bool {
	names := map[string]bool{}
	shift := binary.LittleEndian.Uint16(head[min(30, len(head)-2):])
	if len(head) < 512 || (shift != 9 && shift != 12) {
		return names
	}
	sector := make([]byte, 1<<shift)
	at := func(n uint32) bool {
		offset := (int64(n) + 1) << shift
		if offset >= size {
			return false
		}
		got, _ := r.ReadAt(sector, offset)
		return got >= 128
	}
	next := binary.LittleEndian.Uint32(head[48:])
	for range 256 {
		if !at(next) {
			break
		}
		for i := 0; i+128 <= len(sector); i += 128 {
			names[oleName(sector[i:i+128])] = true
		}
		table := next >> (shift - 2)
		if table >= 109 || !at(binary.LittleEndian.Uint32(head[76+4*table:])) {
			break
		}
		next = binary.LittleEndian.Uint32(sector[4*(next&(1<<(shift-2)-1)):])
	}
	return names
}

func oleName(entry []byte) string {
	n := int(binary.LittleEndian.Uint16(entry[64:]))
	if n < 2 || n > 64 {
		return ""
	}
	units := make([]uint16, n/2-1)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(entry[2*i:])
	}
	return string(utf16.Decode(units))
}
