package redact_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/redact"
)

// wide writes a text in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, s)
}

// disguise writes a secret in one of the ways it turns up in papers.
func disguise(t *rapid.T, secret string) string {
	runes := []rune(secret)
	cut := rapid.IntRange(1, len(runes)-1).Draw(t, "cut")
	switch rapid.IntRange(0, 4).Draw(t, "disguise") {
	case 1:
		return wide(secret)
	case 2:
		return string(runes[:cut]) + " " + string(runes[cut:])
	case 3:
		return string(runes[:cut]) + "\u200b" + wide(string(runes[cut:]))
	case 4:
		return string(runes[:cut]) + "\u3000" + string(runes[cut:])
	}
	return secret
}

var secrets = []string{"320681198503121237", "320682199202290046", "13812345678", "李雷", "欧阳明日", "张三丰", "320681850312123"}

// Whatever the secrets are disguised as and whatever stands between them, nothing of them is left after masking.
func TestNothingIsLeftAfterMasking(t *testing.T) {
	r := load(t, ruleFiles[0])
	between := rapid.SampledFrom([]string{"，", "。", "；电话：", "、身份证号码", "住启东市汇龙镇某小区3幢502室，", "（通市监处罚〔2024〕12号）", "罚款12,000元。", "𠮷\n", "：", "，证人"})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(1, 6).Draw(t, "number") {
			text.WriteString(between.Draw(t, "between"))
			text.WriteString(disguise(t, rapid.SampledFrom(secrets).Draw(t, "secret")))
		}
		text.WriteString(between.Draw(t, "end"))
		original := text.String()
		hits := r.Find(original, office())
		masked, spans := redact.Apply(original, hits)
		if leaks := redact.Absent(masked, secrets); leaks != nil {
			t.Fatalf("%q\nleaves %q\n%+v", original, masked, leaks)
		}
		for _, keep := range []string{"〔2024〕12号", "12,000元"} {
			if strings.Count(original, keep) != strings.Count(masked, keep) {
				t.Fatalf("%q is masked in %q", keep, masked)
			}
		}
		checkSpans(t, original, masked, hits, spans)
	})
}

// checkSpans proves the offsets of hits and spans, and that everything outside them is untouched.
func checkSpans(t *rapid.T, original, masked string, hits []redact.Hit, spans []redact.Span) {
	from, to := []rune(original), []rune(masked)
	a, b := 0, 0
	if len(hits) != len(spans) {
		t.Fatalf("%d hits, %d spans", len(hits), len(spans))
	}
	for i, s := range spans {
		h := hits[i]
		if h.Start < a || h.End <= h.Start || string(from[h.Start:h.End]) != h.Text || h.Mask == "" || h.Why.Zh == "" {
			t.Fatalf("hit %+v in %q", h, original)
		}
		if s.From != h.Start || s.To != h.End || string(to[s.Start:s.End]) != h.Mask || string(from[a:s.From]) != string(to[b:s.Start]) {
			t.Fatalf("span %+v for %+v", s, h)
		}
		a, b = s.To, s.End
	}
	if string(from[a:]) != string(to[b:]) {
		t.Fatalf("the end of %q is changed", original)
	}
}

func TestAnyTextIsTaken(t *testing.T) {
	r := load(t, ruleFiles[0])
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("0123456789Xx-　 \n李雷张三丰住启东市镇号证人:：①㈠﹪ﬀ\u0301\u200b苏FA@.元")))).Draw(t, "text")
		hits := r.Find(text, office())
		masked, spans := redact.Apply(text, hits)
		if text == string([]rune(text)) {
			checkSpans(t, text, masked, hits, spans)
		}
		redact.Absent(text, secrets)
	})
}

func TestApplyLeavesNothingOfOverlappingHits(t *testing.T) {
	text := "甲乙丙丁戊己"
	got, spans := redact.Apply(text, []redact.Hit{{Start: 2, End: 5, Mask: "B"}, {Start: 1, End: 3, Mask: "A"}, {Start: 1, End: 2, Mask: "C"}, {Start: 5, End: 99, Mask: "D"}, {Start: -4, End: 0, Mask: "E"}})
	if got != "甲ABD" || len(spans) != 3 {
		t.Errorf("%s %+v", got, spans)
	}
}

func TestAbsentFindsEveryVariant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.SampledFrom(append([]string{"a.b@x.com.cn", "Zhang-333"}, secrets...)).Draw(t, "secret")
		before := rapid.SampledFrom([]string{"", "𠮷，", "一\n"}).Draw(t, "before")
		form := rapid.SampledFrom([]func(string) string{
			func(s string) string { return s }, wide, strings.ToUpper, strings.ToLower,
			func(s string) string { return strings.Join(strings.Split(s, ""), " ") },
			func(s string) string { return strings.Join(strings.Split(s, ""), "-") },
			func(s string) string { return strings.Join(strings.Split(s, ""), "\n") },
			func(s string) string { return strings.Join(strings.Split(s, ""), "－") },
			func(s string) string { return strings.Join(strings.Split(s, ""), ".") },
			func(s string) string { return strings.Join(strings.Split(s, ""), " / ") },
			func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b·") },
		}).Draw(t, "form")(secret)
		leaks := redact.Absent(before+form+"。", []string{"无关", secret, ""})
		if len(leaks) != 1 || leaks[0].Text != form || leaks[0].Start != len([]rune(before)) || leaks[0].Secret != secret {
			t.Fatalf("%q in %q: %+v", secret, before+form, leaks)
		}
	})
	if leaks := redact.Absent("李某的电话138****5678，小李，雷雨", secrets); leaks != nil {
		t.Errorf("%+v", leaks)
	}
}
