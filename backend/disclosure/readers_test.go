package disclosure_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/redact"
	"zhiheng/build/redactset"
)

// packages is how many packages are published and read by every reader; ZHIHENG_FAULTS=full publishes five hundred.
func packages() int {
	if os.Getenv("ZHIHENG_FAULTS") == "full" {
		return 500
	}
	return 8
}

// readers are ways to read a file of a package that share nothing with the program's own: each gives all that it finds in it.
func readers() map[string]func(t *testing.T, path string) string {
	return map[string]func(t *testing.T, path string) string{
		"bytes": func(t *testing.T, path string) string {
			return string(read(t, path)) + html.UnescapeString(string(read(t, path)))
		},
		"unzip": func(t *testing.T, path string) string {
			if filepath.Ext(path) != ".xlsx" {
				return ""
			}
			archive, err := zip.OpenReader(path)
			if err != nil {
				t.Fatal(err)
			}
			defer archive.Close()
			var b strings.Builder
			for _, part := range archive.File {
				content, err := part.Open()
				if err != nil {
					t.Fatal(err)
				}
				raw, _ := io.ReadAll(content)
				b.WriteString(part.Name + part.Comment + html.UnescapeString(string(raw)))
			}
			return b.String()
		},
		"cells": func(t *testing.T, path string) string {
			switch filepath.Ext(path) {
			case ".xlsx":
				return cells(t, path)
			case ".csv":
				r, err := charset.NewReader(bytes.NewReader(read(t, path)), "text/csv; charset=utf-8")
				if err != nil {
					t.Fatal(err)
				}
				lines, err := csv.NewReader(r).ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				return fmt.Sprint(lines)
			}
			return ""
		},
		"exiftool": func(t *testing.T, path string) string {
			return program(t, "exiftool", "-a", "-G1", "-u", "--System:all", "--File:FileSize", path)
		},
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// program runs another program over a file; one that is not installed reads nothing.
func program(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		return ""
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// printed prints the page of a decision with a browser and reads the print: its text, its inflated objects, and what can be read
// off a picture of it.
func printed(t *testing.T, path string) string {
	t.Helper()
	browser, err := exec.LookPath("chromium")
	if err != nil {
		return ""
	}
	dir := t.TempDir()
	pdf := filepath.Join(dir, "page.pdf")
	program(t, browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf="+pdf, "file://"+path)
	all := program(t, "pdftotext", "-layout", pdf, "-") + program(t, "qpdf", "--qdf", "--object-streams=disable", pdf, "-")
	program(t, "pdftoppm", "-r", "110", "-png", "-l", "1", pdf, filepath.Join(dir, "page"))
	pictures, _ := filepath.Glob(filepath.Join(dir, "page*.png"))
	for _, picture := range pictures {
		all += program(t, "tesseract", picture, "-", "-l", "chi_sim")
	}
	return all
}

// Whatever is masked can be read in no file of a package, in no written form, by no reader, and no property says who made it.
func TestNoReaderFindsWhatIsMasked(t *testing.T) {
	o := newOffice(t)
	known := map[string]bool{}
	secrets, hits, byHand := 0, 0, 0
	for i, made := range redactset.Make(packages(), 20260429) {
		facts := company()
		var others []any
		for _, body := range made.Dictionary.Bodies { // whose names stay, with a person's inside
			others = append(others, body)
		}
		facts["p.others"] = others
		no := fmt.Sprintf("启虚监处罚〔2026〕%d号", 100+i)
		caseID, id := o.decided(no, "company.txt", facts, "\n", made.Text)
		o.serve(caseID)
		o.check(o.Prepare(bg, o.publisher, id))
		d := o.get(id)
		if len(problems(d, "block")) > 0 { // listed for a person, who masks it
			byHand++
			d = o.maskedByHand(d)
		}
		for _, p := range problems(d, "block") {
			t.Fatalf("%d: %+v\n%s", i, p, d.PublicText)
		}
		o.check(o.Submit(bg, o.publisher, id))
		o.check(o.Approve(bg, o.reviewer, id))
		batch, err := o.Publish(bg, o.publisher, []string{id}, o.out)
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		var masked []string
		for _, m := range d.Masks {
			if m.Accepted && len([]rune(m.Original)) > 2 {
				masked = append(masked, m.Original)
			}
		}
		secrets += len(masked)
		files, err := os.ReadDir(batch.Folder)
		o.check(err)
		found := func(reader, path, text string) {
			for _, body := range made.Dictionary.Bodies {
				text = strings.ReplaceAll(text, body, "▢")
			}
			runes := []rune(text)
			for _, leak := range redact.Absent(text, masked) {
				if inLongerNumber(runes, leak) { // a few digits, such as the end of an account, stand in any longer number by chance
					continue
				}
				hits++
				t.Errorf("%s reads %q in %s: %q", reader, leak.Secret, filepath.Base(path), leak.Text)
			}
		}
		for _, f := range files {
			path := filepath.Join(batch.Folder, f.Name())
			found("the name", path, f.Name())
			if f.Name() == "proof.json" { // hashes and signatures, in which any few digits may stand
				continue
			}
			for name, reader := range readers() {
				if name == "bytes" && (filepath.Ext(path) == ".xlsx" || f.Name() == "manifest.json" || filepath.Ext(path) == ".json") {
					continue // packed; hashes
				}
				found(name, path, reader(t, path))
			}
			if i == 0 && filepath.Ext(path) == ".html" {
				found("a printer", path, printed(t, path))
			}
			properties(t, path, known)
		}
	}
	t.Logf("%d packages, %d masked strings, found %d times; %d packages were held back until a person masked more; properties seen: %v", packages(), secrets, hits, byHand, slices.Sorted(keysOf(known)))
	if byHand > packages()/50 {
		t.Errorf("%d of %d packages need a person", byHand, packages())
	}
	if secrets < packages()*5 {
		t.Errorf("only %d masks", secrets)
	}
	changed(t, o)
}

// maskedByHand does what a person does whom the desk tells that something hidden elsewhere can still be read: it masks each place
// where a masked text stands open.
func (o *office) maskedByHand(d disclosure.Detail) disclosure.Detail {
	o.t.Helper()
	runes := []rune(d.Text)
	hidden := make([]bool, len(runes))
	for _, m := range d.Masks {
		for i := m.Start; m.Accepted && i < m.End; i++ {
			hidden[i] = true
		}
	}
	var more []disclosure.MaskInput
	for _, m := range d.Masks {
		for _, open := range redact.Absent(d.Text, []string{m.Original}) {
			if m.Accepted && !hidden[open.Start] && len([]rune(m.Original)) > 1 {
				more = append(more, disclosure.MaskInput{Start: open.Start, End: open.End, Rule: m.Rule, Reason: "同一人", Accepted: true})
				hidden[open.Start] = true
			}
		}
	}
	o.check(o.SetMasks(bg, o.publisher, d.ID, more, nil))
	return o.get(d.ID)
}

// inLongerNumber tells whether what was found is a few digits out of a longer row of digits and letters.
func inLongerNumber(text []rune, found redact.Leak) bool {
	if len(found.Secret) > 8 || strings.Trim(found.Secret, "0123456789") != "" {
		return false
	}
	one := func(at int) bool {
		return at >= 0 && at < len(text) && strings.ContainsRune("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.", text[at])
	}
	joined := func(at, way int) bool { return at >= 0 && at < len(text) && text[at] == '-' && one(at+way) }
	return one(found.Start-1) || one(found.End) || joined(found.Start-1, -1) || joined(found.End, 1)
}

func keysOf(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// allowed are the properties that a workbook of a package may carry, and the parts that it may have.
var allowed = map[string]bool{"creator": true, "lastModifiedBy": true, "created": true, "modified": true, "title": true, "Application": true, "coreProperties": true, "Properties": true,
	"[Content_Types].xml": true, "_rels/.rels": true, "docProps/core.xml": true, "docProps/app.xml": true, "xl/workbook.xml": true, "xl/_rels/workbook.xml.rels": true, "xl/styles.xml": true,
	"xl/sharedStrings.xml": true, "xl/worksheets/sheet1.xml": true, "xl/theme/theme1.xml": true}

// properties holds the parts and the properties of a workbook against the list.
func properties(t *testing.T, path string, known map[string]bool) {
	t.Helper()
	if filepath.Ext(path) != ".xlsx" {
		return
	}
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	tell := func(name, value string) {
		known[name] = true
		if !allowed[name] || strings.Contains(strings.ToLower(value), "xuri") || strings.Contains(value, "/") && name != "Application" {
			t.Errorf("%s: %s is %q", filepath.Base(path), name, value)
		}
	}
	for _, part := range archive.File {
		tell(part.Name, "")
		if !strings.HasPrefix(part.Name, "docProps/") {
			continue
		}
		content, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		decoder, name := xml.NewDecoder(content), ""
		for token, err := decoder.Token(); err == nil; token, err = decoder.Token() {
			switch token := token.(type) {
			case xml.StartElement:
				name = token.Name.Local
				tell(name, "")
			case xml.CharData:
				if text := strings.TrimSpace(string(token)); text != "" {
					tell(name, text)
				}
			}
		}
	}
}

// changed changes a byte in each file of the last package, and sees that it is found.
func changed(t *testing.T, o *office) {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(o.out, "公示-*"))
	o.check(err)
	dir := folders[len(folders)-1]
	if check, err := o.CheckPackage(bg, dir); err != nil || !check.Sound {
		t.Fatalf("%+v %v", check, err)
	}
	files, err := os.ReadDir(dir)
	o.check(err)
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		raw := read(t, path)
		for _, at := range []int{len(raw) / 3, len(raw) / 2, len(raw) - 2} {
			bad := slices.Clone(raw)
			bad[at] ^= 1
			o.check(os.WriteFile(path, bad, 0o600))
			if check, err := o.CheckPackage(bg, dir); err == nil && check.Sound {
				t.Errorf("byte %d of %s is changed and nobody sees it", at, f.Name())
			}
			if _, findings, err := disclosure.ReadPackage(dir, disclosure.Visit{}); err == nil && len(findings) == 0 {
				t.Errorf("byte %d of %s is changed and a stranger does not see it", at, f.Name())
			}
		}
		o.check(os.WriteFile(path, raw, 0o600))
	}
}
