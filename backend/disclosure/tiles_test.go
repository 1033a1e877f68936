package disclosure_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // finished pages
	"image/png"
	"io"
	"os"
	"strings"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
)

// tiles draws and reads pages in a writing of its own: a character is a tile of four by four squares, black for the ones of its
// number. It stands in for a scanner and for a reader of pictures, and reads whatever can be told from its surroundings by eye, be
// it ever so faint. A file that begins with "SCAN" holds the pages, parted by form feeds.
type tiles struct {
	officetest.PlainReading
	installed bool
	sure      int
}

const (
	tileWide, tileDot, tilePitch, tileEdge = 32, 8, 48, 64
	tilePage                               = 1600
)

func (s *tiles) Read(ctx context.Context, path, name string) (extract.Result, error) {
	result, err := s.PlainReading.Read(ctx, path, name)
	if pages, scan := strings.CutPrefix(result.Pages[0].Text, "SCAN\n"); scan {
		result = extract.Result{Status: extract.NoText, Media: extract.Media{Format: "png", Mime: "image/png"}, PageCount: strings.Count(pages, "\f") + 1}
		for i := range result.PageCount {
			result.Pages = append(result.Pages, extract.Page{Number: i + 1})
		}
	}
	return result, err
}

func (s *tiles) PageImage(_ context.Context, path string, page, _ int) ([]byte, string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, "", err
	}
	sheet := image.NewRGBA(image.Rect(0, 0, tilePage, 1200))
	draw.Draw(sheet, sheet.Bounds(), image.White, image.Point{}, draw.Src)
	text, scan := strings.CutPrefix(string(raw), "SCAN\n")
	if !scan {
		return nil, "", os.ErrInvalid
	}
	for row, line := range strings.Split(strings.Split(text, "\f")[page-1], "\n") {
		for column, r := range []rune(line) {
			for bit := range 16 {
				if r != ' ' && r>>bit&1 == 1 {
					at := image.Pt(tileEdge+column*tilePitch+bit%4*tileDot, tileEdge+row*2*tilePitch+bit/4*tileDot)
					draw.Draw(sheet, image.Rectangle{Min: at, Max: at.Add(image.Pt(tileDot, tileDot))}, image.NewUniform(color.Gray{Y: 20}), image.Point{}, draw.Src)
				}
			}
		}
	}
	var out bytes.Buffer
	err = png.Encode(&out, sheet)
	return out.Bytes(), "image/png", err
}

func (s *tiles) Unpack(context.Context, string, string, extract.Room, func(extract.Member, io.Reader) error) (extract.Result, error) {
	return extract.Result{}, nil
}

func (s *tiles) Ready(context.Context) (string, error) {
	if !s.installed {
		return "", fault.New(fault.Unavailable, "test", fault.T("未安装", "not installed"))
	}
	return "tiles", nil
}

func (s *tiles) Recognise(_ context.Context, picture []byte) (read extract.Recognised, err error) {
	drawn, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return read, fault.New(fault.Unreadable, "test", fault.T("坏图", "a bad picture"))
	}
	size := drawn.Bounds().Size()
	part := func(n, whole int) int { return n * extract.Whole / whole }
	var text []rune
	for top := tileEdge; top+tileWide <= size.Y; top += 2 * tilePitch {
		var line *extract.Line
		for left := tileEdge; left+tileWide <= size.X; left += tilePitch {
			r := tile(drawn, left, top)
			if r == 0 {
				continue
			}
			if line == nil {
				if len(text) > 0 {
					text = append(text, '\n')
				}
				read.Lines = append(read.Lines, extract.Line{Start: len(text), Y: part(top, size.Y), Height: part(tileWide, size.Y), Edges: []int{part(left, size.X)}})
				line = &read.Lines[len(read.Lines)-1]
			}
			line.Edges[len(line.Edges)-1] = part(left, size.X)
			line.Edges = append(line.Edges, part(left+tileWide, size.X))
			text = append(text, r)
		}
	}
	read.Text, read.Confidence = string(text), s.sure
	if read.Text == "" {
		read.Confidence = 0
	}
	return read, nil
}

// tile is the character at a place, by the difference between its lightest and darkest squares; 0 for none.
func tile(drawn image.Image, left, top int) (r rune) {
	var grey [16]int
	low, high := 255, 0
	for bit := range 16 {
		sum := 0
		for y := range tileDot - 2 {
			for x := range tileDot - 2 {
				sum += int(color.GrayModel.Convert(drawn.At(left+bit%4*tileDot+1+x, top+bit/4*tileDot+1+y)).(color.Gray).Y)
			}
		}
		grey[bit] = sum / (tileDot - 2) / (tileDot - 2)
		low, high = min(low, grey[bit]), max(high, grey[bit])
	}
	if high-low < 12 {
		return 0
	}
	for bit, g := range grey {
		if g < (low+high)/2 {
			r |= 1 << bit
		}
	}
	return r
}
