package app

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"path"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhiheng/backend/paper"
)

// sampleFile is a file that comes into a case, with the paper of the catalogue that it is.
type sampleFile struct {
	name string
	code string
	day  string // on its face, YYYY-MM-DD or empty
	data []byte
}

// textFile writes a text in the format that a file's name asks for: docx, txt in UTF-8, or txt in GB 18030 under .gbk.txt.
func textFile(name, text string) (string, []byte, error) {
	switch {
	case strings.HasSuffix(name, ".gbk.txt"):
		data, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(strings.ReplaceAll(text, "\n", "\r\n")))
		return strings.TrimSuffix(name, ".gbk.txt") + ".txt", data, err
	case path.Ext(name) == ".docx":
		data, err := paper.Docx(documentOf(text))
		return name, data, err
	}
	return name, []byte(text), nil
}

// sampleResident is a number of no person: its place is none and its day is to come.
const sampleResident = "329981209912310014"

// scan is a text as a scanner gives it: a picture of a page, without text.
func (w *walk) scan(name, text string) sampleFile {
	leaf, err := paper.SetLeaf(text)
	if err != nil {
		w.must(err)
		return sampleFile{name: name}
	}
	data, err := leaf.JPEG(1654)
	w.must(err)
	return sampleFile{name: name, data: data}
}

// documentOf takes the first line of a text as the office's name, if there is a title below, and the rest as paragraphs.
func documentOf(text string) paper.Document {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	d := paper.Document{}
	if len(lines) > 1 && lines[1] != "" {
		d.Head, lines = lines[0], lines[1:]
	}
	d.Title, lines = lines[0], lines[1:]
	for _, line := range lines {
		if line = strings.TrimPrefix(line, "　　"); line != "" {
			d.Blocks = append(d.Blocks, paper.Paragraph{Text: line})
		}
	}
	return d
}

// ledgerSheet is a shop's ledger of goods bought or sold.
func ledgerSheet(r *rand.Rand, kind, goods, other string, day time.Time) paper.Sheet {
	sheet := paper.Sheet{Name: "台账", Columns: []paper.Column{{Title: "日期", Kind: paper.DateColumn}, {Title: "品名"}, {Title: "数量", Kind: paper.IntegerColumn},
		{Title: "单价", Kind: paper.DecimalColumn, Places: 2}, {Title: "金额", Kind: paper.DecimalColumn, Places: 2}, {Title: "往来单位"}}}
	if kind == "sales" {
		sheet.Columns[5].Title = "付款方式"
	}
	for i := range 12 + r.IntN(20) {
		count, price := int64(1+r.IntN(30)), int64(500+r.IntN(9000))
		sheet.Rows = append(sheet.Rows, []paper.Cell{paper.Day(day.AddDate(0, 0, i-40)), paper.Text(goods), paper.Number(count), paper.Number(price), paper.Number(count * price), paper.Text(other)})
	}
	return sheet
}

// photo draws something that may pass for a snapshot of a shelf.
func photo(r *rand.Rand) ([]byte, error) {
	const width, height = 320, 240
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	hue, shelf := byte(r.IntN(120)), 30+r.IntN(20)
	for y := range height {
		for x := range width {
			box := byte((x/24*53 + y/shelf*97) % 110)
			picture.Set(x, y, color.RGBA{90 + box, 80 + hue, 160 - box/2, 255})
			if y%shelf < 3 {
				picture.Set(x, y, color.RGBA{70, 55, 40, 255})
			}
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: 70})
	return b.Bytes(), err
}

// sound is a recording of voices: a tone that rises and falls, with pauses.
func sound(r *rand.Rand, seconds int) []byte {
	const rate = 4000
	samples := make([]byte, 0, 2*rate*seconds)
	pitch := 180 + float64(r.IntN(200))
	for i := range rate * seconds {
		at := float64(i) / rate
		loud := 2500 * (1 + math.Sin(2*math.Pi*at/2.3)) * math.Abs(math.Sin(2*math.Pi*at*3))
		if math.Mod(at, 11) > 8.5 {
			loud = 30 // nobody speaks
		}
		samples = binary.LittleEndian.AppendUint16(samples, uint16(int16(loud*math.Sin(2*math.Pi*pitch*at))+int16(r.IntN(9))))
	}
	format := []byte{1, 0, 1, 0, 0xA0, 0x0F, 0, 0, 0x40, 0x1F, 0, 0, 2, 0, 16, 0} // 4 kHz, 16 bits, one channel
	body := append([]byte("WAVE"), riff("fmt ", format)...)
	return riff("RIFF", append(body, riff("data", samples)...))
}

func riff(id string, body []byte) []byte {
	return append(binary.LittleEndian.AppendUint32([]byte(id), uint32(len(body))), body...)
}
