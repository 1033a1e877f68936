package extract

import (
	"context"
	"image"
	"path"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"zhiheng/backend/fault"
)

// Unseen is a passage of a file's text that nobody sees who looks at its pages: covered, in the colour of the paper, too small, cut
// off, outside the page; in a Word document also what is said of the text beside it. Start counts runes in the text of the page as
// [Pool.Read] gives it and is -1 where the place is not known; then Text is how it stands there. Without a text it says that most of
// the page seems empty, so that nothing can be told of it.
type Unseen struct {
	Page  int    `json:"page"`
	Start int    `json:"start"`
	Text  string `json:"text"`
}

// Unseen finds what stands in the text of a file and is not seen on its pages. Formats in which it does not look give nothing.
func (p *Pool) Unseen(ctx context.Context, file, name string) ([]Unseen, error) {
	const op = "extract.unseen"
	file, err := openable(op, file)
	if err != nil {
		return nil, err
	}
	a, cause, err := p.work(ctx, op, job{Op: "unseen", Path: file, Name: name}, nil)
	switch {
	case err != nil:
		return nil, err
	case a.Failed != "":
		return nil, fault.New(a.Failed, op, a.Reason)
	case cause != CauseNone:
		return nil, fault.New(fault.Unreadable, op, fault.T("文件不能逐页查看", "the pages of the file cannot be looked at"))
	}
	return a.Unseen, nil
}

func unseen(src *source) answer {
	return drawn(src, func(a *answer) (err error) {
		switch src.media.Format {
		case "pdf":
			a.Unseen, err = unseenPDF(src)
		case "docx":
			a.Unseen, err = unseenDocx(src)
		}
		return err
	})
}

const (
	unseenWidth = 1200 // pixels of the page that is looked at
	unseenPages = 200
	faintest    = 26 // how much lighter or darker than its ground a character must be, of 255
	smallest    = 4  // pixels of the height of a character that can be read
	seenBeside  = 2  // pixels round a character that are looked at with it
)

// unseenPDF draws each page and looks at the place of each character: where nothing is drawn, nobody sees it.
func unseenPDF(src *source) (list []Unseen, err error) {
	err = src.engine.with(src, func(p pdfium.Pdfium, doc references.FPDF_DOCUMENT) error {
		count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
		if err != nil {
			return pdfError(err)
		}
		for i := range min(count.PageCount, unseenPages) {
			text, err := pdfPage(p, doc, i)
			if err != nil || strings.TrimSpace(text) == "" {
				continue // what is not read does not go out either
			}
			found, err := unseenPage(p, doc, i, []rune(clean(text)))
			if err != nil {
				return pdfError(err)
			}
			list = append(list, found...)
		}
		return nil
	})
	return list, err
}

func unseenPage(p pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int, text []rune) ([]Unseen, error) {
	drawn, err := p.RenderPageInPixels(&requests.RenderPageInPixels{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: index}},
		Width: unseenWidth, Height: unseenWidth * maxTall, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT})
	if err != nil {
		return nil, err
	}
	defer drawn.Cleanup()
	page, err := p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return nil, err
	}
	defer p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	boxes, err := pdfBoxes(p, requests.Page{ByReference: &page.Page}, inked)
	if err != nil {
		return nil, err
	}
	hidden, all := make([]bool, len(text)), 0
	at, count := 0, 0
	for _, b := range boxes {
		place := at
		for place < len(text) && place < at+60 && text[place] != b.r {
			place++
		}
		if place >= len(text) || text[place] != b.r {
			continue
		}
		at = place + 1
		if all++; !visible(drawn.Result.RenderedImage, b) {
			hidden[place] = true
			count++
		}
	}
	if count*10 > all*6 { // fonts that are not there draw nothing
		return []Unseen{{Page: index + 1, Start: -1}}, nil
	}
	return passages(index+1, text, hidden), nil
}

// passages puts characters that nobody sees together, blanks between them included. A single one is none.
func passages(page int, text []rune, hidden []bool) (list []Unseen) {
	for i := 0; i < len(text); i++ {
		if !hidden[i] {
			continue
		}
		end, n := i, 0
		for j := i; j < len(text) && (hidden[j] || unicode.IsSpace(text[j])); j++ {
			if hidden[j] {
				end = j
				n++
			}
		}
		if n > 1 {
			list = append(list, Unseen{page, i, string(text[i : end+1])})
		}
		i = end
	}
	return list
}

// visible tells whether anything is drawn at the place of a character.
func visible(drawn image.Image, b box) bool {
	size := drawn.Bounds()
	scale := func(part float64, whole int) int { return int(part * float64(whole) / Whole) }
	area := image.Rect(scale(b.left, size.Dx()), scale(b.top, size.Dy()), scale(b.right, size.Dx())+1, scale(b.bottom, size.Dy())+1)
	if area.Dy() < smallest && area.Dx() < smallest {
		return false
	}
	area = area.Inset(-seenBeside).Add(size.Min).Intersect(size)
	lightest, darkest := 0, 255
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b, _ := drawn.At(x, y).RGBA()
			grey := int((r*30 + g*59 + b*11) / 100 >> 8)
			lightest, darkest = max(lightest, grey), min(darkest, grey)
		}
	}
	return lightest-darkest >= faintest
}

// unseenDocx gives what is white or tiny in a Word document, and the comments. What is hidden outright is not read at all.
func unseenDocx(src *source) (list []Unseen, err error) {
	z, err := openDocument(src.file, src.size)
	if err != nil {
		return nil, err
	}
	p := &parts{z, maxUnpacked}
	main, err := mainPart(p, "word/document.xml")
	if err != nil {
		return nil, err
	}
	for _, f := range p.zip.File {
		base := path.Base(f.Name)
		remarks := strings.HasPrefix(base, "comments") && strings.Trim(base[len("comments"):], "0123456789") == ".xml"
		if path.Dir(f.Name) != path.Dir(main) || f.Name != main && !remarks && !strings.HasPrefix(base, "header") && !strings.HasPrefix(base, "footer") && !strings.HasPrefix(base, "footnotes") && !strings.HasPrefix(base, "endnotes") || path.Ext(base) != ".xml" {
			continue
		}
		w := &wordText{}
		if err := w.part(p, f.Name); err != nil {
			return nil, err
		}
		if remarks {
			for _, page := range w.pager.end() {
				if text := strings.TrimSpace(clean(page.Text)); text != "" {
					list = append(list, Unseen{0, -1, text})
				}
			}
			continue
		}
		for _, text := range w.unseen {
			if text = strings.TrimSpace(clean(text)); len([]rune(text)) > 1 {
				list = append(list, Unseen{0, -1, text})
			}
		}
	}
	return list, nil
}
