package site_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/disclosure/packagetest"
	"zhiheng/backend/disclosure/site"
)

// officers is where the list of officers of the food office stands.
const officers = "open/11320681014381238G/A02/"

func (c *county) publishList(day string, lists ...disclosure.ListRecord) {
	c.t.Helper()
	c.food.Lists = lists
	c.publish(c.food, day, nil)
}

func TestAListHasALastingPageAndOneForEachOtherVersion(t *testing.T) {
	c := newCounty(t)
	c.publishList("2026-03-01", packagetest.Officers(1, "2026-03-01", "郑公开"))
	c.publishList("2026-05-01", packagetest.Officers(2, "2026-05-01", "郑公开", "王增补 <b>"))
	c.publishList("2026-05-20", packagetest.Officers(3, "2026-07-01", "王增补"))
	r := c.merge()
	if r.Lists != 1 || r.Wanting() {
		t.Errorf("%+v", r)
	}
	now := c.read(officers + "index.html")
	for _, want := range []string{`id="l-2"`, "王增补 &lt;b&gt;", "v1.html", "v3.html", `data-f="version">2<`} {
		if !strings.Contains(now, want) {
			t.Errorf("the page of the version in force lacks %s", want)
		}
	}
	if before := c.read("en/" + officers + "v1.html"); !strings.Contains(before, "This is an earlier version.") || strings.Contains(before, "王增补") {
		t.Error("the earlier version")
	}
	if next := c.read(officers + "v3.html"); !strings.Contains(next, "2026-07-01 起执行，尚未生效") {
		t.Error("the version to come")
	}
	if home := c.read("index.html"); !strings.Contains(home, officers+"index.html") {
		t.Error("the first page does not lead to the list")
	}
	r = c.merge(func(o *site.Options) { o.Today = "2026-07-01" }) // the third begins to hold, and nothing else has changed
	if now := c.read(officers + "index.html"); !strings.Contains(now, `data-f="version">3<`) || strings.Contains(now, "尚未生效") {
		t.Error("the third version does not take over on its day")
	}
	if before := c.read(officers + "v2.html"); !strings.Contains(before, "郑公开") {
		t.Error("the second version is gone")
	}
	if again := c.merge(func(o *site.Options) { o.Today = "2026-07-01" }); again.Written != 0 {
		t.Errorf("an idle build wrote %d files", again.Written)
	}
	_ = r
}

func TestTheOpenDataOfAListSaysWhatItsColumnsMean(t *testing.T) {
	c := newCounty(t)
	c.publishList("2026-03-01", packagetest.Officers(1, "2026-03-01", "=郑公开"))
	c.merge()
	var schema struct {
		Fields []struct{ Name, Type, Title string }
		Key    []string `json:"primaryKey"`
	}
	c.check(json.Unmarshal([]byte(c.read("data/open-11320681014381238G-A02.schema.json")), &schema))
	table := c.read("data/open-11320681014381238G-A02.csv")
	if len(schema.Fields) != 4 || schema.Fields[3].Type != "date" || schema.Key[0] != "certificate" || !strings.Contains(table, `"'=郑公开"`) || !strings.Contains(table, `"id","name","certificate","valid_to"`) {
		t.Errorf("%+v\n%s", schema, table)
	}
	var r disclosure.ListRecord
	c.check(json.Unmarshal([]byte(c.read("data/open-11320681014381238G-A02.json")), &r))
	if r.Rows[0].Content["name"] != "=郑公开" {
		t.Errorf("%+v", r.Rows)
	}
}

func TestAListWithADrawingThatRunsAnythingStaysOutside(t *testing.T) {
	c := newCounty(t)
	l := packagetest.Officers(1, "2026-03-01", "郑公开")
	l.Charts = []disclosure.ListChart{{Procedure: "penalty", Zh: "chart-penalty.svg", En: "chart-penalty-en.svg"}}
	c.publishList("2026-03-01", l) // without the files
	if r := c.merge(); len(r.Left) != 1 || r.Lists != 0 {
		t.Errorf("%+v", r)
	}
	for name, svg := range map[string]string{
		"script": `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "handler": `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>`,
		"link": `<svg xmlns="http://www.w3.org/2000/svg"><image href="https://elsewhere.example/x.png"/></svg>`, "style": `<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(https://elsewhere.example/x)"/></svg>`,
		"entity": `<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg"></svg>`,
	} {
		dir := t.TempDir()
		c.check(os.WriteFile(filepath.Join(dir, "chart-penalty.svg"), []byte(svg), 0o644))
		if err := (disclosure.Proof{}).Check(dir); err == nil {
			t.Errorf("a drawing with a %s passes", name)
		}
	}
}
