package rulebook_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// fictional is the text of a law that there is not, as files have it: a table of contents, page numbers, wrapped lines, figures and
// Chinese numerals, an article put in later, a citation at the beginning of a line.
const fictional = `云汀县虚构管理条例
目　录
第一章　总则
第二章　管理
第一节　登记
第一章　总　则
第一条　为了规范虚构管理，制定本条例。
第二条 本条例所称虚构，是指下列情形：
（一）没有的；
（二）想象的。
- 1 -
第二章　管理
第一节　登记
第三条　登记按照
第五条的规定办理；没有规定的，参照
第二条、第四条执行。
第三条之一　登记机关应当自收到申请之日起五个工作日
内答复。
第４条　违反的，责令改正。
第二节　监督
第五条　监督机关依法监督。`

func TestALawIsSplitIntoItsArticles(t *testing.T) {
	list, err := rulebook.SplitLaw(fictional)
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, a := range list[1:] {
		labels = append(labels, a.Label())
	}
	if got := strings.Join(labels, " "); got != "第1条 第2条 第3条 第3条之1 第4条 第5条" {
		t.Fatalf("articles %s", got)
	}
	if list[0].No != 0 || !strings.HasPrefix(list[0].Text, "云汀县虚构管理条例") {
		t.Errorf("before the first article: %+v", list[0])
	}
	if a := list[2]; a.Text != "本条例所称虚构，是指下列情形：\n（一）没有的；\n（二）想象的。" || a.Part != "第一章 总 则" {
		t.Errorf("%+v", a)
	}
	if a := list[3]; a.Text != "登记按照第五条的规定办理；没有规定的，参照第二条、第四条执行。" || a.Part != "第二章 管理 第一节 登记" {
		t.Errorf("%+v", a)
	}
	if a := list[6]; a.Part != "第二章 管理 第二节 监督" || list[4].Text != "登记机关应当自收到申请之日起五个工作日内答复。" {
		t.Errorf("%+v, %+v", a, list[4])
	}
	if found := rulebook.CheckLaw(list, 5); len(found) != 0 {
		t.Errorf("a whole text: %+v", found)
	}
}

func TestWhatIsOddAboutALawIsNamed(t *testing.T) {
	list, err := rulebook.SplitLaw("第一条 甲。\n第二条 乙。\n第二条 乙。\n第五条 戊。\n第四条 丁。\n第六条\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range rulebook.CheckLaw(list, 7) {
		if got = append(got, f.Kind+" "+f.Article); f.Says.Zh == "" || f.Says.En == "" {
			t.Errorf("%+v has no words", f)
		}
	}
	if want := "repeated 第2条,missing 第3条,disorder 第4条,empty 第6条,missing 第7条"; strings.Join(got, ",") != want {
		t.Errorf("found %v", got)
	}
	if _, err := rulebook.SplitLaw("关于开会的通知\n请准时参加。"); fault.KindOf(err) != fault.Invalid || fault.As(err).Hint.Zh == "" {
		t.Errorf("a notice taken for a law: %v", err)
	}
}

// TestEveryArticleComesBack writes laws of every length in numerals, and has every article come back under its number.
func TestEveryArticleComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 1300).Draw(rt, "articles")
		figures := rapid.Bool().Draw(rt, "figures")
		var b strings.Builder
		for i := 1; i <= n; i++ {
			number := numeral(i)
			if figures {
				number = fmt.Sprint(i)
			}
			fmt.Fprintf(&b, "第%s条　内容%d。\n", number, i)
		}
		list, err := rulebook.SplitLaw(b.String())
		if err != nil || len(list) != n {
			rt.Fatalf("%d articles of %d: %v", len(list), n, err)
		}
		for i, a := range list {
			if a.No != i+1 || a.Text != fmt.Sprintf("内容%d。", i+1) {
				rt.Fatalf("article %d is %+v", i+1, a)
			}
		}
		if found := rulebook.CheckLaw(list, n); len(found) != 0 {
			rt.Fatalf("%+v", found)
		}
	})
}

// numeral writes a number below ten thousand as laws do.
func numeral(n int) string {
	digits, units := []rune("零一二三四五六七八九"), []string{"", "十", "百", "千"}
	var out string
	zero := false
	for i := 3; i >= 0; i-- {
		unit := 1
		for range i {
			unit *= 10
		}
		switch d := n / unit % 10; {
		case d == 0:
			zero = out != ""
		default:
			if zero {
				out += "零"
			}
			if zero = false; d != 1 || i != 1 || out != "" {
				out += string(digits[d])
			}
			out += units[i]
		}
	}
	return out
}

// plainFiles reads files as they are.
type plainFiles struct{}

func (plainFiles) Read(_ context.Context, path, _ string) (extract.Result, error) {
	raw, err := os.ReadFile(path)
	return extract.Result{Pages: []extract.Page{{Number: 1, Text: string(raw)}}}, err
}

func TestEditionsOfALawStandSideBySide(t *testing.T) {
	o := newLibrary(t, program(t))
	ctx := context.Background()
	take := func(from, text string) (rulebook.LawText, error) {
		path := filepath.Join(t.TempDir(), "law.txt")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		d := rulebook.LawDraft{Instrument: "penalty_law", Edition: from[:4] + "年", InForceFrom: from, Name: "law.txt", Path: path}
		r, err := o.ReadLaw(ctx, plainFiles{}, d)
		if err != nil {
			return rulebook.LawText{}, err
		}
		if _, err := o.ImportLaw(ctx, reviewer, plainFiles{}, d, "another"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("kept without a look: %v", err)
		}
		return o.ImportLaw(ctx, reviewer, plainFiles{}, d, r.Mark)
	}
	old, err := take("2018-01-01", "第一条 旧文。\n第二条 旧文二。")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := take("2021-07-15", "第一条 新文。\n第一条之一 新增。"); err != nil {
		t.Fatal(err)
	}
	if _, err := take("2021-07-15", "第一条 又一份。"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("two texts from one day: %v", err)
	}
	for _, bad := range []string{"", "2021-02-30"} {
		if _, err := o.ReadLaw(ctx, plainFiles{}, rulebook.LawDraft{Instrument: "penalty_law", InForceFrom: bad}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("from %q: %v", bad, err)
		}
	}
	words := func(no, sub int, day string) (text string) {
		if err := o.store.View(ctx, func(r *store.Reader) error {
			_, a, _, err := rulebook.FullText(r, "penalty_law", no, sub, day)
			text = a.Text
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return text
	}
	for _, c := range []struct {
		no, sub   int
		day, want string
	}{{1, 0, "2017-12-31", ""}, {1, 0, "2018-01-01", "旧文。"}, {1, 0, "2021-07-14", "旧文。"}, {1, 0, "2021-07-15", "新文。"}, {1, 1, "2021-07-15", "新增。"}, {1, 1, "2020-01-01", ""}, {2, 0, "2022-01-01", ""}, {1, 0, "", "新文。"}} {
		if got := words(c.no, c.sub, c.day); got != c.want {
			t.Errorf("article %d-%d on %s says %q, not %q", c.no, c.sub, c.day, got, c.want)
		}
	}
	if err := o.store.View(ctx, func(r *store.Reader) error {
		hits, err := rulebook.SearchLaws(r, "旧文 二")
		if len(hits) != 1 || hits[0].No != 2 || hits[0].Law != old.ID {
			t.Errorf("found %+v", hits)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := o.WithdrawLaw(ctx, reviewer, old.ID, "误导入"); err != nil {
		t.Fatal(err)
	}
	if got := words(1, 0, "2020-01-01"); got != "" {
		t.Errorf("a withdrawn text still says %q", got)
	}
	o.mustReplay()
}
