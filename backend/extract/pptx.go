package extract

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// readPptx reads a presentation: each slide begins a page in the order in which they are shown, its notes after it.
func readPptx(src *source) (Result, error) {
	z, err := openDocument(src.file, src.size)
	if err != nil {
		return Result{}, err
	}
	p := &parts{z, maxUnpacked}
	slides, err := slidesInOrder(p)
	if err != nil {
		return Result{}, err
	}
	if len(slides) == 0 {
		return Result{}, damaged(errors.New("no slides"))
	}
	var pages pager
	for _, slide := range slides {
		if pages.full() {
			break
		}
		pages.turn()
		lines, err := drawingText(p, slide)
		if err != nil {
			return Result{}, err
		}
		links, err := relations(p, slide)
		if err != nil {
			return Result{}, err
		}
		for _, link := range links {
			if strings.HasSuffix(link.kind, "/notesSlide") {
				notes, err := drawingText(p, link.target)
				if err != nil {
					return Result{}, err
				}
				if len(notes) > 0 {
					lines = append(append(lines, "备注："), notes...)
				}
			}
		}
		for _, line := range lines {
			pages.add(line)
		}
	}
	meta, err := officeMeta(p)
	return Result{Pages: pages.end(), PageCount: len(slides), Meta: meta}, err
}

type relation struct{ id, kind, target string }

// relations lists what a part of an office package points to within the package.
func relations(p *parts, name string) (list []relation, err error) {
	r, err := p.open(path.Join(path.Dir(name), "_rels", path.Base(name)+".rels"))
	if err != nil || r == nil {
		return nil, err
	}
	defer r.Close()
	var rels struct {
		Rel []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.NewDecoder(r).Decode(&rels); err != nil {
		return nil, badXML(err)
	}
	for _, rel := range rels.Rel {
		if rel.Mode == "External" {
			continue
		}
		target := path.Join(path.Dir(name), rel.Target)
		if strings.HasPrefix(rel.Target, "/") {
			target = strings.TrimPrefix(path.Clean(rel.Target), "/")
		}
		list = append(list, relation{rel.ID, rel.Type, target})
	}
	return list, nil
}

// slidesInOrder lists the slides as the presentation shows them; if it does not say, by the numbers in their names.
func slidesInOrder(p *parts) ([]string, error) {
	const main = "ppt/presentation.xml"
	links, err := relations(p, main)
	if err != nil {
		return nil, err
	}
	r, err := p.open(main)
	if err != nil {
		return nil, err
	}
	var show struct {
		Slides []struct {
			ID string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sldIdLst>sldId"`
	}
	if r != nil {
		defer r.Close()
		if err := xml.NewDecoder(r).Decode(&show); err != nil {
			return nil, badXML(err)
		}
	}
	var slides []string
	for _, s := range show.Slides {
		for _, link := range links {
			if link.id == s.ID && !slices.Contains(slides, link.target) {
				slides = append(slides, link.target)
			}
		}
	}
	if len(slides) > 0 {
		return slides, nil
	}
	for _, f := range p.zip.File {
		if path.Dir(f.Name) == "ppt/slides" && strings.HasSuffix(f.Name, ".xml") {
			slides = append(slides, f.Name)
		}
	}
	number := func(name string) int {
		n, _ := strconv.Atoi(strings.Trim(path.Base(name), "abcdefghijklmnopqrstuvwxyz."))
		return n
	}
	slices.SortFunc(slides, func(a, b string) int { return cmp.Or(number(a)-number(b), strings.Compare(a, b)) })
	return slides, nil
}

// drawingText reads the paragraphs of a slide; the cells of a table row make one line. Running fields such as the
// slide's number are left out.
func drawingText(p *parts, name string) (lines []string, err error) {
	r, err := p.open(name)
	if err != nil || r == nil {
		return nil, err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	var line strings.Builder
	var row []string
	inText, inRow := false, false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, badXML(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch inText = t.Name.Local == "t"; t.Name.Local {
			case "fld", "Fallback":
				if err := d.Skip(); err != nil {
					return nil, badXML(err)
				}
			case "br":
				line.WriteByte('\n')
			case "tab":
				line.WriteByte('\t')
			case "tr":
				row, inRow = nil, true
			}
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case "p":
				if inRow {
					line.WriteByte(' ')
				} else if text := strings.TrimSpace(line.String()); text != "" {
					lines = append(lines, text)
				}
				if !inRow {
					line.Reset()
				}
			case "tc":
				row = append(row, strings.TrimSpace(line.String()))
				line.Reset()
			case "tr":
				if text := cells(row); text != "" {
					lines = append(lines, text)
				}
				inRow = false
			}
		case xml.CharData:
			if inText {
				line.Write(t)
			}
		}
	}
}
