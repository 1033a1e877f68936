package fault_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"zhiheng/backend/fault"
)

func TestWrapKeepsTheKindAndAddsTheOperation(t *testing.T) {
	inner := fault.New(fault.Refused, "review.pass", fault.T("未经审核", "not reviewed")).WithArticle("行政处罚法第五十八条")
	err := fault.Wrap("decision.issue", inner)
	if fault.KindOf(err) != fault.Refused {
		t.Fatalf("kind = %q", fault.KindOf(err))
	}
	if e := fault.As(err); e.Article != "行政处罚法第五十八条" || !strings.HasPrefix(e.Op, "decision.issue: ") {
		t.Fatalf("got %+v", e)
	}
	if fault.Wrap("x", nil) != nil {
		t.Fatal("wrapping nil must give nil")
	}
}

func TestTheCauseIsLoggedButNotPartOfTheMessage(t *testing.T) {
	err := fault.Wrap("store.open", io.ErrUnexpectedEOF)
	if !strings.Contains(err.Error(), "unexpected EOF") {
		t.Fatalf("the log line lacks the cause: %s", err)
	}
	if strings.Contains(fault.As(err).Message.En, "EOF") {
		t.Fatal("the person must not see the cause")
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatal("the chain is broken")
	}
}

func TestLanguage(t *testing.T) {
	text := fault.Tf("第%[1]d行", "row %[1]d", 3)
	for lang, want := range map[string]string{"zh-CN": "第3行", "": "第3行", "en": "row 3", "en-GB,en;q=0.9": "row 3", "fr": "第3行"} {
		if got := text.In(lang); got != want {
			t.Errorf("In(%q) = %q, want %q", lang, got, want)
		}
	}
}

func TestExitCodes(t *testing.T) {
	cases := map[fault.Kind]int{fault.Invalid: 2, fault.Refused: 3, fault.Forbidden: 3, fault.Storage: 4, fault.Damaged: 1, fault.NotFound: 1}
	for kind, want := range cases {
		if got := fault.ExitCode(fault.New(kind, "op", fault.Text{})); got != want {
			t.Errorf("%s: exit %d, want %d", kind, got, want)
		}
	}
	if fault.ExitCode(nil) != 0 || fault.ExitCode(errors.New("x")) != 1 {
		t.Error("nil is 0, anything without a kind is 1")
	}
}
