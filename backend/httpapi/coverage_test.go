package httpapi_test

import (
	"context"
	"net/http"
	"testing"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/httpapi"
)

// recogniser reads the same words off every picture, where it is installed.
type recogniser struct{ installed bool }

func (r *recogniser) Ready(context.Context) (string, error) {
	if !r.installed {
		return "", fault.New(fault.Unavailable, "test", fault.T("未安装", "not installed")).WithHint(fault.T("请安装", "install it"))
	}
	return "reader 1", nil
}

func (r *recogniser) Recognise(context.Context, []byte) (extract.Recognised, error) {
	return extract.Recognised{Text: "照片上的字", Confidence: 90}, nil
}

func TestTheCoverageCountsListsAndTriesAgain(t *testing.T) {
	o := newOffice(t)
	reader := &recogniser{}
	o.files.Scans = reader
	v := o.as("head")
	c := get[httpapi.Coverage](v, "GET", "/api/coverage", nil)
	pages := map[string]int{}
	for _, gap := range c.Gaps {
		pages[gap.Cause] = gap.Pages
	}
	if c.Unsearchable != 2 || pages["waiting"] != 1 || pages["other"] != 1 || c.Pages <= c.Unsearchable {
		t.Fatalf("%+v", c)
	}
	if c.Recognition == nil || c.Recognition.Hint.En != "install it" {
		t.Errorf("nothing says what to install: %+v", c.Recognition)
	}
	list := get[httpapi.UnsearchedList](v, "GET", "/api/coverage/list?cause=waiting", nil)
	if len(list.Items) != 1 || list.Items[0].Paper != o.ids["现场照片"] || list.Items[0].Page != 1 || list.Items[0].Case != o.ids["case"] {
		t.Errorf("%+v", list)
	}
	if all := get[httpapi.UnsearchedList](v, "GET", "/api/coverage/list", nil); len(all.Items) != 2 {
		t.Errorf("all: %+v", all)
	}
	reader.installed = true
	if w := v.do("POST", "/api/coverage/retry", nil); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	until(t, "the recognition", func() bool { return get[httpapi.Coverage](v, "GET", "/api/coverage", nil).Unsearchable == 1 })
	if c := get[httpapi.Coverage](v, "GET", "/api/coverage", nil); c.Recognition != nil || c.Gaps[0].Cause != "other" {
		t.Errorf("%+v", c)
	}
	if w := o.as("reviewer").do("POST", "/api/coverage/retry", nil); w.Code != http.StatusForbidden {
		t.Errorf("somebody who only reads: %d", w.Code)
	}
}
