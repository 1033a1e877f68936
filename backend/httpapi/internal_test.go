package httpapi_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"zhiheng/backend/httpapi"
)

// TestWhoDoesNotReadTheInternalVolumeIsToldNothingOfIt: the publisher sees that a review took place and that papers came in, but
// neither what was said in the one nor what the others are called.
func TestWhoDoesNotReadTheInternalVolumeIsToldNothingOfIt(t *testing.T) {
	o := newOffice(t)
	id := ripe(t, o)
	handler, reviewer, chief, publisher := o.as("handler"), o.as("reviewer"), o.as("chief"), o.as("publisher")
	get[httpapi.Paper](handler, "POST", "/api/cases/"+id+"/drafts", map[string]string{"code": "D27"})
	for code, title := range map[string]string{"D20": "内卷标题甲", "D21": "告知标题乙", "R01": "内卷标题丙", "D22": "说明标题丁"} {
		must(o.files.Write(bg, person(t, o, "handler"), id, code, title, "虚构的"+code))(t)
	}
	r := get[httpapi.Review](handler, "POST", "/api/cases/"+id+"/reviews", map[string]any{"note": "审核说明戊", "without": o.omitted(t, id)})
	path := "/api/reviews/" + r.ID
	get[httpapi.Review](chief, "POST", path+"/assignment", map[string]string{"reviewer": o.ids["reviewer"]})
	get[httpapi.ReviewItem](reviewer, "PUT", path+"/items/"+r.Items[0].ID, map[string]any{"finding": "not_met", "remark": "要点备注己"})
	get[httpapi.Review](reviewer, "POST", path+"/opinion", map[string]any{"code": "O3", "text": "意见内容庚"})
	words := []string{"内卷标题甲", "审核说明戊", "要点备注己", "意见内容庚"}
	all := func(v *visitor) (said string) {
		for _, url := range []string{"/api/cases/" + id, "/api/cases/" + id + "/timeline", "/api/ledger?limit=500", "/api/cases/" + id + "/proof", "/api/cases?limit=100", "/api/workbench"} {
			w := v.do("GET", url, nil)
			if w.Code != http.StatusOK {
				t.Fatalf("%s: %d %s", url, w.Code, w.Body)
			}
			said += w.Body.String()
		}
		for _, e := range get[httpapi.Ledger](v, "GET", "/api/ledger?limit=500", nil).Entries {
			said += v.do("GET", "/api/ledger/"+strconv.FormatInt(e.Seq, 10), nil).Body.String()
		}
		return said
	}
	seen, hidden := all(reviewer), all(publisher)
	for _, word := range words {
		if !strings.Contains(seen, word) {
			t.Errorf("nobody is told %s: the test tests nothing", word)
		}
		if strings.Contains(hidden, word) {
			t.Errorf("the publisher is told %s", word)
		}
	}
	if !strings.Contains(hidden, "告知标题乙") {
		t.Error("the main volume is kept from the publisher too")
	}
	named := func(v *visitor) (internal, main int) {
		for _, f := range get[httpapi.ImportPage](v, "GET", "/api/imports/"+o.ids["import"], nil).Files {
			if f.Paper == "" || reviewer.do("GET", "/api/papers/"+f.Paper, nil).Code != http.StatusOK {
				continue
			}
			if publisher.do("GET", "/api/papers/"+f.Paper, nil).Code == http.StatusOK {
				main++
			} else {
				internal++
			}
		}
		return internal, main
	}
	for _, f := range get[httpapi.ImportPage](reviewer, "GET", "/api/imports/"+o.ids["import"], nil).Files {
		if f.Paper != "" {
			get[httpapi.Paper](handler, "PUT", "/api/papers/"+f.Paper, map[string]string{"code": "D20"})
			break
		}
	}
	within, without := named(reviewer)
	if internal, main := named(publisher); within == 0 || internal != 0 || main != without {
		t.Errorf("of an import the publisher is told of %d internal papers and %d others, and there are %d and %d", internal, main, within, without)
	}
	for _, url := range []string{path, path + "/opinion-text", path + "/opinion/docx", "/api/reviews", "/api/cases/" + id + "/responsibility", "/api/cases/" + id + "/review-record", "/api/cases/" + id + "/prechecks", "/api/cases/" + id + "/departures"} {
		if w := publisher.do("GET", url, nil); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", url, w.Code)
		}
	}
}
