package extract_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"zhiheng/backend/extract"
)

// unpacked takes the files out of an archive: the content by path, and the cause of those that are listed only.
func unpacked(t testing.TB, pool *extract.Pool, name string, data []byte, room extract.Room) (map[string]string, map[string]extract.Cause, extract.Result) {
	t.Helper()
	files, listed := map[string]string{}, map[string]extract.Cause{}
	result, err := pool.Unpack(context.Background(), put(t, data), name, room, func(m extract.Member, content io.Reader) error {
		if content == nil {
			listed[m.Path] = m.Cause
			if m.Reason.Zh == "" || m.Reason.En == "" {
				t.Errorf("%s: no reason", m.Path)
			}
			return nil
		}
		text, err := io.ReadAll(content)
		if err == nil {
			files[m.Path] = string(text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, listed, result
}

var ample = extract.Room{Members: 1000, Bytes: 1 << 30}

type packedFile struct{ name, content string }

var dossier = []packedFile{{"案卷/笔录.txt", transcript}, {"案卷/空.txt", ""}, {"照片说明.txt", "现场照片三张"}}

func zipFiles(t testing.TB, files ...packedFile) []byte {
	var parts []string
	for _, f := range files {
		parts = append(parts, f.name, f.content)
	}
	return zipOf(t, parts...)
}

// oldZip has its names in GBK, as programs on Chinese systems write them.
func oldZip(t testing.TB, files ...packedFile) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: string(gb18030(t, f.name)), NonUTF8: true, Method: zip.Deflate})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarFile(t testing.TB, packed bool, files ...packedFile) []byte {
	var b bytes.Buffer
	var out io.WriteCloser = gzip.NewWriter(&b)
	if !packed {
		out = plainWriter{&b}
	}
	w := tar.NewWriter(out)
	for _, f := range files {
		head := &tar.Header{Name: f.name, Size: int64(len(f.content)), Mode: 0o644, Typeflag: tar.TypeReg}
		if target, link := strings.CutPrefix(f.content, "->"); link {
			head.Typeflag, head.Linkname, head.Size = tar.TypeSymlink, target, 0
		}
		if err := w.WriteHeader(head); err != nil {
			t.Fatal(err)
		}
		if head.Size > 0 {
			if _, err := io.WriteString(w, f.content); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type plainWriter struct{ io.Writer }

func (plainWriter) Close() error { return nil }

// sevenZip keeps the files as they are, under a plain list. The coder is the way they are packed: 0 for not at all.
func sevenZip(coder []byte, files ...packedFile) []byte {
	number := func(v int) []byte { return binary.LittleEndian.AppendUint32([]byte{0xF0}, uint32(v)) }
	var data, sizes, sums, names []byte
	for i, f := range files {
		data = append(data, f.content...)
		if i < len(files)-1 {
			sizes = append(sizes, number(len(f.content))...)
		}
		sums = binary.LittleEndian.AppendUint32(sums, crc32.ChecksumIEEE([]byte(f.content)))
		for _, u := range append(utf16.Encode([]rune(f.name)), 0) {
			names = binary.LittleEndian.AppendUint16(names, u)
		}
	}
	head := slices.Concat([]byte{1, 4, 6, 0, 1, 9}, number(len(data)), []byte{0, 7, 0x0B, 1, 0, 1}, coder, []byte{0x0C}, number(len(data)), []byte{0},
		[]byte{8, 0x0D}, number(len(files)), []byte{9}, sizes, []byte{0x0A, 1}, sums, []byte{0, 0},
		[]byte{5}, number(len(files)), []byte{0x11}, number(len(names)+1), []byte{0}, names, []byte{0, 0})
	start := binary.LittleEndian.AppendUint64(nil, uint64(len(data)))
	start = binary.LittleEndian.AppendUint64(start, uint64(len(head)))
	start = binary.LittleEndian.AppendUint32(start, crc32.ChecksumIEEE(head))
	out := binary.LittleEndian.AppendUint32([]byte("7z\xBC\xAF\x27\x1C\x00\x04"), crc32.ChecksumIEEE(start))
	return slices.Concat(out, start, data, head)
}

// rar5 keeps the files as they are.
func rar5(files ...packedFile) []byte {
	out := []byte("Rar!\x1A\x07\x01\x00")
	block := func(parts ...[]byte) {
		body := slices.Concat(parts...)
		body = slices.Concat(binary.AppendUvarint(nil, uint64(len(body))), body)
		out = append(binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(body)), body...)
	}
	block([]byte{1, 0, 0})
	for _, f := range files {
		size := binary.AppendUvarint(nil, uint64(len(f.content)))
		block([]byte{2, 2}, size, []byte{4}, size, binary.AppendUvarint(nil, 0o100644), binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(f.content))),
			[]byte{0, 1}, binary.AppendUvarint(nil, uint64(len(f.name))), []byte(f.name))
		out = append(out, f.content...)
	}
	block([]byte{5, 0, 0})
	return out
}

func TestArchivesAreListedAndUnpacked(t *testing.T) {
	pool := newPool(t, nil)
	want := map[string]string{}
	for _, f := range dossier {
		want[f.name] = f.content
	}
	cases := []struct {
		name, format string
		data         []byte
	}{
		{"卷.zip", "zip", zipFiles(t, dossier...)},
		{"旧卷.zip", "zip", oldZip(t, dossier...)},
		{"卷.tar", "tar", tarFile(t, false, dossier...)},
		{"卷.tar.gz", "gz", tarFile(t, true, dossier...)},
		{"卷.7z", "7z", sevenZip([]byte{1, 0}, dossier[0], dossier[2])},
		{"卷.rar", "rar", rar5(dossier...)},
	}
	for _, c := range cases {
		files, listed, result := unpacked(t, pool, c.name, c.data, ample)
		expected := maps.Clone(want)
		if c.format == "7z" { // the writer here makes no empty files
			delete(expected, "案卷/空.txt")
		}
		if result.Media.Format != c.format || !maps.Equal(files, expected) || len(listed) > 0 {
			t.Errorf("%s: %s, %q, %v (%v)", c.name, result.Media.Format, slices.Sorted(maps.Keys(files)), listed, result.Reason)
		}
		list := read(t, pool, c.name, c.data)
		if list.Members != len(expected) || !strings.Contains(texts(list), "案卷/笔录.txt") {
			t.Errorf("%s: %d members, %q (%v)", c.name, list.Members, texts(list), list.Reason)
		}
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(transcript)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	if files, _, _ := unpacked(t, pool, "案卷/笔录.txt.gz", b.Bytes(), ample); files["笔录.txt"] != transcript {
		t.Errorf("a single packed file: %v", slices.Sorted(maps.Keys(files)))
	}
}

func TestHostileArchivesGiveWhatIsSound(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 10 * time.Second; o.Children = 1 })
	good := packedFile{"好.txt", "完好"}
	bomb := packedFile{"弹.bin", strings.Repeat("\x00", 40<<20)}
	locked := zipFiles(t, good, packedFile{"密.txt", "x"})
	for i := 0; i+46 < len(locked); i++ { // the mark of a password, in the list at the end
		if bytes.HasPrefix(locked[i:], []byte("PK\x01\x02")) && bytes.HasPrefix(locked[i+46:], []byte("密")) {
			locked[i+8] |= 1
		}
	}
	lying := zipFiles(t, good, bomb)
	for i := 0; i+46 < len(lying); i++ { // says it unpacks to little
		if bytes.HasPrefix(lying[i:], []byte("PK\x01\x02")) && bytes.HasPrefix(lying[i+46:], []byte("弹")) {
			binary.LittleEndian.PutUint32(lying[i+24:], 100)
		}
	}
	short := extract.Room{Members: 2, Bytes: 1 << 30}
	narrow := extract.Room{Members: 10, Bytes: 10}
	cases := []struct {
		name   string
		data   []byte
		room   extract.Room
		files  int
		listed map[string]extract.Cause
	}{
		{"弹.zip", zipFiles(t, bomb, good), ample, 1, map[string]extract.Cause{"弹.bin": extract.CauseTooBig}},
		{"谎.zip", lying, ample, 1, map[string]extract.Cause{"弹.bin": extract.CauseDamaged}},
		{"弹.tar.gz", tarFile(t, true, good, bomb), ample, 1, map[string]extract.Cause{"弹.bin": extract.CauseTooBig}},
		{"密.zip", locked, ample, 1, map[string]extract.Cause{"密.txt": extract.CausePassword}},
		{"密.7z", sevenZip(append([]byte{1, 0x24, 6, 0xF1, 7, 1, 10, 0x53, 7}, make([]byte, 8)...)[1:], good), ample, 0, map[string]extract.Cause{"好.txt": extract.CausePassword}},
		{"路.zip", zipFiles(t, packedFile{"../../外.txt", "x"}, packedFile{"/根.txt", "x"}, packedFile{`C:\盘.txt`, "x"}, packedFile{`..\退.txt`, "x"}, good), ample, 1,
			map[string]extract.Cause{"外.txt": extract.CausePath, "根.txt": extract.CausePath, "C:/盘.txt": extract.CausePath, "退.txt": extract.CausePath}},
		{"链.tar", tarFile(t, false, packedFile{"链.txt", "->/etc/passwd"}, good), ample, 1, map[string]extract.Cause{"链.txt": extract.CausePath}},
		{"多.zip", zipFiles(t, good, packedFile{"二.txt", "2"}, packedFile{"三.txt", "3"}), short, 2, nil},
		{"窄.zip", zipFiles(t, good, packedFile{"二.txt", "01234567890"}, packedFile{"三.txt", "3"}), narrow, 2, map[string]extract.Cause{"二.txt": extract.CauseTooBig}},
		{"同名.zip", zipFiles(t, good, packedFile{"好.txt", "另一份"}), ample, 2, nil},
		{"半.tar.gz", tarFile(t, true, good)[:60], ample, 0, nil},
		{"空.zip", zipOf(t), ample, 0, nil},
	}
	for _, c := range cases {
		within(t, 11*time.Second, func() {
			files, listed, _ := unpacked(t, pool, c.name, c.data, c.room)
			if len(files) != c.files || len(listed) != len(c.listed) || c.listed != nil && !maps.Equal(listed, c.listed) {
				t.Errorf("%s: %v, listed %v", c.name, slices.Sorted(maps.Keys(files)), listed)
			}
		})
	}
	if result := read(t, pool, "密.rar", []byte("Rar!\x1A\x07\x01\x00"+string(rarLock()))); result.Cause != extract.CausePassword {
		t.Errorf("a locked list: %s %v", result.Cause, result.Reason)
	}
	if r := read(t, pool, "后面.txt", []byte(transcript)); r.Status != extract.Read {
		t.Errorf("the good file after them: %v", r.Reason)
	}
}

// rarLock is the head of an archive whose list of files needs a password.
func rarLock() []byte {
	body := append([]byte{21, 4, 0, 0, 0, 15}, make([]byte, 16)...)
	return append(binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(body)), body...)
}

func TestDamagedArchivesNeverHangAndUnpackTheSameTwice(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 5 * time.Second })
	random := rand.New(rand.NewPCG(7, 20))
	for name, seed := range map[string][]byte{"a.zip": zipFiles(t, dossier...), "a.tar": tarFile(t, false, dossier...), "a.tgz": tarFile(t, true, dossier...),
		"a.7z": sevenZip([]byte{1, 0}, dossier[0], dossier[2]), "a.rar": rar5(dossier...)} {
		for i := range 40 {
			data := mutate(random, seed)
			within(t, 6*time.Second, func() {
				files, listed, result := unpacked(t, pool, name, data, ample)
				again, listedAgain, _ := unpacked(t, pool, name, data, ample)
				if !maps.Equal(files, again) || !maps.Equal(listed, listedAgain) {
					t.Errorf("%s %d: two unpackings differ", name, i)
				}
				if result.Cause == extract.CauseTimeout || result.Cause == extract.CauseCrash {
					t.Errorf("%s %d: %s", name, i, result.Cause)
				}
				for path := range files {
					if strings.HasPrefix(path, "/") || slices.Contains(strings.Split(path, "/"), "..") {
						t.Errorf("%s %d: %q leads out", name, i, path)
					}
				}
			})
		}
	}
}

func TestUnpackingEndsWhenItsTakerRefuses(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Children = 1 })
	data := zipFiles(t, packedFile{"大.bin", string(noise(3 << 20))}, packedFile{"二.txt", "2"})
	refused := fmt.Errorf("the disk is full")
	_, err := pool.Unpack(context.Background(), put(t, data), "卷.zip", ample, func(_ extract.Member, content io.Reader) error {
		_, _ = io.CopyN(io.Discard, content, 10)
		return refused
	})
	if err == nil || !strings.Contains(err.Error(), refused.Error()) {
		t.Errorf("%v", err)
	}
	if r := read(t, pool, "后面.txt", []byte(transcript)); r.Status != extract.Read {
		t.Errorf("the next file: %v", r.Reason)
	}
}
