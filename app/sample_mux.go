package app

import (
	"encoding/binary"
	"time"
)

// since1904 are the seconds from the epoch of MP4 to that of Unix.
const since1904 = 2082844800

// muxed puts the pictures of a film, one a second, into an MP4 file.
func muxed(made time.Time, samples [][]byte, keys []int) []byte {
	n := len(samples)
	at := uint32(made.Unix() + since1904)
	head := atom("ftyp", []byte("isom\x00\x00\x02\x00isomavc1mp42"))
	var data []byte
	sizes, syncs := words(0, 0, n), words(0, len(keys))
	for _, s := range samples {
		data, sizes = append(data, s...), binary.BigEndian.AppendUint32(sizes, uint32(len(s)))
	}
	for _, k := range keys {
		syncs = binary.BigEndian.AppendUint32(syncs, uint32(k))
	}
	unity := append(append(words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0), words(0x40000000)...), nil...)
	movie := func(offset int) []byte {
		table := atoms("stbl", atom("stsd", append(words(0, 1), avc()...)), atom("stts", words(0, 1, n, 1000)), atom("stss", syncs), atom("stsc", words(0, 1, 1, n, 1)),
			atom("stsz", sizes), atom("stco", words(0, 1, offset)))
		media := atoms("mdia", atom("mdhd", words(0, int(at), int(at), 1000, n*1000, 0x55C40000)), atom("hdlr", append(words(0, 0), []byte("vide\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")...)),
			atoms("minf", atom("vmhd", words(1, 0, 0)), atoms("dinf", atom("dref", append(words(0, 1), atom("url ", words(1))...))), table))
		track := append(words(7, int(at), int(at), 1, 0, n*1000, 0, 0, 0, 0), unity...)
		track = append(track, words(filmWidth<<16, filmHeight<<16)...)
		film := append(words(0, int(at), int(at), 1000, n*1000, 0x10000, 0x01000000, 0, 0), unity...)
		film = append(film, words(0, 0, 0, 0, 0, 0, 2)...)
		return atoms("moov", atom("mvhd", film), atoms("trak", atom("tkhd", track), media))
	}
	offset := len(head) + len(movie(0)) + 8
	return append(append(head, movie(offset)...), atom("mdat", data)...)
}

// avc describes the stream: its size and its parameter sets.
func avc() []byte {
	sequence, pictures := unit(0x67, sequence())[4:], unit(0x68, pictures())[4:]
	config := []byte{1, 66, 0xC0, 30, 0xFF, 0xE1}
	config = append(binary.BigEndian.AppendUint16(config, uint16(len(sequence))), sequence...)
	config = append(append(config, 1), binary.BigEndian.AppendUint16(nil, uint16(len(pictures)))...)
	config = append(config, pictures...)
	entry := make([]byte, 78)
	entry[7] = 1
	binary.BigEndian.PutUint16(entry[24:], filmWidth)
	binary.BigEndian.PutUint16(entry[26:], filmHeight)
	binary.BigEndian.PutUint32(entry[28:], 0x480000)
	binary.BigEndian.PutUint32(entry[32:], 0x480000)
	binary.BigEndian.PutUint16(entry[40:], 1)
	binary.BigEndian.PutUint16(entry[74:], 24)
	binary.BigEndian.PutUint16(entry[76:], 0xFFFF)
	return atom("avc1", append(entry, atom("avcC", config)...))
}

// words writes numbers of four bytes.
func words(list ...int) []byte {
	var out []byte
	for _, n := range list {
		out = binary.BigEndian.AppendUint32(out, uint32(n))
	}
	return out
}

// atoms is a box of boxes.
func atoms(kind string, inner ...[]byte) []byte {
	var body []byte
	for _, b := range inner {
		body = append(body, b...)
	}
	return atom(kind, body)
}

func atom(kind string, body []byte) []byte {
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8)), kind...), body...)
}
