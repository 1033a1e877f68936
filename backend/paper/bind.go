package paper

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"os"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper/typeface"
)

// Volume is a bound volume of papers: PDF files one after another, with a bookmark for each and its own page numbers at the
// corner. The files may come from anywhere: bind them in a process that may break.
type Volume struct {
	Title  string       `json:"title"`
	Lang   string       `json:"lang,omitempty"`
	Meta   Meta         `json:"meta"`
	Duplex bool         `json:"duplex,omitempty"` // printed on both sides: even numbers stand at the left
	Parts  []VolumePart `json:"parts"`
}

// VolumePart is one PDF file of a volume, or so many of its pages from First, counted from 1. Level is that of its bookmark, 1 to
// 3; 0 is none.
type VolumePart struct {
	Path     string `json:"path"`
	First    int    `json:"first,omitempty"`
	Pages    int    `json:"pages,omitempty"`
	Title    string `json:"title"`
	Level    int    `json:"level,omitempty"`
	Numbered bool   `json:"numbered,omitempty"` // its pages count and carry their number
}

// The place of a page's number, from the edges of the page.
const (
	cornerSize   = 11.0
	cornerX      = 12 * mm
	cornerY      = 9 * mm
	cornerDigits = "0123456789"
)

// PageCount is the number of pages of a PDF. A file that is none, or is locked, is fault.Unreadable.
func PageCount(file io.ReadSeeker) (int, error) {
	pages, err := readPages(file)
	if err != nil {
		return 0, err
	}
	return len(pages.list), nil
}

// Bind writes a volume and returns the number of pages of each part. It says which part it begins with, so that whoever
// waits for a process that broke down knows over which. The same parts give the same bytes. Only what is drawn on pages is
// taken over: no scripts, forms, links, attachments, properties or earlier states of a file.
func (v Volume) Bind(out io.Writer, begin func(part int)) (pages []int, err error) {
	face, err := typeface.Serif()
	if err != nil {
		return nil, fault.Wrap("paper.bind", err)
	}
	b := newBinder(out, face)
	number := 0
	for i, part := range v.Parts {
		if begin != nil {
			begin(i)
		}
		count, err := b.part(part, v.Duplex, &number)
		if err != nil {
			return nil, err
		}
		pages = append(pages, count)
	}
	return pages, b.finish(v)
}

// binder writes objects as they come, and keeps those that are known only at the end.
type binder struct {
	pdfFile             // of its objects, nil stands for one that is written already
	out     io.Writer   // through which all goes
	sum     hash.Hash   // over all that was written
	at      map[int]int // where each object begins
	written int
	err     error
	face    *typeface.Face
	subset  *typeface.Subset
	font    int
	tree    int
	pages   []int
	marks   []mark
}

func newBinder(out io.Writer, face *typeface.Face) *binder {
	b := &binder{out: out, sum: sha256.New(), at: map[int]int{}, face: face, subset: face.NewSubset()}
	for _, r := range cornerDigits {
		b.subset.Code(r)
	}
	b.write([]byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"))
	b.font = b.embed(face, b.subset)
	b.tree = b.add("")
	return b
}

func (b *binder) write(data []byte) {
	if b.err == nil {
		_, b.err = b.out.Write(data)
	}
	b.sum.Write(data) // a hash takes everything
	b.written += len(data)
}

// reserve gives a number to an object that will be written by itself.
func (b *binder) reserve() int {
	b.objects = append(b.objects, nil)
	return len(b.objects)
}

// object writes an object now.
func (b *binder) object(n int, body ...[]byte) {
	b.at[n] = b.written
	b.write(fmt.Appendf(nil, "%d 0 obj\n", n))
	for _, piece := range body {
		b.write(piece)
	}
	b.write([]byte("\nendobj\n"))
}

// part takes over the pages of a file.
func (b *binder) part(part VolumePart, duplex bool, number *int) (int, error) {
	file, err := os.Open(part.Path)
	if err != nil {
		return 0, fault.New(fault.Storage, "paper.bind", fault.T("无法打开待装订的文件", "a file to be bound cannot be opened")).WithCause(err)
	}
	defer file.Close()
	pages, err := readPages(file)
	if err != nil {
		return 0, err
	}
	c := &copier{binder: b, from: pages.table, numbers: map[int]int{}}
	list := pages.list
	if part.First > 0 {
		from := min(part.First-1, len(list))
		list = list[from:min(from+part.Pages, len(list))]
	}
	for i, page := range list {
		if i == 0 && part.Level > 0 {
			b.marks = append(b.marks, mark{part.Level, part.Title, len(b.pages), page.box[3]})
		}
		stamp := ""
		if part.Numbered {
			*number++
			stamp = b.corner(page, *number, duplex)
		}
		b.pages = append(b.pages, c.page(page, stamp))
		if c.err != nil {
			return 0, c.err
		}
	}
	return len(list), b.err
}

// corner is the drawing of a page's number.
func (b *binder) corner(page sourcePage, n int, duplex bool) string {
	text, width, codes := fmt.Sprint(n), 0.0, strings.Builder{}
	for _, r := range text {
		width += float64(b.subset.Width(r)) * cornerSize / 1000
		fmt.Fprintf(&codes, "%04X", b.subset.Code(r))
	}
	x := page.width() - cornerX - width
	if duplex && n%2 == 0 {
		x = cornerX
	}
	return fmt.Sprintf("q %s cm BT 0 g /%s %s Tf %s %s Td <%s> Tj ET Q\n", page.upright(), stampFont, number(cornerSize), number(x), number(cornerY), codes.String())
}

// finish writes what the pages hang on: page tree, outline, catalogue, properties and the table of it all.
func (b *binder) finish(v Volume) error {
	var kids strings.Builder
	for _, page := range b.pages {
		fmt.Fprintf(&kids, "%d 0 R ", page)
	}
	b.set(b.tree, "<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(b.pages))
	outline := ""
	if n := b.outline(b.marks, b.pages); n > 0 {
		outline = fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", n)
	}
	root := b.add("<</Type/Catalog/Pages %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>%s>>", b.tree, Document{Lang: v.Lang}.lang(), outline)
	info := b.info(v.Title, v.Meta)
	for i, body := range b.objects {
		if body != nil {
			b.object(i+1, body)
		}
	}
	table, id := b.written, b.sum.Sum(nil)
	rows := bytes.NewBufferString("")
	fmt.Fprintf(rows, "xref\n0 %d\n0000000000 65535 f \n", len(b.objects)+1)
	for n := 1; n <= len(b.objects); n++ {
		fmt.Fprintf(rows, "%010d 00000 n \n", b.at[n])
	}
	fmt.Fprintf(rows, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(b.objects)+1, root, info, id[:16], id[:16], table)
	b.write(rows.Bytes())
	if b.err != nil {
		return fault.New(fault.Storage, "paper.bind", fault.T("无法写出卷宗文件", "the volume cannot be written")).WithCause(b.err)
	}
	return nil
}
