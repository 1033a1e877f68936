package anchor_test

import (
	"context"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/ledger/timestamp"
	"zhiheng/backend/ledger/timestamp/timestamptest"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/store"
)

var keeper = account.Person{ID: "p-9", Active: true, Roles: []string{"system_admin"}}

func TestAHeadIsStampedAndTheReceiptCarriesIt(t *testing.T) {
	ctx := context.Background()
	for _, sm := range []bool{false, true} {
		tsa := must1(timestamptest.New(timestamptest.Kind{SM: sm}))(t)
		o := newOffice(t)
		o.grow(t, 5, "x")
		asked := must1(o.AskFor(ctx, reviewer, timestamp.SM3, "虚构时间戳服务中心"))(t)
		request := must1(asked.Request())(t)
		if again := must1(of(t, o, asked.ID).Request())(t); string(again) != string(request) {
			t.Fatal("the request is another when it is downloaded again")
		}
		at := time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
		reply := must1(tsa.Answer(request, at, nil))(t)
		if _, err := o.Stamp(ctx, reviewer, reply); fault.KindOf(err) != fault.Refused || !strings.Contains(fault.As(err).Message.Zh, "根证书") {
			t.Fatalf("nobody is trusted, and yet: %v", err)
		}
		if err := o.Trust(ctx, reviewer, tsa.Root); fault.KindOf(err) != fault.Refused && fault.KindOf(err) != fault.Forbidden {
			t.Fatalf("a reviewer says whom the office trusts: %v", err)
		}
		must(t, o.Trust(ctx, keeper, tsa.Root))
		if of(t, o, asked.ID).Outside() {
			t.Fatal("outside before it was answered")
		}
		kept := must1(o.Stamp(ctx, reviewer, reply))(t)
		if !kept.Outside() || kept.Stamped != "2026-03-02T10:00:00.000+08:00" || !strings.Contains(kept.Stamper, "演示时间戳服务") {
			t.Fatalf("%+v", kept)
		}
		if _, err := o.Stamp(ctx, reviewer, reply); fault.KindOf(err) != fault.Conflict {
			t.Errorf("twice: %v", err)
		}
		receipt := must1(o.Store.Receipt(ctx, "n", []int64{1, 4}, nil, []store.Anchored{{Signed: kept.Note, Seq: kept.Seq, StampSeq: kept.Stamp}}))(t)
		p := must1(ledger.CheckReceipt(must1(receipt.Bytes())(t), o.Store.PublicKey()))(t)
		if p.Since != kept.Stamped || p.Anchors[0].Authority != kept.Stamper {
			t.Errorf("%+v", p)
		}
		roots := must1(timestamp.ReadCertificates(tsa.Root))(t)
		if s, err := p.Anchors[0].CheckStamp(roots); err != nil || !s.Time.Equal(at) {
			t.Errorf("%+v, %v", s, err)
		}
		stranger := must1(timestamptest.New(timestamptest.Kind{}))(t)
		if _, err := p.Anchors[0].CheckStamp(must1(timestamp.ReadCertificates(stranger.Root))(t)); fault.KindOf(err) != fault.Refused {
			t.Errorf("another authority: %v", err)
		}
		intact(t, o)
		if !sm {
			byOpenSSL(t, kept, tsa.Root)
		}
	}
}

// byOpenSSL checks a stamp with nothing but what the office hands out.
func byOpenSSL(t *testing.T, a anchor.Anchor, root []byte) {
	program, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed")
	}
	dir := t.TempDir()
	for name, data := range map[string][]byte{"head.txt": []byte(a.Note), "stamp.tsr": must1(a.Answer())(t), "root.pem": root} {
		must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	cmd := exec.Command(program, "ts", "-verify", "-data", "head.txt", "-in", "stamp.tsr", "-CAfile", "root.pem")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "Verification: OK") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestAnAnswerToSomethingElseIsRefused(t *testing.T) {
	ctx := context.Background()
	tsa := must1(timestamptest.New(timestamptest.Kind{}))(t)
	o, other := newOffice(t), newOffice(t)
	for _, one := range []*office{o, other} {
		one.grow(t, 3, "x")
		must(t, one.Trust(ctx, keeper, tsa.Root))
	}
	mine := must1(o.AskFor(ctx, reviewer, timestamp.SHA256, ""))(t)
	theirs := must1(other.AskFor(ctx, reviewer, timestamp.SHA256, ""))(t)
	before := size(t, o)
	foreign := must1(tsa.Answer(must1(theirs.Request())(t), o.now, nil))(t)
	stale := must1(tsa.Answer(must1(mine.Request())(t), o.now, func(a *timestamptest.Answer) { a.Info.Nonce = big.NewInt(77) }))(t)
	for name, c := range map[string]struct {
		file []byte
		kind fault.Kind
	}{"another office's head": {foreign, fault.NotFound}, "another request": {stale, fault.Refused}, "no answer at all": {[]byte("x"), fault.Invalid}, "too large": {make([]byte, 1<<20), fault.Invalid}} {
		if _, err := o.Stamp(ctx, reviewer, c.file); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	if now := size(t, o); now != before {
		t.Errorf("%d entries, not %d: a refusal left something", now, before)
	}
}

func TestTheServiceIsAskedOnlyWhenSomebodySaysSo(t *testing.T) {
	ctx := context.Background()
	tsa := must1(timestamptest.New(timestamptest.Kind{}))(t)
	o := newOffice(t)
	o.grow(t, 2, "x")
	must(t, o.Trust(ctx, keeper, tsa.Root))
	asked, answer := 0, func(request []byte) ([]byte, error) { return tsa.Answer(request, o.now, nil) }
	o.Ask = func(_ context.Context, url string, request []byte) ([]byte, error) {
		asked++
		if url != "https://tsa.example/stamp" {
			t.Errorf("asked %s", url)
		}
		return answer(request)
	}
	a := must1(o.AskFor(ctx, reviewer, timestamp.SHA256, ""))(t)
	must(t, o.EachDay(ctx))
	if _, err := o.Fetch(ctx, reviewer, a.ID); fault.KindOf(err) != fault.Unavailable || asked != 0 {
		t.Fatalf("no address is set: %v, asked %d times", err, asked)
	}
	for _, bad := range []string{"ftp://x", "tsa.example", "https://user:pw@tsa.example", "https://"} {
		if err := o.SetService(ctx, keeper, bad); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
	must(t, o.SetService(ctx, keeper, "https://tsa.example/stamp"))
	must(t, o.EachDay(ctx))
	if asked != 0 {
		t.Fatal("asked by itself")
	}
	if kept := must1(o.Fetch(ctx, reviewer, a.ID))(t); kept.Stamped == "" || asked != 1 {
		t.Errorf("%+v, asked %d times", kept, asked)
	}
	roots := authorities(t, o)
	if err := o.Drop(ctx, keeper, roots[0].SHA256, " "); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	must(t, o.Drop(ctx, keeper, roots[0].SHA256, "机构停止服务"))
	if len(authorities(t, o)) != 0 || of(t, o, a.ID).Stamped == "" {
		t.Error("dropped, and what was stamped should stay")
	}
	intact(t, o)
}

// TestAHeadNamesBothRoots: the entry of an anchor names the root by SHA-256 and by SM3, and verification reckons both.
func TestAHeadNamesBothRoots(t *testing.T) {
	o := newOffice(t)
	o.grow(t, 7, "x")
	made := must1(o.Make(context.Background(), "p-1", anchor.Line, ""))(t)
	if len(made.SM3) != 64 || made.SM3 == made.Root {
		t.Fatalf("%+v", made)
	}
	o.grow(t, 2, "y")
	intact(t, o)
}

func must1[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func of(t *testing.T, o *office, id string) (a anchor.Anchor) {
	t.Helper()
	must(t, o.Store.View(context.Background(), func(r *store.Reader) (err error) { a, err = anchor.Of(r, id); return err }))
	return a
}

func authorities(t *testing.T, o *office) (list []anchor.Authority) {
	t.Helper()
	must(t, o.Store.View(context.Background(), func(r *store.Reader) (err error) { list, err = anchor.Authorities(r); return err }))
	return list
}

func size(t *testing.T, o *office) int64 {
	t.Helper()
	_, head, err := o.Store.Head(context.Background())
	must(t, err)
	return head.Size
}

func intact(t *testing.T, o *office) {
	t.Helper()
	if report, err := o.Store.Verify(context.Background(), store.VerifyOptions{}); err != nil || !report.Intact {
		t.Fatalf("%v: %+v", err, report.Findings)
	}
}
