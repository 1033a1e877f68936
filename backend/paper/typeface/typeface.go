// Package typeface holds the one font that printed papers carry: Noto Serif CJK SC under the SIL Open Font License, with
// all of its 30,000 Chinese characters, and cuts out of it the glyphs that a paper uses.
package typeface

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"io"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"

	"zhiheng/backend/fault"
)

//go:embed serif.ttf.gz
var packed []byte

// Face is a TrueType font of simple glyphs, read and ready. It does not change.
type Face struct {
	font   *sfnt.Font
	tables map[string][]byte
}

// Serif is the font that comes with the program. It is unpacked once, at the first call.
var Serif = sync.OnceValues(func() (*Face, error) {
	unzip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fault.Wrap("typeface.serif", err)
	}
	data, err := io.ReadAll(unzip)
	if err != nil {
		return nil, fault.Wrap("typeface.serif", err)
	}
	return parse(data)
})

// parse reads the directory of a font file.
func parse(data []byte) (*Face, error) {
	font, err := sfnt.Parse(data)
	if err != nil {
		return nil, fault.Wrap("typeface.parse", err)
	}
	f := &Face{font: font, tables: map[string][]byte{}}
	for i := range int(be16(data, 4)) {
		row := data[12+16*i:]
		from, length := be32(row, 8), be32(row, 12)
		f.tables[string(row[:4])] = data[from : from+length]
	}
	return f, nil
}

// Unit is how many units of the font make one em.
func (f *Face) Unit() int { return int(be16(f.tables["head"], 18)) }

// Ascent and Descent are how far the letters reach above and below the line, in units; Descent is negative.
func (f *Face) Ascent() int  { return int(int16(be16(f.tables["hhea"], 4))) }
func (f *Face) Descent() int { return int(int16(be16(f.tables["hhea"], 6))) }

// Box is the rectangle that holds every glyph: left, bottom, right, top, in units.
func (f *Face) Box() (box [4]int) {
	for i := range box {
		box[i] = int(int16(be16(f.tables["head"], 36+2*i)))
	}
	return box
}

// Drawn is the font at a size in pixels to the em, for one picture: it is not safe for several at once.
func (f *Face) Drawn(pixels float64) (font.Face, error) {
	face, err := opentype.NewFace(f.font, &opentype.FaceOptions{Size: pixels, DPI: 72, Hinting: font.HintingNone})
	return face, fault.Wrap("typeface.drawn", err)
}

// glyph is the number of a rune's glyph; 0, an empty box, if the font has none.
func (f *Face) glyph(r rune) uint16 {
	g, err := f.font.GlyphIndex(nil, r)
	if err != nil {
		return 0
	}
	return uint16(g)
}

// Has tells whether the font has a glyph for a rune.
func (f *Face) Has(r rune) bool { return f.glyph(r) != 0 }

// metrics are the advance width and the left bearing of a glyph.
func (f *Face) metrics(glyph uint16) (advance, bearing uint16) {
	hmtx, full := f.tables["hmtx"], be16(f.tables["hhea"], 34)
	if glyph < full {
		return be16(hmtx, 4*int(glyph)), be16(hmtx, 4*int(glyph)+2)
	}
	return be16(hmtx, 4*int(full)-4), be16(hmtx, 4*int(full)+2*int(glyph-full))
}

// outline is a glyph's description.
func (f *Face) outline(glyph uint16) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	if be16(f.tables["head"], 50) == 0 {
		return glyf[2*int(be16(loca, 2*int(glyph))) : 2*int(be16(loca, 2*int(glyph)+2))]
	}
	return glyf[be32(loca, 4*int(glyph)):be32(loca, 4*int(glyph)+4)]
}

func be16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func be32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }
