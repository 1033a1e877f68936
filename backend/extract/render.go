package extract

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/image/draw"

	"zhiheng/backend/fault"
)

const (
	minWidth, maxWidth = 32, 4000 // pixels of a page image
	maxTall            = 4        // a page image is at most so many times as tall as it is wide
)

// picture draws one page of a PDF, or a picture made smaller.
func picture(src *source, page, width int) answer {
	width = min(max(width, minWidth), maxWidth)
	return drawn(src, func(a *answer) (err error) {
		switch src.media.Format {
		case "pdf":
			a.Image, err = drawPDF(src, page, width)
			a.ContentType = "image/jpeg"
		case "ofd":
			a.Image, a.ContentType, err = drawOFD(src, page, width)
		case "jpeg", "png", "gif", "bmp", "tiff", "webp":
			a.Image, a.ContentType, err = drawPicture(src, page, width)
		case "docx", "pptx", "xlsx", "odt", "odp", "ods":
			a.Image, a.ContentType, err = drawEmbedded(src, page, width)
		default:
			*a = answer{Failed: fault.Unavailable, Reason: fault.T("此格式没有页面图像", "this format has no page images")}
		}
		return err
	})
}

// drawn looks at the pages of a source as they are drawn: whatever breaks that is told as an answer.
func drawn(src *source, look func(a *answer) error) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = noPicture(damaged(nil))
		}
	}()
	src.media = Detect(src.file, src.size, src.name)
	if err := look(&a); err != nil {
		return noPicture(err)
	}
	return a
}

func noPicture(err error) answer {
	var s *stop
	if errors.As(err, &s) {
		return answer{Failed: fault.Unreadable, Reason: s.reason}
	}
	if f := fault.As(err); f.Kind == fault.NotFound {
		return answer{Failed: f.Kind, Reason: f.Message}
	}
	return noPicture(damaged(err))
}

func drawPDF(src *source, page, width int) (data []byte, err error) {
	missing := false
	err = src.engine.with(src, func(p pdfium.Pdfium, doc references.FPDF_DOCUMENT) error {
		count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
		if err != nil {
			return pdfError(err)
		}
		if missing = page < 1 || page > count.PageCount; missing {
			return nil
		}
		drawn, err := p.RenderPageInPixels(&requests.RenderPageInPixels{
			Page:  requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: page - 1}},
			Width: width, Height: width * maxTall, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT})
		if err != nil {
			return pdfError(err)
		}
		defer drawn.Cleanup()
		var b bytes.Buffer
		err = jpeg.Encode(&b, drawn.Result.RenderedImage, &jpeg.Options{Quality: 82})
		data = b.Bytes()
		return err
	})
	if missing && err == nil {
		err = fault.New(fault.NotFound, "extract.image", fault.T("没有这一页", "there is no such page"))
	}
	return data, err
}

// drawPicture decodes a picture of bearable size, turns it upright and makes it no wider than asked.
func drawPicture(src *source, page, width int) ([]byte, string, error) {
	if list := frames(src); src.media.Format == "tiff" && page >= 1 && page <= len(list) {
		src = frame(src, list[page-1])
	} else if page != 1 {
		return nil, "", fault.New(fault.NotFound, "extract.image", fault.T("没有这一页", "there is no such page"))
	}
	config, _, err := image.DecodeConfig(src.reader())
	if err != nil {
		return nil, "", damaged(err)
	}
	if err := tooLarge(config); err != nil {
		return nil, "", err
	}
	decoded, _, err := image.Decode(src.reader())
	if err != nil {
		return nil, "", damaged(err)
	}
	turn := cameraMeta(src, nil)[MetaTurn]
	if len(turn) == 1 && turn >= "5" && turn <= "8" { // lies on its side
		width = max(1, width*config.Width/config.Height)
	}
	small := upright(shrink(decoded, width), turn)
	var b bytes.Buffer
	if src.media.Format == "png" || src.media.Format == "gif" {
		err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, small)
		return b.Bytes(), "image/png", err
	}
	err = jpeg.Encode(&b, small, &jpeg.Options{Quality: 82})
	return b.Bytes(), "image/jpeg", err
}

func shrink(src image.Image, width int) image.Image {
	size := src.Bounds()
	if size.Dx() <= width {
		return src
	}
	dst := image.NewRGBA(image.Rect(0, 0, width, max(1, min(size.Dy()*width/size.Dx(), width*50))))
	draw.ApproxBiLinear.Scale(dst, dst.Bounds(), src, size, draw.Src, nil)
	return dst
}

// upright turns a picture by its EXIF orientation.
func upright(src image.Image, turn string) image.Image {
	size := src.Bounds()
	w, h := size.Dx(), size.Dy()
	var at func(x, y int) color.Color
	sideways := false
	from := func(x, y int) color.Color { return src.At(size.Min.X+x, size.Min.Y+y) }
	switch turn {
	case "2":
		at = func(x, y int) color.Color { return from(w-1-x, y) }
	case "3":
		at = func(x, y int) color.Color { return from(w-1-x, h-1-y) }
	case "4":
		at = func(x, y int) color.Color { return from(x, h-1-y) }
	case "5":
		at, sideways = func(x, y int) color.Color { return from(y, x) }, true
	case "6":
		at, sideways = func(x, y int) color.Color { return from(y, h-1-x) }, true
	case "7":
		at, sideways = func(x, y int) color.Color { return from(w-1-y, h-1-x) }, true
	case "8":
		at, sideways = func(x, y int) color.Color { return from(w-1-y, x) }, true
	default:
		return src
	}
	if sideways {
		w, h = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			dst.Set(x, y, at(x, y))
		}
	}
	return dst
}
