package casefile_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// folder writes files by name into a folder of its own.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "云汀县青禾食品有限公司虚假宣传案")
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const filing = `立案审批表
案由:涉嫌虚假宣传
当事人名称:云汀县青禾食品有限公司
统一社会信用代码:91320681MA1ABCD2XX
法定代表人:周不存
立案日期:2026年3月2日
`

const notice = `行政处罚听证告知书
云市监罚告〔2026〕3号
当事人:云汀县青禾食品有限公司
依据《中华人民共和国反不正当竞争法》第二十条第一款的规定,拟对你单位罚款120000元。
二〇二六年三月二十日
`

func TestAFolderBecomesACase(t *testing.T) {
	o := officetest.New(t)
	dir := folder(t, map[string]string{"01 立案审批表.txt": filing, "告知/听证告知书.txt": notice, "证据/照片说明.txt": "现场照片", "Thumbs.db": "debris", "again.txt": filing})
	i, err := o.Files.StartImport(o.Ctx, o.Who["lin"], casefile.ImportStart{Folder: dir})
	o.Must(err)
	seen := 0
	o.Must(o.Files.RunImport(o.Ctx, o.Who["lin"], i.ID, func(casefile.Import) { seen++ }))
	i, err = o.Files.Import(o.Ctx, i.ID)
	o.Must(err)
	states := map[string]string{}
	for _, f := range i.Files {
		states[f.Path] = f.State
	}
	if i.State != "done" || len(i.Files) != 4 || states["01 立案审批表.txt"] == states["again.txt"] || seen == 0 {
		t.Fatalf("%s %v, %d reports", i.State, states, seen)
	}
	var proposals []casefile.Proposal
	codes := map[string]string{}
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) {
		papers, err := casefile.PapersOf(r, i.Case)
		for _, p := range papers {
			codes[p.Path] = p.Code
			if p.Code != "" && (p.SortReason == nil || p.SortReason.Zh == "") {
				t.Errorf("%s is sorted without a reason", p.Path)
			}
		}
		if err != nil {
			return err
		}
		proposals, err = o.Files.Proposals(r, i.Case)
		return err
	}))
	if codes["告知/听证告知书.txt"] != "D21" || codes["证据/照片说明.txt"] == "D21" {
		t.Errorf("sorted as %v", codes)
	}
	want := map[string]string{"p.name": `"云汀县青禾食品有限公司"`, "p.uscc": `"91320681MA1ABCD2XX"`, "c.filed_on": `"2026-03-02"`, "x.fine": "12000000", "d.D21.no": `"云市监罚告〔2026〕3号"`}
	var accept []string
	for _, p := range proposals {
		if want[p.Field] == string(p.Value) {
			accept = append(accept, p.ID)
			delete(want, p.Field)
			_, pages, err := o.Files.PagesByID(o.Ctx, p.Paper)
			o.Must(err)
			if runes := []rune(pages[p.Page-1].Text); string(runes[p.Start:p.Start+p.Length]) != p.Quote {
				t.Errorf("%s: the quote %q does not stand at its place", p.Field, p.Quote)
			}
		}
	}
	if len(want) > 0 {
		t.Fatalf("not proposed: %v", want)
	}
	o.Must(o.Files.Answer(o.Ctx, o.Who["lin"], i.Case, accept, nil))
	o.Must(o.Files.SetFields(o.Ctx, o.Who["lin"], i.Case, map[string]any{"p.type": "entity"}))
	c := o.CaseOf(i.Case)
	if c.Party != "云汀县青禾食品有限公司" || c.Amount != 12_000_000 || c.FiledOn != "2026-03-02" || len(c.Major) == 0 || c.Major[0].ID != "M08" {
		t.Errorf("%+v", c)
	}
	o.MustBeIntact()
}

// stoppingReading reads until it is told to stop the import.
type stoppingReading struct {
	officetest.PlainReading
	left   atomic.Int64
	cancel context.CancelFunc
}

func (s *stoppingReading) Read(ctx context.Context, path, name string) (extract.Result, error) {
	if s.left.Add(-1) == 0 {
		s.cancel()
	}
	return s.PlainReading.Read(ctx, path, name)
}

func TestAnImportOfAThousandFilesCanBeStoppedAndGoesOn(t *testing.T) {
	o := officetest.New(t)
	files := map[string]string{}
	for n := range 1000 {
		files[fmt.Sprintf("卷%02d/材料 %04d.txt", n/50, n)] = fmt.Sprintf("第%d号材料,内容各不相同。", n)
	}
	dir := folder(t, files)
	ctx, cancel := context.WithCancel(o.Ctx)
	reading := &stoppingReading{cancel: cancel}
	reading.left.Store(300)
	o.Files.Reading = reading
	i, err := o.Files.StartImport(o.Ctx, o.Who["lin"], casefile.ImportStart{Folder: dir})
	o.Must(err)
	if err := o.Files.RunImport(ctx, o.Who["lin"], i.ID, nil); fault.KindOf(err) != fault.Cancelled {
		t.Fatalf("stopped, and yet %v", err)
	}
	paused, err := o.Files.Import(o.Ctx, i.ID)
	o.Must(err)
	if paused.State != "paused" || paused.Done < 250 || paused.Done >= 1000 {
		t.Fatalf("%s with %d done", paused.State, paused.Done)
	}
	o.Must(o.Files.RunImport(o.Ctx, o.Who["lin"], i.ID, nil))
	done, err := o.Files.Import(o.Ctx, i.ID)
	o.Must(err)
	if done.State != "done" || done.Done != 1000 || done.Total != 1000 || o.CaseOf(i.Case).Papers != 1000 {
		t.Fatalf("%s: %d of %d, %d papers", done.State, done.Done, done.Total, o.CaseOf(i.Case).Papers)
	}
	if report, err := o.Store.Verify(o.Ctx, store.VerifyOptions{Originals: o.Files.Blobs}); err != nil || !report.Intact || report.Files < 1000 {
		t.Fatalf("%+v, %v", report.Total, err)
	}
}

func TestPathsFromOutsideAreHarmless(t *testing.T) {
	cases := map[string]string{
		"../../etc/passwd": "etc/passwd", `C:\Users\x\案卷\1.txt`: "Users/x/案卷/1.txt", `\\host\share\a.doc`: "host/share/a.doc", "/abs/a": "abs/a",
		"a\x00b.txt": "ab.txt", "fdp.\u202etxt": "fdp.txt", "..": "", "./.": "", " 空格 /b": "空格/b", "\xff\xfe.txt": ".txt",
	}
	for in, want := range cases {
		if got := casefile.CleanPath(in); got != want {
			t.Errorf("CleanPath(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		got := casefile.CleanPath(rapid.String().Draw(t, "path"))
		if strings.HasPrefix(got, "/") || strings.Contains("/"+got+"/", "/../") || strings.ContainsAny(got, "\x00\\\n") || got != "" && !filepath.IsLocal(got) {
			t.Fatalf("%q leads out", got)
		}
	})
}

func TestWhoMayWorkOnACase(t *testing.T) {
	o := officetest.New(t)
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "某案"})
	o.Must(err)
	for who, want := range map[string]fault.Kind{"lin": "", "mei": fault.Forbidden, "he": fault.Forbidden, "jiang": fault.Forbidden} {
		if err := o.Files.SetFields(o.Ctx, o.Who[who], c.ID, map[string]any{"c.cause": "虚假宣传"}); fault.KindOf(err) != want {
			t.Errorf("%s: %v", who, err)
		}
	}
	for name, value := range map[string]any{"x.nonsense": "1", "x.fine": "many", "c.major": []string{"M01"}, "c.filed_on": "2026-02-30"} {
		err := o.Files.SetFields(o.Ctx, o.Who["lin"], c.ID, map[string]any{name: value})
		if fault.KindOf(err) != fault.Invalid || fault.As(err).Field != name {
			t.Errorf("%s = %v: %v", name, value, err)
		}
	}
}

func TestAStepIsRefusedWithWhatIsMissing(t *testing.T) {
	o := officetest.New(t)
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "某案"})
	o.Must(err)
	if err := o.Files.Move(o.Ctx, o.Who["lin"], c.ID, "file", ""); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a handler filed a case: %v", err)
	}
	err = o.Files.Move(o.Ctx, o.Who["jiang"], c.ID, "file", "")
	if e := fault.As(err); e.Kind != fault.Refused || e.Hint.IsZero() {
		t.Errorf("filed without its paper: %v", err)
	}
	next, err := o.Files.Next(o.Ctx, o.Who["jiang"], c.ID)
	o.Must(err)
	for _, n := range next {
		if n.Transition == "file" && (n.Allowed || len(n.Stops) == 0) {
			t.Errorf("%+v", n)
		}
	}
	if err := o.Files.Move(o.Ctx, o.Who["jiang"], c.ID, "close", ""); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a step from elsewhere: %v", err)
	}
}

func TestClocksShowTheirArithmetic(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	o.Set(c, map[string]any{"c.filed_on": "2026-03-02"})
	var clocks []casefile.Clock
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		now, err := casefile.CaseOf(r, c.ID)
		if err != nil {
			return err
		}
		facts, err := o.Files.Facts(r, now)
		if err != nil {
			return err
		}
		clocks, err = o.Files.Clocks(r, now, facts)
		return err
	}))
	for _, clock := range clocks {
		if clock.ID == "T02" {
			if clock.DueStrict != "2026-05-31" || clock.DueLegal != "2026-06-01" || clock.State != "running" || len(clock.Arithmetic) < 3 {
				t.Errorf("%+v", clock)
			}
			return
		}
	}
	t.Fatalf("no period for the decision among %d", len(clocks))
}

// boxes reads plain text, and takes a file that begins with "BOX" for an archive: a line for each file in it, with the name,
// "=" and the content, in which "\" stands for a line end. A name without content cannot be had. DEEPER is a box that holds
// another such box, and so on.
type boxes struct{ officetest.PlainReading }

func (b boxes) Read(ctx context.Context, path, name string) (extract.Result, error) {
	result, err := b.PlainReading.Read(ctx, path, name)
	if text, box := strings.CutPrefix(casefile.Join(result.Pages), "BOX\n"); box {
		result.Members = strings.Count(text, "\n") + 1
	}
	return result, err
}

func (boxes) Unpack(_ context.Context, path, _ string, room extract.Room, take func(extract.Member, io.Reader) error) (extract.Result, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return extract.Result{}, err
	}
	for line := range strings.SplitSeq(strings.TrimPrefix(string(data), "BOX\n"), "\n") {
		name, content, sound := strings.Cut(line, "=")
		if room.Members--; room.Members < 0 {
			return extract.Result{Status: extract.Unreadable, Reason: fault.T("过多", "too many")}, nil
		}
		if n, deeper := strings.CutPrefix(content, "DEEPER"); deeper {
			content = "BOX\nb.box=DEEPER" + n + "i"
		}
		m, body := extract.Member{Path: name}, io.Reader(strings.NewReader(strings.ReplaceAll(content, `\`, "\n")))
		if !sound {
			m.Cause, m.Reason, body = extract.CausePassword, fault.T("设有密码", "needs a password"), nil
		}
		if err := take(m, body); err != nil {
			return extract.Result{}, err
		}
	}
	return extract.Result{Status: extract.Read}, nil
}

func TestFilesWithinArchivesBecomeFilesOfTheImport(t *testing.T) {
	o := officetest.New(t)
	o.Files.Reading = boxes{}
	dir := folder(t, map[string]string{
		"卷.box": "BOX\n立案/审批表.txt=" + strings.ReplaceAll(strings.TrimSpace(filing), "\n", `\`) + "\n内.box=BOX\\乙.txt=乙的内容\n密.txt\n.DS_Store=debris\n../逃.txt=标签无害",
		"散.txt": "散件",
	})
	i, err := o.Files.StartImport(o.Ctx, o.Who["lin"], casefile.ImportStart{Folder: dir})
	o.Must(err)
	for range 2 { // a second run adds nothing
		o.Must(o.Files.RunImport(o.Ctx, o.Who["lin"], i.ID, nil))
	}
	o.Must(o.Files.RetryImport(o.Ctx, o.Who["lin"], i.ID))
	o.Must(o.Files.RunImport(o.Ctx, o.Who["lin"], i.ID, nil))
	done, err := o.Files.Import(o.Ctx, i.ID)
	o.Must(err)
	var states []string
	for _, f := range done.Files {
		states = append(states, f.Path+" "+f.State)
	}
	want := "卷.box done|卷.box!/内.box done|卷.box!/内.box!/乙.txt done|卷.box!/密.txt unreadable|卷.box!/立案/审批表.txt done|卷.box!/逃.txt done|散.txt done"
	if got := strings.Join(states, "|"); got != want {
		t.Errorf("%s", got)
	}
	if done.State != "done" || done.Done != done.Total || done.Unreadable != 1 || done.Files[3].Reason.Zh != "设有密码" {
		t.Errorf("%+v", done)
	}
}

func TestArchivesThatNestWithoutEndAreLeftAtADepth(t *testing.T) {
	o := officetest.New(t)
	o.Files.Reading = boxes{}
	i, err := o.Files.StartImport(o.Ctx, o.Who["lin"], casefile.ImportStart{Folder: folder(t, map[string]string{"a.box": "BOX\nb.box=DEEPER"})})
	o.Must(err)
	o.Must(o.Files.RunImport(o.Ctx, o.Who["lin"], i.ID, nil))
	done, err := o.Files.Import(o.Ctx, i.ID)
	o.Must(err)
	last := done.Files[len(done.Files)-1]
	if len(done.Files) != 6 || last.Path != "a.box!/b.box!/b.box!/b.box!/b.box!/…" || last.State != "unreadable" || last.Reason == nil || done.State != "done" {
		t.Errorf("%d files, last %+v", len(done.Files), last)
	}
}
