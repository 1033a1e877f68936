package paper_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"zhiheng/backend/paper"
)

// parse reads a page as a browser would.
func parse(t fataler, page []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatalf("html: %v", err)
	}
	return root
}

// all returns the elements of a name, in order.
func all(root *html.Node, name string) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			out = append(out, n)
		}
	}
	return out
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func texts(root *html.Node, name string) []string {
	var out []string
	for _, n := range all(root, name) {
		out = append(out, text(n))
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func TestHTMLPage(t *testing.T) {
	d := opinion()
	d.Footer = []string{"东屿县交通运输局", "2026年3月12日公开"}
	page := paper.HTML(d)
	root := parse(t, page)
	if got := attr(all(root, "html")[0], "lang"); got != "zh-CN" {
		t.Errorf("lang %q", got)
	}
	if meta := all(root, "meta"); attr(meta[0], "charset") != "utf-8" || attr(meta[1], "http-equiv") != "Content-Security-Policy" ||
		attr(meta[1], "content") != "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" {
		t.Errorf("the page must begin with its charset and its policy: %s", page[:300])
	}
	for name, want := range map[string][]string{
		"title": {"重大执法决定法制审核意见书"}, "h1": {"重大执法决定法制审核意见书"}, "h2": {"一、送审事项"}, "h3": {"（一）决定事项"}, "h4": {"1.罚款"},
		"caption": {"基本情况", "证据目录"}, "th": {"案号", "拟处罚款", "序号", "名称", "页码"},
		"td": {"东交罚案〔2026〕12号", "30000.00元", "1", "现场检查笔录", "3", "2", "询问笔录", ""},
	} {
		if got := texts(root, name); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	var scopes []string
	for _, n := range all(root, "th") {
		scopes = append(scopes, attr(n, "scope"))
	}
	if !slices.Equal(scopes, []string{"row", "row", "col", "col", "col"}) {
		t.Errorf("scopes %v", scopes)
	}
	if got := texts(all(root, "footer")[0], "p"); !slices.Equal(got, d.Footer) {
		t.Errorf("footer %q", got)
	}
	if !strings.Contains(text(all(root, "style")[0]), "@media print") {
		t.Error("no print style")
	}
	if !bytes.Equal(page, paper.HTML(d)) {
		t.Error("two runs differ")
	}
}

// pageElements and pageAttributes are all that a page may be made of.
var (
	pageElements = strings.Fields(`html head meta title style body main header footer p h1 h2 h3 h4 div table caption thead tbody tr th td`)
	pageAttrs    = strings.Fields(`lang charset http-equiv content name class scope`)
)

func TestHTMLGivesBackAnyTextAndNoMarkup(t *testing.T) {
	vectors := []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title><svg onload=alert(1)>`, `</style><script>`, `javascript:alert(1)`,
		`<!--`, `-->`, `<iframe srcdoc="x">`, `&lt;script&gt;`, `<a href="//x" ping="//y">`, "<\x00script>", `<meta http-equiv=refresh content="0;url=//x">`, `<base href=//x>`,
		`]]><foreignObject>`, `<style>@import "//x"`, "\u2028<b>"}
	s := rapid.OneOf(strangeText(), rapid.SampledFrom(vectors))
	rapid.Check(t, func(t *rapid.T) {
		a := s.Draw(t, "s")
		want := paper.Clean(a)
		d := paper.Document{Lang: a, Head: a, Title: a, Number: a, Footer: []string{a}, Meta: paper.Meta{Creator: a}, Blocks: []paper.Block{
			paper.Paragraph{Text: a}, paper.Heading{Level: 1, Text: a}, paper.Table{Caption: a, Header: []string{a}, Rows: [][]string{{a}}},
			paper.Facts{Caption: a, Items: []paper.Fact{{a, a}}}, paper.Signature{Names: []string{a}, Date: a}, paper.PageBreak{}}}
		root := parse(t, paper.HTML(d))
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !slices.Contains(pageElements, n.Data) {
				t.Fatalf("%q made an element %s", a, n.Data)
			}
			for _, attribute := range n.Attr {
				if !slices.Contains(pageAttrs, attribute.Key) {
					t.Fatalf("%q made an attribute %s", a, attribute.Key)
				}
			}
		}
		for name, n := range map[string]int{"h2": 1, "th": 2, "td": 2} {
			got := texts(root, name)
			if len(got) != n {
				t.Fatalf("%d of %s", len(got), name)
			}
			for _, g := range got {
				if g != want {
					t.Fatalf("%s: %q, want %q", name, g, want)
				}
			}
		}
		if got := texts(root, "title")[0]; got != want {
			t.Fatalf("title %q, want %q", got, want)
		}
		if !slices.Contains(texts(root, "p"), want) {
			t.Fatalf("no paragraph %q", want)
		}
	})
}
