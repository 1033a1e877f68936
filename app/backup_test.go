package app_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhiheng/app"
	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
)

// smallOffice is an office with one case and one written paper.
func smallOffice(t *testing.T) (*app.Office, account.Person) {
	t.Helper()
	o, err := app.OpenOffice(filepath.Join(t.TempDir(), "云汀"), app.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	ctx := context.Background()
	people := []account.Newcomer{
		{Person: account.Person{Username: "anquan", Name: "安一", Roles: []string{"security_admin"}}, Password: "Quzou-Bai-88"},
		{Person: account.Person{Username: "lin", Name: "林一", Roles: []string{"handler"}}, Password: "Quzou-Bai-88"},
	}
	if err := o.Accounts.Open(ctx, account.Office{Name: "云汀县市场监督管理局", USCC: "11320681014381238G", Region: "320681", CodeWord: "云市监"}, people); err != nil {
		t.Fatal(err)
	}
	lin, err := o.Accounts.SignIn(ctx, "lin", "Quzou-Bai-88")
	if err != nil {
		t.Fatal(err)
	}
	c, err := o.Files.Open(ctx, lin, casefile.Opening{Title: "某某涉嫌虚假宣传案"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Files.Write(ctx, lin, c.ID, "D20", "", "案件调查终结报告"); err != nil {
		t.Fatal(err)
	}
	return o, lin
}

func TestABackupOfAWorkingOfficeCanBeRestored(t *testing.T) {
	o, lin := smallOffice(t)
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "备份.zhb")
	m, err := o.Backup(ctx, file)
	if err != nil || len(m.Files) != 4 {
		t.Fatalf("%+v, %v", m, err)
	}
	if _, err := o.Backup(ctx, file); fault.KindOf(err) != fault.Conflict {
		t.Errorf("written over: %v", err)
	}
	if _, err := o.Files.Open(ctx, lin, casefile.Opening{Title: "备份之后的案件"}); err != nil {
		t.Fatal(err)
	}
	if report, err := app.Rehearse(ctx, file, app.Settings{}); err != nil || !report.Intact || report.Files != 2 {
		t.Fatalf("%+v, %v", report, err)
	}
	dir := filepath.Join(t.TempDir(), "恢复")
	if report, err := app.Restore(ctx, file, dir, app.Settings{}); err != nil || !report.Intact {
		t.Fatalf("%+v, %v", report, err)
	}
	if _, err := app.Restore(ctx, file, dir, app.Settings{}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("restored over an office: %v", err)
	}
	again, err := app.OpenOffice(dir, app.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if cases, total, err := again.Files.List(ctx, casefile.Filter{}); err != nil || total != 1 || cases[0].Title != "某某涉嫌虚假宣传案" {
		t.Fatalf("%+v, %d, %v", cases, total, err)
	}
	if _, err := again.Accounts.SignIn(ctx, "lin", "Quzou-Bai-88"); err != nil {
		t.Errorf("the password is gone: %v", err)
	}
}

func TestADamagedBackupIsRefusedAndLeavesNothing(t *testing.T) {
	o, _ := smallOffice(t)
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "b.zhb")
	if _, err := o.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 8))
	parent := t.TempDir()
	for n := range 40 {
		harmed := bytes.Clone(sound)
		switch {
		case n%4 == 0:
			harmed = harmed[:r.IntN(len(harmed)-1024)]
		default: // somewhere in what the files hold, not in the padding between them
			at := strings.Index(string(sound), "SQLite format 3") + 100 + r.IntN(40_000)
			harmed[at] ^= 1 << r.IntN(8)
		}
		if err := os.WriteFile(file, harmed, 0o600); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(parent, "office")
		if _, err := app.Restore(ctx, file, dir, app.Settings{}); fault.KindOf(err) != fault.Damaged {
			t.Errorf("%d: %v", n, err)
		}
		if left, _ := os.ReadDir(parent); len(left) != 0 {
			t.Fatalf("%d: left %v", n, left)
		}
	}
}

func TestOneProcessPerFolder(t *testing.T) {
	o, _ := smallOffice(t)
	if _, err := app.OpenOffice(o.Dir, app.Settings{}); fault.KindOf(err) != fault.Unavailable {
		t.Fatalf("a second one got in: %v", err)
	}
	o.Close()
	again, err := app.OpenOffice(o.Dir, app.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}
