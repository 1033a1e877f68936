package extract

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// look is how the run being read looks.
type look struct {
	run, paragraph                 bool // within one
	hidden, white, tiny            bool
	shaded, shadedLine, shadedCell bool // on a ground of its own
	was                            bool // the text before was not seen either
}

// see takes note of what says how a run looks.
func (l *look) see(t xml.StartElement) {
	ground := func() bool {
		fill := attr(t, "fill")
		return fill != "" && fill != "auto" && !strings.EqualFold(fill, "FFFFFF")
	}
	on := func() bool { v := attr(t, "val"); return v != "0" && v != "false" && v != "off" }
	switch t.Name.Local {
	case "p":
		*l = look{paragraph: true, shadedCell: l.shadedCell}
	case "tc":
		l.shadedCell = false
	case "r":
		l.run, l.hidden, l.white, l.tiny, l.shaded = true, false, false, false, false
	case "vanish", "specVanish":
		l.hidden = l.run && on() || l.hidden
	case "color":
		l.white = l.run && strings.EqualFold(attr(t, "val"), "FFFFFF")
	case "sz":
		half, err := strconv.Atoi(attr(t, "val"))
		l.tiny = l.run && err == nil && half <= 4
	case "highlight":
		l.shaded = l.shaded || l.run
	case "shd":
		switch {
		case !ground():
		case l.run:
			l.shaded = true
		case l.paragraph:
			l.shadedLine = true
		default:
			l.shadedCell = true
		}
	}
}

// said takes a piece of text in the look that it has.
func (w *wordText) said(text string) {
	l := &w.look
	if l.run && l.hidden { // as in the other formats
		return
	}
	w.line.WriteString(text)
	gone := l.run && (l.tiny || l.white && !l.shaded && !l.shadedLine && !l.shadedCell)
	if gone && l.was {
		w.unseen[len(w.unseen)-1] += text
	} else if gone {
		w.unseen = append(w.unseen, text)
	}
	l.was = gone
}
