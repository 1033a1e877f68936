package disclosure_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

// spaced writes a text as people do who want it to be overlooked: other widths, with things between its characters.
func spaced(t *rapid.T, text string) string {
	between := rapid.SampledFrom([]string{"", " ", "　", "·", "-", "\u200b", "\u00a0"})
	out := ""
	for i, r := range []rune(text) {
		if i > 0 {
			out += between.Draw(t, "between")
		}
		if r >= '0' && r <= '9' && rapid.Bool().Draw(t, "wide") {
			r += '０' - '0'
		}
		out += string(r)
	}
	return out
}

func TestASecretIsFoundWhereverAndHoweverItStands(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[李王张][雷梅明]{1,3}|1[3-9][0-9]{9}`).Draw(t, "secret")
		noise := rapid.StringMatching(`[甲乙丙丁,。<>&"= ]{0,12}`)
		text := noise.Draw(t, "before") + spaced(t, secret) + noise.Draw(t, "after")
		var name string
		var raw []byte
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			name, raw = "a.html", paper.HTML(paper.Document{Blocks: []paper.Block{paper.Paragraph{Text: text}}})
		case 1:
			name, raw = "a.html", paper.HTML(paper.Document{Meta: paper.Meta{Creator: text}})
		case 2:
			raw, _ = paper.CSV(paper.Sheet{Columns: []paper.Column{{Title: "甲"}}, Rows: [][]paper.Cell{{paper.Text(text)}}}, paper.UTF8)
			name = "a.csv"
		default:
			raw, _ = json.Marshal(map[string]string{"x": text})
			name = "a.json"
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(path)
		proof := disclosure.Proof{Secrets: []disclosure.Secret{{Rule: "X-R07", Label: fault.T("姓名", "name"), Text: secret}}}
		if err := proof.Check(dir); fault.KindOf(err) != fault.Refused {
			t.Fatalf("%q in %s went through: %v", text, name, err)
		}
		harmless := disclosure.Proof{Secrets: []disclosure.Secret{{Text: "戊己庚辛"}}}
		if err := harmless.Check(dir); err != nil {
			t.Fatalf("found what is not there: %v", err)
		}
	})
}
