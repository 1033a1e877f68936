package rulebook_test

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/rulebook"
)

func penalty(t testing.TB) *rulebook.Procedure {
	t.Helper()
	p, ok := load(t).Procedure("penalty")
	if !ok {
		t.Fatal("no penalty procedure")
	}
	return p
}

func TestSortKnowsPapersByNameAndHeading(t *testing.T) {
	p := penalty(t)
	table, err := os.ReadFile("testdata/sorting.tsv")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for line := range strings.Lines(string(table)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		cases++
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			t.Fatalf("not three cells: %q", line)
		}
		got := p.Sort(cells[0], strings.ReplaceAll(cells[1], `\n`, "\n"))
		want, evidence := cells[2], ""
		if e, ok := strings.CutPrefix(want, "="); ok {
			want, evidence = "", e
		}
		if got.Code != want || (evidence != "" && got.Evidence != evidence) {
			t.Errorf("%s: sorted as %q (%s; %d), not %q", cells[0], got.Code+got.Evidence, got.Reason.En, got.Score, cells[2])
		}
		if got.Reason.Zh == "" || got.Reason.En == "" || got.Score < 0 || got.Score > 100 {
			t.Errorf("%s: reason %v, score %d", cells[0], got.Reason, got.Score)
		}
		if (got.Code == "" && got.Evidence == "") != (got.Score == 0) {
			t.Errorf("%s: %q has score %d", cells[0], got.Code, got.Score)
		}
	}
	if cases < 60 {
		t.Errorf("only %d cases", cases)
	}
}

func TestAgreementOfNameAndHeadingCountsMore(t *testing.T) {
	p := penalty(t)
	name := p.Sort("询问笔录（王某）.docx", "")
	both := p.Sort("询问笔录（王某）.docx", "询问笔录\n时间：2026年3月7日")
	if both.Code != "D06" || both.Score <= name.Score {
		t.Errorf("both: %+v, name alone: %+v", both, name)
	}
	if !strings.Contains(both.Reason.Zh, "标题") || !strings.Contains(both.Reason.Zh, "文件名") {
		t.Errorf("the reason does not name both places: %s", both.Reason.Zh)
	}
}

func TestTheHeadingWinsOverAWrongFileName(t *testing.T) {
	got := penalty(t).Sort("立案审批表 - 副本.docx", "虚构市城市管理局\n询问笔录\n被询问人：陈某")
	if got.Code != "D06" {
		t.Errorf("sorted as %s: %s", got.Code, got.Reason.En)
	}
}

func TestEveryAliasFindsItsPaper(t *testing.T) {
	p := penalty(t)
	for _, paper := range p.Papers {
		for _, alias := range append(paper.Aliases, paper.Label.Zh) {
			if got := p.Sort(alias+".docx", ""); got.Code != paper.Code {
				t.Errorf("file name %s: %s, not %s", alias, got.Code, paper.Code)
			}
			if got := p.Sort("1.docx", alias+"\n正文"); got.Code != paper.Code {
				t.Errorf("heading %s: %s, not %s", alias, got.Code, paper.Code)
			}
		}
	}
}

func TestSortNeverFails(t *testing.T) {
	p := penalty(t)
	rapid.Check(t, func(rt *rapid.T) {
		name, text := rapid.String().Draw(rt, "name"), rapid.String().Draw(rt, "text")
		first := p.Sort(name, text)
		if first != p.Sort(name, text) {
			rt.Fatal("the same file gave two guesses")
		}
		if _, ok := p.Paper(first.Code); first.Code != "" && !ok {
			rt.Fatalf("unknown paper %s", first.Code)
		}
	})
}
