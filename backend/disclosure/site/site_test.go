package site_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/disclosure/packagetest"
	"zhiheng/backend/disclosure/site"
)

// county is a county with two offices and a site.
type county struct {
	t         *testing.T
	in, out   string
	food, fee *packagetest.Office
	dirs      []string
}

func newCounty(t *testing.T) *county {
	t.Helper()
	c := &county{t: t, in: t.TempDir(), out: filepath.Join(t.TempDir(), "site")}
	var err error
	c.food, err = packagetest.New("云汀县虚构监督管理局", "11320681014381238G")
	c.check(err)
	c.fee, err = packagetest.New("云汀县虚构水务局", "11320681014381246B")
	c.check(err)
	return c
}

func (c *county) check(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// publish adds a package of an office and returns the hashes of its records.
func (c *county) publish(o *packagetest.Office, day string, records []disclosure.Record, notices ...disclosure.Notice) map[string]string {
	c.t.Helper()
	dir, hashes, err := o.Package(c.in, day, records, notices...)
	c.check(err)
	c.dirs = append(c.dirs, dir)
	return hashes
}

func penalties(from, n int, day string) (list []disclosure.Record) {
	for i := range n {
		list = append(list, packagetest.Penalty(from+i, day))
	}
	return list
}

func (c *county) merge(change ...func(o *site.Options)) site.Report {
	c.t.Helper()
	o := site.Options{Out: c.out, Dirs: c.dirs, Today: "2026-06-01"}
	for _, f := range change {
		f(&o)
	}
	r, err := site.Merge(context.Background(), o)
	c.check(err)
	return r
}

func (c *county) read(path string) string {
	c.t.Helper()
	raw, err := os.ReadFile(filepath.Join(c.out, path))
	c.check(err)
	return string(raw)
}

// files are all files of the site with their content and the time of their last change.
func (c *county) files() (content map[string]string, changed map[string]time.Time) {
	c.t.Helper()
	content, changed = map[string]string{}, map[string]time.Time{}
	c.check(filepath.WalkDir(c.out, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		info, err2 := e.Info()
		if err2 != nil {
			return err2
		}
		content[path[len(c.out)+1:]], changed[path[len(c.out)+1:]] = string(raw), info.ModTime()
		return err
	}))
	return content, changed
}

func page(o *packagetest.Office, n int) string {
	return fmt.Sprintf("d/%s/2026/g-%012d.html", o.USCC, n)
}

func TestPackagesOfSeveralOfficesBecomeOneSite(t *testing.T) {
	c := newCounty(t)
	c.publish(c.food, "2026-04-01", penalties(1, 3, "2026-04-01"))
	c.publish(c.fee, "2026-05-01", penalties(1, 2, "2026-05-01"))
	r := c.merge()
	if r.Packages != 2 || r.Offices != 2 || r.Public != 5 || r.Wanting() {
		t.Errorf("%+v", r)
	}
	content, _ := c.files()
	links := regexp.MustCompile(`(?:href|src|data-package)="([^"#]+)"`)
	for name, text := range content {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		if !strings.Contains(text, `content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"`) || strings.Contains(text, "style=") || strings.Contains(text, " on") && regexp.MustCompile(` on[a-z]+=`).MatchString(text) {
			t.Errorf("%s: policy", name)
		}
		for _, m := range links.FindAllStringSubmatch(text, -1) {
			target := filepath.Join(filepath.Dir(name), m[1])
			if _, there := content[target]; !there {
				t.Errorf("%s leads to %s, which is not there", name, m[1])
			}
		}
	}
	if len(content["index.html"])+len(content["site.css"])+len(content["search.js"])+len(content["search/index.js"]) > 100_000 {
		t.Error("the first page is too heavy")
	}
	if item := content[page(c.food, 2)]; !strings.Contains(item, `公钥 <span lang="en">Public key</span>`) || !strings.Contains(item, c.food.Keys.Public[:12]) || !strings.Contains(item, `lang="en"`) {
		t.Error(item)
	}
}

func TestTheSameSourcesGiveTheSameBytesInAnyOrder(t *testing.T) {
	c := newCounty(t)
	for n := range 5 {
		c.publish(c.food, fmt.Sprintf("2026-04-%02d", n+1), penalties(50*n+1, 50, fmt.Sprintf("2026-04-%02d", n+1)))
		c.publish(c.fee, "2026-04-03", penalties(10*n+1, 10, "2026-04-03"))
	}
	c.merge()
	one, _ := c.files()
	c.out = filepath.Join(t.TempDir(), "again")
	for i, j := 0, len(c.dirs)-1; i < j; i, j = i+1, j-1 {
		c.dirs[i], c.dirs[j] = c.dirs[j], c.dirs[i]
	}
	all := c.dirs
	c.dirs = all[:4] // step by step
	c.merge()
	c.dirs = all
	c.merge()
	two, _ := c.files()
	if len(one) != len(two) {
		t.Errorf("%d and %d files", len(one), len(two))
	}
	for name := range one {
		if one[name] != two[name] {
			t.Errorf("%s differs", name)
		}
	}
}

func TestOnlyWhatHasChangedIsWrittenAgain(t *testing.T) {
	c := newCounty(t)
	c.publish(c.food, "2026-04-01", penalties(1, 250, "2026-04-01"))
	c.merge()
	_, before := c.files()
	if r := c.merge(); r.Written != 0 || r.Removed != 0 {
		t.Errorf("an idle build wrote: %+v", r)
	}
	c.publish(c.food, "2026-04-02", penalties(251, 1, "2026-04-02"))
	r := c.merge()
	_, after := c.files()
	for _, name := range []string{page(c.food, 1), "en/" + page(c.food, 250), "list/all/1.html", "site.css"} {
		if !before[name].Equal(after[name]) {
			t.Errorf("%s was written again", name)
		}
	}
	for _, name := range []string{page(c.food, 251), "index.html", "list/all/index.html", "feed.xml", "search/2026.js", "data/" + c.food.USCC + "-penalty-2026.csv"} {
		if before[name].Equal(after[name]) {
			t.Errorf("%s was not written", name)
		}
	}
	if r.Written > 30 {
		t.Errorf("%+v", r)
	}
	c.check(os.Remove(filepath.Join(c.out, page(c.food, 1)))) // lost by somebody
	c.merge()
	c.read(page(c.food, 1))
}

func TestAnythingChangedInAPackageKeepsItOut(t *testing.T) {
	c := newCounty(t)
	c.publish(c.food, "2026-04-01", penalties(1, 2, "2026-04-01"))
	c.publish(c.fee, "2026-04-01", penalties(1, 1, "2026-04-01"))
	entries, err := os.ReadDir(c.dirs[0])
	c.check(err)
	for _, e := range entries {
		path := filepath.Join(c.dirs[0], e.Name())
		raw, err := os.ReadFile(path)
		c.check(err)
		for _, at := range []int{1, len(raw) / 3, len(raw) / 2, len(raw) * 2 / 3, len(raw) - 2} {
			torn := append([]byte{}, raw...)
			torn[at] ^= 1
			c.check(os.WriteFile(path, torn, 0o644))
			if r := c.merge(func(o *site.Options) { o.Full = true }); len(r.Left) != 1 || r.Left[0].Dir != c.dirs[0] || r.Public != 1 || len(r.Left[0].Findings) == 0 {
				t.Errorf("%s at %d: %+v", e.Name(), at, r)
			}
		}
		c.check(os.WriteFile(path, raw, 0o644))
	}
	stray := filepath.Join(c.dirs[0], "added.html")
	c.check(os.WriteFile(stray, []byte("x"), 0o644))
	if r := c.merge(); len(r.Left) != 1 {
		t.Errorf("an added file: %+v", r)
	}
	before, _ := c.files()
	o := site.Options{Out: c.out, Dirs: c.dirs, Today: "2026-06-01", Strict: true}
	if _, err := site.Merge(context.Background(), o); err == nil {
		t.Error("strict, and merged")
	}
	after, _ := c.files()
	if len(before) != len(after) {
		t.Error("strict, and the site was touched")
	}
	c.check(os.Remove(stray))
	if r := c.merge(); r.Wanting() || r.Public != 3 {
		t.Errorf("%+v", r)
	}
}

func TestAWithdrawnDecisionLeavesATombstoneForGood(t *testing.T) {
	c := newCounty(t)
	hashes := c.publish(c.food, "2026-04-01", penalties(1, 3, "2026-04-01"))
	withdrawn := packagetest.Penalty(2, "2026-04-01")
	c.merge()
	c.publish(c.food, "2026-05-01", nil, disclosure.Notice{ID: withdrawn.ID, No: withdrawn.No, End: disclosure.EndWithdrawn, On: "2026-04-30", Reason: "处罚决定被依法撤销", SHA256: hashes[withdrawn.ID]})
	for _, without := range []bool{false, true} {
		if without { // the package that withdraws it is not given any more
			c.dirs = c.dirs[:1]
		}
		r := c.merge()
		if r.Public != 2 || r.Ended != 1 || r.Wanting() != without {
			t.Errorf("%+v", r)
		}
		if text := c.read(page(c.food, 2)); strings.Contains(text, withdrawn.Party) || !strings.Contains(text, "处罚决定被依法撤销") || !strings.Contains(text, hashes[withdrawn.ID]) || !strings.Contains(text, "was withdrawn") {
			t.Error(text)
		}
		content, _ := c.files()
		for name, text := range content {
			if strings.Contains(text, withdrawn.Party) {
				t.Errorf("%s still names the party", name)
			}
		}
		if log := c.read("log.html"); !strings.Contains(log, withdrawn.No) || !strings.Contains(c.read("feed.xml"), "【撤回】"+withdrawn.No) {
			t.Error(log)
		}
	}
}

func TestACorrectionKeepsTheHashOfWhatWasPublic(t *testing.T) {
	c := newCounty(t)
	hashes := c.publish(c.food, "2026-04-01", penalties(1, 1, "2026-04-01"))
	again := packagetest.Penalty(1, "2026-04-01")
	again.Text, again.PublishedOn, again.Replaces, again.Correction = []string{"更正后的文本"}, "2026-04-09", hashes[again.ID], "金额误写"
	c.publish(c.food, "2026-04-09", []disclosure.Record{again})
	r := c.merge()
	if r.Public != 1 || r.Corrected != 1 || r.Wanting() {
		t.Errorf("%+v", r)
	}
	if text := c.read(page(c.food, 1)); !strings.Contains(text, "更正后的文本") || !strings.Contains(text, hashes[again.ID]) || !strings.Contains(text, "金额误写") {
		t.Error(text)
	}
	if !strings.Contains(c.read("log.html"), "金额误写") {
		t.Error("not in the log")
	}
	other := again
	other.Replaces, other.Text = "", []string{"另一文本"}
	c.publish(c.food, "2026-04-10", []disclosure.Record{other})
	if r := c.merge(); len(r.Findings) != 1 || !strings.Contains(c.read(page(c.food, 1)), "更正后的文本") {
		t.Errorf("a second publication without a word was taken: %+v", r)
	}
}

func TestWhatHasRunOutIsTakenDownByItself(t *testing.T) {
	c := newCounty(t)
	r := packagetest.Penalty(1, "2026-04-01")
	r.Until = "2026-05-31"
	c.publish(c.food, "2026-04-01", []disclosure.Record{r})
	if got := c.merge(func(o *site.Options) { o.Today = "2026-05-31" }); got.Public != 1 {
		t.Errorf("on its last day: %+v", got)
	}
	if got := c.merge(func(o *site.Options) { o.Today = "2026-06-01" }); got.Public != 0 || got.Ended != 1 {
		t.Errorf("the day after: %+v", got)
	}
	if text := c.read(page(c.food, 1)); strings.Contains(text, r.Party) || strings.Contains(text, r.No) {
		t.Error(text)
	}
}

func TestAForgerWithAnotherKeyStaysOutside(t *testing.T) {
	c := newCounty(t)
	c.publish(c.food, "2026-04-01", penalties(1, 1, "2026-04-01"))
	forger, err := packagetest.New(c.food.Name, c.food.USCC)
	c.check(err)
	c.in = t.TempDir()
	c.publish(forger, "2026-04-02", penalties(7, 1, "2026-04-02"))
	if r := c.merge(); len(r.Left) != 2 || r.Public != 0 {
		t.Errorf("nobody knows the key yet, and one was believed: %+v", r)
	}
	both := c.dirs
	c.dirs = both[:1]
	c.merge()
	c.dirs = []string{both[1], both[0]}
	if r := c.merge(); len(r.Left) != 1 || r.Left[0].Dir != both[1] || r.Public != 1 {
		t.Errorf("%+v", r)
	}
}

func TestNothingInARecordBecomesMarkupOrAFormula(t *testing.T) {
	c := newCounty(t)
	bad := packagetest.Penalty(1, "2026-04-01")
	const script = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`
	bad.Party, bad.Agency, bad.Correction = script, script, script
	bad.Row[0] = disclosure.Value{Code: "CF_00", Label: bad.Row[0].Label, Value: `=HYPERLINK("http://example.org","x")`}
	bad.Text = append(bad.Text, script, "＠SUM(A1)")
	c.publish(c.food, "2026-04-01", []disclosure.Record{bad})
	c.merge()
	content, _ := c.files()
	for name, text := range content {
		if strings.HasSuffix(name, ".html") && (strings.Contains(text, "<script>") || strings.Contains(text, "<img")) {
			t.Errorf("%s lets markup through", name)
		}
		if strings.HasSuffix(name, ".js") && strings.Contains(text, "</script") && name != "search.js" {
			t.Errorf("%s ends a script", name)
		}
	}
	lines, err := csv.NewReader(strings.NewReader(content["data/"+c.food.USCC+"-penalty-2026.csv"][3:])).ReadAll()
	c.check(err)
	for _, cell := range lines[1] {
		if strings.HasPrefix(cell, "=") {
			t.Errorf("a formula: %s", cell)
		}
	}
	var objects []map[string]string
	c.check(json.Unmarshal([]byte(content["data/"+c.food.USCC+"-penalty-2026.json"]), &objects))
	if objects[0]["party"] != script {
		t.Errorf("%v", objects)
	}
	var feed struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	c.check(xml.Unmarshal([]byte(content["feed.xml"]), &feed))
	if len(feed.Entries) != 1 || !strings.Contains(feed.Entries[0].Title, "<script>") {
		t.Errorf("%+v", feed)
	}
}

func TestAFolderWithOtherThingsIsLeftAlone(t *testing.T) {
	c := newCounty(t)
	c.check(os.MkdirAll(c.out, 0o755))
	c.check(os.WriteFile(filepath.Join(c.out, "letter.docx"), nil, 0o644))
	c.publish(c.food, "2026-04-01", penalties(1, 1, "2026-04-01"))
	if _, err := site.Merge(context.Background(), site.Options{Out: c.out, Dirs: c.dirs, Today: "2026-06-01"}); err == nil {
		t.Error("a folder with a letter became a site")
	}
	c.read("letter.docx")
}

func TestPicturesOfPagesLieBesideTheirDecisionAndGoWithIt(t *testing.T) {
	c := newCounty(t)
	records := penalties(1, 3, "2026-03-01")
	c.check(c.food.Scan(&records[1], "检验报告"))
	hashes := c.publish(c.food, "2026-03-01", records)
	if r := c.merge(); len(r.Left) > 0 {
		t.Fatalf("%+v", r)
	}
	stem := "d/11320681014381238G/2026/" + records[1].ID
	page := c.read(stem + ".html")
	if !strings.Contains(page, `<img src="`+records[1].ID+`-1-1.jpg" alt="检验报告 第1页，共1页，遮盖2处"`) || !strings.Contains(page, "page 1 of 1, 2 covered") {
		t.Errorf("%s", page)
	}
	if picture := c.read(stem + "-1-1.jpg"); len(picture) < 300 {
		t.Errorf("%d bytes", len(picture))
	}
	if r := c.merge(); r.Written != 0 || r.Removed != 0 {
		t.Errorf("a second build writes: %+v", r)
	}
	c.publish(c.food, "2026-04-01", nil, disclosure.Notice{ID: records[1].ID, No: records[1].No, End: disclosure.EndWithdrawn, On: "2026-04-01", Reason: "处罚决定被依法撤销", SHA256: hashes[records[1].ID]})
	c.merge()
	if _, err := os.Stat(filepath.Join(c.out, stem+"-1-1.jpg")); !os.IsNotExist(err) {
		t.Errorf("what was withdrawn is still to be seen: %v", err)
	}
}

func TestAPackageWhosePictureWasChangedStaysOutside(t *testing.T) {
	for name, change := range map[string]func(raw []byte) []byte{
		"another picture": func(raw []byte) []byte { return append(raw[:len(raw)-40:len(raw)-40], raw[len(raw)-20:]...) },
		"none":            nil,
	} {
		c := newCounty(t)
		records := penalties(1, 1, "2026-03-01")
		c.check(c.food.Scan(&records[0], "检验报告"))
		c.publish(c.food, "2026-03-01", records)
		path := filepath.Join(c.dirs[0], records[0].ID+"-1-1.jpg")
		raw, err := os.ReadFile(path)
		c.check(err)
		if change == nil {
			c.check(os.Remove(path))
		} else {
			c.check(os.WriteFile(path, change(raw), 0o600))
		}
		if r := c.merge(); len(r.Left) != 1 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
