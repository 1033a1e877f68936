package app_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhiheng/app"
	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/officetest/planted"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

// TestNothingPlantedIsLost imports an OFD set, every text format in every encoding, and files spoilt in every way. What stands in each is
// then found by its word, on a paper that came out of that file, or the coverage lists the file with a reason.
func TestNothingPlantedIsLost(t *testing.T) {
	words := &planted.Words{}
	ofd, texts, spoilt := planted.OFD(words), planted.Texts(words), planted.Spoilt(words)
	if len(ofd) != 56 || len(spoilt) < 200 {
		t.Errorf("%d OFD documents, %d spoilt files", len(ofd), len(spoilt))
	}
	files := slices.Concat(ofd, texts, spoilt)
	folder := t.TempDir()
	for _, f := range files {
		path := filepath.Join(folder, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o, lin := officeOfOne(t)
	c, err := o.Files.Open(t.Context(), lin, casefile.Opening{Title: "旧卷", Handlers: []string{lin.ID}})
	if err != nil {
		t.Fatal(err)
	}
	i, err := o.Files.StartImport(t.Context(), lin, casefile.ImportStart{Name: "旧卷", Folder: folder, Case: c.ID})
	if err == nil {
		err = o.Files.RunImport(t.Context(), lin, i.ID, nil)
	}
	if err == nil {
		err = o.Index.CatchUp(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	listed := reasons(t, o)
	found, refused := 0, 0
	for _, f := range files {
		var missing []string
		for _, word := range f.Words {
			result, err := o.Index.Search(t.Context(), precedent.Query{Text: `"` + word + `"`})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(result.Hits, func(h precedent.Hit) bool {
				return h.Paper.FileName == f.Name || strings.HasPrefix(h.Paper.FileName, f.Name+"!/")
			}) {
				missing = append(missing, word)
			}
		}
		switch why, has := listed[f.Name]; {
		case len(missing) == 0:
			found++
		case !f.Spoilt:
			t.Errorf("%s: %v is not found (%s)", f.Name, missing, why)
		case !has:
			t.Errorf("%s: %v is lost without a word", f.Name, missing)
		default:
			refused++
		}
	}
	t.Logf("%d files: %d found by every word, %d listed with a reason", len(files), found, refused)
}

// reasons are what the coverage says of files that cannot be searched whole, by the name of the file. A file that is another's twin
// shares its lot.
func reasons(t *testing.T, o *app.Office) map[string]string {
	t.Helper()
	listed := map[string]string{}
	tell := func(name, cause string) {
		name, _, _ = strings.Cut(name, "!/")
		listed[name] += cause + " "
	}
	list, err := o.Files.Unsearched(t.Context(), "", 0, 5000)
	if err != nil {
		t.Fatal(err)
	}
	view(t, o, func(r *store.Reader) error {
		for _, u := range list {
			name := u.Title // of a member of an archive
			if u.Paper != "" {
				p, err := casefile.PaperOf(r, u.Paper)
				if err != nil {
					return err
				}
				name = p.Path
			}
			if u.Cause == "" || u.Page == 0 && (u.Reason == nil || u.Reason.Zh == "" || u.Reason.En == "") {
				t.Errorf("%s is listed without a reason: %+v", name, u)
			}
			tell(name, u.Cause)
		}
		twins, err := store.All[struct {
			Path string `json:"path"`
			Twin string `json:"twin"`
		}](r, "SELECT f.path, p.path AS twin FROM casefile_import_file f JOIN casefile_paper p ON p.id = f.paper WHERE f.state = 'duplicate'")
		for _, one := range twins {
			if listed[one.Twin] != "" {
				tell(one.Path, "duplicate")
			}
		}
		return err
	})
	return listed
}

// officeOfOne opens an office with one handler and nothing else.
func officeOfOne(t *testing.T) (*app.Office, account.Person) {
	t.Helper()
	o, err := app.OpenOffice(t.TempDir(), sampleSettings(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	people := []account.Newcomer{{Person: account.Person{Username: "lin", Name: "林一", Roles: []string{"handler"}}, Password: "Quiet-Brook-42"},
		{Person: account.Person{Username: "an", Name: "安二", Roles: []string{"security_admin"}}, Password: "Quiet-Brook-42"}}
	err = o.Accounts.Open(t.Context(), account.Office{Name: "云汀县虚构局", USCC: "11320681014381238G", Region: "320681", CodeWord: "云虚"}, people)
	if err != nil {
		t.Fatal(err)
	}
	all, err := o.Accounts.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o, all[slices.IndexFunc(all, func(p account.Person) bool { return p.Username == "lin" })]
}
