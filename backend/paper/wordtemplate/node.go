package wordtemplate

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// deepest is how many elements of a part may stand in each other.
const deepest = 200

// node is an element or a text of a part. Names are as written, with their prefix, such as "w:p".
type node struct {
	name     string // empty for a text
	text     string
	attrs    []xml.Attr
	children []*node
}

var errStructure = errors.New("the markup is not whole")

// parse reads a part. What declares entities is refused: no Word file does.
func parse(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: joined(t.Name), attrs: slices.Clone(t.Attr)}
			top.children = append(top.children, n)
			if open = append(open, n); len(open) > deepest {
				return nil, errStructure
			}
		case xml.EndElement:
			if len(open) == 1 || top.name != joined(t.Name) {
				return nil, errStructure
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 1 {
				top.children = append(top.children, &node{text: string(t)})
			}
		case xml.Directive:
			return nil, errStructure
		}
	}
	if len(open) != 1 || len(root.children) != 1 {
		return nil, errStructure
	}
	return root.children[0], nil
}

func joined(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// String is the part with its declaration.
func (n *node) String() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	n.write(&b)
	return b.String()
}

func (n *node) write(b *strings.Builder) {
	if n.name == "" {
		b.WriteString(escaper.Replace(n.text))
		return
	}
	b.WriteString("<" + n.name)
	for _, a := range n.attrs {
		b.WriteString(" " + joined(a.Name) + `="` + escaper.Replace(a.Value) + `"`)
	}
	if len(n.children) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteString(">")
	for _, c := range n.children {
		c.write(b)
	}
	b.WriteString("</" + n.name + ">")
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;")

// child is the first child of a name; nil if there is none.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// attr is the value of an attribute; empty if it has none.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if joined(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

// copy copies the element with all in it.
func (n *node) copy() *node {
	if n == nil {
		return nil
	}
	out := &node{name: n.name, text: n.text, attrs: slices.Clone(n.attrs)}
	for _, c := range n.children {
		out.children = append(out.children, c.copy())
	}
	return out
}

// each visits the element and all in it, the outer before the inner.
func (n *node) each(visit func(*node)) {
	visit(n)
	for _, c := range n.children {
		c.each(visit)
	}
}

// element makes an element.
func element(name string, children ...*node) *node { return &node{name: name, children: children} }

// textRun makes a run of text in a format, which may be nil. Tabs become elements.
func textRun(format *node, text string) *node {
	r := element("w:r")
	if format != nil {
		r.children = append(r.children, format.copy())
	}
	for i, piece := range strings.Split(text, "\t") {
		if i > 0 {
			r.children = append(r.children, element("w:tab"))
		}
		if piece != "" {
			t := element("w:t", &node{text: piece})
			t.attrs = []xml.Attr{{Name: xml.Name{Space: "xml", Local: "space"}, Value: "preserve"}}
			r.children = append(r.children, t)
		}
	}
	return r
}
