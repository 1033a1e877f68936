package account_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zhiheng/backend/fault"
)

const wrongPassword = "Not-The-One-77"

func TestSigningInAndOutIsTold(t *testing.T) {
	d := opened(t)
	ctx := context.Background()
	p, err := d.SignIn(ctx, "zhou", goodPassword)
	if err != nil || p.ID != d.person(t, "zhou").ID || !p.Holds("handler") {
		t.Fatalf("%+v, %v", p, err)
	}
	if _, err := d.SignIn(ctx, "zhou", wrongPassword); fault.KindOf(err) != fault.Unauthenticated {
		t.Fatalf("got %v", err)
	}
	if err := d.SignedOut(ctx, p.ID); err != nil {
		t.Fatal(err)
	}
	if got := d.kinds(t)[3:]; !slices.Equal(got, []string{"signed_in", "sign_in_failed", "signed_out"}) {
		t.Errorf("the ledger says %v", got)
	}
	entries, _ := d.store.Entries(ctx, 3, 10)
	if entries[0].Actor != p.ID || entries[1].Actor != "system" || entries[1].Subject != p.ID || entries[2].Actor != p.ID {
		t.Errorf("%+v", entries)
	}
}

func TestAnUnknownNameIsAnsweredLikeAWrongPassword(t *testing.T) {
	d := opened(t)
	ctx := context.Background()
	zhou := d.person(t, "zhou")
	_, wrong := d.SignIn(ctx, "zhou", wrongPassword)
	_, unknown := d.SignIn(ctx, "nobody", wrongPassword)
	_, empty := d.SignIn(ctx, "", "")
	zhou.Active = false
	if err := d.Change(ctx, d.person(t, "keeper").ID, zhou); err != nil {
		t.Fatal(err)
	}
	_, left := d.SignIn(ctx, "zhou", goodPassword)
	for name, err := range map[string]error{"an unknown name": unknown, "nothing at all": empty, "somebody who has left": left} {
		if err == nil || *fault.As(err) != *fault.As(wrong) {
			t.Errorf("%s is answered with %v, a wrong password with %v", name, err, wrong)
		}
	}
	entries, _ := d.store.Entries(ctx, 4, 1)
	if entries[0].Kind != "account.sign_in_failed" || entries[0].Subject != "unknown" {
		t.Errorf("%+v", entries[0])
	}
}

// A busy machine only ever adds time, so the quickest of many tells; there are more rounds only while they still differ.
func TestAnUnknownNameTakesAsLongAsAWrongPassword(t *testing.T) {
	d := opened(t)
	wrong, unknown := time.Hour, time.Hour
	for range 8 {
		for range 4 {
			wrong, unknown = min(wrong, d.refusedIn(t, "zhou")), min(unknown, d.refusedIn(t, "nobody"))
		}
		if unknown > wrong/2 && wrong > unknown/2 {
			t.Logf("a wrong password %v, an unknown name %v", wrong, unknown)
			return
		}
		d.now = d.now.Add(time.Hour) // neither is locked
	}
	t.Errorf("a wrong password takes %v, an unknown name %v", wrong, unknown)
}

// refusedIn is how long it takes to be refused.
func (d *desk) refusedIn(t *testing.T, username string) time.Duration {
	t.Helper()
	began := time.Now()
	if _, err := d.SignIn(context.Background(), username, wrongPassword); err == nil {
		t.Fatal("signed in")
	}
	return time.Since(began)
}

func TestFiveFailuresLockForHalfAnHour(t *testing.T) {
	for _, username := range []string{"zhou", "nobody"} {
		t.Run(username, func(t *testing.T) {
			d := opened(t)
			ctx := context.Background()
			answers := []string{}
			for range 7 {
				_, err := d.SignIn(ctx, username, wrongPassword)
				answers = append(answers, fault.As(err).Message.En)
			}
			if answers[4] != answers[0] || answers[5] == answers[0] || answers[5] != answers[6] || !strings.Contains(answers[5], "locked") {
				t.Errorf("answers %q", answers)
			}
			if got := d.kinds(t)[3:]; len(got) != 5 || got[3] != "sign_in_failed" || got[4] != "locked" {
				t.Errorf("the ledger says %v", got)
			}
			if username == "nobody" {
				return
			}
			d.now = d.now.Add(30*time.Minute - time.Second)
			if _, err := d.SignIn(ctx, username, goodPassword); fault.KindOf(err) != fault.Unauthenticated {
				t.Errorf("a second too early: %v", err)
			}
			d.now = d.now.Add(time.Second)
			if _, err := d.SignIn(ctx, username, wrongPassword); strings.Contains(fault.As(err).Message.En, "locked") {
				t.Errorf("after half an hour: %v", err)
			}
			if _, err := d.SignIn(ctx, username, goodPassword); err != nil {
				t.Errorf("after half an hour: %v", err)
			}
		})
	}
}

func TestALockLocksOneNameOnly(t *testing.T) {
	d := opened(t)
	ctx := context.Background()
	for range 6 {
		_, _ = d.SignIn(ctx, "zhou", wrongPassword)
	}
	if _, err := d.SignIn(ctx, "keeper", goodPassword); err != nil {
		t.Errorf("somebody else is locked out: %v", err)
	}
	if _, err := d.SignIn(ctx, "zhou", goodPassword); err == nil {
		t.Error("the right password opens a locked account")
	}
	if err := d.SetPassword(ctx, d.person(t, "keeper").ID, d.person(t, "zhou").ID, "", "Next-Word-2027"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SignIn(ctx, "zhou", "Next-Word-2027"); err != nil {
		t.Errorf("a new password does not unlock: %v", err)
	}
}

func TestSuccessForgivesFailures(t *testing.T) {
	d := opened(t)
	for range 3 {
		for range 4 {
			_, _ = d.SignIn(context.Background(), "zhou", wrongPassword)
		}
		if _, err := d.SignIn(context.Background(), "zhou", goodPassword); err != nil {
			t.Fatal(err)
		}
	}
}

func TestParallelGuessesAreAtMostFive(t *testing.T) {
	d := opened(t)
	var group sync.WaitGroup
	answers := make([]string, 40)
	for i := range answers {
		group.Go(func() {
			_, err := d.SignIn(context.Background(), "zhou", wrongPassword)
			answers[i] = fault.As(err).Message.En
		})
	}
	group.Wait()
	guesses := 0
	for _, answer := range answers {
		if !strings.Contains(answer, "locked") {
			guesses++
		}
	}
	if guesses != 5 {
		t.Errorf("%d guesses were looked at", guesses)
	}
	if got := d.kinds(t)[3:]; len(got) != 5 || slices.Index(got, "locked") < 0 {
		t.Errorf("the ledger says %v", got)
	}
	if _, err := d.SignIn(context.Background(), "zhou", goodPassword); err == nil {
		t.Error("not locked")
	}
}

func TestALockOutlastsARestart(t *testing.T) {
	d := opened(t)
	for range 5 {
		_, _ = d.SignIn(context.Background(), "zhou", wrongPassword)
	}
	d.reopenSecrets(t)
	if _, err := d.SignIn(context.Background(), "zhou", goodPassword); err == nil {
		t.Error("a restart unlocks")
	}
}
