package casefile_test

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// scans reads a file that begins with "SCAN" as pages without text: each further line is what a picture of its page shows,
// with the confidence before it. A file that begins with "BROKEN" cannot be read as long as sound is not set.
type scans struct {
	officetest.PlainReading
	sound     bool
	installed bool
}

func (s *scans) Read(ctx context.Context, path, name string) (extract.Result, error) {
	result, err := s.PlainReading.Read(ctx, path, name)
	text := casefile.Join(result.Pages)
	if strings.HasPrefix(text, "BROKEN") && !s.sound {
		return extract.Result{Status: extract.Unreadable, Cause: extract.CausePassword, Reason: fault.T("设有密码", "needs a password"), PageCount: 3}, err
	}
	if lines, scan := strings.CutPrefix(text, "SCAN\n"); scan {
		result = extract.Result{Status: extract.NoText, Media: extract.Media{Format: "pdf"}}
		for i := range strings.Split(lines, "\n") {
			result.Pages = append(result.Pages, extract.Page{Number: i + 1})
		}
	}
	return result, err
}

func (s *scans) PageImage(_ context.Context, path string, page, _ int) ([]byte, string, error) {
	data, err := os.ReadFile(path)
	return []byte(strings.Split(string(data), "\n")[page]), "image/png", err
}

func (s *scans) Ready(context.Context) (string, error) {
	if !s.installed {
		return "", fault.New(fault.Unavailable, "test", fault.T("未安装", "not installed"))
	}
	return "reader 1", nil
}

func (s *scans) Recognise(_ context.Context, picture []byte) (extract.Recognised, error) {
	sure, text, _ := strings.Cut(string(picture), " ")
	n, err := strconv.Atoi(sure)
	if err != nil {
		return extract.Recognised{}, fault.New(fault.Unreadable, "test", fault.T("坏图", "a bad picture"))
	}
	return extract.Recognised{Text: text, Confidence: n}, nil
}

func TestWhatCannotBeSearchedIsCountedListedAndTakenUpAgain(t *testing.T) {
	o := officetest.New(t)
	reading := &scans{}
	o.Files.Reading, o.Files.Scans = reading, reading
	dir := folder(t, map[string]string{"文.txt": "读得出", "扫描.pdf": "SCAN\n90 第一页文字\n20 糊涂\n0 \n坏", "密.pdf": "BROKEN 解开之后"})
	i, err := o.Files.StartImport(o.Ctx, o.Who["lin"], casefile.ImportStart{Folder: dir})
	o.Must(err)
	o.Must(o.Files.RunImport(o.Ctx, o.Who["lin"], i.ID, nil))
	coverage := func() (string, casefile.Coverage) {
		c, err := o.Files.Coverage(o.Ctx)
		o.Must(err)
		var parts []string
		for _, gap := range c.Gaps {
			parts = append(parts, gap.Cause+" "+strconv.Itoa(gap.Pages)+"/"+strconv.Itoa(gap.Papers))
		}
		return strings.Join(parts, ", "), c
	}
	if got, c := coverage(); got != "waiting 4/1, password 3/1" || c.Pages != 8 || c.Unsearchable != 7 {
		t.Errorf("after the import: %s, %+v", got, c)
	}
	if err := o.Files.Recognise(o.Ctx, o.Who["lin"], false, nil); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("without a program: %v", err)
	}
	reading.installed = true
	steps := 0
	for range 2 { // the second time there is nothing left to do
		o.Must(o.Files.Recognise(o.Ctx, o.Who["lin"], false, func(int, int) { steps++ }))
	}
	if got, c := coverage(); got != "password 3/1, low 2/1" || c.Unsearchable != 5 || steps != 1 {
		t.Errorf("after recognition: %s, %+v, %d steps", got, c, steps)
	}
	list, err := o.Files.Unsearched(o.Ctx, "low", 0, 10)
	o.Must(err)
	if len(list) != 2 || list[0].Page != 2 || list[0].Confidence != 20 || list[1].Page != 4 || list[1].Title != "扫描" || list[0].CaseNo == "" {
		t.Errorf("%+v", list)
	}
	_, pages, err := o.Files.PagesByID(o.Ctx, list[0].Paper)
	o.Must(err)
	if len(pages) != 4 || pages[0].Text != "第一页文字" || pages[1].Text != "" {
		t.Errorf("%+v", pages)
	}
	reading.sound = true
	o.Must(o.Files.Recognise(o.Ctx, o.Who["lin"], true, nil))
	if got, c := coverage(); got != "low 2/1" || c.Pages != 6 {
		t.Errorf("after another try: %s, %+v", got, c)
	}
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		papers, err := casefile.PapersOf(r, i.Case)
		for _, p := range papers {
			if p.Status != "read" {
				t.Errorf("%s is %s", p.Title, p.Status)
			}
		}
		return err
	}))
	o.Must(o.Files.Remove(o.Ctx, o.Who["lin"], list[0].Paper, "重复收入"))
	if got, c := coverage(); got != "" || c.Unsearchable != 0 {
		t.Errorf("after the scan was taken out: %s", got)
	}
}
