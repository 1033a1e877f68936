package httpapi_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/httpapi"
	"zhiheng/backend/ledger"
)

func TestEveryKindOfEventHasASentence(t *testing.T) {
	told := httpapi.Sentences()
	known := map[string]bool{"store.clock_set_back": true}
	for _, p := range pillars() {
		for kind := range p.Events {
			known[kind] = true
		}
	}
	for kind := range known {
		if told[kind].Zh == "" || told[kind].En == "" {
			t.Errorf("%s has no sentence", kind)
		}
	}
	for kind := range told {
		if !known[kind] {
			t.Errorf("there is no event %s", kind)
		}
	}
}

func TestSentencesAreFilled(t *testing.T) {
	o := newOffice(t)
	type page struct {
		Entries []httpapi.Entry
		Head    httpapi.Head
	}
	seen := 0
	all := get[page](o.as("supervisor"), "GET", "/api/ledger?limit=500", nil)
	for _, e := range all.Entries {
		seen++
		for _, text := range []string{e.Text.Zh, e.Text.En} {
			if text == "" || strings.ContainsAny(text, "{}|") || strings.Contains(text, "<nil>") {
				t.Errorf("%d %s: %q", e.Seq, e.Kind, text)
			}
		}
		if e.Kind == "casefile.opened" && (!strings.Contains(e.Text.Zh, "虚构·handler") || !strings.Contains(e.Text.En, "虚构食品标签案")) {
			t.Errorf("%+v", e.Text)
		}
		if e.Actor.ID != "system" && e.Actor.Name == e.Actor.ID {
			t.Errorf("%d: nobody knows %s", e.Seq, e.Actor.ID)
		}
	}
	if int64(seen) != all.Head.Size || all.Head.Note == "" || all.Head.Root == "" || all.Head.At != all.Entries[0].At {
		t.Errorf("%d entries under the head %+v", seen, all.Head)
	}
	auditor := o.as("auditor").do("GET", "/api/ledger?limit=500", nil)
	if body := auditor.Body.String(); auditor.Code != 200 || strings.Contains(body, "虚构食品") || strings.Contains(body, "告知书") || !strings.Contains(body, "登记线索 …") {
		t.Errorf("an auditor reads of cases: %s", body)
	}
}

func TestAnEntryProvesItself(t *testing.T) {
	o := newOffice(t)
	v := o.as("supervisor")
	e := get[httpapi.EntryPage](v, "GET", "/api/ledger/5", nil)
	if e.Seq != 5 || e.Body == "" || len(e.Proof) == 0 || e.Head.Size != o.size() {
		t.Fatalf("%+v", e)
	}
	if leaf := ledger.LeafHash([]byte(e.Body)); leaf.String() != e.Leaf {
		t.Errorf("the leaf %s is not that of the body, %s", e.Leaf, leaf)
	}
	hash := func(text string) (h tlog.Hash) {
		copy(h[:], must(base64.StdEncoding.DecodeString(text))(t))
		return h
	}
	var path []tlog.Hash
	for _, text := range e.Proof {
		path = append(path, hash(text))
	}
	if err := tlog.CheckRecord(path, e.Head.Size, hash(e.Head.Root), 4, hash(e.Leaf)); err != nil {
		t.Errorf("the proof does not hold: %v", err)
	}
	if w := v.do("GET", "/api/ledger/999999", nil); w.Code != 404 {
		t.Errorf("an entry that is none: %d", w.Code)
	}
	if w := o.as("auditor").do("GET", "/api/ledger/20", nil); w.Code != 200 || strings.Contains(w.Body.String(), "虚构食品") {
		t.Errorf("an auditor reads a case's entry: %s", w.Body)
	}
	older := get[struct{ Entries []httpapi.Entry }](v, "GET", "/api/ledger?before=5&limit=2", nil)
	if len(older.Entries) != 2 || older.Entries[0].Seq != 4 || older.Entries[1].Seq != 3 {
		t.Errorf("before the fifth: %+v", older)
	}
}

// brokenReading fails with words that no person should see.
type brokenReading struct{ plainReading }

func (brokenReading) PageImage(context.Context, string, int, int) ([]byte, string, error) {
	return nil, "", fmt.Errorf("open /var/secret: %w", os.ErrPermission)
}

func TestNothingInsideIsShown(t *testing.T) {
	o := newOffice(t)
	o.files.Reading = brokenReading{}
	get[struct{}](o.as("leader"), "POST", "/api/items/"+o.ids["现场照片"]+"/handlings", map[string]any{"act": "view"})
	w := o.as("leader").do("GET", "/api/papers/"+o.ids["现场照片"]+"/pages/1/image", nil)
	if body := w.Body.String(); w.Code != 500 || strings.Contains(body, "secret") || !strings.Contains(body, `"kind":"internal"`) || !strings.Contains(body, "日志") {
		t.Errorf("%d %s", w.Code, body)
	}
	if log := o.log.String(); !strings.Contains(log, "/var/secret") {
		t.Errorf("the log does not say why: %q", log)
	}
}
