package extract_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"zhiheng/backend/extract"
)

type stream struct {
	name string
	data []byte
}

// compound makes a compound file of streams, each filled up to a length at which it has sectors of its own.
func compound(streams ...stream) []byte {
	le := binary.LittleEndian
	table, directory := bytes.Repeat([]byte{0xFF}, 512), make([]byte, 512)
	sector := 2
	le.PutUint32(table[0:], 0xFFFFFFFD)
	le.PutUint32(table[4:], 0xFFFFFFFE)
	entry := func(i int, name string, kind byte, right, child, start, size uint32) {
		e := directory[128*i:]
		for k, u := range utf16.Encode([]rune(name)) {
			le.PutUint16(e[2*k:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66], e[67] = kind, 1
		le.PutUint32(e[68:], 0xFFFFFFFF)
		le.PutUint32(e[72:], right)
		le.PutUint32(e[76:], child)
		le.PutUint32(e[116:], start)
		le.PutUint32(e[120:], size)
	}
	entry(0, "Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0)
	var body []byte
	for i, s := range streams {
		data := append(bytes.Clone(s.data), make([]byte, max(0, 4096-len(s.data)))...)
		data = append(data, make([]byte, (512-len(data)%512)%512)...)
		right := uint32(0xFFFFFFFF)
		if i+1 < len(streams) {
			right = uint32(i + 2)
		}
		entry(i+1, s.name, 2, right, 0xFFFFFFFF, uint32(sector), uint32(len(data)))
		for n := range len(data) / 512 {
			next := uint32(sector + n + 1)
			if n == len(data)/512-1 {
				next = 0xFFFFFFFE
			}
			le.PutUint32(table[4*(sector+n):], next)
		}
		sector += len(data) / 512
		body = append(body, data...)
	}
	head := bytes.Repeat([]byte{0xFF}, 512)
	copy(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	clear(head[8:76])
	for at, v := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		le.PutUint16(head[at:], v)
	}
	for at, v := range map[int]uint32{44: 1, 48: 1, 56: 4096, 60: 0xFFFFFFFE, 68: 0xFFFFFFFE, 76: 0} {
		le.PutUint32(head[at:], v)
	}
	return bytes.Join([][]byte{head, table, directory, body}, nil)
}

// word97 makes an old Word document of pieces; those that begin with "=" are kept in one byte a character.
func word97(flags uint16, pieces ...string) []byte {
	le := binary.LittleEndian
	main := make([]byte, 2048)
	le.PutUint16(main, 0xA5EC)
	le.PutUint16(main[0x0A:], 0x0200|flags)
	positions, descriptors, count := le.AppendUint32(nil, 0), []byte{}, uint32(0)
	for _, piece := range pieces {
		at := uint32(len(main))
		if narrow, ok := strings.CutPrefix(piece, "="); ok {
			main = append(main, narrow...)
			at, count = at*2|1<<30, count+uint32(len(narrow))
		} else {
			units := utf16.Encode([]rune(piece))
			for _, u := range units {
				main = le.AppendUint16(main, u)
			}
			count += uint32(len(units))
		}
		positions = le.AppendUint32(positions, count)
		descriptors = append(le.AppendUint32(append(descriptors, 0, 0), at), 0, 0)
	}
	list := append(positions, descriptors...)
	table := append([]byte{1, 2, 0, 9, 9, 2}, le.AppendUint32(nil, uint32(len(list)))...)
	table = append(table, list...)
	le.PutUint32(main[0x1A2:], 0)
	le.PutUint32(main[0x1A6:], uint32(len(table)))
	return compound(stream{"WordDocument", main}, stream{"1Table", table})
}

func TestOldWordDocuments(t *testing.T) {
	pool := newPool(t, nil)
	cases := []struct {
		name string
		data []byte
		want string
	}{
		{"笔录.doc", word97(0, strings.ReplaceAll(transcript, "\n", "\r")), transcript},
		{"文书.wps", word97(0, "罚款", "=5000", "元𠮷"), "罚款5000元𠮷"},
		{"表格.doc", word97(0, "案由\a无证\a\a罚款\a5000元\a\a\f第二页"), "案由\t无证\n罚款\t5000元\n---\n第二页"},
		{"域.doc", word97(0, "第\x13 PAGE \\* 甲 \x13 IF \x14乙\x15\x141\x15页"), "第1页"},
	}
	for _, c := range cases {
		result := read(t, pool, c.name, c.data)
		if result.Media.Format != c.name[strings.Index(c.name, ".")+1:] || result.Status != extract.Read || texts(result) != c.want {
			t.Errorf("%s: %s %s %q (%v)", c.name, result.Media.Format, result.Status, texts(result), result.Reason)
		}
	}
	if result := read(t, pool, "密.doc", word97(0x0100, "密")); result.Cause != extract.CausePassword {
		t.Errorf("encrypted: %+v", result)
	}
}

func TestDamagedOldDocuments(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 5 * time.Second })
	random := rand.New(rand.NewPCG(9, 7))
	seed := word97(0, transcript)
	for i := range 120 {
		data := mutate(random, seed)
		if i%2 == 0 { // where the structure is
			data = bytes.Clone(seed)
			for range 4 {
				at := []int{random.IntN(1536), 1536 + random.IntN(32), 1536 + 0x1A0 + random.IntN(10), len(seed) - 4096 + random.IntN(40)}[random.IntN(4)]
				data[at] = byte(random.Uint32())
			}
		}
		result := read(t, pool, fmt.Sprintf("%d.doc", i), data)
		if result.Cause == extract.CauseTimeout || result.Cause == extract.CauseMemory || result.Status == "" {
			t.Errorf("%d: %s %s", i, result.Status, result.Cause)
		}
	}
	if result := read(t, pool, "good.doc", seed); result.Status != extract.Read {
		t.Errorf("the sound file is no longer read: %v", result.Reason)
	}
}
