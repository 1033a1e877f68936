package extract

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// decodeText decodes by byte order mark; as UTF-16 if it reads as text that way; as UTF-8, or as HZ if there is nothing
// but ASCII with HZ's marks in it; as Big5 if the common characters lie there; as GB18030 if every byte of it is. Else it
// is an error.
func decodeText(data []byte) (text, name string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return decodeAs(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "UTF-16", data)
	}
	if order, ok := unmarkedUTF16(data); ok {
		return decodeAs(unicode.UTF16(order, unicode.IgnoreBOM), "UTF-16", data)
	}
	if binaryLike(data) {
		return "", "", noEncoding(nil)
	}
	switch {
	case looksLikeHZ(data):
		return decodeAs(simplifiedchinese.HZGB2312, "HZ", data)
	case utf8.Valid(data):
		return string(data), "UTF-8", nil
	case looksLikeBig5(data):
		if text, name, err = decodeAs(traditionalchinese.Big5, "Big5", data); err == nil {
			return text, name, nil
		}
	}
	return decodeAs(simplifiedchinese.GB18030, "GB18030", data)
}

// decodeAs decodes and takes nothing that does not decode whole.
func decodeAs(e encoding.Encoding, name string, data []byte) (string, string, error) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) || binaryLike(out) {
		return "", "", noEncoding(err)
	}
	return string(out), name, nil
}

// unmarkedUTF16 tells whether data without a byte order mark reads as text in UTF-16, and in which order: nearly all of
// it must be letters, Chinese characters and their punctuation. Where both orders would do, ASCII counts double, since
// its letters in the wrong order are characters that stand in no text together.
func unmarkedUTF16(data []byte) (unicode.Endianness, bool) {
	if len(data) < 4 || len(data)%2 != 0 || utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return unicode.LittleEndian, false
	}
	n := min(len(data), sniffBytes) / 2
	score := func(high int) (known, weight int) {
		for i := range n {
			switch u := uint16(data[2*i+high])<<8 | uint16(data[2*i+1-high]); {
			case u >= 0x20 && u < 0x7F, u == '\n', u == '\r', u == '\t':
				known, weight = known+1, weight+2
			case u >= 0x4E00 && u <= 0x9FFF, u >= 0x3000 && u <= 0x303F, u >= 0xFF00 && u <= 0xFFEF, u >= 0x2010 && u <= 0x203F, u == 0xB7:
				known, weight = known+1, weight+1
			}
		}
		return known, weight
	}
	little, littleWeight := score(1)
	big, bigWeight := score(0)
	order, known := unicode.LittleEndian, little
	if bigWeight > littleWeight {
		order, known = unicode.BigEndian, big
	}
	return order, known*100 >= n*97
}

// looksLikeHZ tells whether text of seven bits holds Chinese between the marks of the HZ encoding.
func looksLikeHZ(data []byte) bool {
	_, rest, found := bytes.Cut(data, []byte("~{"))
	inner, _, closed := bytes.Cut(rest, []byte("~}"))
	if !found || !closed || len(inner) == 0 || len(inner)%2 != 0 {
		return false
	}
	for _, c := range data {
		if c >= 0x80 {
			return false
		}
	}
	for _, c := range inner {
		if c < 0x21 || c > 0x7E {
			return false
		}
	}
	return true
}

// looksLikeBig5 tells traditional Chinese in Big5 from text in GB18030: nearly every file of the one is also valid in the
// other, but the characters in common use lie in different rows.
func looksLikeBig5(data []byte) bool {
	pairs, gb, big5 := 0, 0, 0
	for i := 0; i+1 < len(data) && i < sniffBytes; i++ {
		lead, trail := data[i], data[i+1]
		if lead < 0x80 {
			continue
		}
		i++
		pairs++
		if trail >= 0xA1 && (lead >= 0xB0 && lead <= 0xD7 || lead >= 0xA1 && lead <= 0xA3) {
			gb++
		}
		if (trail >= 0xA1 || trail >= 0x40 && trail < 0x7F) && (lead >= 0xA4 && lead <= 0xC6 || lead >= 0xA1 && lead <= 0xA3) {
			big5++
		}
	}
	return big5*10 > pairs*9 && gb*10 < pairs*8
}
