package extract

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
)

// readOFD reads the text of an OFD document (GB/T 33190): the pages with their templates, each piece of text where it
// stands on the page, and after them what annotations show. Signatures are not checked.
func readOFD(src *source) (Result, error) {
	z, err := openDocument(src.file, src.size)
	if err != nil {
		return Result{}, err
	}
	d := &ofd{parts: &parts{z, maxUnpacked}}
	var root ofdRoot
	if err := d.decode("OFD.xml", &root); err != nil {
		return Result{}, err
	}
	if len(root.Body) == 0 {
		return Result{}, damaged(errors.New("no document in the package"))
	}
	r := Result{Meta: map[string]string{MetaTitle: root.Body[0].Info.Title, MetaAuthor: root.Body[0].Info.Author,
		MetaProgram: root.Body[0].Info.Creator, MetaCreated: root.Body[0].Info.Created, MetaModified: root.Body[0].Info.Modified}}
	for _, body := range root.Body {
		pages, err := d.document(ofdPath("", body.Root))
		if err != nil {
			return Result{}, err
		}
		r.Pages = append(r.Pages, pages...)
	}
	r.PageCount = len(r.Pages)
	return r, nil
}

type ofdRoot struct {
	Body []struct {
		Info struct {
			Title    string `xml:"Title"`
			Author   string `xml:"Author"`
			Creator  string `xml:"Creator"`
			Created  string `xml:"CreationDate"`
			Modified string `xml:"ModDate"`
		} `xml:"DocInfo"`
		Root string `xml:"DocRoot"`
	} `xml:"DocBody"`
}

type ofdDocument struct {
	Templates []struct {
		ID  string `xml:"ID,attr"`
		Loc string `xml:"BaseLoc,attr"`
	} `xml:"CommonData>TemplatePage"`
	Pages []struct {
		ID  string `xml:"ID,attr"`
		Loc string `xml:"BaseLoc,attr"`
	} `xml:"Pages>Page"`
	Annotations string   `xml:"Annotations"`
	Public      []string `xml:"CommonData>PublicRes"`
	Own         []string `xml:"CommonData>DocumentRes"`
}

type ofdAnnotations struct {
	Pages []struct {
		ID  string `xml:"PageID,attr"`
		Loc string `xml:"FileLoc"`
	} `xml:"Page"`
}

// ofdPath resolves a location: from the root of the package if it begins with a stroke, else beside the part naming it.
func ofdPath(dir, loc string) string {
	loc = strings.ReplaceAll(strings.TrimSpace(loc), `\`, "/")
	if !strings.HasPrefix(loc, "/") {
		loc = path.Join(dir, loc)
	}
	return strings.TrimPrefix(path.Clean(loc), "/")
}

type ofd struct{ parts *parts }

func (d *ofd) decode(name string, into any) error {
	r, err := d.parts.open(name)
	if err != nil {
		return err
	}
	if r == nil {
		return damaged(errors.New("no part " + name))
	}
	defer r.Close()
	if err := xml.NewDecoder(r).Decode(into); err != nil {
		return badXML(err)
	}
	return nil
}

func (d *ofd) document(name string) ([]Page, error) {
	var doc ofdDocument
	if err := d.decode(name, &doc); err != nil {
		return nil, err
	}
	dir := path.Dir(name)
	if len(doc.Pages) > maxPages {
		return nil, burst()
	}
	templates := map[string]string{}
	for _, t := range doc.Templates {
		templates[t.ID] = ofdPath(dir, t.Loc)
	}
	notes, err := d.annotations(dir, doc.Annotations)
	if err != nil {
		return nil, err
	}
	var pages []Page
	for _, p := range doc.Pages {
		marks, used, err := d.marks(ofdPath(dir, p.Loc))
		if err != nil {
			return nil, err
		}
		for _, id := range used {
			if templates[id] == "" {
				continue
			}
			more, _, err := d.marks(templates[id])
			if err != nil {
				return nil, err
			}
			marks = append(marks, more...)
		}
		text := setLines(marks)
		for _, loc := range notes[p.ID] {
			note, _, err := d.marks(loc)
			if err != nil {
				return nil, err
			}
			text += setLines(note)
		}
		pages = append(pages, Page{Text: text})
	}
	return pages, nil
}

// annotations finds the parts that hold what was put on the pages afterwards: stamps, remarks. A document whose list of them
// is lost is still read.
func (d *ofd) annotations(dir, loc string) (map[string][]string, error) {
	if loc == "" {
		return nil, nil
	}
	name := ofdPath(dir, loc)
	var list ofdAnnotations
	if err := d.decode(name, &list); err != nil {
		var s *stop
		if errors.As(err, &s) && s.cause == CauseDamaged {
			err = nil
		}
		return nil, err
	}
	notes := map[string][]string{}
	for _, p := range list.Pages {
		notes[p.ID] = append(notes[p.ID], ofdPath(path.Dir(name), p.Loc))
	}
	return notes, nil
}

// mark is a piece of text and where it stands, in millimetres from the upper left.
type mark struct {
	x, y, right float64
	text        string
}

// marks reads the pieces of text of a page and the names of the templates it lies on.
func (d *ofd) marks(name string) (marks []mark, templates []string, err error) {
	r, err := d.parts.open(name)
	if err != nil {
		return nil, nil, err
	}
	if r == nil { // a page without content is an empty page
		return nil, nil, nil
	}
	defer r.Close()
	x := xml.NewDecoder(r)
	var box [4]float64
	var at *mark
	for {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			return marks, templates, nil
		}
		if err != nil {
			return nil, nil, badXML(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "Template":
				templates = append(templates, attr(t, "TemplateID"))
			case "TextObject":
				box = [4]float64{}
				for i, field := range strings.Fields(attr(t, "Boundary")) {
					if i < 4 {
						box[i], _ = strconv.ParseFloat(field, 64)
					}
				}
			case "TextCode":
				dx, _ := strconv.ParseFloat(attr(t, "X"), 64)
				dy, _ := strconv.ParseFloat(attr(t, "Y"), 64)
				at = &mark{x: box[0] + dx, y: box[1] + dy, right: box[0] + box[2]}
			}
		case xml.CharData:
			if at != nil {
				at.text += string(t)
			}
		case xml.EndElement:
			if t.Name.Local == "TextCode" && at != nil {
				marks = append(marks, *at)
				at = nil
			}
		}
	}
}

// setLines puts pieces of text in reading order: those whose height differs by less than two millimetres make a line,
// with a tab where a gap parts two of them.
func setLines(marks []mark) string {
	slices.SortStableFunc(marks, func(a, b mark) int { return cmp.Compare(a.y, b.y) })
	var b strings.Builder
	for len(marks) > 0 {
		n := 1
		for n < len(marks) && math.Abs(marks[n].y-marks[0].y) < 2 {
			n++
		}
		line := marks[:n]
		slices.SortStableFunc(line, func(a, b mark) int { return cmp.Compare(a.x, b.x) })
		for i, m := range line {
			if i > 0 && m.x-line[i-1].right > 2 {
				b.WriteByte('\t')
			}
			b.WriteString(m.text)
		}
		b.WriteByte('\n')
		marks = marks[n:]
	}
	return b.String()
}
