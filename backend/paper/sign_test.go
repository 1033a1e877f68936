package paper_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"zhiheng/backend/paper"
)

// signed writes a sign and reads it back with a reader of its own: the text, and the height of the characters of a word.
func signed(t *testing.T, s paper.Sign, word string) (text string, pages int, height float64) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed: apt install poppler-utils")
	}
	raw, err := paper.PDF(paper.Document{Blocks: []paper.Block{s}, Unnumbered: true})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sign.pdf")
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-bbox", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(out), "\n") {
		if strings.Contains(line, "<page ") {
			pages++
		}
		if strings.Contains(line, ">"+word) {
			box := map[string]float64{}
			for _, part := range strings.Fields(line) {
				if name, value, ok := strings.Cut(part, "="); ok {
					box[name], _ = strconv.ParseFloat(strings.Trim(strings.SplitN(value, ">", 2)[0], `"`), 64)
				}
			}
			height = box["yMax"] - box["yMin"]
		}
	}
	plain, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(plain)), ""), pages, height
}

func TestASignIsOnePageThatCanBeReadFromAfar(t *testing.T) {
	s := paper.Sign{Head: "云汀县虚构监督管理局", Title: "政务服务窗口岗位信息", Name: "纪言", Post: "窗口工作人员", Status: []string{"□ 在岗"},
		Facts: []paper.Fact{{Label: "工号", Value: "101"}, {Label: "岗位职责", Value: "收件"}}, QR: paper.QR{Text: "https://site.example/lists/A02#l-1", Caption: "扫码查看"}}
	text, pages, height := signed(t, s, "纪言")
	if pages != 1 || height < 60 {
		t.Errorf("%d pages, the name is %.0f points high", pages, height)
	}
	if _, _, height := signed(t, s, "101"); height < 24 {
		t.Errorf("a fact is %.0f points high", height)
	}
	for _, want := range []string{"云汀县虚构监督管理局", "窗口工作人员", "收件", "扫码查看"} {
		if !strings.Contains(text, want) {
			t.Errorf("the sign lacks %s: %s", want, text)
		}
	}
	s.Facts[1].Value = strings.Repeat("收件、告知补正、出具受理通知；", 25) + "末尾"
	if text, pages, _ := signed(t, s, "101"); pages != 1 || !strings.Contains(text, "末尾") {
		t.Errorf("a sign of many words: %d pages", pages)
	}
}
