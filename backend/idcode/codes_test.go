package idcode_test

import (
	_ "embed"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/idcode"
)

//go:embed testdata/vectors.json
var vectorFile []byte

type vectors struct {
	CreditCode struct {
		Valid        []string          `json:"valid"`
		Invalid      map[string]string `json:"invalid"`
		Organisation map[string]string `json:"organisation"`
	} `json:"credit_code"`
	ResidentID struct {
		Valid   []string          `json:"valid"`
		Invalid map[string]string `json:"invalid"`
	} `json:"resident_id"`
	DocNo map[string]bool `json:"docno"`
}

func readVectors(t testing.TB) vectors {
	t.Helper()
	var v vectors
	if err := json.Unmarshal(vectorFile, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func rules(problems []idcode.Problem) string {
	var names []string
	for _, p := range problems {
		names = append(names, p.Rule)
		if p.Text.Zh == "" || p.Text.En == "" || strings.Contains(p.Text.Zh+p.Text.En, "%!") {
			names = append(names, "BAD TEXT "+p.Text.Zh+p.Text.En)
		}
	}
	return strings.Join(names, ",")
}

func TestCreditCodeVectors(t *testing.T) {
	v := readVectors(t).CreditCode
	for _, code := range v.Valid {
		if p := idcode.CheckCreditCode(code); p != nil {
			t.Errorf("%s: %v", code, p)
		}
	}
	for code, rule := range v.Invalid {
		if got := rules(idcode.CheckCreditCode(code)); !strings.HasPrefix(got, rule) {
			t.Errorf("%s breaks %q, want %q", code, got, rule)
		}
	}
	for eight, digit := range v.Organisation {
		if got := string(idcode.OrgCheckDigit(eight)); got != digit {
			t.Errorf("organisation code %s: check digit %s, want %s", eight, got, digit)
		}
		if p := idcode.CheckOrgCode(eight + "-" + digit); p != nil {
			t.Errorf("%s-%s: %v", eight, digit, p)
		}
	}
}

func TestAMistakenLetterIsExplained(t *testing.T) {
	p := idcode.CheckCreditCode("91320681MAIABCD2XX")
	if len(p) != 1 || p[0].At != 10 || !strings.Contains(p[0].Text.Zh, "是否为“1”") {
		t.Fatalf("got %+v", p)
	}
}

func TestCreditCodeCategory(t *testing.T) {
	for code, want := range map[string]string{
		"91320681MA1ABCD2XX": "市场监管/企业", "92320612MA2TEXT32M": "市场监管/个体工商户",
		"11320681014381238G": "机构编制/机关", "52320600509388888E": "民政/民办非企业单位",
	} {
		c, ok := idcode.CreditCodeCategory(code)
		if got := c.Registrar.Zh + "/" + c.Kind.Zh; !ok || got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	for _, code := range []string{"", "9", "99320681", "ZZ", "X1"} {
		if c, ok := idcode.CreditCodeCategory(code); ok {
			t.Errorf("%q: %v", code, c)
		}
	}
}

const creditLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// The check digits catch every single wrong character and every swap of neighbours.
func TestCreditCodeCatchesSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.RuneFrom([]rune(creditLetters)), 8, 8, -1).Draw(t, "body")
		code := "91" + rapid.StringMatching(`\d{6}`).Draw(t, "region") + letters
		code += string(idcode.OrgCheckDigit(letters))
		code += string(idcode.CreditCheckDigit(code))
		if p := idcode.CheckCreditCode(code); p != nil {
			t.Fatalf("%s: %v", code, p)
		}
		at := rapid.IntRange(0, 17).Draw(t, "at")
		wrong := []byte(code)
		wrong[at] = rapid.SampledFrom([]byte(creditLetters)).Draw(t, "letter")
		if wrong[at] != code[at] && idcode.CheckCreditCode(string(wrong)) == nil {
			t.Fatalf("%s passes for %s", wrong, code)
		}
		swapped := []byte(code)
		i := at % 17
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		if swapped[i] != code[i] && idcode.CheckCreditCode(string(swapped)) == nil {
			t.Fatalf("%s passes for %s", swapped, code)
		}
	})
}

func TestResidentIDVectors(t *testing.T) {
	v := readVectors(t).ResidentID
	for _, id := range v.Valid {
		if p := idcode.CheckResidentID(id, "2026-11-01"); p != nil {
			t.Errorf("%s: %v", id, p)
		}
	}
	for id, rule := range v.Invalid {
		if got := rules(idcode.CheckResidentID(id, "")); !strings.HasPrefix(got, rule) {
			t.Errorf("%s breaks %q, want %q", id, got, rule)
		}
	}
	if got := rules(idcode.CheckResidentID("320600201009155526", "2010-09-14")); got != "future" {
		t.Errorf("born tomorrow: %q", got)
	}
}

func TestWhatAResidentIDSays(t *testing.T) {
	cases := []struct {
		id, number, region, birthday string
		sex                          idcode.Sex
	}{
		{"320681198503121237", "320681198503121237", "320681", "1985-03-12", idcode.Male},
		{"320682199202290046", "320682199202290046", "320682", "1992-02-29", idcode.Female},
		{"320681850312123", "320681198503121237", "320681", "1985-03-12", idcode.Male},
		{idcode.NormalizeResidentID("１１０１０５ 19491231-002x"), "11010519491231002X", "110105", "1949-12-31", idcode.Female},
	}
	for _, c := range cases {
		got, err := idcode.ParseResidentID(c.id)
		want := idcode.ResidentID{Number: c.number, Region: c.region, Birthday: c.birthday, Sex: c.sex}
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", c.id, got, err)
		}
	}
	if _, err := idcode.ParseResidentID("320681850230123"); err == nil {
		t.Error("30 February passes in a number of 15")
	}
}

func TestAYearOfAgeIsFullOnTheDayAfterTheBirthday(t *testing.T) {
	child, err := idcode.ParseResidentID("320600201009155526")
	if err != nil {
		t.Fatal(err)
	}
	leap, err := idcode.ParseResidentID("320682199202290046")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		who  idcode.ResidentID
		day  string
		want int
	}{
		{child, "2028-09-15", 17}, {child, "2028-09-16", 18}, {child, "2010-09-15", 0}, {child, "2010-09-14", -1},
		{leap, "2006-02-28", 13}, {leap, "2006-03-01", 14}, {leap, "nonsense", -1},
	} {
		if got := c.who.AgeOn(c.day); got != c.want {
			t.Errorf("born %s, on %s: %d, want %d", c.who.Birthday, c.day, got, c.want)
		}
	}
}

func TestResidentIDCatchesEveryWrongDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := "3206811985" + rapid.StringMatching(`0[1-9](0[1-9]|1\d|2[0-8])\d{3}`).Draw(t, "rest")
		id := body + string(idcode.ResidentCheckDigit(body))
		if p := idcode.CheckResidentID(id, ""); p != nil {
			t.Fatalf("%s: %v", id, p)
		}
		at := rapid.IntRange(0, 17).Draw(t, "at")
		wrong := []byte(id)
		wrong[at] = rapid.SampledFrom([]byte("0123456789X")).Draw(t, "digit")
		if wrong[at] != id[at] && idcode.CheckResidentID(string(wrong), "") == nil {
			t.Fatalf("%s passes for %s", wrong, id)
		}
	})
}
