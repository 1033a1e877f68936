package httpapi_test

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/httpapi"
)

// edited changes the text of the document within a Word file.
func edited(t *testing.T, docx []byte, pairs ...string) []byte {
	t.Helper()
	z := must(zip.NewReader(bytes.NewReader(docx), int64(len(docx))))(t)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r := must(f.Open())(t)
		content := string(must(io.ReadAll(r))(t))
		if f.Name == "word/document.xml" {
			for i := 0; i < len(pairs); i += 2 {
				if !strings.Contains(content, pairs[i]) {
					t.Fatalf("no %q in the document", pairs[i])
				}
				content = strings.ReplaceAll(content, pairs[i], pairs[i+1])
			}
		}
		_ = must(must(w.Create(f.Name))(t).Write([]byte(content)))(t)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var (
	wordParagraph = regexp.MustCompile(`(?s)<w:p[ >].*?</w:p>`)
	wordRun       = regexp.MustCompile(`<w:t(?: [^>]*)?>([^<]*)</w:t>`)
)

// wordText reads a Word file in a way that shares nothing with the program's.
func wordText(t *testing.T, docx []byte) string {
	t.Helper()
	z := must(zip.NewReader(bytes.NewReader(docx), int64(len(docx))))(t)
	content := string(must(fs.ReadFile(z, "word/document.xml"))(t))
	var lines []string
	for _, p := range wordParagraph.FindAllString(content, -1) {
		line := ""
		for _, run := range wordRun.FindAllStringSubmatch(p, -1) {
			line += html.UnescapeString(run[1])
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// TestAnOfficeTakesItsOwnTemplate walks the whole way: take the template, edit it, look at the comparison, have two people adopt
// it, draft by it, print the draft, and return to the program's own.
func TestAnOfficeTakesItsOwnTemplate(t *testing.T) {
	o := newOffice(t)
	handler, chief, leader := o.as("handler"), o.as("chief"), o.as("leader")
	const url = "/api/templates/penalty/D21"
	list := get[httpapi.PaperTemplates](chief, "GET", "/api/templates", nil)
	if len(list.Templates) < 55 || !list.MayPropose || list.Templates[0].State != "shipped" {
		t.Fatalf("%d templates, %+v", len(list.Templates), list.Templates[0])
	}
	page := get[httpapi.PaperTemplatePage](chief, "GET", url, nil)
	if !strings.Contains(page.Words.Words, "{{处理决定内容}}") || !strings.Contains(page.Words.Specimen, "示例商贸有限公司") || len(page.Elements) < 3 || len(page.Shared) != 2 {
		t.Errorf("%+v", page)
	}
	docx := chief.do("GET", url+"/docx", nil).Body.Bytes()
	if text := wordText(t, docx); !strings.Contains(text, "{{处理决定内容}}") {
		t.Fatalf("another reader finds %s", text)
	}
	own := edited(t, docx, "现将本局拟作出行政处罚的内容及事实、理由、依据告知如下", "现将拟作出行政处罚的有关事项告知如下，请认真阅读")
	reading := get[httpapi.TemplateReading](chief, "POST", url+"/readings", map[string]any{"name": "告知书.docx", "docx": own})
	added := ""
	for _, part := range reading.Diff {
		if part.Op == "added" {
			added += part.Text
		}
	}
	if reading.Blocked || len(reading.Faults) > 0 || !strings.Contains(added, "请认真阅读") || strings.Contains(added, "处理决定") {
		t.Fatalf("%+v", reading)
	}
	broken := edited(t, docx, "{{处理决定内容}}", "见附件", "{{今天日期}}", "{{今日日期}}")
	refused := get[httpapi.TemplateReading](chief, "POST", url+"/readings", map[string]any{"name": "告知书.docx", "docx": broken})
	var says strings.Builder
	for _, f := range refused.Faults {
		says.WriteString(f.What.Zh + f.Hint.Zh + f.Article)
	}
	for _, want := range []string{"{{今日日期}}", "最接近的是“今天日期”", "缺少占位符 {{处理决定内容}}", "行政处罚法第四十四条"} {
		if !refused.Blocked || !strings.Contains(says.String(), want) {
			t.Errorf("%q is not in %s", want, says.String())
		}
	}
	asked := map[string]any{"name": `C:\文书\告知书.docx`, "docx": own, "mark": "another", "source": "启虚监〔2026〕12号", "in_force_from": o.now().Format(time.DateOnly)}
	if w := chief.do("POST", url+"/proposals", asked); w.Code != 409 {
		t.Errorf("a mark of something else: %d %s", w.Code, w.Body)
	}
	asked["mark"] = refused.Mark
	if w := chief.do("POST", url+"/proposals", map[string]any{"name": "x.docx", "docx": broken, "mark": refused.Mark, "source": "启虚监〔2026〕12号", "in_force_from": o.now().Format(time.DateOnly)}); w.Code != 422 || !strings.Contains(w.Body.String(), "今天日期") {
		t.Errorf("a template without what it must have: %d %s", w.Code, w.Body)
	}
	asked["mark"] = reading.Mark
	if w := handler.do("POST", url+"/proposals", asked); w.Code != 403 {
		t.Errorf("a handler: %d %s", w.Code, w.Body)
	}
	proposal := get[httpapi.AmendmentPage](chief, "POST", url+"/proposals", asked)
	if words, _ := proposal.Rows[0].After["words"].(string); len(proposal.Rows) != 1 || !strings.Contains(words, "请认真阅读") || proposal.Rows[0].After["docx"] != nil || proposal.Rows[0].After["name"] != "告知书.docx" {
		t.Errorf("%+v", proposal.Rows)
	}
	if open := get[httpapi.PaperTemplatePage](chief, "GET", url, nil); open.Open != proposal.ID || open.State != "shipped" {
		t.Errorf("%+v", open.PaperTemplate)
	}
	get[httpapi.AmendmentPage](leader, "POST", "/api/rulebook/amendments/"+proposal.ID+"/approval", map[string]any{})
	taken := get[httpapi.PaperTemplatePage](chief, "GET", url, nil)
	if taken.State != "own" || taken.File != "告知书.docx" || taken.Version == "" || !strings.Contains(taken.Words.Words, "请认真阅读") {
		t.Errorf("%+v", taken)
	}
	// The case that was open keeps the version that it began under; a new one has the new template.
	old := get[httpapi.Paper](handler, "POST", "/api/cases/"+o.ids["case"]+"/drafts", map[string]any{"code": "D21"})
	fresh := get[httpapi.Case](handler, "POST", "/api/cases", map[string]any{"title": "虚构广告案", "kind": "penalty", "procedure": "penalty", "source": "complaint", "handlers": []string{o.ids["handler"]}})
	drafted := get[httpapi.Paper](handler, "POST", "/api/cases/"+fresh.ID+"/drafts", map[string]any{"code": "D21"})
	text := func(id string) string {
		return get[httpapi.PaperPage](handler, "GET", "/api/papers/"+id, nil).Pages[0].Text
	}
	if strings.Contains(text(old.ID), "请认真阅读") || !strings.Contains(text(drafted.ID), "请认真阅读") || !strings.Contains(text(drafted.ID), "【待填：") {
		t.Errorf("%s\n---\n%s", text(old.ID), text(drafted.ID))
	}
	changed := strings.Replace(text(drafted.ID), "请认真阅读", "请仔细阅读", 1)
	get[httpapi.Paper](handler, "PUT", "/api/papers/"+drafted.ID+"/text", map[string]any{"text": changed})
	printed := wordText(t, handler.do("GET", "/api/papers/"+drafted.ID+"/docx", nil).Body.Bytes())
	if a, b := squeezed(printed), squeezed(changed); a != b {
		t.Errorf("the Word file says\n%s\nand the paper\n%s", a, b)
	}
	if w := handler.do("GET", "/api/papers/"+drafted.ID+"/pdf", nil); w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF")) {
		t.Errorf("%d", w.Code)
	}
	back := get[httpapi.AmendmentPage](chief, "POST", url+"/return", map[string]any{"source": "启虚监〔2026〕13号", "in_force_from": o.now().Format(time.DateOnly)})
	get[httpapi.AmendmentPage](leader, "POST", "/api/rulebook/amendments/"+back.ID+"/approval", map[string]any{})
	if again := get[httpapi.PaperTemplatePage](chief, "GET", url, nil); again.State != "shipped" || strings.Contains(again.Words.Words, "请认真阅读") {
		t.Errorf("%+v", again.PaperTemplate)
	}
}

// squeezed is a text without spaces, empty lines and the page number at the foot.
func squeezed(text string) string {
	text = strings.NewReplacer(" ", "", "　", "", "\t", "").Replace(text)
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" && line != "—1—" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
