package disclosure

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // pictures come as either
	"io"
	"slices"
	"strings"

	xdraw "golang.org/x/image/draw"

	"zhiheng/backend/fault"
)

// mostListPicture is the longest side of a picture of a list, in pixels.
const mostListPicture = 640

// bareJPEG draws a picture anew, no larger than given, on white: what comes out has pixels and nothing else, no camera, place,
// time or thumbnail.
func bareJPEG(content io.Reader, most int) ([]byte, error) {
	source, _, err := image.Decode(content)
	if err != nil {
		return nil, fault.New(fault.Unreadable, "disclosure.picture", fault.T("图片不能读取", "the picture cannot be read")).WithCause(err)
	}
	size := source.Bounds().Size()
	if longest := max(size.X, size.Y); longest > most {
		size = image.Pt(max(1, size.X*most/longest), max(1, size.Y*most/longest))
	}
	target := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(target, target.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	xdraw.CatmullRom.Scale(target, target.Bounds(), source, source.Bounds(), draw.Over, nil)
	var out bytes.Buffer
	err = jpeg.Encode(&out, target, &jpeg.Options{Quality: 85})
	return out.Bytes(), fault.Wrap("disclosure.picture", err)
}

// isBareJPEG refuses a JPEG that holds anything but its pixels: the segments that programs put notes into.
func isBareJPEG(raw []byte) error {
	if _, kind, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil || kind != "jpeg" {
		return fmt.Errorf("a picture of kind %q: %w", kind, err)
	}
	for at := 2; at+4 <= len(raw); {
		if raw[at] != 0xff {
			return errors.New("a picture whose segments do not follow each other")
		}
		marker := raw[at+1]
		if marker >= 0xe1 && marker <= 0xef || marker == 0xfe {
			return fmt.Errorf("a picture with notes, in segment %x", marker)
		}
		if marker == 0xda { // the pixels; they end the file
			if !bytes.HasSuffix(raw, []byte{0xff, 0xd9}) || bytes.Count(raw, []byte{0xff, 0xd9}) != 1 {
				return errors.New("a picture with something behind its end")
			}
			return nil
		}
		at += 2 + int(raw[at+2])<<8 + int(raw[at+3])
	}
	return errors.New("a picture without pixels")
}

// chartParts are the elements of a drawn course, with the attributes that they may have.
func chartParts() map[string][]string {
	return map[string][]string{
		"svg": {"xmlns", "viewBox", "width", "height", "role", "aria-label", "font-family", "font-size"}, "title": nil, "defs": nil, "g": nil,
		"marker": {"id", "viewBox", "refX", "refY", "markerWidth", "markerHeight", "orient"}, "path": {"d", "fill", "stroke", "marker-end"},
		"rect": {"x", "y", "width", "height", "rx", "fill", "stroke"}, "text": {"x", "y", "text-anchor", "fill", "font-size"},
	}
}

// readChart gives the text of a drawn course, and an error where there is anything in it but lines, boxes and words.
func readChart(raw []byte) (text string, err error) {
	parts := chartParts()
	decoder := xml.NewDecoder(bytes.NewReader(raw))
	var b strings.Builder
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			allowed, known := parts[token.Name.Local]
			if !known {
				return "", fmt.Errorf("the element %s in a drawing", token.Name.Local)
			}
			for _, a := range token.Attr {
				if a.Name.Space != "" || !slices.Contains(allowed, a.Name.Local) || strings.Contains(a.Value, "://") && a.Name.Local != "xmlns" || strings.Contains(a.Value, "url(") && a.Value != "url(#a)" {
					return "", fmt.Errorf("the attribute %s of %s in a drawing", a.Name.Local, token.Name.Local)
				}
				b.WriteString(a.Value + apart)
			}
		case xml.CharData:
			b.Write(token)
			b.WriteString(apart)
		case xml.EndElement:
		default:
			return "", fmt.Errorf("a %T in a drawing", token)
		}
	}
}
