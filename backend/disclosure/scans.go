package disclosure

import (
	"context"
	"slices"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/store"
)

// Scan is a paper whose pages are published as pictures beside the text of a decision: a sealed copy, a plan, a report. Title is
// published with it. SHA256 is that of the paper's bytes for which its covers were made.
type Scan struct {
	Paper  string `json:"paper"`
	SHA256 string `json:"sha256"`
	Title  string `json:"title"`
	Pages  int    `json:"pages"`
}

// Cover is a box on the picture of a page under which nothing is left, or one that a person has decided to leave open (Accepted
// false). By is "machine" or "person": who found it. Original is what stands under it, where the page's text and its place are
// known; it stands in no entry of the ledger.
type Cover struct {
	ID       string          `json:"id"`
	Paper    string          `json:"paper"`
	Page     int             `json:"page"`
	Region   casefile.Region `json:"region"`
	Rule     string          `json:"rule"`
	Label    fault.Text      `json:"label,omitzero"`
	Level    redact.Level    `json:"level"`
	Original string          `json:"original,omitempty"`
	Reason   fault.Text      `json:"reason"`
	Accepted bool            `json:"accepted"`
	By       string          `json:"by"`
}

// scanned is a scan with what is known of its pages.
type scanned struct {
	Scan
	paper  casefile.Paper
	faces  []casefile.Face // by page; empty where nothing was read
	covers []Cover
}

// on lists the covers of one page that are accepted.
func (s scanned) on(page int) (covers []Cover) {
	for _, c := range s.covers {
		if c.Page == page && c.Accepted {
			covers = append(covers, c)
		}
	}
	return covers
}

// face is what is known of a page.
func (s scanned) face(page int) casefile.Face {
	if page < 1 || page > len(s.faces) {
		return casefile.Face{}
	}
	return s.faces[page-1]
}

// scanAdded takes a paper's pages along as pictures; the same event again renames it, or takes its bytes as they are then.
type scanAdded struct {
	ID string `json:"id"`
	Scan
}

func applyScanAdded(t *store.Tables, e store.Event, d scanAdded) error {
	if err := expect(t, e, d.ID, Masking); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("scan_insert"), d.ID, d.Paper, d.SHA256, d.Title, d.Pages); err != nil {
		return err
	}
	return coveredBy(t, e, d.ID)
}

type scanRemoved struct {
	ID    string `json:"id"`
	Paper string `json:"paper"`
}

func applyScanRemoved(t *store.Tables, e store.Event, d scanRemoved) error {
	if err := expect(t, e, d.ID, Masking); err != nil {
		return err
	}
	for _, query := range []string{"scan_delete", "covers_clear"} {
		if err := t.Exec(queries.Get(query), d.ID, d.Paper); err != nil {
			return err
		}
	}
	return coveredBy(t, e, d.ID)
}

// covered is the whole list of covers of a scan.
type covered struct {
	ID       string  `json:"id"`
	Paper    string  `json:"paper"`
	SHA256   string  `json:"sha256"`
	Rulebook string  `json:"rulebook"` // version of the rules
	Covers   []Cover `json:"covers"`
}

func applyCovered(t *store.Tables, e store.Event, d covered) error {
	if err := expect(t, e, d.ID, Masking); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("covers_clear"), d.ID, d.Paper); err != nil {
		return err
	}
	for _, c := range d.Covers {
		if err := t.Exec(queries.Get("cover_insert"), d.ID, d.Paper, c.ID, c.Page, store.JSON(c.Region), c.Rule, string(c.Level), store.JSON(c.Reason), c.Accepted, c.By); err != nil {
			return err
		}
	}
	return coveredBy(t, e, d.ID)
}

// coveredBy notes who has worked on the scans.
func coveredBy(t *store.Tables, e store.Event, id string) error {
	if err := t.Exec(queries.Get("preparer_insert"), id, e.Actor); err != nil {
		return err
	}
	return t.Exec(queries.Get("item_covered"), e.Actor, e.Seq, id)
}

// ScansOf lists the papers whose pages go out as pictures with a disclosure.
func ScansOf(from store.Source, id string) ([]Scan, error) {
	return store.All[Scan](from, queries.Get("scans"), id)
}

// papersOf are the papers of the scans of a disclosure that are still in the dossier.
func papersOf(from store.Source, id string) (papers []casefile.Paper, err error) {
	scans, err := ScansOf(from, id)
	for _, scan := range scans {
		p, err := casefile.PaperOf(from, scan.Paper)
		if fault.KindOf(err) == fault.NotFound {
			continue // clear says so
		}
		if err != nil {
			return nil, err
		}
		papers = append(papers, p)
	}
	return papers, err
}

// scans gathers the scans of a disclosure with their covers.
func (d *Desk) scans(from store.Source, s *sight, m material) (list []scanned, err error) {
	scans, err := ScansOf(from, s.item.ID)
	if err != nil {
		return nil, err
	}
	for _, scan := range scans {
		one := scanned{Scan: scan, faces: m.faces[scan.Paper]}
		if one.paper, err = casefile.PaperOf(from, scan.Paper); err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		if one.covers, err = store.All[Cover](from, queries.Get("covers"), s.item.ID, scan.Paper); err != nil {
			return nil, err
		}
		d.nameCovers(&one)
		list = append(list, one)
	}
	return list, nil
}

// nameCovers adds to each cover its rule's name and what stands under it.
func (d *Desk) nameCovers(s *scanned) {
	for i := range s.covers {
		c := &s.covers[i]
		rule, _ := d.rule(c.Rule)
		c.Label, c.Original = rule.Name, under(s.face(c.Page), c.Region)
	}
}

// mostScanPages is how many pages of a paper can be published as pictures.
const mostScanPages = 200

// faces reads what is known of every page of a paper. Where no place is known of a page's text and text can be read off pictures
// here, thorough has it read; else only what was read before is taken.
func (d *Desk) faces(ctx context.Context, p casefile.Paper, thorough bool) ([]casefile.Face, error) {
	faces := make([]casefile.Face, min(max(p.PagesCount, 1), mostScanPages))
	for i := range faces {
		face, err := d.Files.PageFace(ctx, p, i+1)
		if err != nil {
			return nil, err
		}
		if len(face.Lines) == 0 {
			if face, err = d.placed(ctx, p, i+1, face, thorough); err != nil {
				return nil, err
			}
		}
		faces[i] = face
	}
	return faces, nil
}

// placed reads a page of which no places are known off its picture.
func (d *Desk) placed(ctx context.Context, p casefile.Paper, page int, face casefile.Face, thorough bool) (casefile.Face, error) {
	picture, _, err := d.Files.PageImage(ctx, p, page, finishedWide)
	if err != nil {
		return face, nil //nolint:nilerr // a page that cannot be drawn is refused when it is finished
	}
	read, able, err := d.readPicture(ctx, picture, thorough)
	if err == nil && able && read.Text != "" {
		face.Text, face.Lines = read.Text, read.Lines
	}
	return face, err
}

// under is the text that stands under a box, by the middle of each character.
func under(face casefile.Face, box casefile.Region) string {
	runes := []rune(face.Text)
	var out []rune
	for _, line := range face.Lines {
		if middle := line.Y + line.Height/2; middle < box.Y || middle > box.Y+box.Height {
			continue
		}
		first := len(out)
		for i := 0; i+1 < len(line.Edges) && line.Start+i < len(runes); i++ {
			if middle := (line.Edges[i] + line.Edges[i+1]) / 2; line.Edges[i+1] > line.Edges[i] && middle >= box.X && middle <= box.X+box.Width {
				if len(out) == first && first > 0 {
					out = append(out, '\n')
				}
				out = append(out, runes[line.Start+i])
			}
		}
	}
	return string(out)
}

// boxesOf are the boxes around a stretch of a page's text, one a line.
func boxesOf(lines []extract.Line, start, end int) (boxes []casefile.Region) {
	for _, line := range lines {
		from, to := max(start, line.Start)-line.Start, min(end, line.Start+len(line.Edges)-1)-line.Start
		if from < to {
			boxes = append(boxes, casefile.Region{X: line.Edges[from], Y: line.Y, Width: max(line.Edges[to]-line.Edges[from], 1), Height: line.Height})
		}
	}
	return boxes
}

// hidden tells whether covers lie over every character of a stretch of a page's text, over the better part of each. A stretch of
// which no place is known is not hidden.
func hidden(lines []extract.Line, start, end int, covers []Cover) bool {
	known := 0
	for _, line := range lines {
		middle := line.Y + line.Height/2
		for i := max(start, line.Start) - line.Start; i < min(end-line.Start, len(line.Edges)-1); i++ {
			left, wide := line.Edges[i], line.Edges[i+1]-line.Edges[i]
			if wide == 0 { // white space
				continue
			}
			known++
			for _, x := range [2]int{left + wide/5, left + wide*3/5} {
				if !slices.ContainsFunc(covers, func(c Cover) bool { return within(c.Region, x, middle) }) {
					return false
				}
			}
		}
	}
	return known > 0
}

// within tells whether a point lies in a region.
func within(r casefile.Region, x, y int) bool {
	return r.X <= x && x <= r.X+r.Width && r.Y <= y && y <= r.Y+r.Height
}

// touches tells whether a cover lies over any part of a box.
func touches(covers []Cover, box casefile.Region) bool {
	return slices.ContainsFunc(covers, func(c Cover) bool {
		r := c.Region
		return r.X < box.X+box.Width && box.X < r.X+r.Width && r.Y < box.Y+box.Height && box.Y < r.Y+r.Height
	})
}
