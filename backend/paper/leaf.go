package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper/typeface"
)

// The measures of a leaf, in points: A4, read on a screen.
const (
	leafMargin, leafSize, leafLead = 62.0, 12.0, 20.0
	tallestImage                   = 30_000 // pixels
)

// Leaf is a page of running text, set in lines for reading on a screen. It is as tall as A4, or taller where the text needs it.
// The same text always gives the same lines, so that a place on the picture stays a place in the text.
type Leaf struct {
	Width, Height float64 // points
	Lines         []LeafLine
	face          *typeface.Face
	runes         []rune
}

// LeafLine is a line of a leaf: the rune of the text it begins with, the upper edge of its band, and the left edges of its
// characters with the right edge of the last, all in points.
type LeafLine struct {
	Start  int
	Y      float64
	Height float64
	Edges  []float64
}

// SetLeaf breaks a text into lines, where Unicode allows, and inside a word only where nothing else helps.
func SetLeaf(text string) (*Leaf, error) {
	face, err := typeface.Serif()
	if err != nil {
		return nil, fault.Wrap("paper.leaf", err)
	}
	l := &Leaf{Width: pageWidth, face: face, runes: []rune(text)}
	f := newFlow(face)
	at := 0
	for _, paragraph := range strings.Split(text, "\n") {
		l.paragraph(f, paragraph, at)
		at += utf8.RuneCountInString(paragraph) + 1
	}
	l.Height = max(pageHeight, 2*leafMargin+float64(len(l.Lines))*leafLead)
	return l, nil
}

// paragraph sets one paragraph, which begins at a rune of the text.
func (l *Leaf) paragraph(f *flow, paragraph string, at int) {
	const right = pageWidth - leafMargin
	line := l.newLine(at)
	for state := -1; paragraph != ""; {
		var piece string
		piece, paragraph, _, state = uniseg.FirstLineSegmentInString(paragraph, state)
		for _, piece := range f.fitting(piece, setting{size: leafSize}, right-leafMargin) {
			x := line.Edges[len(line.Edges)-1]
			if len(line.Edges) > 1 && x+f.width(strings.TrimRight(piece, " "), leafSize) > right+0.01 {
				l.Lines = append(l.Lines, line)
				line = l.newLine(at)
				x = leafMargin
			}
			for _, r := range piece {
				x += f.width(string(r), leafSize)
				line.Edges = append(line.Edges, x)
				at++
			}
		}
	}
	l.Lines = append(l.Lines, line)
}

func (l *Leaf) newLine(start int) LeafLine {
	return LeafLine{Start: start, Y: leafMargin + float64(len(l.Lines))*leafLead, Height: leafLead, Edges: []float64{leafMargin}}
}

// JPEG draws the leaf at a width in pixels, or narrower where it would become too tall a picture.
func (l *Leaf) JPEG(width int) ([]byte, error) {
	scale := min(float64(width)/l.Width, tallestImage/l.Height)
	face, err := l.face.Drawn(leafSize * scale)
	if err != nil {
		return nil, err
	}
	picture := image.NewGray(image.Rect(0, 0, int(math.Round(l.Width*scale)), int(math.Round(l.Height*scale))))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	ink := image.NewUniform(color.Gray{Y: 0x20})
	glyphs := map[rune]*image.Alpha{} // each drawn once
	for _, line := range l.Lines {
		foot := int(math.Round((line.Y + line.Height - (leafLead-leafSize)/2 - 0.12*leafSize) * scale))
		for i := range len(line.Edges) - 1 {
			r := l.runes[line.Start+i]
			glyph, known := glyphs[r]
			if !known {
				glyph = glyphOf(face, r)
				glyphs[r] = glyph
			}
			at := image.Pt(int(math.Round(line.Edges[i]*scale)), foot)
			draw.DrawMask(picture, glyph.Rect.Add(at), ink, image.Point{}, glyph, glyph.Rect.Min, draw.Over)
		}
	}
	var b bytes.Buffer
	err = jpeg.Encode(&b, picture, &jpeg.Options{Quality: 85})
	return b.Bytes(), fault.Wrap("paper.leaf", err)
}

// glyphOf draws a character about the origin. White space is empty.
func glyphOf(face font.Face, r rune) *image.Alpha {
	bounds, mask, from, _, ok := face.Glyph(fixed.Point26_6{}, r)
	if !ok || r == '\t' {
		return image.NewAlpha(image.Rectangle{})
	}
	glyph := image.NewAlpha(bounds)
	draw.Draw(glyph, bounds, mask, from, draw.Src)
	return glyph
}
