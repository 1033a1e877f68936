package idcode_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/idcode"
)

func TestDocNoVectors(t *testing.T) {
	for text, ok := range readVectors(t).DocNo {
		got, normal := idcode.NormalizeDocNo(text)
		switch {
		case ok && !normal:
			t.Errorf("%s is refused", text)
		case !ok && normal && !strings.Contains(got, "〔2024〕"):
			t.Errorf("%s is not mended: %s", text, got)
		}
	}
}

func TestEveryWayOfWritingGivesOneNumber(t *testing.T) {
	const want = "通市监处罚〔2024〕12号"
	for _, text := range []string{
		want, "通市监处罚[2024]12号", "通市监处罚（2024）12号", "通市监处罚(2024)第12号", "通市监处罚【2024】012号", "通市监处罚〖2024〗12号",
		"通市监处罚［２０２４］１２号", "通市监处罚 〔 2024 〕 第 12 号", " 通市监处罚﹝2024﹞12号\n", "通市监处罚〔2024年〕12号", "通市监处罚\u200b〔2024〕12号",
	} {
		if got, ok := idcode.NormalizeDocNo(text); !ok || got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	for _, text := range []string{"", "通市监处罚〔24〕12号", "通市监处罚〔2024〕12", "〔2024〕12号", "罚〔2024〕12号", "通，市监〔2024〕1号", want + "。"} {
		if got, ok := idcode.NormalizeDocNo(text); ok || got != text {
			t.Errorf("%q passes as %q", text, got)
		}
	}
	d, err := idcode.ParseDocNo("皋市监法审〔2026〕3－1号")
	if err != nil || d != (idcode.DocNo{Prefix: "皋市监法审", Year: 2026, Number: 3, Sub: 1}) || d.String() != "皋市监法审〔2026〕3-1号" {
		t.Errorf("%+v %v", d, err)
	}
}

// show prints matches as "wording=value", after proving the offsets.
func show[T any](t testing.TB, text string, found []idcode.Match[T]) string {
	var parts []string
	end := 0
	for _, m := range found {
		if m.Start < end || m.End <= m.Start || string([]rune(text)[m.Start:m.End]) != m.Text {
			t.Errorf("%q: offsets %d-%d do not hold %q", text, m.Start, m.End, m.Text)
		}
		end = m.End
		parts = append(parts, fmt.Sprintf("%s=%v", m.Text, m.Value))
	}
	return strings.Join(parts, " | ")
}

func TestFindDocNos(t *testing.T) {
	for text, want := range map[string]string{
		"依据通市监处罚〔2024〕12号处罚决定书":                "通市监处罚〔2024〕12号=通市监处罚〔2024〕12号",
		"本局作出的《决定书》（通环罚字［２０２３］第１０５号），":         "通环罚字［２０２３］第１０５号=通环罚字〔2023〕105号",
		"启公(汇)行罚决字〔2026〕7号和通市监立案[2026]3号":      "启公(汇)行罚决字〔2026〕7号=启公(汇)行罚决字〔2026〕7号 | 通市监立案[2026]3号=通市监立案〔2026〕3号",
		"我局于2026年3月2日送达行政处罚决定书通市监处罚〔2026〕 1号。": "通市监处罚〔2026〕 1号=通市监处罚〔2026〕1号",
		"（见附件）启市监立案〔2026〕12号":                  "启市监立案〔2026〕12号=启市监立案〔2026〕12号",
		"启东市城市管理局启城罚决字〔2026〕9号":                "启城罚决字〔2026〕9号=启城罚决字〔2026〕9号",
		"启东市某某大队（启）城（执）字〔2026〕9号":              "（启）城（执）字〔2026〕9号=(启)城(执)字〔2026〕9号",
		"详见〔2024〕12号":      "",
		"（2024）苏0681行初12号": "",
		"𠮷文号：皋市监法审〔2026〕3-1号、皋市监法审〔2026〕3-2号": "皋市监法审〔2026〕3-1号=皋市监法审〔2026〕3-1号 | 皋市监法审〔2026〕3-2号=皋市监法审〔2026〕3-2号",
	} {
		if got := show(t, text, idcode.FindDocNos(text)); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestFindCases(t *testing.T) {
	text := "案件320681SJ-PEN-2026-0012，另见（2024）苏0681行初12号、(2023)最高法行申5号"
	if got := show(t, text, idcode.FindCaseNos(text)); got != "320681SJ-PEN-2026-0012=320681SJ-PEN-2026-0012" {
		t.Error(got)
	}
	want := "（2024）苏0681行初12号=（2024）苏0681行初12号 | (2023)最高法行申5号=（2023）最高法行申5号"
	if got := show(t, text, idcode.FindCourtCaseNos(text)); got != want {
		t.Error(got)
	}
	c, err := idcode.ParseCaseNo("３２０６８１sj-pen-2026-0012")
	if err != nil || c != (idcode.CaseNo{Region: "320681", Office: "SJ", Action: "PEN", Year: 2026, Serial: 12}) {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := idcode.ParseCaseNo("320681SJ-PEN-26-12"); err == nil {
		t.Error("a two-digit year passes")
	}
}

func TestFindCodes(t *testing.T) {
	text := "甲公司（９１３２０６８１ＭＡ１ＡＢＣＤ２ＸＸ），法定代表人某，身份证号320681 19850312 1237；乙店92320612MA2TEXT32N；错号320681198503121230，账号6222021103001234567"
	if got := show(t, text, codes(idcode.FindCreditCodes(text))); got != "９１３２０６８１ＭＡ１ＡＢＣＤ２ＸＸ=91320681MA1ABCD2XX:ok | 92320612MA2TEXT32N=92320612MA2TEXT32N:bad" {
		t.Error(got)
	}
	if got := show(t, text, codes(idcode.FindResidentIDs(text))); got != "320681 19850312 1237=320681198503121237:ok | 320681198503121230=320681198503121230:bad" {
		t.Error(got)
	}
	if got := idcode.FindResidentIDs("11320681014381238G 1320681014381238"); len(got) != 0 {
		t.Error(got)
	}
}

func codes(found []idcode.Match[idcode.Code]) []idcode.Match[string] {
	var out []idcode.Match[string]
	for _, m := range found {
		state := ":ok"
		if m.Value.Problems != nil {
			state = ":bad"
		}
		out = append(out, idcode.Match[string]{Start: m.Start, End: m.End, Text: m.Text, Value: m.Value.Number + state})
	}
	return out
}

func TestFindDates(t *testing.T) {
	for text, want := range map[string]string{
		"2026年3月2日立案，２０２６年０４月２９日决定":          "2026年3月2日=2026-03-02 | ２０２６年０４月２９日=2026-04-29",
		"二〇二六年三月二日、二○二六年十二月三十一日":             "二〇二六年三月二日=2026-03-02 | 二○二六年十二月三十一日=2026-12-31",
		"2026-03-02至2026.3.20，2026/3/2":      "2026-03-02=2026-03-02 | 2026.3.20=2026-03-20 | 2026/3/2=2026-03-02",
		"2026年2月30日，12026-03-02，2026-03-021": "",
		"2024 年 2 月 29 日":                    "2024 年 2 月 29 日=2024-02-29",
	} {
		if got := show(t, text, idcode.FindDates(text)); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestFindPhones(t *testing.T) {
	text := "电话138 1234 5678或＋86-139-1234-5678，座机0513-85098888转12、(010)65001234；编号913812345678，320681198503121237"
	want := "138 1234 5678={13812345678 true } | ＋86-139-1234-5678={13912345678 true } | 0513-85098888转12={051385098888 false 12} | (010)65001234={01065001234 false }"
	if got := show(t, text, idcode.FindPhones(text)); got != want {
		t.Error(got)
	}
}

// Whatever stands around a number and however wide it is written, the offsets point at it.
func TestOffsetsSurviveAnySurroundings(t *testing.T) {
	wide := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r > ' ' && r <= '~' {
				return r - '!' + '！'
			}
			return r
		}, s)
	}
	noise := rapid.StringOfN(rapid.RuneFrom([]rune("，。；、\u200b\ufeff𠮷䶮\n\u3000《》")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.SampledFrom([]string{"通市监处罚〔2024〕12号", "2026年3月2日", "12,000元", "91320681MA1ABCD2XX", "320681198503121237", "13812345678"}).Draw(t, "number")
		if rapid.Bool().Draw(t, "wide") {
			number = wide(number)
		}
		before := "，" + noise.Draw(t, "before") + "。"
		text := before + number + "。" + noise.Draw(t, "after")
		from := len([]rune(before))
		to := from + len([]rune(number))
		hit := false
		check := func(start, end int) { hit = hit || start == from && end == to }
		for _, m := range idcode.FindDocNos(text) {
			check(m.Start, m.End)
		}
		for _, m := range idcode.FindDates(text) {
			check(m.Start, m.End)
		}
		for _, m := range idcode.FindAmounts(text) {
			check(m.Start, m.End)
		}
		for _, m := range idcode.FindCreditCodes(text) {
			check(m.Start, m.End)
		}
		for _, m := range idcode.FindResidentIDs(text) {
			check(m.Start, m.End)
		}
		for _, m := range idcode.FindPhones(text) {
			check(m.Start, m.End)
		}
		if !hit {
			t.Fatalf("%q not found at %d-%d in %q", number, from, to, text)
		}
	})
}

func TestFoldKeepsTheWayBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("aＡ１ 　\u200b中𠮷〔，\n\ufeff"))).Draw(t, "text")
		f := idcode.Fold(text)
		if f.Text != idcode.FoldString(text) || idcode.FoldString(f.Text) != f.Text {
			t.Fatalf("folding %q twice differs", text)
		}
		for i, r := range f.Text {
			start, end := f.Span(i, i+len(string(r)))
			if original := []rune(text)[start:end]; len(original) != 1 || idcode.FoldRune(original[0]) != r {
				t.Fatalf("%q at %d comes from %q", r, i, string(original))
			}
		}
	})
}

// No text at all makes a finder fail.
func TestFindersTakeAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("0123456789Xx年月日元万角分〔〕[]（）第号-., 零壹拾亿佰通市\u200b")))).Draw(t, "text")
		for _, m := range idcode.FindDocNos(text) {
			if again, err := idcode.ParseDocNo(m.Text); err != nil || again != m.Value {
				t.Fatalf("%q reads back as %v (%v), was %v", m.Text, again, err, m.Value)
			}
		}
		for _, m := range idcode.FindAmounts(text) {
			if again, err := idcode.ParseAmount(m.Text); err != nil || again != m.Value {
				t.Fatalf("%q reads back as %v (%v), was %v", m.Text, again, err, m.Value)
			}
		}
		idcode.FindDates(text)
		idcode.FindPhones(text)
		idcode.FindCreditCodes(text)
		idcode.FindResidentIDs(text)
		idcode.FindCaseNos(text)
		idcode.FindCourtCaseNos(text)
	})
}
