package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

// zipped makes a zip file of its parts.
func zipped(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range parts {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

// hugePicture is the beginning of a PNG of 50,000 by 50,000 pixels.
func hugePicture() []byte {
	header := []byte("IHDR\x00\x00\xc3\x50\x00\x00\xc3\x50\x08\x06\x00\x00\x00")
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), header...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(header))
}

// hostile are files that mean harm or are broken, by name.
func hostile(t *testing.T) map[string][]byte {
	return map[string][]byte{
		"炸弹.docx":          zipped(t, map[string]string{"[Content_Types].xml": contentTypes, "word/document.xml": "<w:document xmlns:w=\"w\">" + strings.Repeat(" ", 300<<20) + "</w:document>"}),
		"实体.docx":          zipped(t, map[string]string{"[Content_Types].xml": contentTypes, "word/document.xml": `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w"><w:t>&b;</w:t></w:document>`}),
		"巨图.png":           hugePicture(),
		"残缺.pdf":           []byte("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer"),
		"其实是网页.pdf":        []byte("<html><script>alert(1)</script>"),
		"半截.xlsx":          []byte("PK\x03\x04 and no more"),
		"空.docx":           {},
		"路径.zip":           zipped(t, map[string]string{"../../../etc/cron.d/x": "x"}),
		"空字节\u202etxt.exe": []byte("MZ\x00\x00"),
	}
}

// mixed are n ordinary files of a dossier in every form that is read, all different.
func mixed(t *testing.T, n int) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for i := range n {
		text := fmt.Sprintf("询问笔录 第%d份\n被询问人:周不存\n问:第%d批宣传册由谁制作?\n答:由我公司自行制作。", i, i)
		name := fmt.Sprintf("第%02d盒/材料%04d", i/40, i)
		switch i % 6 {
		case 0:
			files[name+".txt"] = []byte(text)
		case 1:
			encoded, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			files[name+".TXT"] = encoded
		case 2:
			content, err := paper.Docx(paper.Document{Title: "询问笔录", Blocks: []paper.Block{paper.Paragraph{Text: text}}})
			if err != nil {
				t.Fatal(err)
			}
			files[name+".docx"] = content
		case 3:
			files[name+".csv"] = []byte("序号,品名,数量\n1,青禾饼干," + fmt.Sprint(i) + "\n")
		case 4:
			files[name+".html"] = []byte("<html><body><p>" + text + "</p></body></html>")
		case 5:
			files[name+".dat"] = []byte{1, 2, 3, byte(i), byte(i >> 8)}
		}
	}
	return files
}

func TestAThousandMixedFilesWithHostileOnesAmongThem(t *testing.T) {
	o, lin := smallOffice(t)
	good := 1000
	if testing.Short() {
		good = 60
	}
	files := mixed(t, good)
	bad := hostile(t)
	for name, content := range bad {
		files["混入/"+name] = content
	}
	dir := filepath.Join(t.TempDir(), "旧案卷")
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, content, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	started, err := o.Files.StartImport(t.Context(), lin, casefile.ImportStart{Folder: dir})
	if err != nil {
		t.Fatal(err)
	}
	// Stopped once on the way, and taken up again.
	ctx, cancel := context.WithCancel(t.Context())
	last := 0
	err = o.Files.RunImport(ctx, lin, started.ID, func(i casefile.Import) {
		last = i.Done
		if i.Done > good/3 {
			cancel()
		}
	})
	if fault.KindOf(err) != fault.Cancelled || last == 0 {
		t.Fatalf("after %d files: %v", last, err)
	}
	if err := o.Files.RunImport(t.Context(), lin, started.ID, nil); err != nil {
		t.Fatal(err)
	}
	done, err := o.Files.Import(t.Context(), started.ID)
	if err != nil {
		t.Fatal(err)
	}
	if done.State != "done" || done.Total != len(files)+1 || done.Done != done.Total { // one more: the file in 路径.zip, listed and refused
		t.Fatalf("%s: %d of %d, want %d", done.State, done.Done, done.Total, len(files)+1)
	}
	for _, f := range done.Files {
		meant := strings.HasPrefix(f.Path, "混入/")
		switch {
		case f.State == "unreadable" && (f.Reason == nil || f.Reason.Zh == "" || f.Reason.En == ""):
			t.Errorf("%s is unreadable without a reason", f.Path)
		case f.State == "failed":
			t.Errorf("%s failed", f.Path)
		case f.State == "unreadable" && !meant && !strings.HasSuffix(f.Path, ".dat"):
			t.Errorf("%s is sound and was not read: %s", f.Path, f.Reason.En)
		case f.State != "unreadable" && (strings.HasSuffix(f.Path, "炸弹.docx") || strings.HasSuffix(f.Path, "残缺.pdf") || strings.HasSuffix(f.Path, "半截.xlsx")):
			t.Errorf("%s was taken as %s", f.Path, f.State)
		}
	}
	report, err := o.Verify(t.Context(), nil)
	if err != nil || !report.Intact || report.Files < int64(len(files)) {
		t.Fatalf("%d files kept of %d, %+v, %v", report.Files, len(files), report.Findings, err)
	}
}
