package casefile_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

func TestTheSameFileInAnotherCaseIsKnownToWhoMaySeeIt(t *testing.T) {
	o := officetest.New(t)
	folder := t.TempDir()
	o.Must(os.WriteFile(filepath.Join(folder, "营业执照.txt"), []byte("营业执照 云汀县青禾食品有限公司"), 0o600))
	take := func(restrict *casefile.Restriction) casefile.Paper {
		t.Helper()
		i, err := o.Files.StartImport(o.Ctx, o.Who["lin"], casefile.ImportStart{Name: "旧卷", Folder: folder, Restrict: restrict})
		o.Must(err)
		o.Must(o.Files.RunImport(o.Ctx, o.Who["lin"], i.ID, nil))
		var papers []casefile.Paper
		o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { papers, err = casefile.PapersOf(r, i.Case); return err }))
		return papers[0]
	}
	first, second := take(nil), take(nil)
	third := take(&casefile.Restriction{Ground: "X05", Reason: "涉及未成年人"})
	twins := func(ctx context.Context, p casefile.Paper) (cases []string) {
		t.Helper()
		o.Must(o.Store.View(ctx, func(r *store.Reader) error {
			list, err := o.Files.TwinsOf(r, p, true)
			for _, x := range list {
				cases = append(cases, x.Case)
			}
			return err
		}))
		return cases
	}
	if got := twins(o.Ctx, first); !slices.Equal(got, []string{second.Case, third.Case}) {
		t.Errorf("%v, not %v", got, []string{second.Case, third.Case})
	}
	var kept []string
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { kept, err = casefile.KeptFrom(r, o.Who["mei"]); return err }))
	if !slices.Equal(kept, []string{third.Case}) {
		t.Fatalf("kept from who does not handle it: %v", kept)
	}
	if got := twins(store.Unseen(o.Ctx, kept), first); !slices.Equal(got, []string{second.Case}) {
		t.Errorf("a restricted case is told of: %v", got)
	}
	o.Must(o.Files.Remove(o.Ctx, o.Who["lin"], second.ID, "重复"))
	if got := twins(o.Ctx, first); !slices.Equal(got, []string{third.Case}) {
		t.Errorf("what was taken out is told of: %v", got)
	}
	o.MustBeIntact()
}

func TestACaseIsRestrictedFromItsOpeningOrNotOpened(t *testing.T) {
	o := officetest.New(t)
	_, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "限制知悉的案件", Restrict: &casefile.Restriction{Ground: "none", Reason: "理由"}})
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a ground: %v", err)
	}
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "限制知悉的案件", Restrict: &casefile.Restriction{Ground: "X05", Reason: "涉及未成年人"}})
	o.Must(err)
	entries, err := o.Store.EntriesAbout(o.Ctx, []string{c.ID}, 0, 10)
	o.Must(err)
	if at := entries[0].At; entries[0].Kind != "casefile.restricted" || slices.ContainsFunc(entries, func(e ledger.Entry) bool { return e.At != at }) {
		t.Errorf("not in one go: %+v", entries)
	}
	o.MustBeIntact()
}
