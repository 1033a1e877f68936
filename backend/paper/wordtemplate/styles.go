package wordtemplate

import "strconv"

// styles are the paragraph styles of a file: what each is based on and how it indents.
type styles struct {
	usual string
	all   map[string]styled
	whole *node // the indent that holds for every paragraph
}

type styled struct {
	base   string
	indent *node
}

func readStyles(raw []byte) styles {
	s := styles{all: map[string]styled{}}
	root, err := parse(raw)
	if err != nil {
		return s
	}
	s.whole = root.child("w:docDefaults").child("w:pPrDefault").child("w:pPr").child("w:ind")
	for _, c := range root.children {
		if c.name != "w:style" || c.attr("w:type") != "paragraph" {
			continue
		}
		id := c.attr("w:styleId")
		s.all[id] = styled{c.child("w:basedOn").attr("w:val"), c.child("w:pPr").child("w:ind")}
		if on := c.attr("w:default"); on == "1" || on == "true" {
			s.usual = id
		}
	}
	return s
}

// indents tells whether a paragraph begins two characters further in, as the paragraphs of a Chinese text do.
func (s styles) indents(properties *node) bool {
	if in, said := indentOf(properties.child("w:ind")); said {
		return in
	}
	id := properties.child("w:pStyle").attr("w:val")
	if id == "" {
		id = s.usual
	}
	for range 20 { // styles may go round in circles
		one, known := s.all[id]
		if !known {
			break
		}
		if in, said := indentOf(one.indent); said {
			return in
		}
		id = one.base
	}
	in, _ := indentOf(s.whole)
	return in
}

// indentOf reads an indent; said is false if it says nothing of the first line.
func indentOf(ind *node) (in, said bool) {
	const enough = 150 // hundredths of a character
	if chars := ind.attr("w:firstLineChars"); chars != "" && chars != "0" {
		n, err := strconv.Atoi(chars)
		return err == nil && n >= enough, true
	}
	if first := ind.attr("w:firstLine"); first != "" {
		n, err := strconv.Atoi(first)
		return err == nil && n >= 300, true // twentieths of a point: 15 points
	}
	return false, ind.attr("w:firstLineChars") == "0" || ind.attr("w:hanging") != ""
}
