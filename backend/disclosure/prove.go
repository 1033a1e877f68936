package disclosure

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/redact"
)

// Proof says what a finished package must show and must not. Wanted lists, by file name, the texts that must stand in a
// file, in any order. Bodies are names in which a secret may stand: those of organisations with a person's name inside.
type Proof struct {
	Secrets []Secret
	Bodies  []string
	Wanted  map[string][]string

	// Pictures are those of pages, by file name. Read gives the text that can be read off one; it is nil where none can.
	Pictures map[string]Picture
	Read     func(picture []byte) (string, error)
}

// Picture is what the picture of a page must be: its size in pixels, and where nothing but black may be seen on it. One of no size
// may have any.
type Picture struct {
	Size    image.Point
	Covered []image.Rectangle
}

// Check reads every file of a finished package from the disk and looks at all that a reader could find in it: the text and
// the markup of a page, every part and property of a workbook, every cell, every name. A secret in any of them is an error
// that names its rule and the file, and never the secret; so is anything wanted that is missing.
func (p Proof) Check(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return folderError(err)
	}
	missing := map[string]bool{}
	for name := range p.Wanted {
		missing[name] = true
	}
	for _, entry := range entries {
		if entry.Name() == proofName {
			continue // it is held against the ledger instead: hashes and signatures, and an entry of one shape
		}
		delete(missing, entry.Name())
		if err := p.absent(entry.Name(), "", entry.Name()); err != nil {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return folderError(err)
		}
		if err := p.file(entry.Name(), raw); err != nil {
			return err
		}
	}
	for _, name := range sortedKeys(missing) {
		return fault.New(fault.Refused, "disclosure.prove", fault.Tf("公示包缺少文件 %[1]s", "the package lacks the file %[1]s", name))
	}
	return nil
}

// picture holds the picture of a page against the proof.
func (p Proof) picture(name string, want Picture, raw []byte) error {
	refuse := func(zh, en string, cause error) error {
		return fault.New(fault.Refused, "disclosure.prove", fault.Tf("公示图像 %[1]s "+zh+"，本次公示已取消", "the picture %[1]s "+en+"; nothing was published", name)).WithCause(cause)
	}
	if err := isBareJPEG(raw); err != nil {
		return refuse("含有像素以外的内容", "holds more than its pixels", err)
	}
	drawn, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return refuse("写出后不能读回", "cannot be read back", err)
	}
	if want.Size != (image.Point{}) && drawn.Bounds().Size() != want.Size {
		return refuse("尺寸不符", "is not of the size that it must be", nil)
	}
	if !opaque(drawn, want.Covered) {
		return refuse("的遮盖不完全", "is not wholly black where it is covered", nil)
	}
	if p.Read == nil {
		return nil
	}
	text, err := p.Read(raw)
	if err != nil {
		return err
	}
	return p.absent(name, name, text)
}

// file holds one file against the proof.
func (p Proof) file(name string, raw []byte) error {
	if want, pictured := p.Pictures[name]; pictured {
		return p.picture(name, want, raw)
	}
	shown, hidden, err := read(name, raw)
	if err != nil {
		return fault.New(fault.Refused, "disclosure.prove", fault.Tf("公示文件 %[1]s 写出后不能读回", "the file %[1]s cannot be read back", name)).WithCause(err)
	}
	for _, text := range []string{shown, hidden} {
		if err := p.absent(name, name, text); err != nil {
			return err
		}
	}
	text := plain(shown)
	for _, want := range p.Wanted[name] {
		if !strings.Contains(text, plain(paper.Clean(want))) {
			return fault.New(fault.Refused, "disclosure.prove", fault.Tf("公示文件 %[1]s 缺少应当公开的内容:“%[2]s”", "the file %[1]s lacks what must be public: “%[2]s”", name, excerpt(want))).
				WithHint(fault.T("请检查脱敏是否隐去了文号、机关、依据或决定内容。", "See whether the masks hide the number, the agency, the articles or the decision itself."))
		}
	}
	return nil
}

// absent looks for secrets in a text; file is empty when the text is the name of a file, which is then not repeated.
func (p Proof) absent(name, file, text string) error {
	leaks := absentOf(p.Secrets, withoutBodies(text, p.Bodies))
	for _, secret := range p.Secrets {
		if len(leaks[secret.Text]) == 0 {
			continue
		}
		where := fault.Tf("文件 %[1]s", "the file %[1]s", name)
		if file == "" {
			where = fault.T("文件名", "the name of a file")
		}
		return fault.New(fault.Refused, "disclosure.prove", fault.Tf("%[1]s中仍有应隐去的内容:%[2]s(%[5]s),本次公示已取消", "%[3]s still shows what must be hidden: %[4]s (%[5]s); nothing was published",
			where.Zh, secret.Label.Zh, where.En, secret.Label.In("en"), secret.Rule)).WithField(secret.Rule).
			WithHint(fault.T("在脱敏稿中补充该处;如系另一案件的内容,请分开公示。", "Mask that place too; if it belongs to another case of the batch, publish them apart."))
	}
	return nil
}

// absentOf looks for secrets in a text, all at once, and gives the places of each that stands there.
func absentOf(secrets []Secret, text string) map[string][]redact.Leak {
	var texts []string
	for _, s := range secrets {
		texts = append(texts, s.Text)
	}
	found := map[string][]redact.Leak{}
	runes := []rune(text)
	for _, leak := range redact.Absent(text, texts) {
		if byChance(runes, leak) {
			continue
		}
		found[leak.Secret] = append(found[leak.Secret], leak)
	}
	return found
}

func excerpt(text string) string {
	runes := []rune(strings.TrimSpace(text))
	if len(runes) > 24 {
		return string(runes[:24]) + "…"
	}
	return string(runes)
}

// read gives what a file shows to its reader, and everything else that is in it. Apart stand cells and fields, so that two
// of them never make one text.
func read(name string, raw []byte) (shown, hidden string, err error) {
	switch filepath.Ext(name) {
	case ".html":
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(raw))
		if err != nil {
			return "", "", err
		}
		return doc.Find("body").Text(), html.UnescapeString(string(raw)), nil
	case ".csv":
		return readCSV(raw)
	case ".xlsx":
		return readWorkbook(raw)
	case ".json":
		return readJSON(raw)
	case ".svg":
		shown, err = readChart(raw)
		return shown, "", err
	case ".jpg":
		return "", "", isBareJPEG(raw)
	}
	return "", "", fmt.Errorf("no reader for %s", filepath.Ext(name))
}

const apart = "¦"

func readCSV(raw []byte) (shown, hidden string, err error) {
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	for _, line := range lines {
		for _, cell := range line {
			b.WriteString(paper.Plain(cell) + apart)
		}
	}
	return b.String(), "", nil
}

// readJSON gives every text in a document but hashes, in which any few digits may stand.
func readJSON(raw []byte) (shown, hidden string, err error) {
	var doc any
	if err := json.Unmarshal(raw, &doc); err != nil {
		return "", "", err
	}
	var b strings.Builder
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			b.WriteString(v + apart)
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			for _, key := range sortedKeys(v) {
				b.WriteString(key + apart)
				if key != "sha256" && key != "rows_sha256" && key != "ledger_head" && key != "replaces" {
					walk(v[key])
				}
			}
		}
	}
	walk(doc)
	return b.String(), "", nil
}

// readWorkbook gives every text of every part of a workbook: shared strings are what it shows, the rest is what it hides.
func readWorkbook(raw []byte) (shown, hidden string, err error) {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return "", "", err
	}
	var rest strings.Builder
	rest.WriteString(archive.Comment + apart)
	for _, part := range archive.File {
		rest.WriteString(part.Name + apart + part.Comment + apart)
		text, attributes, err := readPart(part)
		if err != nil {
			return "", "", err
		}
		if part.Name == "xl/sharedStrings.xml" {
			shown = text
		}
		rest.WriteString(text + apart + attributes)
	}
	return shown, rest.String(), nil
}

// readPart gives the text and the attributes of one part of a workbook.
func readPart(part *zip.File) (text, attributes string, err error) {
	file, err := part.Open()
	if err != nil {
		return "", "", err
	}
	defer file.Close()
	decoder := xml.NewDecoder(io.LimitReader(file, 64<<20))
	var b, a strings.Builder
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), a.String(), nil
		}
		if err != nil {
			return "", "", err
		}
		switch token := token.(type) {
		case xml.CharData:
			b.Write(token)
		case xml.Comment:
			a.WriteString(string(token) + apart)
		case xml.StartElement:
			for _, attribute := range token.Attr {
				a.WriteString(attribute.Value + apart)
			}
		case xml.EndElement:
			if token.Name.Local != "t" && token.Name.Local != "r" {
				b.WriteString(apart)
			}
		}
	}
}
