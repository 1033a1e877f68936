package paper

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"zhiheng/backend/paper/typeface"
)

// The page of GB/T 9704 in points: A4 with margins of 37, 35, 28 and 26 mm.
const (
	pageWidth, pageHeight  = 595.28, 841.89
	leftEdge, rightEdge    = 28 * mm, pageWidth - 26*mm
	topEdge, bottomEdge    = pageHeight - 37*mm, 35 * mm
	measure                = rightEdge - leftEdge
	mm                     = 72 / 25.4
	bodySize, bodyLead     = 16.0, 28.0
	titleSize, titleLead   = 22.0, 36.0
	smallSize, smallLead   = 12.0, 18.0
	cellPadding            = 3.0
	lineWidth, boldStroke  = 0.5, 0.02 // of points; of the size
	footSize, footFromEdge = 14.0, 7 * mm
	widestGap              = 0.25 // of the size, between two characters of a justified line
	signatureFromRight     = 4 * bodySize
	indent                 = 2 * bodySize
)

// flow sets text on pages from top to bottom.
type flow struct {
	subset *typeface.Subset
	pages  []*bytes.Buffer
	y      float64 // of the last line's foot on the last page
	marks  []mark
	shots  []shot
}

// mark is a place that the outline leads to.
type mark struct {
	level int // 0 for the title, 1 to 3 for headings
	text  string
	page  int // from 0
	y     float64
}

func newFlow(face *typeface.Face) *flow {
	f := &flow{subset: face.NewSubset()}
	f.breakPage()
	return f
}

func (f *flow) breakPage() {
	f.pages = append(f.pages, &bytes.Buffer{})
	f.y = topEdge
}

// need begins a new page if less than a height is left on this one.
func (f *flow) need(height float64) {
	if f.y-height < bottomEdge-0.01 && f.y < topEdge {
		f.breakPage()
	}
}

func (f *flow) page() *bytes.Buffer { return f.pages[len(f.pages)-1] }

// setting is how a piece of text is set.
type setting struct {
	size, lead float64
	bold       bool
	align      Align
	indent     float64 // of the first line
	justify    bool
}

var (
	bodySetting  = setting{size: bodySize, lead: bodyLead, indent: indent, justify: true}
	flushSetting = setting{size: bodySize, lead: bodyLead, justify: true}
	cellSetting  = setting{size: smallSize, lead: smallLead}
	titleSetting = setting{size: titleSize, lead: titleLead, bold: true, align: Center}
)

// text sets a text between the edges, line by line.
func (f *flow) text(s string, st setting) {
	for _, line := range f.lines(s, st, measure) {
		f.need(st.lead)
		f.y -= st.lead
		f.line(line, st, leftEdge, measure, f.y+(st.lead-st.size)/2+0.12*st.size)
	}
}

// setLine is a line of text and its natural width. Full says that another line of the same paragraph follows.
type setLine struct {
	text  string
	width float64
	shift float64 // from the left edge
	full  bool
}

// lines breaks a text where Unicode allows, and inside a word only where nothing else helps. Punctuation does not begin a
// line and opening brackets do not end one.
func (f *flow) lines(s string, st setting, width float64) (lines []setLine) {
	shift := st.indent
	for _, paragraph := range strings.Split(Clean(s), "\n") {
		line := setLine{shift: shift}
		for state := -1; paragraph != ""; {
			var piece string
			piece, paragraph, _, state = uniseg.FirstLineSegmentInString(paragraph, state)
			for _, piece := range f.fitting(piece, st, width) {
				w := f.width(piece, st.size)
				if line.text != "" && line.shift+line.width+f.width(strings.TrimRight(piece, " "), st.size) > width+0.01 {
					line.full = true
					lines = append(lines, line)
					line = setLine{}
				}
				line.text, line.width = line.text+piece, line.width+w
			}
		}
		lines = append(lines, line)
	}
	for i := range lines {
		lines[i].text = strings.TrimRight(lines[i].text, " ")
		lines[i].width = f.width(lines[i].text, st.size)
	}
	return lines
}

// fitting is a piece that may not be broken, broken all the same if it is wider than a line.
func (f *flow) fitting(piece string, st setting, width float64) []string {
	if f.width(piece, st.size) <= width-st.indent {
		return []string{piece}
	}
	var pieces []string
	for graphemes := uniseg.NewGraphemes(piece); graphemes.Next(); {
		pieces = append(pieces, graphemes.Str())
	}
	return pieces
}

// width is the natural width of a text. A tab is as wide as two characters.
func (f *flow) width(s string, size float64) (w float64) {
	for _, r := range s {
		if r == '\t' {
			w += 2 * size
			continue
		}
		w += float64(f.subset.Width(r)) * size / 1000
	}
	return w
}

// line draws a line from the left edge of a column of some width, with its foot at y.
func (f *flow) line(l setLine, st setting, x, width, y float64) {
	gap := 0.0
	slack := width - l.shift - l.width
	switch n := len([]rune(l.text)); {
	case st.align == Center:
		x += slack / 2
	case st.align == End:
		x += slack
	case st.justify && l.full && n > 1 && slack/float64(n-1) <= widestGap*st.size:
		gap = slack / float64(n-1)
	}
	f.draw(f.page(), l.text, st, x+l.shift, y, gap)
}

// draw writes a text at a place of a page.
func (f *flow) draw(page *bytes.Buffer, s string, st setting, x, y, gap float64) {
	if s == "" {
		return
	}
	var codes strings.Builder
	for _, r := range strings.ReplaceAll(s, "\t", "　　") {
		fmt.Fprintf(&codes, "%04X", f.subset.Code(r))
	}
	stroke := ""
	if st.bold {
		stroke = fmt.Sprintf("2 Tr %s w ", number(boldStroke*st.size))
	}
	fmt.Fprintf(page, "q BT /F %s Tf %s%s Tc %s %s Td <%s> Tj ET Q\n", number(st.size), stroke, number(gap), number(x), number(y), codes.String())
}

// rule draws a line.
func (f *flow) rule(x1, y1, x2, y2 float64) {
	fmt.Fprintf(f.page(), "%s w %s %s m %s %s l S\n", number(lineWidth), number(x1), number(y1), number(x2), number(y2))
}

// number is a number as the format writes it.
func number(n float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.3f", n), "0"), ".")
}
