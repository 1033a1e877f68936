package authority

import (
	"fmt"
	"html"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// The measures of a drawn course, in pixels.
const (
	boxWide    = 190
	boxHigh    = 46
	rowGap     = 26
	columnGap  = 54
	phaseWide  = 96
	mainLeft   = phaseWide + 180 // what is said of a step stands left of its box
	sideLeft   = mainLeft + boxWide + columnGap
	drawMargin = 16
	lineChars  = 12 // Chinese characters in a line of a box

	besideChars = 14 // and in one beside it
)

// placed is a node with the upper left corner of its box.
type placed struct {
	Node
	x, y int
}

// SVG draws a course: the usual way from the top down, its phases as bands, what branches off beside it. The picture is
// whole by itself and takes nothing from elsewhere.
func (c Course) SVG(lang string, phases []rulebook.Code) []byte {
	boxes, bands, height := c.place()
	wide := mainLeft
	for _, p := range boxes {
		wide = max(wide, p.x+boxWide+drawMargin)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s" font-family="'Noto Sans CJK SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif" font-size="13">`,
		wide, height, wide, height, html.EscapeString(c.Label.In(lang)))
	fmt.Fprintf(&b, `<title>%s</title><defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#5b6b73"/></marker></defs>`, html.EscapeString(c.Label.In(lang)))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`, wide, height)
	for i, band := range bands {
		if i%2 == 0 {
			fmt.Fprintf(&b, `<rect x="0" y="%d" width="%d" height="%d" fill="#f4f6f6"/>`, band.from, wide, band.to-band.from)
		}
		words(&b, drawMargin, (band.from+band.to)/2, "start", "#0e6468", []string{phaseLabel(phases, band.phase).In(lang)})
	}
	at := map[string]placed{}
	for _, p := range boxes {
		at[p.ID] = p
	}
	for _, l := range c.Links {
		from, to := at[l.From], at[l.To]
		if from.Main && to.Main {
			arrow(&b, fmt.Sprintf("M%d %dV%d", from.x+boxWide/2, from.y+boxHigh, to.y-2))
			continue
		}
		turn := to.x - columnGap/2
		arrow(&b, fmt.Sprintf("M%d %dH%dV%dH%d", from.x+boxWide, from.y+boxHigh/2, turn, to.y+boxHigh/2, to.x-2))
	}
	for _, p := range boxes {
		p.draw(&b, lang)
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

type band struct {
	phase    string
	from, to int
}

// place gives every node its box: those beside the usual way in the row of the node that they branch off from, below each
// other, and further to the right where they branch off from one beside it.
func (c Course) place() (boxes []placed, bands []band, height int) {
	parent, depth := map[string]string{}, map[string]int{}
	for _, l := range c.Links {
		parent[l.To] = l.From
	}
	main := map[string]bool{}
	for _, n := range c.Nodes {
		main[n.ID] = n.Main
	}
	for _, n := range c.Nodes {
		for at := n.ID; !main[at] && parent[at] != ""; at = parent[at] {
			depth[n.ID]++
		}
	}
	y, side := drawMargin, 0
	bottom := y
	for i, n := range c.Nodes {
		if n.Main {
			if i > 0 {
				y = bottom + rowGap
			}
			bottom, side = y+boxHigh, 0
			boxes = append(boxes, placed{n, mainLeft, y})
			if len(bands) == 0 || bands[len(bands)-1].phase != n.Phase {
				bands = append(bands, band{phase: n.Phase, from: y - rowGap/2})
			}
		} else {
			boxes = append(boxes, placed{n, sideLeft + min(depth[n.ID]-1, 1)*(boxWide+columnGap), y + side*(boxHigh+8)})
			bottom = max(bottom, y+side*(boxHigh+8)+boxHigh)
			side++
		}
		bands[len(bands)-1].to = bottom + rowGap/2
	}
	return boxes, bands, bottom + drawMargin
}

func phaseLabel(phases []rulebook.Code, id string) fault.Text {
	for _, p := range phases {
		if p.ID == id {
			return p.Label
		}
	}
	return fault.T(id, id)
}

func (p placed) draw(b *strings.Builder, lang string) {
	stroke, fill := "#0e6468", "#fff"
	if !p.Main {
		stroke, fill = "#8a979d", "#fbfbfa"
	}
	fmt.Fprintf(b, `<g><rect x="%d" y="%d" width="%d" height="%d" rx="5" fill="%s" stroke="%s"/>`, p.x, p.y, boxWide, boxHigh, fill, stroke)
	words(b, p.x+boxWide/2, p.y+boxHigh/2, "middle", "#1b2a31", folded(p.Label.In(lang), lineChars))
	if p.Main {
		said := append(folded(p.Who.In(lang), besideChars), folded(p.Period.In(lang), besideChars)...)
		words(b, p.x-10, p.y+boxHigh/2, "end", "#5b6b73", said[:min(len(said), 4)])
	}
	b.WriteString(`</g>`)
}

func arrow(b *strings.Builder, path string) {
	fmt.Fprintf(b, `<path d="%s" fill="none" stroke="#5b6b73" marker-end="url(#a)"/>`, path)
}

// words sets lines around a height.
func words(b *strings.Builder, x, y int, anchor, colour string, lines []string) {
	size, step := 13, 16
	if len(lines) > 2 || anchor == "end" {
		size, step = 11, 13
	}
	top := y - (len(lines)-1)*step/2 + size/3
	for i, line := range lines {
		fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="%s" fill="%s" font-size="%d">%s</text>`, x, top+i*step, anchor, colour, size, html.EscapeString(line))
	}
}

// folded breaks a text into lines of some Chinese characters, or twice as many Latin ones, between words where it can.
func folded(text string, most int) (lines []string) {
	var line strings.Builder
	used := 0
	flush := func() {
		if s := strings.TrimSpace(line.String()); s != "" {
			lines = append(lines, s)
		}
		line.Reset()
		used = 0
	}
	for _, word := range pieces(text) {
		size := widthOf(word)
		if used > 0 && used+size > 2*most {
			flush()
		}
		line.WriteString(word)
		used += size
	}
	flush()
	return lines
}

// pieces are the parts of a text that are not broken: a wide character with the mark that follows it, or a word with its blank.
func pieces(text string) (list []string) {
	for _, r := range text {
		last := len(list) - 1
		switch {
		case last >= 0 && strings.ContainsRune("、，。；：）”", r):
			list[last] += string(r)
		case last >= 0 && r < 0x2e80 && !strings.HasSuffix(list[last], " ") && widthOf(list[last]) == len(list[last]):
			list[last] += string(r)
		default:
			list = append(list, string(r))
		}
	}
	return list
}

func widthOf(text string) (n int) {
	for _, r := range text {
		if n++; r >= 0x2e80 {
			n++
		}
	}
	return n
}
