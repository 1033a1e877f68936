package app

import (
	"encoding/binary"
	"image"
	"image/color"
	"math/rand/v2"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

const (
	filmWidth  = 160
	filmHeight = 96
	sceneLasts = 15 // seconds
)

// film is a recording that a browser plays: one picture a second in H.264, a new one every fifteen seconds, with the time in
// it as a body recorder writes it. Pictures are written as plain samples, and what does not change is skipped, so that no
// encoder is needed.
func film(r *rand.Rand, made time.Time, seconds int) []byte {
	var samples [][]byte
	var keys []int
	hue := byte(r.IntN(90))
	for s := range seconds {
		if s%sceneLasts == 0 {
			keys = append(keys, s+1)
			picture := scene(r, made.Add(time.Duration(s)*time.Second), hue)
			samples = append(samples, unit(0x65, keyPicture(picture, s/sceneLasts)))
			continue
		}
		samples = append(samples, unit(0x41, samePicture(s%sceneLasts)))
	}
	return muxed(made, samples, keys)
}

// scene is what stands before the camera: a wall, shelves, and the time.
func scene(r *rand.Rand, at time.Time, hue byte) *image.YCbCr {
	canvas := image.NewRGBA(image.Rect(0, 0, filmWidth, filmHeight))
	shelf, shift := 18+r.IntN(14), r.IntN(40)
	for y := range filmHeight {
		for x := range filmWidth {
			box := byte(((x+shift)/16*53 + y/shelf*97) % 100)
			canvas.Set(x, y, color.RGBA{70 + box, 60 + hue + box/3, 140 - box/2, 255})
		}
	}
	draw := font.Drawer{Dst: canvas, Src: image.White, Face: basicfont.Face7x13, Dot: fixed.P(6, filmHeight-8)}
	draw.DrawString(at.Format("2006-01-02 15:04:05"))
	out := image.NewYCbCr(canvas.Bounds(), image.YCbCrSubsampleRatio420)
	for y := range filmHeight {
		for x := range filmWidth {
			p := canvas.RGBAAt(x, y)
			luma, cb, cr := color.RGBToYCbCr(p.R, p.G, p.B)
			out.Y[out.YOffset(x, y)], out.Cb[out.COffset(x, y)], out.Cr[out.COffset(x, y)] = 16+byte(int(luma)*219/255), cb, cr
		}
	}
	return out
}

// bits writes a stream of bits.
type bits struct {
	out  []byte
	free int // bits left in the last byte
}

func (b *bits) put(n int, v uint32) {
	for i := n - 1; i >= 0; i-- {
		if b.free == 0 {
			b.out, b.free = append(b.out, 0), 8
		}
		b.free--
		b.out[len(b.out)-1] |= byte(v>>i&1) << b.free
	}
}

// count writes a number in the Exp-Golomb code.
func (b *bits) count(v uint32) {
	n := 0
	for (v+1)>>n > 1 {
		n++
	}
	b.put(n, 0)
	b.put(n+1, v+1)
}

// align fills the last byte with noughts.
func (b *bits) align() { b.free = 0 }

// end writes the bit that ends a unit.
func (b *bits) end() []byte {
	b.put(1, 1)
	b.align()
	return b.out
}

// unit is a NAL unit: its head, its payload with what would look like a start code broken up, and its length before it.
func unit(head byte, payload []byte) []byte {
	body, noughts := []byte{head}, 0
	for _, c := range payload {
		if noughts == 2 && c <= 3 {
			body, noughts = append(body, 3), 0
		}
		body = append(body, c)
		if noughts++; c != 0 {
			noughts = 0
		}
	}
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), body...)
}

// sequence and pictures are the parameter sets of the stream.
func sequence() []byte {
	b := &bits{}
	b.put(8, 66) // baseline
	b.put(8, 0xC0)
	b.put(8, 30)
	b.count(0)
	b.count(4) // frame numbers of eight bits
	b.count(2) // pictures come in the order in which they are shown
	b.count(1)
	b.put(1, 0)
	b.count(filmWidth/16 - 1)
	b.count(filmHeight/16 - 1)
	b.put(1, 1) // frames
	b.put(1, 1)
	b.put(2, 0)
	return b.end()
}

func pictures() []byte {
	b := &bits{}
	b.count(0)
	b.count(0)
	b.put(2, 0)
	for range 3 {
		b.count(0)
	}
	b.put(3, 0)
	for range 3 {
		b.count(0)
	}
	b.put(3, 4) // the filter can be switched off
	return b.end()
}

// keyPicture is a picture by itself: every macroblock as plain samples.
func keyPicture(p *image.YCbCr, n int) []byte {
	b := &bits{}
	b.count(0)
	b.count(7)
	b.count(0)
	b.put(8, 0)
	b.count(uint32(n & 1))
	b.put(2, 0)
	b.count(0)
	b.count(1)
	for y := 0; y < filmHeight; y += 16 {
		for x := 0; x < filmWidth; x += 16 {
			b.count(25) // plain samples
			b.align()
			for row := range 16 {
				at := p.YOffset(x, y+row)
				b.out = append(b.out, p.Y[at:at+16]...)
			}
			for _, plane := range [][]byte{p.Cb, p.Cr} {
				for row := range 8 {
					at := p.COffset(x, y+2*row)
					b.out = append(b.out, plane[at:at+8]...)
				}
			}
		}
	}
	return b.end()
}

// samePicture is the picture before once more: every macroblock is skipped.
func samePicture(frame int) []byte {
	b := &bits{}
	b.count(0)
	b.count(5)
	b.count(0)
	b.put(8, uint32(frame))
	b.put(3, 0)
	b.count(0)
	b.count(1)
	b.count(filmWidth / 16 * filmHeight / 16)
	return b.end()
}
