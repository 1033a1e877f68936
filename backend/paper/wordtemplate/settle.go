package wordtemplate

import (
	"encoding/xml"
	"regexp"
	"slices"
	"strings"
)

// What is taken out of a text, and what gives way to what stands in it.
var (
	dropped = []string{"w:proofErr", "w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef",
		"w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:tblGridChange", "w:tblPrExChange", "w:numberingChange",
		"w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd", "w:permStart", "w:permEnd", "w:lastRenderedPageBreak",
		"w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart", "w:customXmlDelRangeEnd", "w:sdtPr", "w:sdtEndPr", "w:customXmlPr", "w:smartTagPr",
		"w:softHyphen", "w:delText", "w:delInstrText", "w:ffData", "w:footnotePr", "w:endnotePr", "w:cellIns", "w:cellDel", "w:cellMerge"}
	unwrapped = []string{"w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:hyperlink", "w:dir", "w:bdo"}
	revisions = []string{"w:ins", "w:moveTo", "w:del", "w:moveFrom", "w:rPrChange", "w:pPrChange"}
	embedded  = []string{"w:object", "w:control", "w:altChunk", "w:subDoc"}
	notes     = []string{"w:footnoteReference", "w:endnoteReference"}
)

// pages are the fields that stay: those that count pages.
var pages = regexp.MustCompile(`(?i)^\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b[^"]*$`)

// settle makes of a part what one sees of it with all revisions accepted, and takes out what is not for show. Kept are the ids of
// the relationships that stay.
func (t *Template) settle(root *node, kept map[string]string) {
	gone := t.fields(root)
	t.clean(root, kept, gone)
}

// fields finds what is to go of the fields that do more than count pages; their last results stay as text.
func (t *Template) fields(root *node) map[*node]bool {
	type field struct {
		nodes []*node
		code  strings.Builder
		shown bool
	}
	gone, open := map[*node]bool{}, []*field{}
	root.each(func(n *node) {
		switch {
		case n.name == "w:fldChar" && n.attr("w:fldCharType") == "begin":
			open = append(open, &field{nodes: []*node{n}})
		case len(open) == 0 && (n.name == "w:fldChar" || n.name == "w:instrText"):
			gone[n] = true
		case len(open) == 0:
		case n.name == "w:instrText":
			f := open[len(open)-1]
			f.nodes = append(f.nodes, n)
			for _, c := range n.children {
				f.code.WriteString(c.text)
			}
		case n.name == "w:fldChar":
			f := open[len(open)-1]
			f.nodes = append(f.nodes, n)
			if n.attr("w:fldCharType") != "end" {
				return
			}
			open = open[:len(open)-1]
			if !pages.MatchString(f.code.String()) {
				t.note(1, "域代码，已改为固定文字", "fields, which are made plain text")
				for _, part := range f.nodes {
					gone[part] = true
				}
			}
		}
	})
	for _, f := range open {
		for _, part := range f.nodes {
			gone[part] = true
		}
	}
	return gone
}

// clean goes through an element's children, the inner ones first.
func (t *Template) clean(n *node, kept map[string]string, gone map[*node]bool) {
	n.attrs = slices.DeleteFunc(n.attrs, func(a attribute) bool { return strings.HasPrefix(a.Name.Local, "rsid") || a.Name.Space == "w14" })
	var out []*node
	var before *node // a paragraph whose mark was deleted: the next one goes on in it
	for _, c := range n.children {
		if slices.Contains(revisions, c.name) {
			t.note(1, "修订，按接受后的内容读取", "revisions, which are taken as accepted")
		}
		if t.goes(c, kept, gone) {
			continue
		}
		deleted := c.name == "w:p" && c.child("w:pPr").child("w:rPr").child("w:del") != nil
		t.clean(c, kept, gone)
		switch {
		case slices.Contains(unwrapped, c.name) || c.name == "w:fldSimple":
			out = append(out, c.children...)
		case c.name == "w:p" && before != nil:
			before.children = append(before.children, slices.DeleteFunc(c.children, func(x *node) bool { return x.name == "w:pPr" })...)
			if !deleted {
				before = nil
			}
		default:
			out = append(out, c)
			if before = nil; deleted {
				before = c
			}
		}
	}
	n.children = out
}

// goes tells whether an element goes with all that is in it.
func (t *Template) goes(c *node, kept map[string]string, gone map[*node]bool) bool {
	switch {
	case gone[c], slices.Contains(dropped, c.name), c.name == "w:del", c.name == "w:moveFrom":
		return true
	case c.name == "w:tr" && c.child("w:trPr").child("w:del") != nil:
		return true
	case slices.Contains(embedded, c.name):
		t.note(1, "嵌入的对象，已移除", "embedded objects, which are taken out")
		return true
	case slices.Contains(notes, c.name):
		t.note(1, "脚注、尾注，不随模板保存", "footnotes, which are not kept")
		return true
	case c.name == "w:vanish" || c.name == "w:webHidden":
		t.note(1, "隐藏文字，已改为显示", "hidden text, which is shown")
		return true
	case c.name == "w:fldSimple" && !pages.MatchString(c.attr("w:instr")):
		t.note(1, "域代码，已改为固定文字", "fields, which are made plain text")
	case c.name == "w:drawing" || c.name == "w:pict":
		if foreign(c, kept) {
			t.note(1, "外部图片或者不支持的图片，已移除", "pictures from outside or of an unknown kind, which are taken out")
			return true
		}
	}
	return slices.ContainsFunc(c.attrs, func(a attribute) bool { return a.Name.Space == "r" && c.name != "w:hyperlink" && kept[a.Value] == "" })
}

// foreign tells whether a drawing shows a picture that is not kept.
func foreign(drawing *node, kept map[string]string) (yes bool) {
	drawing.each(func(n *node) {
		if n.name != "a:blip" && n.name != "v:imagedata" {
			return
		}
		for _, a := range n.attrs {
			yes = yes || a.Name.Space == "r" && kept[a.Value] == ""
		}
	})
	return yes
}

type attribute = xml.Attr
