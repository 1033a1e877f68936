// Package wordtemplate reads a Word file that an office has made into a template, and fills it.
//
// A template is an ordinary .docx whose text holds placeholders in double braces, {{such as this}}. They are plain text, so that
// Word, WPS and LibreOffice all keep them; a placeholder that an editor has split over several runs is read as one. What a file
// could do beside showing text is not carried over: macros are refused, everything from outside, embedded objects, comments,
// revisions and the names of authors are taken out, and [Template.Notes] says so. The package knows Word files and no law; what a
// placeholder stands for is the caller's business.
package wordtemplate

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"path"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// The limits of a template, in bytes: the file, a part of it unpacked, and all its parts unpacked.
const (
	MostBytes  = 300 << 10
	mostPart   = 8 << 20
	mostParts  = 16 << 20
	mostNumber = 400
)

// Note is something in a template that was taken out or changed, and how often.
type Note struct {
	What  fault.Text
	Count int
}

// Template is a Word file that was read and cleaned.
type Template struct {
	parts      map[string][]byte // the parts that stay as they are, by name
	trees      map[string]*node  // the document, its headers and its footers
	document   string            // the name of the document's part
	order      []string          // the names of the trees, the document first
	paragraphs []*paragraph
	atoms      []atom
	styles     styles
	notes      []Note
}

// Read reads a template. What is no Word file, holds macros or is locked is refused.
func Read(data []byte) (*Template, error) {
	if len(data) > MostBytes {
		return nil, bad(fault.Tf("模板文件有%[1]d KB，超过%[2]d KB", "the file has %[1]d KB, more than %[2]d KB", len(data)>>10, MostBytes>>10),
			fault.T("请压缩或者删去文件中的图片后再导入。", "Make the pictures in it smaller or remove them, and import it again."))
	}
	if bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}) {
		return nil, bad(fault.T("这是旧式 .doc 文件，或者文件加了密码", "this is an old .doc file, or it is locked with a password"),
			fault.T("请在 Word 或 WPS 中去掉密码，另存为 .docx 后再导入。", "Take the password off in Word or WPS, save it as .docx and import that."))
	}
	files, err := unpack(data)
	if err != nil {
		return nil, err
	}
	t := &Template{parts: map[string][]byte{}, trees: map[string]*node{}}
	if err := t.take(files); err != nil {
		return nil, err
	}
	t.styles = readStyles(t.parts["word/styles.xml"])
	return t, t.gather()
}

func bad(what, hint fault.Text) *fault.Error {
	return fault.New(fault.Invalid, "wordtemplate.read", what).WithField("file").WithHint(hint)
}

func notWord(cause error) error {
	return bad(fault.T("这不是可以读取的 Word 文件（.docx）", "this is no Word file (.docx) that can be read"),
		fault.T("请在 Word 或 WPS 中打开它，另存为 .docx 后再导入。", "Open it in Word or WPS, save it as .docx and import that.")).WithCause(cause)
}

// unpack reads all parts under the limits.
func unpack(data []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, notWord(err)
	}
	burst := bad(fault.T("文件解压后异常庞大，不予读取", "the file would unpack to an abnormal size and is not read"),
		fault.T("请在 Word 或 WPS 中重新另存后再导入。", "Save it anew in Word or WPS and import that."))
	if len(z.File) > mostNumber {
		return nil, burst
	}
	files, left := map[string][]byte{}, int64(mostParts)
	for _, f := range z.File {
		name := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")), "/")
		if f.UncompressedSize64 > mostPart || f.Flags&1 != 0 {
			return nil, burst
		}
		r, err := f.Open()
		if err != nil {
			return nil, notWord(err)
		}
		content, err := io.ReadAll(io.LimitReader(r, min(mostPart, left)+1))
		r.Close()
		if err != nil {
			return nil, notWord(err)
		}
		if left -= int64(len(content)); len(content) > mostPart || left < 0 {
			return nil, burst
		}
		files[name] = content
	}
	return files, nil
}

// relation is one line of a part's relationships.
type relation struct{ id, kind, target string }

// relationsOf reads the relationships of a part, and counts those that lead out of the file.
func relationsOf(files map[string][]byte, name string) (list []relation, outside int, err error) {
	raw, found := files[path.Dir(name)+"/_rels/"+path.Base(name)+".rels"]
	if name == "" {
		raw, found = files["_rels/.rels"]
	}
	if !found {
		return nil, 0, nil
	}
	root, err := parse(raw)
	if err != nil {
		return nil, 0, notWord(err)
	}
	for _, r := range root.children {
		if r.name == "" {
			continue
		}
		kind := path.Base(r.attr("Type"))
		if r.attr("TargetMode") == "External" {
			outside++
			continue
		}
		target := r.attr("Target")
		if strings.HasPrefix(target, "/") {
			target = path.Clean(target)[1:]
		} else {
			target = path.Join(path.Dir(name), target)
		}
		list = append(list, relation{r.attr("Id"), kind, target})
	}
	return list, outside, nil
}

// wordSpace are the two names of the markup: that of Word since 2007, and the strict one.
var wordSpace = []string{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"}

// take keeps the parts that a template is made of, and notes what it leaves out.
func (t *Template) take(files map[string][]byte) error {
	for name := range files {
		if base := strings.ToLower(path.Base(name)); strings.HasPrefix(base, "vba") || bytes.Contains(files["[Content_Types].xml"], []byte("macroEnabled")) {
			return bad(fault.T("文件含有宏，不予导入", "the file holds macros and is not imported"),
				fault.T("请另存为不含宏的 .docx 后再导入。", "Save it as .docx, without macros, and import that."))
		}
	}
	top, _, err := relationsOf(files, "")
	if err != nil {
		return err
	}
	i := slices.IndexFunc(top, func(r relation) bool { return r.kind == "officeDocument" })
	if i < 0 || files[top[i].target] == nil {
		return notWord(nil)
	}
	t.document = top[i].target
	if err := t.tree(files, t.document); err != nil {
		return err
	}
	relations, outside, err := relationsOf(files, t.document)
	if err != nil {
		return err
	}
	for _, r := range relations {
		content, there := files[r.target]
		switch {
		case !there || r.kind == "glossaryDocument" || r.kind == "webSettings" || r.kind == "customXml" || r.kind == "people" || strings.HasPrefix(r.kind, "comments"):
		case r.kind == "header" || r.kind == "footer":
			if err := t.tree(files, r.target); err != nil {
				return err
			}
		case r.kind == "styles" || r.kind == "numbering" || r.kind == "theme":
			t.parts["word/"+partName(r.kind)] = content
		}
	}
	if t.parts["word/styles.xml"] == nil {
		t.parts["word/styles.xml"] = []byte(plainStyles)
	}
	for name := range files {
		if strings.HasPrefix(path.Base(name), "comments") && path.Ext(name) == ".xml" && path.Base(name) == "comments.xml" {
			t.note(bytes.Count(files[name], []byte("<w:comment ")), "批注，不随模板保存", "comments, which are not kept")
		}
	}
	t.note(outside, "外部链接，已断开", "links to outside, which are cut")
	t.settings(files["word/settings.xml"])
	return t.pictures(files)
}

func partName(kind string) string {
	if kind == "theme" {
		return "theme/theme1.xml"
	}
	return kind + ".xml"
}

const plainStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
	`<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>`

// tree reads a part that holds text.
func (t *Template) tree(files map[string][]byte, name string) error {
	root, err := parse(files[name])
	if err != nil {
		return notWord(err)
	}
	if !slices.Contains(wordSpace, root.attr("xmlns:w")) {
		return notWord(nil)
	}
	t.trees[name] = root
	t.order = append(t.order, name)
	return nil
}

// settings keeps of the settings what the layout depends on.
func (t *Template) settings(raw []byte) {
	keep := []string{"w:evenAndOddHeaders", "w:mirrorMargins", "w:characterSpacingControl", "w:compat", "w:defaultTabStop", "w:drawingGridVerticalSpacing",
		"w:displayHorizontalDrawingGridEvery", "w:displayVerticalDrawingGridEvery", "w:drawingGridHorizontalSpacing", "w:themeFontLang", "w:noLineBreaksAfter", "w:noLineBreaksBefore"}
	root, err := parse(raw)
	if err != nil {
		root = element("w:settings")
	}
	if root.child("w:documentProtection") != nil || root.child("w:writeProtection") != nil {
		t.note(1, "编辑限制，已解除", "a protection against editing, which is lifted")
	}
	clean := element("w:settings")
	for _, a := range root.attrs {
		if a.Name.Space == "xmlns" && (a.Name.Local == "w" || a.Name.Local == "r" || a.Name.Local == "m") {
			clean.attrs = append(clean.attrs, a)
		}
	}
	if clean.attr("xmlns:w") == "" {
		clean.attrs = t.trees[t.document].attrs
	}
	for _, c := range root.children {
		if slices.Contains(keep, c.name) {
			clean.children = append(clean.children, c)
		}
	}
	t.parts["word/settings.xml"] = []byte(clean.String())
}

// pictures keeps the pictures that the texts show, under the ids by which they name them.
func (t *Template) pictures(files map[string][]byte) error {
	for _, name := range t.order {
		relations, outside, err := relationsOf(files, name)
		if err != nil {
			return err
		}
		if name != t.document {
			t.note(outside, "外部链接，已断开", "links to outside, which are cut")
		}
		kept := map[string]string{}
		for _, r := range relations {
			kind := strings.TrimPrefix(strings.ToLower(path.Ext(r.target)), ".")
			if r.kind == "image" && pictureKinds[kind] != "" && files[r.target] != nil {
				kept[r.id] = r.target
			}
			if name == t.document && (r.kind == "header" || r.kind == "footer") {
				kept[r.id] = r.target
			}
		}
		used := map[string]bool{}
		t.settle(t.trees[name], kept)
		t.trees[name].each(func(n *node) {
			for _, a := range n.attrs {
				if a.Name.Space == "r" && kept[a.Value] != "" {
					used[a.Value] = true
				}
			}
		})
		t.relate(name, kept, used, files)
	}
	return nil
}

var pictureKinds = map[string]string{"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp"}

// relate writes the relationships of a part anew: pictures, headers and footers that it uses, and the styles.
func (t *Template) relate(name string, kept map[string]string, used map[string]bool, files map[string][]byte) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	line := func(id, kind, target string) {
		b.WriteString(`<Relationship Id="` + escaper.Replace(id) + `" Type="` + types + kind + `" Target="/` + escaper.Replace(target) + `"/>`)
	}
	for _, id := range slices.Sorted(func(yield func(string) bool) {
		for id := range used {
			if !yield(id) {
				return
			}
		}
	}) {
		target := kept[id]
		switch root := t.trees[target]; {
		case root != nil && root.name == "w:hdr":
			line(id, "header", target)
		case root != nil:
			line(id, "footer", target)
		default:
			t.parts[target] = files[target]
			line(id, "image", target)
		}
	}
	if name == t.document {
		for _, kind := range []string{"styles", "settings", "numbering", "theme"} {
			if part := "word/" + partName(kind); t.parts[part] != nil {
				line("zh"+kind, kind, part)
			}
		}
	}
	b.WriteString(`</Relationships>`)
	t.parts[path.Dir(name)+"/_rels/"+path.Base(name)+".rels"] = []byte(b.String())
}

// note notes what was taken out; nothing for none.
func (t *Template) note(count int, zh, en string) {
	if count == 0 {
		return
	}
	what := fault.T(zh, en)
	if i := slices.IndexFunc(t.notes, func(n Note) bool { return n.What == what }); i >= 0 {
		t.notes[i].Count += count
		return
	}
	t.notes = append(t.notes, Note{what, count})
}

// Notes lists what was taken out of the file or changed in it.
func (t *Template) Notes() []Note {
	return slices.SortedStableFunc(slices.Values(t.notes), func(a, b Note) int { return cmp.Compare(a.What.En, b.What.En) })
}
