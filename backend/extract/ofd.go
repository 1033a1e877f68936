package extract

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
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
	attached, err := d.attachments(root)
	if err != nil {
		return Result{}, err
	}
	r.PageCount, r.Members = len(r.Pages), len(attached)
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
	Attachments string   `xml:"Attachments"`
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

type ofd struct {
	parts *parts
	units map[string][]mark // what the graphic units of the document at hand say, by id
}

func (d *ofd) decode(name string, into any) error {
	r, err := d.parts.open(name)
	if err != nil {
		return err
	}
	if r == nil {
		return damaged(errors.New("no part " + name))
	}
	defer r.Close()
	if err := newXML(r).Decode(into); err != nil {
		return badXML(err)
	}
	return nil
}

// newXML decodes XML that may be in UTF-16, or name another encoding for itself.
func newXML(r io.Reader) *xml.Decoder {
	from := bufio.NewReader(r)
	wide := false
	if mark, _ := from.Peek(2); string(mark) == "\xFF\xFE" || string(mark) == "\xFE\xFF" {
		wide = true
	}
	var text io.Reader = from
	if wide {
		text = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(from)
	}
	x := xml.NewDecoder(text)
	x.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		if wide {
			return in, nil
		}
		e, err := htmlindex.Get(name)
		if err != nil {
			return nil, err
		}
		return e.NewDecoder().Reader(in), nil
	}
	return x
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
	if err := d.readUnits(dir, append(doc.Public, doc.Own...)); err != nil {
		return nil, err
	}
	for _, p := range doc.Pages {
		marks, err := d.page(ofdPath(dir, p.Loc), templates, map[string]bool{})
		if err != nil {
			return nil, err
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

// page reads a page with the templates that it lies on, and those that these lie on, each once.
func (d *ofd) page(name string, templates map[string]string, laid map[string]bool) ([]mark, error) {
	marks, used, err := d.marks(name)
	if err != nil {
		return nil, err
	}
	for _, id := range used {
		if templates[id] == "" || laid[id] {
			continue
		}
		laid[id] = true
		more, err := d.page(templates[id], templates, laid)
		if err != nil {
			return nil, err
		}
		marks = append(marks, more...)
	}
	return marks, nil
}

// readUnits reads the graphic units that the pages of a document may show. A list of resources that is lost takes no page with it.
func (d *ofd) readUnits(dir string, lists []string) error {
	d.units = map[string][]mark{}
	for _, loc := range lists {
		r, err := d.parts.open(ofdPath(dir, loc))
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		x := newXML(r)
		for {
			token, err := x.Token()
			if err != nil {
				break // the end, or nothing more that can be read
			}
			if t, ok := token.(xml.StartElement); ok && t.Name.Local == "CompositeGraphicUnit" {
				marks, _, err := d.readMarks(x, "CompositeGraphicUnit")
				if err != nil {
					break
				}
				d.units[attr(t, "ID")] = marks
			}
		}
		r.Close()
	}
	return nil
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
	return d.readMarks(newXML(r), "")
}

// readMarks reads pieces of text up to the end of an element, or of the part.
func (d *ofd) readMarks(x *xml.Decoder, until string) (marks []mark, templates []string, err error) {
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
				box = boundary(t)
			case "CompositeObject":
				at := boundary(t)
				for _, m := range d.units[attr(t, "ResourceID")] {
					marks = append(marks, mark{m.x + at[0], m.y + at[1], m.right + at[0], m.text})
				}
				if len(marks) > maxMarks {
					return nil, nil, burst()
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
			if t.Name.Local == until {
				return marks, templates, nil
			}
		}
	}
}

// maxMarks bounds the pieces of text of a page: a graphic unit may be shown any number of times.
const maxMarks = 1 << 20

// boundary is where an object lies: left, top, width and height. What is no number is 0.
func boundary(t xml.StartElement) (box [4]float64) {
	for i, field := range strings.Fields(attr(t, "Boundary")) {
		if i < 4 {
			box[i], _ = strconv.ParseFloat(field, 64)
		}
	}
	return box
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
