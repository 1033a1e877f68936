package extract

import (
	"encoding/binary"
	"io"
)

// mostFrames is how many pages of one TIFF file are read.
const mostFrames = 5000

// frames lists where the pages of a TIFF file begin: its directories, one after another. Of another picture, or where the chain is
// broken or goes in a circle, there is what was found up to then.
func frames(src *source) (at []uint32) {
	head := make([]byte, 8)
	if _, err := src.file.ReadAt(head, 0); err != nil {
		return nil
	}
	var order binary.ByteOrder = binary.LittleEndian
	if head[0] == 'M' {
		order = binary.BigEndian
	}
	if order.Uint16(head[2:]) != 42 {
		return nil
	}
	seen := map[uint32]bool{}
	for next := order.Uint32(head[4:]); next != 0 && !seen[next] && len(at) < mostFrames; {
		count := make([]byte, 2)
		if _, err := src.file.ReadAt(count, int64(next)); err != nil {
			break
		}
		seen[next], at = true, append(at, next)
		link := make([]byte, 4)
		if _, err := src.file.ReadAt(link, int64(next)+2+12*int64(order.Uint16(count))); err != nil {
			break
		}
		next = order.Uint32(link)
	}
	return at
}

// frame is a TIFF file as if the page that begins at an offset were its first.
func frame(src *source, at uint32) *source {
	one := *src
	one.file = &headed{src.file, at}
	return &one
}

type headed struct {
	io.ReaderAt
	at uint32
}

func (h *headed) ReadAt(b []byte, off int64) (int, error) {
	n, err := h.ReaderAt.ReadAt(b, off)
	if off < 8 && n > 0 {
		mark := make([]byte, 4)
		if _, err := h.ReaderAt.ReadAt(mark, 0); err != nil {
			return n, err
		}
		link := binary.LittleEndian.AppendUint32(nil, h.at)
		if mark[0] == 'M' {
			link = binary.BigEndian.AppendUint32(nil, h.at)
		}
		for i := range link {
			if k := int64(4+i) - off; k >= 0 && k < int64(n) {
				b[k] = link[i]
			}
		}
	}
	return n, err
}
