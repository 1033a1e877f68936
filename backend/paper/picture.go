package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // a format of pictures
	_ "image/png"  // another

	"zhiheng/backend/fault"
	"zhiheng/backend/paper/typeface"
)

// Picture is a picture on a page of its own, as JPEG or PNG, of a size that can be held in memory.
type Picture struct {
	Data    []byte
	Caption string
}

// PicturePages writes pictures as a PDF, one a page, as large as the page allows. A wide one has a wide page.
func PicturePages(title string, meta Meta, pictures []Picture) ([]byte, error) {
	face, err := typeface.Serif()
	if err != nil {
		return nil, fault.Wrap("paper.picture", err)
	}
	f := newFlow(face)
	out := &pdfFile{}
	tree := out.add("")
	var pages, bodies []int
	var sizes [][2]float64
	for i, picture := range pictures {
		object, width, height, err := out.picture(picture.Data)
		if err != nil {
			return nil, fault.New(fault.Unreadable, "paper.picture", fault.T("图片不能读取", "the picture cannot be read")).WithCause(err)
		}
		size := [2]float64{pageWidth, pageHeight}
		if width > height {
			size = [2]float64{pageHeight, pageWidth}
		}
		if i > 0 {
			f.breakPage()
		}
		place(f, picture.Caption, size, float64(width), float64(height))
		pages, bodies, sizes = append(pages, out.add("")), append(bodies, object), append(sizes, size)
	}
	font, kids := out.embed(face, f.subset), ""
	for i, page := range pages {
		stream := out.stream("", f.pages[i].Bytes())
		out.set(page, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</Font<</F %d 0 R>>/XObject<</P %d 0 R>>>>/Contents %d 0 R>>",
			tree, number(sizes[i][0]), number(sizes[i][1]), font, bodies[i], stream)
		kids += fmt.Sprintf("%d 0 R ", page)
	}
	out.set(tree, "<</Type/Pages/Kids[%s]/Count %d>>", kids, len(pages))
	root := out.add("<</Type/Catalog/Pages %d 0 R/Lang(%s)>>", tree, Document{}.lang())
	return out.bytes(root, out.info(title, meta)), nil
}

// place draws a picture and its caption in the middle of a page.
func place(f *flow, caption string, size [2]float64, width, height float64) {
	const edge = 20 * mm
	room := [2]float64{size[0] - 2*edge, size[1] - 2*edge - 2*smallLead}
	scale := min(room[0]/width, room[1]/height)
	w, h := width*scale, height*scale
	fmt.Fprintf(f.page(), "q %s 0 0 %s %s %s cm /P Do Q\n", number(w), number(h), number((size[0]-w)/2), number(edge+2*smallLead+(room[1]-h)/2))
	for _, line := range f.lines(caption, setting{size: smallSize}, room[0]) {
		f.draw(f.page(), line.text, setting{size: smallSize}, (size[0]-line.width)/2, edge, 0)
		break // a caption has one line
	}
}

// picture adds a picture. A JPEG stays as it is.
func (f *pdfFile) picture(data []byte) (object, width, height int, err error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, 0, 0, err
	}
	entries := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8", config.Width, config.Height)
	if space := colours(config.ColorModel); format == "jpeg" && space != "" {
		return f.add("<<%s/ColorSpace%s/Filter/DCTDecode/Length %d>>stream\n%s\nendstream", entries, space, len(data), data), config.Width, config.Height, nil
	}
	decoded, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return 0, 0, 0, err
	}
	return f.stream(entries+"/ColorSpace/DeviceRGB", pixels(decoded)), config.Width, config.Height, nil
}

func colours(m color.Model) string {
	switch m {
	case color.GrayModel:
		return "/DeviceGray"
	case color.YCbCrModel:
		return "/DeviceRGB"
	}
	return ""
}

// pixels are a picture's colours row by row, on white where it lets through.
func pixels(picture image.Image) []byte {
	size := picture.Bounds()
	out := make([]byte, 0, 3*size.Dx()*size.Dy())
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; x++ {
			r, g, b, a := picture.At(x, y).RGBA()
			white := 0xffff - a
			out = append(out, byte((r+white)>>8), byte((g+white)>>8), byte((b+white)>>8))
		}
	}
	return out
}
