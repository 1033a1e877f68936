package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads the text of a web page as a person sees it. Nothing is fetched.
func readHTML(src *source) (Result, error) {
	text, encoding, err := textOf(src)
	if err != nil {
		return Result{}, err
	}
	root, err := html.Parse(strings.NewReader(text)) // refuses nesting deeper than 512
	if err != nil {
		return Result{}, damaged(err)
	}
	w := &htmlText{meta: map[string]string{MetaEncoding: encoding}}
	w.node(root)
	return Result{Pages: paginate(w.text.String()), Meta: w.meta}, nil
}

type htmlText struct {
	text strings.Builder
	meta map[string]string
	pre  int
}

func (w *htmlText) node(n *html.Node) {
	if n.Type == html.TextNode {
		w.write(n.Data)
		return
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Iframe, atom.Object, atom.Svg, atom.Select:
		return
	case atom.Title:
		if n.FirstChild != nil {
			w.meta[MetaTitle] = n.FirstChild.Data
		}
		return
	case atom.Br:
		w.text.WriteByte('\n')
	case atom.Pre, atom.Textarea:
		w.pre++
		defer func() { w.pre-- }()
	}
	block := isBlock(n.DataAtom)
	if block {
		w.line()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
	switch {
	case block:
		w.line()
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		w.text.WriteByte('\t')
	}
}

func (w *htmlText) line() {
	if s := w.text.String(); s != "" && !strings.HasSuffix(s, "\n") {
		w.text.WriteByte('\n')
	}
}

func (w *htmlText) write(s string) {
	if w.pre > 0 {
		w.text.WriteString(s)
		return
	}
	if folded := strings.Join(strings.Fields(s), " "); folded != "" {
		w.text.WriteString(folded)
	}
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Tr, atom.Table, atom.Ul, atom.Ol, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Blockquote, atom.Pre, atom.Dl, atom.Dt, atom.Dd, atom.Hr, atom.Form:
		return true
	}
	return false
}
