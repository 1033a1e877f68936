package account_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/account"
)

// reopenSecrets closes the file of secrets and opens it again, as a restart does.
func (d *desk) reopenSecrets(t testing.TB) {
	t.Helper()
	if err := d.secrets.Close(); err != nil {
		t.Fatal(err)
	}
	var err error
	if d.secrets, err = account.OpenSecrets(d.dir, func() time.Time { return d.now }); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.secrets.Close() })
	d.Accounts = account.New(d.store, d.secrets)
}

func TestTheSigningKeyStaysTheSame(t *testing.T) {
	d := opened(t)
	first, err := d.secrets.Keys("zhiheng/test")
	if err != nil || !strings.HasPrefix(first.Private, "PRIVATE+KEY+zhiheng/test+") || !strings.HasPrefix(first.Public, "zhiheng/test+") {
		t.Fatalf("%v", err)
	}
	d.reopenSecrets(t)
	if again, err := d.secrets.Keys("another/name"); err != nil || again != first {
		t.Errorf("another key after a restart, %v", err)
	}
	if other, _ := newDesk(t).secrets.Keys("zhiheng/test"); other == first {
		t.Error("two offices have one key")
	}
	if _, err := d.SignIn(context.Background(), "zhou", goodPassword); err != nil {
		t.Errorf("a password is gone after a restart: %v", err)
	}
}

func TestTheLastThirtyHeadsAreKept(t *testing.T) {
	d := newDesk(t)
	if heads, err := d.secrets.Heads(); err != nil || len(heads) != 0 {
		t.Fatalf("%v, %v", heads, err)
	}
	for _, size := range []int64{3, 1, 2} {
		if err := d.secrets.KeepHead(size, fmt.Sprint("head ", size)); err != nil {
			t.Fatal(err)
		}
	}
	if heads, err := d.secrets.Heads(); err != nil || !slices.Equal(heads, []string{"head 1", "head 2", "head 3"}) {
		t.Fatalf("%v, %v", heads, err)
	}
	for size := int64(4); size <= 100; size++ {
		if err := d.secrets.KeepHead(size*10, fmt.Sprint("head ", size*10)); err != nil {
			t.Fatal(err)
		}
	}
	d.reopenSecrets(t)
	heads, err := d.secrets.Heads()
	if err != nil || len(heads) != 30 || heads[0] != "head 710" || heads[29] != "head 1000" {
		t.Fatalf("%v, %v", heads, err)
	}
}

func TestSessionsAreFoundUntilTheyEnd(t *testing.T) {
	d := newDesk(t)
	sessions := d.secrets.Sessions()
	found := func(token string) string {
		data, found, err := sessions.Find(token)
		if err != nil || found != (data != nil) {
			t.Fatalf("%q, %v, %v", data, found, err)
		}
		return string(data)
	}
	end := d.now.Add(time.Hour)
	for token, data := range map[string]string{"one": "1", "two": "2", "late": "3"} {
		expiry := end
		if token == "late" {
			expiry = end.Add(time.Hour)
		}
		if err := sessions.Commit(token, []byte(data), expiry); err != nil {
			t.Fatal(err)
		}
	}
	if err := sessions.Commit("one", []byte("1+"), end); err != nil {
		t.Fatal(err)
	}
	if found("one") != "1+" || found("two") != "2" || found("nobody's") != "" {
		t.Error("wrong data")
	}
	if err := sessions.Delete("two"); err != nil {
		t.Fatal(err)
	}
	if err := sessions.Delete("two"); err != nil {
		t.Errorf("deleting twice: %v", err)
	}
	all, err := sessions.All()
	if err != nil || len(all) != 2 || string(all["one"]) != "1+" || found("two") != "" {
		t.Errorf("%v, %v", all, err)
	}
	d.now = end.Add(-time.Second)
	if found("one") == "" {
		t.Error("ended a second early")
	}
	d.now = end
	if all, err = sessions.All(); err != nil || len(all) != 1 || found("one") != "" || found("late") != "3" {
		t.Errorf("%v, %v", all, err)
	}
	d.reopenSecrets(t)
	if sessions = d.secrets.Sessions(); found("late") != "3" {
		t.Error("a restart ends sessions")
	}
	if err := sessions.Commit("new", []byte("4"), end.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := rows(t, d.dir, "SELECT token FROM session ORDER BY token"); !slices.Equal(got, []string{"late", "new"}) {
		t.Errorf("the file still holds %v", got)
	}
}

// rows reads a column of the file of secrets as any other program could.
func rows(t *testing.T, dir, query string) (out []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+strings.ReplaceAll(filepath.Join(dir, "secrets.db"), " ", "%20")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	for list.Next() {
		var cell string
		if err := list.Scan(&cell); err != nil {
			t.Fatal(err)
		}
		out = append(out, cell)
	}
	return out
}

func TestPasswordsAreKeptAsHashesOfTheirOwn(t *testing.T) {
	d := opened(t)
	hashes := rows(t, d.dir, "SELECT hash FROM password")
	if len(hashes) != 2 || hashes[0] == hashes[1] {
		t.Fatalf("one password, one hash: %q", hashes)
	}
	for _, hash := range hashes {
		if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("%q", hash)
		}
	}
}

func TestTheFileOfSecretsIsItsOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there the folder's list of access rules decides")
	}
	d := opened(t)
	for _, name := range []string{"secrets.db", "secrets.db-wal", "secrets.db-shm"} {
		info, err := os.Stat(filepath.Join(d.dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

func TestTheFolderMayHaveAnyName(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("names are narrower there")
	}
	dir := filepath.Join(t.TempDir(), "数据 100%41#甲?mode=memory")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := account.OpenSecrets(dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if info, err := os.Stat(filepath.Join(dir, "secrets.db-wal")); err != nil || info.Size() == 0 {
		t.Errorf("the secrets lie elsewhere: %v", err)
	}
}
