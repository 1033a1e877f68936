package disclosure_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
)

// leaving is everything that the desk writes beside its packages to be handed out, by name.
func (o *office) leaving() map[string][]byte {
	o.t.Helper()
	files := map[string][]byte{}
	take := func(what string) func(name string, content []byte, err error) {
		return func(name string, content []byte, err error) {
			o.t.Helper()
			o.check(err)
			files[what+filepath.Ext(name)] = content
		}
	}
	first, second := o.bothUploaded()
	take("board")(o.NoticeBoard(bg, o.publisher, nil))
	take("board of one")(o.NoticeBoard(bg, o.publisher, []string{second}))
	take("row")(o.ExportRow(bg, o.publisher, first, "credit"))
	for _, form := range []string{"pdf", "xlsx"} {
		take("year")(o.AnnualFile(bg, "2026", form))
	}
	for _, f := range o.book.ReportForms {
		for _, destination := range []string{"credit", "gsxt"} {
			if _, _, err := o.ExportForm(bg, o.publisher, []string{first, second}, destination, f.ID, false); err == nil {
				take("form " + f.ID + " " + destination)(o.ExportForm(bg, o.publisher, []string{first, second}, destination, f.ID, false))
			}
		}
	}
	for _, p := range o.book.Procedures {
		c, err := o.files.Open(bg, o.handler, casefile.Opening{Title: "虚构案", Procedure: p.ID})
		o.check(err)
		for _, docx := range []bool{true, false} {
			take("sheet of " + p.ID)(o.ShowingSheet(bg, c.ID, docx))
		}
	}
	batches, err := filepath.Glob(filepath.Join(o.out, "*", "*.xlsx"))
	o.check(err)
	for i, path := range batches {
		files[fmt.Sprintf("package %d.xlsx", i)] = read(o.t, path)
	}
	return files
}

// The names of entries that the catalogue and the properties of a PDF may have, and those that nothing in it may.
var (
	catalogue = []string{"/Type", "/Pages", "/Lang", "/MarkInfo", "/PageLayout", "/PageMode", "/Version", "/ViewerPreferences", "/Outlines"}
	infos     = []string{"/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Subject"}
	never     = []string{"/JS", "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles", "/AF", "/EF", "/Annots", "/AcroForm", "/XFA", "/OpenAction", "/AA", "/URI", "/Launch", "/Metadata", "/PieceInfo", "/OCProperties", "/OCG", "/OC", "/Encrypt", "/Names", "/RichMedia", "/Movie", "/LastModified"}
)

// TestEveryPDFThatLeavesIsItsPagesAlone holds each PDF that is handed out against another reader's account of its objects: one
// revision, no attachment, note, form, script or hidden layer, no bookmark that is on no
// page, and no property but the listed ones.
func TestEveryPDFThatLeavesIsItsPagesAlone(t *testing.T) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("qpdf is not installed: apt install qpdf")
	}
	n := 0
	for name, content := range newOffice(t).leaving() {
		if filepath.Ext(name) != ".pdf" {
			continue
		}
		n++
		if ends, starts := bytes.Count(content, []byte("%%EOF")), bytes.Count(content, []byte("startxref")); ends != 1 || starts != 1 {
			t.Errorf("%s has %d ends and %d tables", name, ends, starts)
		}
		path := filepath.Join(t.TempDir(), "leaving.pdf")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		program(t, "qpdf", "--check", path)
		var told struct {
			QPDF []map[string]json.RawMessage `json:"qpdf"`
		}
		if err := json.Unmarshal([]byte(program(t, "qpdf", "--json", path)), &told); err != nil || len(told.QPDF) != 2 {
			t.Fatalf("%s: %v", name, err)
		}
		var trailer struct {
			Value struct{ Root, Info string }
		}
		if err := json.Unmarshal(bytes.NewBuffer(bytes.ReplaceAll(told.QPDF[1]["trailer"], []byte(`"/`), []byte(`"`))).Bytes(), &trailer); err != nil {
			t.Fatal(err)
		}
		shown := strings.Join(strings.Fields(program(t, "pdftotext", path, "-")), "")
		for id, object := range told.QPDF[1] {
			for _, key := range keysIn(object) {
				if slices.Contains(never, key) || id == "trailer" && key == "/Prev" {
					t.Errorf("%s: %s has %s", name, id, key)
				}
			}
			var mark struct{ Value map[string]any }
			if json.Unmarshal(object, &mark) == nil && mark.Value["/Parent"] != nil && mark.Value["/Dest"] != nil { // a bookmark says what a page says
				title, _ := mark.Value["/Title"].(string)
				if title = strings.Join(strings.Fields(strings.TrimPrefix(title, "u:")), ""); !strings.Contains(shown, title) {
					t.Errorf("%s: the bookmark %q is on no page", name, title)
				}
			}
			for reference, allowed := range map[string][]string{trailer.Value.Root: catalogue, trailer.Value.Info: infos} {
				if id != "obj:"+reference {
					continue
				}
				var o struct{ Value map[string]any }
				if err := json.Unmarshal(object, &o); err != nil || len(o.Value) == 0 {
					t.Fatalf("%s: %s is %s", name, id, object)
				}
				for key := range o.Value {
					if !slices.Contains(allowed, key) {
						t.Errorf("%s: %s has %s", name, id, key)
					}
				}
			}
		}
	}
	if n < 8 {
		t.Errorf("only %d PDF", n)
	}
}

// keysIn are the names of all entries of an object, and all names in it.
func keysIn(object json.RawMessage) (keys []string) {
	var any any
	if json.Unmarshal(object, &any) != nil {
		return nil
	}
	var walk func(v interface{})
	walk = func(v interface{}) {
		switch v := v.(type) {
		case string:
			keys = append(keys, v)
		case []interface{}:
			for _, one := range v {
				walk(one)
			}
		case map[string]interface{}:
			for key, one := range v {
				keys = append(keys, key)
				walk(one)
			}
		}
	}
	walk(any)
	return keys
}

// TestEveryWorkbookAndDocumentThatLeavesHasNothingBesides holds each against the list of parts, and looks for what Office programs keep beside the
// text: revisions, notes, hidden rows, columns and sheets, names, links, macros, pictures of the first page, numbers of sessions.
func TestEveryWorkbookAndDocumentThatLeavesHasNothingBesides(t *testing.T) {
	parts := map[string]bool{"word/document.xml": true, "word/_rels/document.xml.rels": true, "word/footer1.xml": true, "word/footer2.xml": true, "word/settings.xml": true, "word/styles.xml": true}
	for name := range allowed {
		parts[name] = true
	}
	besides := []string{"ins", "del", "moveFrom", "moveTo", "comment", "commentReference", "commentRangeStart", "vanish", "rsid", "rsidR", "rsidRDefault", "rsidRoot", "attachedTemplate", "docVars", "customXml", "hidden", "veryHidden", "definedName", "definedNames",
		"externalReference", "externalReferences", "legacyDrawing", "drawing", "pict", "oleObject", "hyperlink", "conditionalFormatting", "dataValidation", "pivotTableDefinition", "calcChain", "f", "absPath", "lastModifiedBy", "Company", "Manager", "Template", "HyperlinkBase"}
	n := 0
	for name, content := range newOffice(t).leaving() {
		if ext := filepath.Ext(name); ext != ".xlsx" && ext != ".docx" {
			continue
		}
		n++
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if archive.Comment != "" {
			t.Errorf("%s has the comment %q", name, archive.Comment)
		}
		for _, part := range archive.File {
			sheet := strings.HasPrefix(part.Name, "xl/worksheets/sheet") && strings.Trim(part.Name[len("xl/worksheets/sheet"):], "0123456789") == ".xml"
			if !parts[part.Name] && !sheet || part.Comment != "" {
				t.Errorf("%s has the part %s %q", name, part.Name, part.Comment)
			}
			file, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range wordsOf(t, file) {
				if slices.Contains(besides, word) {
					t.Errorf("%s: %s has %s", name, part.Name, word)
				}
			}
		}
	}
	if n < 8 {
		t.Errorf("only %d files", n)
	}
	t.Logf("%d files", n)
}

// wordsOf are the names of the elements and attributes of a part, and the values of those attributes that say how something is kept.
func wordsOf(t *testing.T, part io.Reader) (words []string) {
	t.Helper()
	decoder := xml.NewDecoder(part)
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return words
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, is := token.(xml.StartElement); is {
			words = append(words, start.Name.Local)
			for _, a := range start.Attr {
				words = append(words, a.Name.Local)
				if a.Name.Local == "state" {
					words = append(words, a.Value)
				}
			}
		}
	}
}
