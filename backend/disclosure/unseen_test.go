package disclosure_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest/planted"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// TestMain lets the test binary serve as the reader of files.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "extract-child" {
		os.Exit(extract.Child(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// decidedIn issues a decision that came as a file.
func (o *office) decidedIn(no, name string, content []byte) (caseID, id string) {
	o.t.Helper()
	pool, err := extract.New(extract.Options{Executable: os.Args[0], Args: []string{"extract-child"}, CacheDir: filepath.Join(os.TempDir(), "zhiheng-extract-test")})
	o.check(err)
	o.t.Cleanup(pool.Close)
	o.files.Reading = pool
	folder := o.t.TempDir()
	o.check(os.WriteFile(filepath.Join(folder, name), content, 0o600))
	c, err := o.files.Open(bg, o.handler, casefile.Opening{Title: "虚构案 " + no, Procedure: "penalty"})
	o.check(err)
	i, err := o.files.StartImport(bg, o.handler, casefile.ImportStart{Folder: folder, Case: c.ID})
	o.check(err)
	o.check(o.files.RunImport(bg, o.handler, i.ID, nil))
	var paper string
	o.check(o.store.View(bg, func(r *store.Reader) error {
		papers, err := casefile.PapersOf(r, c.ID)
		paper = papers[0].ID
		return err
	}))
	code := "D27"
	o.check(o.files.Sort(bg, o.handler, paper, casefile.Sorting{Code: &code}))
	o.check(o.files.SetFields(bg, o.handler, c.ID, company()))
	o.check(o.store.Do(bg, o.leader.ID, func(tx *store.Tx) (err error) {
		d := issued{No: no, On: "2026-04-29", Paper: paper, Move: casefile.Move{Transition: "decide", From: c.State, To: "decided"}}
		if _, err := tx.Record(rulebook.DecisionIssued, c.ID, d); err != nil {
			return err
		}
		id, err = o.Open(tx, c.ID)
		return err
	}))
	return c.ID, id
}

func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// What a Word document holds beside what its page shows, comments and white text, goes out with no package, and is listed; a person
// may show it for a reason.
func TestWhatIsNotSeenInAWordDocumentStaysInside(t *testing.T) {
	o := newOffice(t)
	text, err := os.ReadFile("testdata/company.txt")
	o.check(err)
	const names = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	white := `<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>内部意见：系领导交办，从重</w:t></w:r></w:p>`
	hidden := `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>模板说明：此段打印时删除</w:t></w:r></w:p>`
	comment := `<w:comments ` + names + `><w:comment w:id="1" w:author="赵执法"><w:p><w:r><w:t>这一句请核实</w:t></w:r></w:p></w:comment></w:comments>`
	caseID, id := o.decidedIn("启虚监处罚〔2026〕12号", "决定书.docx", planted.Docx(planted.Paragraphs(string(text))+white+hidden, "word/comments.xml", comment))
	o.serve(caseID)
	o.check(o.Prepare(bg, o.publisher, id))
	d := o.get(id)
	inside := []string{"内部意见", "领导交办", "模板说明", "请核实", "批注"}
	for _, word := range inside {
		if strings.Contains(d.PublicText, word) {
			t.Errorf("%s goes out:\n%s", word, d.PublicText)
		}
	}
	unseen := 0
	for _, m := range d.Masks {
		if m.Rule == rulebook.RedactUnseen {
			if unseen++; m.Label.IsZero() || m.Reason.Zh == "" || m.Level != "must" {
				t.Errorf("%+v", m)
			}
		}
	}
	if unseen != 2 || !strings.Contains(d.PublicText, "销售超过保质期的酱油12瓶") {
		t.Errorf("%d passages are listed\n%s", unseen, d.PublicText)
	}
	o.check(o.Submit(bg, o.publisher, id))
	o.check(o.Approve(bg, o.reviewer, id))
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	files, err := os.ReadDir(batch.Folder)
	o.check(err)
	for _, f := range files {
		for name, reader := range readers() {
			for _, word := range inside {
				if strings.Contains(reader(t, filepath.Join(batch.Folder, f.Name())), word) {
					t.Errorf("%s reads %s in %s", name, word, f.Name())
				}
			}
		}
	}
	o.replays()
}

// The same holds for a PDF, and what cannot be seen may be shown for a reason alone.
func TestWhatIsNotSeenInAPDFStaysInside(t *testing.T) {
	o := newOffice(t)
	line := func(y, text string) string { return "BT /F1 12 Tf 60 " + y + " Td (" + text + ") Tj ET\n" }
	content := line("760", "The party sold expired soy sauce.") + line("740", "Zhou Bucun told us so.") + "q 0 g 55 734 200 20 re f Q\n" + line("720", "The fine is 5000 yuan.") + "q 1 g " + line("700", "Internal: be hard on them.") + "Q\n"
	_, id := o.decidedIn("启虚监处罚〔2026〕12号", "decision.pdf", planted.PDFOf("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", content))
	o.check(o.Prepare(bg, o.publisher, id))
	d := o.get(id)
	if strings.Contains(d.PublicText, "Zhou") || strings.Contains(d.PublicText, "Internal") || !strings.Contains(d.PublicText, "soy sauce") || !strings.Contains(d.PublicText, "5000 yuan") {
		t.Errorf("%s", d.PublicText)
	}
	covered := find(t, d, "Zhou Bucun told us so.")
	o.check(o.store.Do(bg, o.publisher.ID, func(tx *store.Tx) error { // as one that was prepared before anybody looked
		_, err := tx.Record("disclosure.masked", d.Case, map[string]any{"id": id, "text_sha256": textHash(d.Text), "rulebook": "x", "masks": []any{}})
		return err
	}))
	if blocks := problems(o.get(id), "block"); len(blocks) < 2 || !strings.Contains(blocks[0].Message.Zh+blocks[1].Message.Zh, "看不见") {
		t.Errorf("%+v", blocks)
	}
	o.check(o.store.Do(bg, o.publisher.ID, func(tx *store.Tx) error {
		_, err := tx.Record("disclosure.masked", d.Case, map[string]any{"id": id, "text_sha256": "", "rulebook": "x", "masks": []any{}})
		return err
	}))
	o.check(o.Prepare(bg, o.publisher, id))
	refused(t, "shown without a reason", o.SetMasks(bg, o.publisher, id, []disclosure.MaskInput{{ID: covered.ID}}, nil), fault.Refused)
	o.check(o.SetMasks(bg, o.publisher, id, []disclosure.MaskInput{{ID: covered.ID, Reason: "遮盖系扫描件污损，证人同意公开"}}, nil))
	if d = o.get(id); !strings.Contains(d.PublicText, "Zhou Bucun told us so.") || strings.Contains(d.PublicText, "Internal") {
		t.Errorf("%s", d.PublicText)
	}
}

// Where most of a page seems empty, nothing is taken away, and a person is told to look.
func TestAPageThatCannotBeLookedAtIsLeftToAPerson(t *testing.T) {
	o := newOffice(t)
	_, id := o.decidedIn("启虚监处罚〔2026〕12号", "decision.pdf", planted.PDFOf("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "1 g BT /F1 12 Tf 60 760 Td (The party sold expired soy sauce.) Tj ET"))
	o.check(o.Prepare(bg, o.publisher, id))
	d := o.get(id)
	if !strings.Contains(d.PublicText, "soy sauce") || !slices.ContainsFunc(problems(d, "warn"), func(p disclosure.Problem) bool { return strings.Contains(p.Message.Zh, "对照原件") }) {
		t.Errorf("%s\n%+v", d.PublicText, d.Problems)
	}
}
