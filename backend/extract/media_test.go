package extract_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

func u32(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }

// movie is a recording of a minute and a half, begun at 2026-03-05 01:10:00 UTC.
func movie() []byte {
	header := bytes.Join([][]byte{u32(0), u32(1772673000 + 2082844800), u32(0), u32(1000), u32(90_500), make([]byte, 80)}, nil)
	track := append(make([]byte, 76), bytes.Join([][]byte{u32(1920 << 16), u32(1080 << 16)}, nil)...)
	return append(box("ftyp", []byte("isom\x00\x00\x02\x00isomiso2mp41")), append(box("mdat", make([]byte, 500)),
		box("moov", box("mvhd", header), box("trak", box("tkhd", append(track, make([]byte, 12)...))))...)...)
}

func wav(seconds int) []byte {
	chunk := func(id string, body []byte) []byte {
		return append(binary.LittleEndian.AppendUint32([]byte(id), uint32(len(body))), body...)
	}
	format := []byte{1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0} // 8 kHz, 16 bits, one channel
	body := append([]byte("WAVE"), chunk("fmt ", format)...)
	body = append(body, chunk("LIST", append([]byte("INFO"), chunk("ICRD", []byte("2026-03-05\x00\x00"))...))...)
	return chunk("RIFF", append(body, chunk("data", make([]byte, 16000*seconds))...))
}

func mp3() []byte {
	title := []byte{1, 0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune("询问录音")) {
		title = binary.LittleEndian.AppendUint16(title, u)
	}
	frame := append([]byte("TIT2"), append(u32(uint32(len(title))), append([]byte{0, 0}, title...)...)...)
	out := append([]byte("ID3\x03\x00\x00\x00\x00\x00"), byte(len(frame)))
	out = append(out, frame...)
	sound := append([]byte{0xFF, 0xFB, 0x90, 0x00}, make([]byte, 413)...) // 128 kbit/s, 44.1 kHz
	return append(out, bytes.Repeat(sound, 100)...)
}

// photo is a JPEG with the maker and time of a camera, lying on its side.
func photo(t testing.TB, w, h int) []byte {
	t.Helper()
	canvas := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			canvas.Set(x, y, color.RGBA{uint8(255 * x / w), 0, 0, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, canvas, nil); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x03")
	tiff = append(tiff, "\x01\x0f\x00\x02\x00\x00\x00\x08\x00\x00\x00\x32"+"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"+"\x90\x03\x00\x02\x00\x00\x00\x14\x00\x00\x00\x3a"...)
	tiff = append(tiff, "\x00\x00\x00\x00"+"SAMPLE1\x00"+"2026:03:05 09:12:00\x00"...)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xFF, 0xD8, 0xFF, 0xE1, 0, byte(len(segment) + 2)}, segment...)
	return append(out, b.Bytes()[2:]...)
}

func TestPicturesAndRecordingsGiveWhatTheySayOfThemselves(t *testing.T) {
	pool := newPool(t, nil)
	cases := []struct {
		name, format  string
		data          []byte
		width, height int
		ms            int64
		meta          map[string]string
	}{
		{"询问.mp4", "mp4", movie(), 1920, 1080, 90_500, map[string]string{extract.MetaCreated: "2026-03-05T01:10:00Z"}},
		{"询问.wav", "wav", wav(3), 0, 0, 3000, map[string]string{extract.MetaCreated: "2026-03-05"}},
		{"询问.mp3", "mp3", mp3(), 0, 0, 2606, map[string]string{extract.MetaTitle: "询问录音"}},
		{"现场.jpg", "jpeg", photo(t, 64, 48), 64, 48, 0, map[string]string{extract.MetaMaker: "SAMPLE1", extract.MetaCreated: "2026-03-05T09:12:00", extract.MetaTurn: "6"}},
		{"现场.png", "png", smallPNG(t, 30, 20), 30, 20, 0, nil},
	}
	for _, c := range cases {
		r := read(t, pool, c.name, c.data)
		if r.Media.Format != c.format || r.Status != extract.NoText || r.Width != c.width || r.Height != c.height || r.DurationMs != c.ms {
			t.Errorf("%s: %s %s %dx%d %dms (%v)", c.name, r.Media.Format, r.Status, r.Width, r.Height, r.DurationMs, r.Reason)
		}
		for key, want := range c.meta {
			if r.Meta[key] != want {
				t.Errorf("%s: %s = %q, want %q", c.name, key, r.Meta[key], want)
			}
		}
	}
}

func TestKnownFormatsWithoutAReaderSaySo(t *testing.T) {
	pool := newPool(t, nil)
	cases := []struct {
		name, format string
		data         []byte
	}{
		{"旧.ppt", "ppt", ole("PowerPoint Document")},
		{"信.msg", "msg", ole("__properties_version1.0")},
	}
	for _, c := range cases {
		r := read(t, pool, c.name, c.data)
		if r.Media.Format != c.format || r.Cause != extract.CauseNotYet || !strings.Contains(r.Reason.Zh, r.Media.Name.Zh) {
			t.Errorf("%s: %q, cause %q, %v", c.name, r.Media.Format, r.Cause, r.Reason)
		}
	}
	if r := read(t, pool, "加密.docx", ole("EncryptedPackage")); r.Cause != extract.CausePassword {
		t.Errorf("encrypted: %+v", r)
	}
}

// ole is a compound file with one stream of a name, in a directory sector that the sector table leads to.
func ole(stream string) []byte {
	out := make([]byte, 512*5)
	copy(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	le := binary.LittleEndian
	le.PutUint16(out[30:], 9)
	le.PutUint32(out[48:], 1) // the directory begins in sector 1 and goes on in sector 3
	le.PutUint32(out[76:], 0) // the sector table is sector 0
	for i := range 128 {
		le.PutUint32(out[512+4*i:], 0xFFFFFFFE)
	}
	le.PutUint32(out[512+4:], 3)
	entry := out[512*4+128:]
	for i, u := range utf16.Encode([]rune(stream)) {
		le.PutUint16(entry[2*i:], u)
	}
	le.PutUint16(entry[64:], uint16(2*len(stream)+2))
	return out
}

func TestPageImages(t *testing.T) {
	pool := newPool(t, nil)
	ctx := context.Background()
	cases := []struct {
		name         string
		data         []byte
		page, width  int
		kind         fault.Kind
		wantW, wantH int
	}{
		{"pdf", pdf("一", "二"), 2, 300, "", 300, 424},
		{"no such page", pdf("一"), 2, 300, fault.NotFound, 0, 0},
		{"photo, turned upright", photo(t, 640, 480), 1, 120, "", 120, 160},
		{"small picture stays", smallPNG(t, 40, 30), 1, 500, "", 40, 30},
		{"text", []byte(transcript), 1, 300, fault.Unavailable, 0, 0},
		{"bomb", pngHeader(50_000, 50_000), 1, 300, fault.Unreadable, 0, 0},
		{"cut short", photo(t, 64, 48)[:300], 1, 300, fault.Unreadable, 0, 0},
	}
	for _, c := range cases {
		data, kind, err := pool.PageImage(ctx, put(t, c.data), c.page, c.width)
		if fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want kind %q", c.name, err, c.kind)
			continue
		}
		if err != nil {
			continue
		}
		config, format, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil || "image/"+format != kind || config.Width != c.wantW || max(config.Height-c.wantH, c.wantH-config.Height) > 1 {
			t.Errorf("%s: %v %s %dx%d, said %s", c.name, err, format, config.Width, config.Height, kind)
		}
	}
}

func TestAFontThatIsNotEmbeddedIsDrawn(t *testing.T) {
	found, _ := filepath.Glob("/usr/share/fonts/truetype/*/*.tt[fc]")
	if len(found) == 0 {
		t.Skip("no font on this machine")
	}
	pool := newPool(t, nil)
	ink := func(text string) int {
		data, _, err := pool.PageImage(context.Background(), put(t, pdf(text)), 1, 600)
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		dark := 0
		for y := range drawn.Bounds().Dy() {
			for x := range drawn.Bounds().Dx() {
				if r, _, _, _ := drawn.At(x, y).RGBA(); r < 0x8000 {
					dark++
				}
			}
		}
		return dark
	}
	if blank, full := ink(""), ink("行政处罚决定书"); full < blank+200 {
		t.Errorf("%d dark pixels on the empty page, %d on the page with text", blank, full)
	}
}

func TestAMissingFileIsAnErrorNotAResult(t *testing.T) {
	pool := newPool(t, nil)
	for _, path := range []string{filepath.Join(t.TempDir(), "none"), t.TempDir()} {
		if _, err := pool.Read(context.Background(), path, "x"); fault.KindOf(err) != fault.Storage {
			t.Errorf("%s: %v", path, err)
		}
	}
	var encoded bytes.Buffer
	_ = png.Encode(&encoded, image.NewGray(image.Rect(0, 0, 1, 1)))
	pool.Close()
	if _, err := pool.Read(context.Background(), put(t, encoded.Bytes()), "x"); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("after closing: %v", err)
	}
}
