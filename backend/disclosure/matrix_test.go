package disclosure_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/redact"
	"zhiheng/backend/store"
)

// reached takes the disclosure of a company's decision to a state.
func (o *office) reached(state disclosure.State) (id string) {
	o.t.Helper()
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	steps := []func() error{
		func() error { return o.Prepare(bg, o.publisher, id) },
		func() error { return o.Submit(bg, o.publisher, id) },
		func() error { return o.Approve(bg, o.reviewer, id) },
		func() error { _, err := o.Publish(bg, o.publisher, []string{id}, o.out); return err },
	}
	switch n := slices.Index([]disclosure.State{disclosure.ToJudge, disclosure.Masking, disclosure.Checking, disclosure.Approved, disclosure.Published}, state); {
	case n >= 0:
		steps = steps[:n]
	case state == disclosure.Withheld:
		steps = []func() error{func() error { return o.Withhold(bg, o.leader, id, "X12", "权利人提出异议") }}
	case state == disclosure.Withdrawn:
		steps = append(steps, func() error { return o.Withdraw(bg, o.publisher, id, "处罚决定被依法撤销") })
	case state == disclosure.TakenDown:
		steps = append(steps, func() error {
			return o.TakeDown(bg, o.publisher, id, disclosure.EndRepaired, "信用修复决定〔2026〕1号")
		})
	}
	for _, step := range steps {
		o.check(step())
	}
	if got := o.get(id).State; got != state {
		o.t.Fatalf("it is %s and should be %s", got, state)
	}
	return id
}

// act is something that people do to a disclosure: who may, and in which states.
type act struct {
	name   string
	who    string // of the five people, by the first letters of their roles: h p r l b
	states []disclosure.State
	run    func(o *office, by account.Person, id string) error
}

var (
	live = []disclosure.State{disclosure.Published}
	acts = []act{
		{"mask", "hpb", []disclosure.State{disclosure.ToJudge, disclosure.Masking}, func(o *office, by account.Person, id string) error { return o.Prepare(bg, by, id) }},
		{"judge masks", "hpb", []disclosure.State{disclosure.ToJudge, disclosure.Masking}, func(o *office, by account.Person, id string) error { return o.SetMasks(bg, by, id, nil, nil) }},
		{"submit", "hpb", []disclosure.State{disclosure.Masking}, func(o *office, by account.Person, id string) error { return o.Submit(bg, by, id) }},
		{"approve", "rlb", []disclosure.State{disclosure.Checking}, func(o *office, by account.Person, id string) error { return o.Approve(bg, by, id) }},
		{"return", "rlb", []disclosure.State{disclosure.Checking, disclosure.Approved, disclosure.Withheld}, func(o *office, by account.Person, id string) error { return o.Return(bg, by, id, "有误") }},
		{"withhold", "rlb", []disclosure.State{disclosure.ToJudge, disclosure.Masking, disclosure.Checking, disclosure.Approved}, func(o *office, by account.Person, id string) error { return o.Withhold(bg, by, id, "X12", "异议") }},
		{"publish", "pb", []disclosure.State{disclosure.Approved}, func(o *office, by account.Person, id string) error {
			_, err := o.Publish(bg, by, []string{id}, o.out)
			return err
		}},
		{"correct", "pb", live, func(o *office, by account.Person, id string) error { return o.Correct(bg, by, id, "有误") }},
		{"withdraw", "pb", live, func(o *office, by account.Person, id string) error { return o.Withdraw(bg, by, id, "撤销") }},
		{"take down", "pb", live, func(o *office, by account.Person, id string) error {
			return o.TakeDown(bg, by, id, disclosure.EndRepaired, "修复决定")
		}},
		{"enter an upload", "pb", live, func(o *office, by account.Person, id string) error {
			return o.Uploaded(bg, by, id, disclosure.Handling{Destination: "credit", Address: "https://credit.example/1"})
		}},
		{"hang on the board", "pb", live, func(o *office, by account.Person, id string) error {
			_, _, err := o.NoticeBoard(bg, by, []string{id})
			return err
		}},
	}
)

// TestNothingGoesOutButByWhoMayAndWhenItMay tries every act in every state by everybody. What is not in the table is refused, says so
// in both languages, and leaves no trace: neither an entry in the ledger nor a file.
func TestNothingGoesOutButByWhoMayAndWhenItMay(t *testing.T) {
	states := []disclosure.State{disclosure.ToJudge, disclosure.Masking, disclosure.Checking, disclosure.Approved, disclosure.Published, disclosure.Withheld, disclosure.Withdrawn, disclosure.TakenDown}
	refusals := 0
	for _, state := range states {
		o := newOffice(t)
		id := o.reached(state)
		people := []account.Person{o.handler, o.publisher, o.reviewer, o.leader, o.both}
		trace := func() (head ledger.Checkpoint, at disclosure.State, files int) {
			o.check(o.store.View(bg, func(r *store.Reader) error {
				item, err := disclosure.ItemOf(r, id)
				at = item.State
				return err
			}))
			_, head, err := o.store.Head(bg)
			o.check(err)
			written, _ := filepath.Glob(filepath.Join(o.out, "*", "*"))
			return head, at, len(written)
		}
		for _, a := range acts {
			for i, by := range people {
				letter := "hprlb"[i]
				if slices.Contains(a.states, state) && slices.Contains([]byte(a.who), letter) {
					continue // that these work, the way to each state shows
				}
				head, _, files := trace()
				err := a.run(o, by, id)
				e := fault.As(err)
				if err == nil || !slices.Contains([]fault.Kind{fault.Forbidden, fault.Conflict, fault.Refused, fault.Invalid}, e.Kind) || e.Message.Zh == "" || e.Message.En == "" {
					t.Errorf("%s: to %s by %s gives %v", state, a.name, by.Name, err)
				}
				if !slices.Contains([]byte(a.who), letter) && e.Kind != fault.Forbidden {
					t.Errorf("%s: to %s by %s is refused as %s", state, a.name, by.Name, e.Kind)
				}
				refusals++
				if after, at, now := trace(); after.Size != head.Size || now != files || at != state {
					t.Fatalf("%s: the refusal to %s by %s leaves a trace", state, a.name, by.Name)
				}
			}
		}
	}
	t.Logf("%d refusals", refusals)
}

// What was withdrawn or taken down is in nothing that is written afterwards, and its own notice says no more than that it is gone.
func TestWhatIsWithdrawnIsInNothingThatFollows(t *testing.T) {
	for _, state := range []disclosure.State{disclosure.Withdrawn, disclosure.TakenDown} {
		o := newOffice(t)
		o.reached(state)
		caseID, other := o.decided("启虚监处罚〔2026〕13号", "trader.txt", trader())
		o.serve(caseID)
		o.approved(other)
		batch, err := o.Publish(bg, o.publisher, nil, o.out)
		o.check(err)
		if !slices.Equal(batch.Items, []string{other}) {
			t.Errorf("%s: %v", state, batch.Items)
		}
		files, err := os.ReadDir(batch.Folder)
		o.check(err)
		for _, f := range files {
			for name, reader := range readers() {
				text := reader(t, filepath.Join(batch.Folder, f.Name()))
				for _, word := range []string{"虚构食品有限公司", "91320681MA1ABCD2XX", "超过保质期的酱油"} {
					if f.Name() != "manifest.json" && slices.Contains([]string{".html", ".csv", ".xlsx"}, filepath.Ext(f.Name())) && containsPlain(text, word) {
						t.Errorf("%s: %s reads %s in %s", state, name, word, f.Name())
					}
				}
			}
		}
		_, board, err := o.NoticeBoard(bg, o.publisher, nil)
		o.check(err)
		if text := pdfText(t, board); containsPlain(text, "酱油") || !containsPlain(text, "餐馆") {
			t.Errorf("%s: the board shows\n%s", state, text)
		}
	}
}

// containsPlain tells whether a text holds a word, however its lines are broken.
func containsPlain(text, word string) bool { return len(redact.Absent(text, []string{word})) > 0 }
