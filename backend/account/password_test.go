package account_test

import (
	"context"
	"strings"
	"testing"

	"zhiheng/backend/fault"
)

func TestPasswordRules(t *testing.T) {
	d := opened(t)
	keeper, zhou := d.person(t, "keeper"), d.person(t, "zhou")
	cases := map[string]struct {
		password string
		good     bool
	}{
		"three kinds":                   {"Abcdxyz123", true},
		"capitals, digits and signs":    {"ABCXYZ-789", true},
		"four kinds":                    {"Abcxyz-789", true},
		"Chinese characters and others": {"执法监督Qd2026年度", true},
		"a space is a sign":             {"Abcd efgh ijk", true},
		"full width":                    {"ＡＢＣｘｙｚ１２３９", true},
		"200 characters":                {strings.Repeat("Ab9-", 50), true},
		"empty":                         {"", false},
		"nine characters":               {"Abcxyz-78", false},
		"nine Chinese characters":       {"执法监督案卷评查办", false},
		"two kinds":                     {"abcdxyz123", false},
		"one kind":                      {"abcdefxyzk", false},
		"201 characters":                {strings.Repeat("Ab9-", 50) + "x", false},
		"the username inside":           {"My-Zhou-2026x", false},
		"the username in capitals":      {"My-ZHOU-2026x", false},
		"a common word":                 {"Password-2026", false},
		"a common word in the middle":   {"Xx-qWeRtY-99", false},
		"a common row of digits":        {"Office-123456", false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := d.SetPassword(context.Background(), keeper.ID, zhou.ID, "", c.password)
			if c.good {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				if _, err := d.SignIn(context.Background(), "zhou", c.password); err != nil {
					t.Fatalf("set, but it does not open: %v", err)
				}
				return
			}
			want(t, err, fault.Invalid, "password")
			if fault.As(err).Hint.IsZero() || strings.Contains(err.Error(), c.password) && c.password != "" {
				t.Errorf("said as %v", err)
			}
			n := newcomer("hou", "handler")
			n.Password = c.password
			if _, err := d.Add(context.Background(), keeper.ID, n); fault.KindOf(err) != fault.Invalid {
				t.Errorf("a newcomer may have it: %v", err)
			}
		})
	}
}

func TestTheOwnPasswordIsChangedWithTheOldOne(t *testing.T) {
	d := opened(t)
	ctx, zhou := context.Background(), d.person(t, "zhou")
	const next = "Next-Word-2027"
	want(t, d.SetPassword(ctx, zhou.ID, zhou.ID, "", next), fault.Invalid, "current")
	want(t, d.SetPassword(ctx, zhou.ID, zhou.ID, "Guessed-Word-1", next), fault.Invalid, "current")
	if _, err := d.SignIn(ctx, "zhou", goodPassword); err != nil {
		t.Fatalf("the old one no longer opens: %v", err)
	}
	if err := d.SetPassword(ctx, zhou.ID, zhou.ID, goodPassword, next); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SignIn(ctx, "zhou", goodPassword); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("the old one still opens: %v", err)
	}
	if _, err := d.SignIn(ctx, "zhou", next); err != nil {
		t.Error(err)
	}
	want(t, d.SetPassword(ctx, zhou.ID, "p-nobody", "", next), fault.NotFound, "")
}

func TestTheLedgerTellsOfNoPasswordThatWasNotSet(t *testing.T) {
	d := opened(t)
	keeper, zhou := d.person(t, "keeper"), d.person(t, "zhou")
	if err := d.secrets.Close(); err != nil {
		t.Fatal(err)
	}
	before := len(d.kinds(t))
	if err := d.SetPassword(context.Background(), keeper.ID, zhou.ID, "", "Next-Word-2027"); fault.KindOf(err) != fault.Storage {
		t.Fatalf("got %v", err)
	}
	if after := len(d.kinds(t)); after != before {
		t.Error("the ledger tells of a password that was not set")
	}
}
