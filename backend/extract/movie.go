package extract

import (
	"encoding/binary"
	"errors"
	"io"
	"time"
)

// readMovie reads the length, the picture size and the creation time that an MP4, MOV or M4A file states.
func readMovie(src *source) (Result, error) {
	b := &boxes{r: src.file, result: Result{Meta: map[string]string{}}}
	if err := b.walk(0, src.size, 0); err != nil {
		return Result{}, err
	}
	if !b.movie {
		return Result{}, damaged(errors.New("no movie header"))
	}
	return b.result, nil
}

// boxes walks the nested boxes of the ISO base media format, reading headers only.
type boxes struct {
	r      io.ReaderAt
	result Result
	seen   int
	movie  bool
}

func (b *boxes) walk(at, end int64, depth int) error {
	for at+8 <= end {
		if b.seen++; b.seen > 10_000 || depth > 8 {
			return damaged(errors.New("too many boxes"))
		}
		var head [16]byte
		if n, _ := b.r.ReadAt(head[:], at); n < 8 {
			return damaged(io.ErrUnexpectedEOF)
		}
		size, body := int64(binary.BigEndian.Uint32(head[:])), at+8
		switch size {
		case 0: // to the end of the file
			size = end - at
		case 1:
			size, body = int64(binary.BigEndian.Uint64(head[8:])), at+16
		}
		if size < body-at || size > end-at {
			if b.movie { // a recording that was cut off after its header still has one
				return nil
			}
			return damaged(io.ErrUnexpectedEOF)
		}
		switch string(head[4:8]) {
		case "moov", "trak":
			if err := b.walk(body, at+size, depth+1); err != nil {
				return err
			}
		case "mvhd":
			b.header(body)
		case "tkhd":
			b.track(body)
		}
		at += size
	}
	return nil
}

func (b *boxes) header(at int64) {
	var d [32]byte
	if n, _ := b.r.ReadAt(d[:], at); n < len(d) {
		return
	}
	created, scale, length := uint64(binary.BigEndian.Uint32(d[4:])), binary.BigEndian.Uint32(d[12:]), uint64(binary.BigEndian.Uint32(d[16:]))
	if d[0] == 1 {
		created, scale, length = binary.BigEndian.Uint64(d[4:]), binary.BigEndian.Uint32(d[20:]), binary.BigEndian.Uint64(d[24:])
	}
	b.movie = true
	if scale > 0 && length < 1<<48 {
		b.result.DurationMs = int64(length * 1000 / uint64(scale))
	}
	const since1904 = 2_082_844_800 // seconds from 1904 to 1970
	if created > since1904 && created < since1904*3 {
		b.result.Meta[MetaCreated] = time.Unix(int64(created)-since1904, 0).UTC().Format(time.RFC3339)
	}
}

// track takes the largest picture size stated by any track.
func (b *boxes) track(at int64) {
	var d [96]byte
	n, _ := b.r.ReadAt(d[:], at)
	size := 76
	if d[0] == 1 {
		size = 88
	}
	if n < size+8 {
		return
	}
	w, h := int(binary.BigEndian.Uint32(d[size:])>>16), int(binary.BigEndian.Uint32(d[size+4:])>>16)
	if w*h > b.result.Width*b.result.Height {
		b.result.Width, b.result.Height = w, h
	}
}
