package typeface

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Subset is the part of a face that one paper uses. Every rune asked for gets a code of its own, from 1 on, also one that
// the font lacks: it prints as an empty box and is still read back as itself. Code 0 is the box.
type Subset struct {
	face   *Face
	codes  map[rune]uint16
	widths map[rune]int
	runes  []rune // by code less one
}

// NewSubset begins a subset.
func (f *Face) NewSubset() *Subset {
	return &Subset{face: f, codes: map[rune]uint16{}, widths: map[rune]int{}}
}

// Code is the code of a rune, which is also the number of its glyph in the file of the subset.
func (s *Subset) Code(r rune) uint16 {
	code, known := s.codes[r]
	if !known {
		s.runes = append(s.runes, r)
		code = uint16(len(s.runes))
		s.codes[r] = code
	}
	return code
}

// Runes are the runes by their codes, of which the first is 1.
func (s *Subset) Runes() []rune { return s.runes }

// Width is a rune's advance width in thousandths of an em.
func (s *Subset) Width(r rune) int {
	width, known := s.widths[r]
	if !known {
		advance, _ := s.face.metrics(s.face.glyph(r))
		width = int(advance) * 1000 / s.face.Unit()
		s.widths[r] = width
	}
	return width
}

// File is a TrueType font of the subset's glyphs, in the order of their codes, without names or hints.
func (s *Subset) File() []byte {
	glyphs := []uint16{0}
	for _, r := range s.runes {
		glyphs = append(glyphs, s.face.glyph(r))
	}
	var glyf, loca, hmtx []byte
	for _, g := range glyphs {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, s.face.outline(g)...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		advance, bearing := s.face.metrics(g)
		hmtx = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(hmtx, advance), bearing)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	count := uint16(len(glyphs))
	return file(map[string][]byte{
		"head": patched(s.face.tables["head"], 50, 1), // long offsets
		"hhea": patched(s.face.tables["hhea"], 34, count),
		"maxp": patched(s.face.tables["maxp"], 4, count),
		"hmtx": hmtx, "loca": loca, "glyf": glyf,
	})
}

// patched is a copy of a table with one number changed.
func patched(table []byte, at int, value uint16) []byte {
	table = bytes.Clone(table)
	binary.BigEndian.PutUint16(table[at:], value)
	return table
}

// file joins tables into a font file, with checksums.
func file(tables map[string][]byte) []byte {
	names := []string{}
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	binary.BigEndian.PutUint32(tables["head"][8:], 0) // the checksum of the whole comes last
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := []byte{0, 1, 0, 0}
	for _, n := range []int{len(names), power * 16, log, (len(names) - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	at := 12 + 16*len(names)
	var body []byte
	for _, name := range names {
		table := tables[name]
		out = append(out, name...)
		for _, n := range []uint32{checksum(table), uint32(at + len(body)), uint32(len(table))} {
			out = binary.BigEndian.AppendUint32(out, n)
		}
		body = append(body, table...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	head := bytes.Index(out[12:], []byte("head")) + 12
	binary.BigEndian.PutUint32(out[be32(out, head+8)+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum adds up a table's words.
func checksum(table []byte) (sum uint32) {
	for len(table) > 0 {
		var word [4]byte
		table = table[copy(word[:], table):]
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
