package paper_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhiheng/backend/paper"
)

// fataler is what *testing.T and *rapid.T share.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// made is an instant in a zone that must not show in any file.
var made = time.Date(2026, 3, 12, 17, 30, 5, 123, time.FixedZone("", 8*3600))

// strangeText draws texts of the kinds that break writers: controls, markup, escapes, rare and broken characters.
func strangeText() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{"㛃䶮𬭎𠮷", "\r\n", "\r", "\n", "\t", "\x00", "\x1b[31m", "\x7f", "\u0085", "\ufffe", "\uffff", "\ufeff", "\xff\xfe",
			"]]>", "<!--", "&amp;", "&#0;", "<script>alert(1)</script>", `"'`, "_x000D_", "_x0041_x0042_", "_x005F_", "_x0041_", "_xD800_", "=1+1", "'=1", " ", "　", "，",
			"\u202e", "\ue000", "</w:t>", "</title>", "\u2028"}),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
	})
}

// unzip reads a package and checks that no entry carries a time, owner, comment or extra name.
func unzip(t fataler, file []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("not a zip: %v", err)
	}
	if r.Comment != "" {
		t.Fatalf("the zip has a comment %q", r.Comment)
	}
	parts := map[string]string{}
	for _, f := range r.File {
		if !f.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)) || f.Comment != "" || f.ExternalAttrs != 0 || f.CreatorVersion>>8 != 0 {
			t.Fatalf("%s: time %v, comment %q, attributes %x, system %d", f.Name, f.Modified, f.Comment, f.ExternalAttrs, f.CreatorVersion>>8)
		}
		in, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if _, twice := parts[f.Name]; twice {
			t.Fatalf("%s is there twice", f.Name)
		}
		parts[f.Name] = string(body)
	}
	return parts
}

// names lists the parts of a package in order.
func names(parts map[string]string) []string {
	var out []string
	for name := range parts {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// walk calls visit for each start element of an XML text, which has to be well formed.
func walk(t fataler, name, text string, visit func(xml.Token)) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s is not XML: %v", name, err)
		}
		visit(xml.CopyToken(token))
	}
}

// vocabulary lists the elements and element@attribute pairs of an XML text, by local name.
func vocabulary(t fataler, name, text string) []string {
	t.Helper()
	seen := map[string]bool{}
	walk(t, name, text, func(token xml.Token) {
		if e, ok := token.(xml.StartElement); ok {
			seen[e.Name.Local] = true
			for _, a := range e.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					seen[e.Name.Local+"@"+a.Name.Local] = true
				}
			}
		}
	})
	var out []string
	for word := range seen {
		out = append(out, word)
	}
	slices.Sort(out)
	return out
}

// properties reads docProps/core.xml as name and text.
func properties(t fataler, parts map[string]string) map[string]string {
	t.Helper()
	out, name := map[string]string{}, ""
	walk(t, "core.xml", parts["docProps/core.xml"], func(token xml.Token) {
		switch v := token.(type) {
		case xml.StartElement:
			name = v.Name.Local
		case xml.CharData:
			if name != "" && name != "coreProperties" {
				out[name] += string(v)
			}
		case xml.EndElement:
			name = ""
		}
	})
	return out
}

// noTrace fails when a package names a library, a program, a person or this machine.
func noTrace(t fataler, parts map[string]string) {
	t.Helper()
	for name, body := range parts {
		low := strings.ToLower(body)
		for _, word := range []string{"xuri", "excelize", "go-", "golang", "libreoffice", "microsoft excel", "/home/", "/root/", "localhost", "lastmodifiedby", "rsid", "2006-09-16"} {
			if strings.Contains(low, word) {
				t.Fatalf("%s says %q", name, word)
			}
		}
	}
}

func TestCleanIsStableAndLosesOnlyControls(t *testing.T) {
	cases := map[string]string{
		"":                     "",
		"东屿县交通运输局":             "东屿县交通运输局",
		"㛃䶮𬭎𠮷\ue000":           "㛃䶮𬭎𠮷\ue000",
		"a\r\nb\rc\nd\te":      "a\nb\nc\nd\te",
		"\x00a\x1b[31m\x7f":    "a[31m",
		"a\u0085b\ufffe\uffff": "ab",
		"a\xffb":               "a\uFFFDb",
	}
	for in, want := range cases {
		if got := paper.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strangeText().Draw(t, "s")
		once := paper.Clean(s)
		if twice := paper.Clean(once); twice != once {
			t.Fatalf("Clean twice: %q, once: %q", twice, once)
		}
	})
}
