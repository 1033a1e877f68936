package extract

import (
	"encoding/binary"
	"errors"
	"io"
	"strconv"
	"strings"
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
	scale  uint32 // ticks in a second of the track under way
	sight  bool   // the track under way is one of pictures
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
		case "moov", "trak", "mdia", "minf", "stbl":
			if err := b.walk(body, at+size, depth+1); err != nil {
				return err
			}
		case "mvhd":
			b.header(body)
		case "tkhd":
			b.track(body)
		case "mdhd":
			b.timescale(body)
		case "hdlr":
			var d [12]byte
			_, _ = b.r.ReadAt(d[:], body)
			b.sight = string(d[8:12]) == "vide"
		case "stsd":
			b.codec(body)
		case "stts":
			b.rate(body)
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

// timescale reads how many ticks a second of the track has.
func (b *boxes) timescale(at int64) {
	var d [24]byte
	_, _ = b.r.ReadAt(d[:], at)
	b.scale = binary.BigEndian.Uint32(d[12:])
	if d[0] == 1 {
		b.scale = binary.BigEndian.Uint32(d[20:])
	}
}

// codec reads how the track is written; that of the pictures goes first.
func (b *boxes) codec(at int64) {
	var d [16]byte
	if n, _ := b.r.ReadAt(d[:], at); n < len(d) || b.result.Meta[MetaCodec] != "" && !b.sight {
		return
	}
	names := map[string]string{"avc1": "H.264", "avc3": "H.264", "hvc1": "H.265", "hev1": "H.265", "mp4v": "MPEG-4", "mp4a": "AAC", "jpeg": "MJPEG", "mjpa": "MJPEG", "av01": "AV1", "sowt": "PCM"}
	name := names[string(d[12:16])]
	if name == "" {
		name = strings.TrimSpace(string(d[12:16]))
	}
	b.result.Meta[MetaCodec] = name
}

// rate reads how many pictures a second has, from how long most of them stand.
func (b *boxes) rate(at int64) {
	var d [8]byte
	if n, _ := b.r.ReadAt(d[:], at); n < len(d) || !b.sight || b.scale == 0 {
		return
	}
	var frames, ticks uint64
	for i := range int64(min(binary.BigEndian.Uint32(d[4:]), 4096)) {
		var row [8]byte
		if n, _ := b.r.ReadAt(row[:], at+8+8*i); n < len(row) {
			return
		}
		count, each := uint64(binary.BigEndian.Uint32(row[:])), uint64(binary.BigEndian.Uint32(row[4:]))
		frames, ticks = frames+count, ticks+count*each
	}
	if ticks > 0 {
		b.result.Meta[MetaFrameRate] = strconv.FormatFloat(float64(frames)*float64(b.scale)/float64(ticks), 'f', 2, 64)
	}
}
