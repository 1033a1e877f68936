package casefile_test

import (
	"slices"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
)

func TestAKindThatIsOffOpensNoCase(t *testing.T) {
	o := officetest.New(t)
	before, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构许可", Kind: "license"})
	o.Must(err)
	kinds, err := o.Files.Kinds(o.Ctx)
	o.Must(err)
	var on []string
	for _, k := range kinds {
		if !k.On {
			t.Errorf("%s is off in a new office", k.ID)
		}
		if k.ID != "license" {
			on = append(on, k.ID)
		}
	}
	if err := o.Files.SetKinds(o.Ctx, o.Who["lin"], on); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a handler: %v", err)
	}
	for _, wrong := range [][]string{{}, {"review"}, {"penalty", "legal_review"}} { // legal review is no kind and has no switch
		if err := o.Files.SetKinds(o.Ctx, o.Who["wei"], wrong); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v: %v", wrong, err)
		}
	}
	o.Must(o.Files.SetKinds(o.Ctx, o.Who["wei"], on))
	_, err = o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "又一件", Kind: "license"})
	if e := fault.As(err); fault.KindOf(err) != fault.Refused || e.Hint.IsZero() {
		t.Errorf("a kind that is off: %v", err)
	}
	o.Set(before, map[string]any{"p.name": "云汀县虚构商行"}) // what is open goes on
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构处罚"})
	o.Must(err)
	if !c.Review.Always {
		t.Error("switching kinds off took the duty of review from a penalty")
	}
	list, total, err := o.Files.List(o.Ctx, casefile.Filter{Kind: "license"})
	o.Must(err)
	if total != 1 || list[0].ID != before.ID {
		t.Errorf("%d licences: %v", total, list)
	}
	o.Must(o.Files.SetKinds(o.Ctx, o.Who["wei"], append(on, "license")))
	if _, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "又一件", Kind: "license"}); err != nil {
		t.Errorf("switched on again: %v", err)
	}
	o.MustBeIntact()
}

func TestEveryProcedureOpensACaseOfItsOwn(t *testing.T) {
	o := officetest.New(t)
	var numbers []string
	for _, p := range o.Files.Rules.Current().Procedures {
		c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构案件", Procedure: p.ID})
		o.Must(err)
		if c.State != p.Lifecycle.Opening().To || slices.Contains(numbers, c.No) {
			t.Errorf("%s: %s at %s", p.ID, c.No, c.State)
		}
		numbers = append(numbers, c.No)
		if _, err := o.Files.Next(o.Ctx, o.Who["lin"], c.ID); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
	}
	o.MustBeIntact()
}
