package disclosure

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"io"
	"strconv"
	"strings"

	"zhiheng/backend/fault"
)

// Box is a part of a picture that is covered, in pixels from its upper left corner.
type Box struct{ X, Y, Wide, High int }

// ParseBox reads a box as it is written, "X,Y,WIDE,HIGH".
func ParseBox(text string) (b Box, err error) {
	parts := strings.Split(text, ",")
	into := []*int{&b.X, &b.Y, &b.Wide, &b.High}
	if len(parts) != len(into) {
		return b, badBox(text)
	}
	for i, part := range parts {
		if *into[i], err = strconv.Atoi(strings.TrimSpace(part)); err != nil {
			return b, badBox(text)
		}
	}
	if b.X < 0 || b.Y < 0 || b.Wide < 1 || b.High < 1 {
		return b, badBox(text)
	}
	return b, nil
}

func badBox(text string) error {
	return fault.New(fault.Invalid, "disclosure.box", fault.Tf("遮盖区域“%[1]s”不正确，应写作 左,上,宽,高（像素）", "the box %[1]q is none; write LEFT,TOP,WIDE,HIGH in pixels", text)).WithField("box")
}

// mostScan is the longest side of a covered scan, in pixels.
const mostScan = 4000

// CoverScan draws a scan anew with boxes over it, as a JPEG: what was under a box is not in the file any more, nor is anything but
// pixels. A box that lies outside the picture is refused, since it covers nothing.
func CoverScan(content io.Reader, boxes []Box) ([]byte, error) {
	const op = "disclosure.cover_scan"
	raw, err := io.ReadAll(io.LimitReader(content, mostBytes))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || config.Width > 4*mostScan || config.Height > 4*mostScan {
		return nil, fault.New(fault.Unreadable, op, fault.T("图片不能读取，或者过大", "the picture cannot be read, or is too large")).WithCause(err)
	}
	source, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, fault.New(fault.Unreadable, op, fault.T("图片不能读取", "the picture cannot be read")).WithCause(err)
	}
	covered := image.NewRGBA(source.Bounds())
	draw.Draw(covered, covered.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(covered, covered.Bounds(), source, source.Bounds().Min, draw.Over)
	for _, b := range boxes {
		area := image.Rect(b.X, b.Y, b.X+b.Wide, b.Y+b.High).Add(source.Bounds().Min).Intersect(covered.Bounds())
		if area.Empty() {
			return nil, badBox(fmt.Sprintf("%d,%d,%d,%d", b.X, b.Y, b.Wide, b.High))
		}
		draw.Draw(covered, area, image.NewUniform(color.Black), image.Point{}, draw.Src)
	}
	var flat bytes.Buffer
	if err := jpeg.Encode(&flat, covered, &jpeg.Options{Quality: 92}); err != nil {
		return nil, fault.Wrap(op, err)
	}
	return bareJPEG(&flat, mostScan)
}
