package precedent_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	zap "github.com/blevesearch/zapx/v17"

	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
)

// many puts n papers of one sentence each.
func many(o *office, n int) {
	for i := range n {
		o.put(precedent.Paper{ID: fmt.Sprintf("m%04d", i), Case: "c", Title: "现场检查笔录"},
			fmt.Sprintf("第%d号检查笔录：当事人经营场所整洁，编号甲%dd。", i, i))
	}
}

func TestTheIndexFollowsTheLedger(t *testing.T) {
	o := smallOffice()
	dir := t.TempDir()
	x := open(t, dir, o)
	o.put(precedent.Paper{ID: "p6"}, "新收到的案卷材料")
	o.put(precedent.Paper{ID: "p2", Title: "现场检查笔录"}, "改正后的笔录没有那句话")
	o.remove("p5")
	catchUp(t, x)
	for query, want := range map[string]string{"新收": "map[p6:true]", "零售": "map[]", "改正后": "map[p2:true]", "污水": "map[]"} {
		if got := fmt.Sprint(ids(t, x, query)); got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
	}
	if s := x.State(); s.Phase != precedent.Following || s.Done != 5 || s.Of != 5 || s.Head != 17 || s.Seq != 16 || s.Bytes == 0 {
		t.Errorf("state %+v", s)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x, err := precedent.Open(dir, o, precedent.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if s := x.State(); s.Phase != precedent.Behind || s.Done != 5 || s.Rebuilds != 0 {
		t.Errorf("reopened: %+v", s)
	}
	if got := ids(t, x, "新收"); !got["p6"] {
		t.Error("a sound index must answer before it has caught up")
	}
	catchUp(t, x)
	if s := x.State(); s.Rebuilds != 0 {
		t.Errorf("a sound index was rebuilt: %+v", s)
	}
}

func TestFollowTakesInWhatWakesIt(t *testing.T) {
	o := smallOffice()
	x, err := precedent.Open(t.TempDir(), o, precedent.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- x.Follow(ctx) }()
	wait := func(id, query string) {
		t.Helper()
		for range 500 {
			res, err := x.Search(ctx, precedent.Query{Text: query})
			if err == nil && res.Total > 0 && res.Hits[0].Paper.ID == id {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Fatalf("%s never came: %+v", query, x.State())
	}
	wait("p5", "污水")
	o.put(precedent.Paper{ID: "p9"}, "刚刚归档")
	x.Wake()
	wait("p9", "归档")
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestARebuildCanBeStoppedAndGoesOn(t *testing.T) {
	o := newOffice()
	many(o, 300)
	dir := t.TempDir()
	x, err := precedent.Open(dir, o, precedent.Options{Batch: 50})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	reads := 0
	o.reads = func(string) {
		if reads++; reads == 120 {
			stop()
		}
	}
	if err := x.CatchUp(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	res, err := x.Search(context.Background(), precedent.Query{Text: "检查"})
	if s := res.State; err != nil || s.Phase != precedent.Rebuilding || s.Done != 100 || s.Of != 300 || res.Total != 100 {
		t.Fatalf("%v, total %d, %+v", err, res.Total, s)
	}
	_ = x.Close()
	x, err = precedent.Open(dir, o, precedent.Options{Batch: 50})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	reads = 1000
	catchUp(t, x)
	if reads != 1200 {
		t.Errorf("read %d texts the second time, want 200", reads-1000)
	}
	res, err = x.Search(context.Background(), precedent.Query{Text: "检查"})
	if err != nil || res.Total != 300 || res.State.Rebuilds != 0 || res.State.Phase != precedent.Following {
		t.Fatalf("%v %+v", err, res)
	}
}

func TestAnIndexOfAnotherHistoryIsRebuilt(t *testing.T) {
	for name, change := range map[string]func(*office){
		"shorter": func(o *office) {
			o.changes = o.changes[:2]
			delete(o.papers, "p3")
			delete(o.papers, "p4")
			delete(o.papers, "p5")
		},
		"different": func(o *office) { o.history = "b"; o.papers["p3"] = precedent.Paper{ID: "p3"}; o.pages["p3"] = nil },
	} {
		o := smallOffice()
		dir := t.TempDir()
		x := open(t, dir, o)
		_ = x.Close()
		change(o)
		x = open(t, dir, o)
		if s := x.State(); s.Rebuilds != 1 || s.Phase != precedent.Following {
			t.Errorf("%s: %+v", name, s)
		}
		if got := ids(t, x, "过期食品"); fmt.Sprint(got) != "map[p1:true]" {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestOneIndexFolderServesOneProcess(t *testing.T) {
	o := smallOffice()
	dir := t.TempDir()
	open(t, dir, o)
	second, err := precedent.Open(dir, o, precedent.Options{})
	if err == nil {
		defer second.Close()
	}
	if fault.KindOf(err) != fault.Unavailable {
		t.Fatalf("the second opening of a folder in use must be refused and leave it alone, got %v", err)
	}
}

func TestWhatIsSealedIsGoneAtOnceAndFromTheFiles(t *testing.T) {
	o := smallOffice()
	dir := t.TempDir()
	x := open(t, dir, o)
	sealed := o.papers["p5"]
	sealed.Restricted = true
	o.put(sealed, "责令当事人立即停止违法排放污水")
	if got := ids(t, x, "污水"); len(got) != 0 {
		t.Errorf("restricted in the ledger, not yet in the index: got %v", got)
	}
	o.remove("p2")
	if got := ids(t, x, "药品"); len(got) != 0 {
		t.Errorf("removed in the ledger, not yet in the index: got %v", got)
	}
	catchUp(t, x)
	for range 100 { // old files go in the background
		if !inFiles(t, dir, "丙丁") && !inFiles(t, dir, "零售") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("words of a removed paper are still in the index files")
}

func TestSensitiveNumbersAreInNoFile(t *testing.T) {
	o := newOffice()
	secrets := []string{"320681198503121237", "32068119820229004x", "320681850312123", "13800001234", "6222020200012345678", "05131234567",
		"赵虚构", "xu_gou@example.org", "3206", "0512345678"}
	o.put(precedent.Paper{ID: "s1", Title: "赵虚构询问笔录", FileName: "赵虚构13800001234.docx", CaseTitle: "赵虚构涉嫌无证经营案", Code: "320681198503121237",
		Party: []string{"赵虚构"}, DocNos: []string{"甲〔2024〕1号"}, Sensitive: []string{"赵虚构", "xu_gou@example.org"}},
		"赵 虚构，身份证320681198503121237，旧证320681850312123，另证32068119820229004X；电话138-0000-1234、0513-1234567、tel13800001234；",
		"卡号6222 0202 0001 2345 678，又６２２２０２０２０００１２３４５６７８。邮箱xu_gou@example.org。信用代码11320681014381238G。电话0512-345678 9")
	dir := t.TempDir()
	x := open(t, dir, o)
	if got := ids(t, x, "询问笔录"); !got["s1"] {
		t.Fatal("the paper itself must be found")
	}
	if got := ids(t, x, "11320681014381238G"); !got["s1"] {
		t.Error("a credit code is no secret")
	}
	for _, s := range secrets {
		for _, query := range []string{s, `"` + s + `"`} {
			if got := ids(t, x, query); len(got) != 0 {
				t.Errorf("%s finds %v", query, got)
			}
		}
	}
	_ = x.Close()
	for _, s := range append(secrets[:7], "虚构", "12345678", "0202", "xu_gou", "虚", "1985") {
		if inFiles(t, dir, s) {
			t.Errorf("%s is in the index files", s)
		}
	}
	if !inFiles(t, dir, "11320681014381238g") || !inFiles(t, dir, "问笔") {
		t.Error("the search through the files finds nothing: the test proves nothing")
	}
}

// inFiles looks for a string in the index files as they are, and in every term and stored value that Bleve reads from
// them, those of deleted papers included.
func inFiles(t *testing.T, dir, s string) bool {
	t.Helper()
	dir = filepath.Join(dir, "papers")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		data, err := os.ReadFile(path)
		if err != nil {
			continue // merged away in this moment
		}
		if bytes.Contains(data, []byte(s)) {
			return true
		}
		if filepath.Ext(path) == ".zap" && inSegment(t, path, s) {
			return true
		}
	}
	return false
}

func inSegment(t *testing.T, path, s string) bool {
	t.Helper()
	seg, err := (&zap.ZapPlugin{}).Open(path)
	if err != nil {
		return false
	}
	defer seg.Close()
	found := false
	for _, field := range seg.Fields() {
		dict, err := seg.Dictionary(field)
		if err != nil {
			t.Fatal(err)
		}
		it := dict.AutomatonIterator(nil, nil, nil)
		for entry, err := it.Next(); entry != nil && err == nil; entry, err = it.Next() {
			found = found || bytes.Contains([]byte(entry.Term), []byte(s))
		}
	}
	for n := range seg.Count() {
		err := seg.VisitStoredFields(n, func(_ string, _ byte, value []byte, _ []uint64) bool {
			found = found || bytes.Contains(value, []byte(s))
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}
