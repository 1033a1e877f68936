package extract

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
)

// readRIFF reads the length and the notes of a WAV recording or an AVI video.
func readRIFF(src *source) (Result, error) {
	w := &riff{r: src.file, result: Result{Meta: map[string]string{}}}
	w.walk(12, src.size, 0)
	if !w.header {
		return Result{}, damaged(errors.New("no header chunk"))
	}
	if w.rate > 0 && w.result.DurationMs == 0 {
		w.result.DurationMs = w.data * 1000 / int64(w.rate)
	}
	return w.result, nil
}

type riff struct {
	r      io.ReaderAt
	result Result
	rate   uint32 // bytes of sound in a second
	data   int64  // bytes of sound
	begin  int64  // where they begin; 0 if there are none
	block  uint16 // bytes of one sample of all channels
	bits   uint16 // of one sample
	seen   int
	header bool
}

func (w *riff) walk(at, end int64, depth int) {
	for at+8 <= end && depth < 4 {
		var head [12]byte
		n, _ := w.r.ReadAt(head[:], at)
		if w.seen++; n < 8 || w.seen > 5000 {
			return
		}
		size := min(int64(binary.LittleEndian.Uint32(head[4:])), end-at-8)
		body := make([]byte, min(size, 64))
		got, _ := w.r.ReadAt(body, at+8)
		body = body[:got]
		switch id := string(head[:4]); {
		case id == "LIST" && n == 12 && string(head[8:12]) != "movi":
			w.walk(at+12, at+8+size, depth+1)
		case id == "fmt " && len(body) >= 12:
			w.rate, w.header = binary.LittleEndian.Uint32(body[8:]), true
			if binary.LittleEndian.Uint16(body) == 1 {
				w.result.Meta[MetaCodec] = "PCM"
				if len(body) >= 16 {
					w.block, w.bits = binary.LittleEndian.Uint16(body[12:]), binary.LittleEndian.Uint16(body[14:])
				}
			}
		case id == "data":
			if w.begin == 0 {
				w.begin = at + 8
			}
			w.data += size
		case id == "avih" && len(body) >= 40:
			w.header = true
			frame, frames := int64(binary.LittleEndian.Uint32(body)), int64(binary.LittleEndian.Uint32(body[16:]))
			w.result.DurationMs = frame * frames / 1000
			w.result.Width, w.result.Height = int(binary.LittleEndian.Uint32(body[32:])), int(binary.LittleEndian.Uint32(body[36:]))
		case id == "ICRD":
			w.result.Meta[MetaCreated] = note(body)
		case id == "INAM":
			w.result.Meta[MetaTitle] = note(body)
		case id == "IART":
			w.result.Meta[MetaAuthor] = note(body)
		}
		at += 8 + size + size&1
	}
}

// note decodes a short text that ends at its first NUL.
func note(body []byte) string {
	body, _, _ = bytes.Cut(body, []byte{0})
	text, _, err := decodeText(body)
	if err != nil {
		return ""
	}
	return text
}

// readMP3 reads the tags of an MP3 recording and its length, from the frame count in its first frame or else from its
// bit rate.
func readMP3(src *source) (Result, error) {
	r := Result{Meta: map[string]string{}}
	head := make([]byte, min(src.size, 256<<10))
	n, _ := src.file.ReadAt(head, 0)
	head = head[:n]
	start := int64(0)
	if len(head) > 10 && string(head[:3]) == "ID3" {
		size := int64(head[6]&0x7f)<<21 | int64(head[7]&0x7f)<<14 | int64(head[8]&0x7f)<<7 | int64(head[9]&0x7f)
		start = 10 + size
		id3(head[10:min(start, int64(len(head)))], head[3], r.Meta)
	}
	frames := make([]byte, min(max(src.size-start, 0), 8192))
	n, _ = src.file.ReadAt(frames, start)
	frames = frames[:n]
	i := 0
	for i+4 < len(frames) && (frames[i] != 0xFF || frames[i+1]&0xE0 != 0xE0 || mp3Rate(frames[i:]) == 0) {
		i++
	}
	if i+4 >= len(frames) {
		return Result{}, damaged(errors.New("no sound frame"))
	}
	r.Meta[MetaCodec] = "MP3"
	r.DurationMs = mp3Length(frames[i:], src.size-start-int64(i))
	return r, nil
}

// mp3Rate is the bit rate in kbit/s of a layer III frame header, 0 if it is none.
func mp3Rate(h []byte) int {
	v1 := [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0}
	v2 := [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}
	if h[1]>>1&3 != 1 || h[1]>>3&3 == 1 || h[2]>>2&3 == 3 {
		return 0
	}
	if h[1]>>3&3 == 3 {
		return v1[h[2]>>4]
	}
	return v2[h[2]>>4]
}

func mp3Length(h []byte, size int64) int64 {
	rates := [3]int64{44100, 48000, 32000}
	rate, samples := rates[h[2]>>2&3], int64(1152)
	switch h[1] >> 3 & 3 {
	case 2:
		rate, samples = rate/2, 576
	case 0:
		rate, samples = rate/4, 576
	}
	for _, mark := range []string{"Xing", "Info"} {
		if i := bytes.Index(h[:min(len(h), 64)], []byte(mark)); i > 0 && i+12 <= len(h) && h[i+7]&1 == 1 {
			return int64(binary.BigEndian.Uint32(h[i+8:])) * samples * 1000 / rate
		}
	}
	return size * 8 / int64(mp3Rate(h))
}

// id3 reads the text frames of an ID3 version 2.3 or 2.4 tag.
func id3(tag []byte, version byte, meta map[string]string) {
	keys := map[string]string{"TIT2": MetaTitle, "TPE1": MetaAuthor, "TDRC": MetaCreated, "TYER": MetaCreated, "TSSE": MetaProgram}
	for version >= 3 && len(tag) > 10 && tag[0] != 0 {
		size := int(binary.BigEndian.Uint32(tag[4:]))
		if version == 4 {
			size = int(tag[4]&0x7f)<<21 | int(tag[5]&0x7f)<<14 | int(tag[6]&0x7f)<<7 | int(tag[7]&0x7f)
		}
		if size < 1 || size > len(tag)-10 {
			return
		}
		if key := keys[string(tag[:4])]; key != "" {
			meta[key] = id3Text(tag[10], tag[11:10+size])
		}
		tag = tag[10+size:]
	}
}

func id3Text(encoding byte, data []byte) string {
	switch encoding {
	case 1: // UTF-16 with its mark
		data = data[:len(data)&^1]
	case 2:
		data = append([]byte{0xFE, 0xFF}, data[:len(data)&^1]...)
	default:
		return note(data)
	}
	text, _, err := decodeText(data)
	if err != nil {
		return ""
	}
	return strings.TrimRight(text, "\x00")
}
