package paper

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"strings"
	"time"
)

// part is one file inside an office package.
type part struct{ name, body string }

const xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// pack writes parts into a zip in the order given, with no times, owners or comments.
func pack(parts []part) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.DefaultCompression)
	})
	for _, p := range parts {
		f, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: noTime})
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(f, p.body); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// noTime is the first instant a zip entry can name.
var noTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// coreProperties is docProps/core.xml: the title and what Meta holds.
func coreProperties(title string, meta Meta) string {
	var b strings.Builder
	b.WriteString(xmlHeader + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	element := func(name, text string) {
		if text != "" {
			b.WriteString("<" + name + ">" + escape(text) + "</" + name + ">")
		}
	}
	element("dc:title", title)
	element("dc:subject", meta.Subject)
	element("dc:creator", meta.Creator)
	if !meta.Created.IsZero() {
		at := meta.Created.UTC().Format("2006-01-02T15:04:05Z")
		for _, name := range []string{"created", "modified"} {
			b.WriteString(`<dcterms:` + name + ` xsi:type="dcterms:W3CDTF">` + at + `</dcterms:` + name + `>`)
		}
	}
	b.WriteString(`</cp:coreProperties>`)
	return b.String()
}
