package review_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
)

// embedded is the rulebook, read once.
var embedded = sync.OnceValues(rulebook.Embedded)

// dossier is a penalty case of papers with these texts, by code.
func dossier(t *testing.T, facts rulebook.Facts, papers ...[2]string) review.Dossier {
	t.Helper()
	return dossierOf(t, "penalty", facts, papers...)
}

// dossierOf is a case of a procedure.
func dossierOf(t *testing.T, kind string, facts rulebook.Facts, papers ...[2]string) review.Dossier {
	t.Helper()
	book, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	procedure, _ := book.Procedure(kind)
	d := review.Dossier{Procedure: procedure, Facts: facts}
	for i, p := range papers {
		d.Sheets = append(d.Sheets, review.Sheet{Paper: casefile.Paper{ID: string(rune('a' + i)), Code: p[0], Title: p[0]}, Pages: []extract.Page{{Number: 1, Text: p[1]}}})
	}
	return d
}

func look(t *testing.T, d review.Dossier, id string) review.Precheck {
	t.Helper()
	checks, err := d.Look()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(checks, func(c review.Precheck) bool { return c.ID == id })
	if i < 0 {
		t.Fatalf("no pre-check %s", id)
	}
	for _, trace := range checks[i].Found {
		for _, place := range trace.Places {
			for _, s := range d.Sheets {
				if s.ID == place.Paper && string([]rune(s.Pages[0].Text)[place.Start:place.Start+place.Length]) != place.Quote {
					t.Errorf("%s: the place of %q holds something else", id, place.Quote)
				}
			}
		}
	}
	return checks[i]
}

func TestAConflictHasAPlaceInBothPapers(t *testing.T) {
	d := dossier(t, rulebook.Facts{}, [2]string{"D02", "立案审批表\n　　当事人：云汀县青禾食品有限公司\n"}, [2]string{"D20", "调查终结报告\n当事人：云汀县青禾食品有限公司\n"}, [2]string{"D27", "𠮷决定书\n当事人：云汀县孤帆食品有限公司\n"})
	c := look(t, d, "VP01")
	if c.Result != rulebook.NotMet || len(c.Found) != 1 || len(c.Found[0].Places) != 2 || c.Item != "P05" {
		t.Fatalf("%+v", c)
	}
	if places := c.Found[0].Places; places[0].Paper == places[1].Paper || places[1].Paper != "c" || places[1].Quote != "云汀县孤帆食品有限公司" {
		t.Errorf("the odd one out is not the second place: %+v", places)
	}
	if len(c.Looked) != 3 {
		t.Errorf("it has looked at %+v", c.Looked)
	}
}

func TestTheCasesOwnValueIsAWitness(t *testing.T) {
	paper := [2]string{"D27", "决定给予当事人如下行政处罚：\n　　1.罚款人民币12,000.00元（大写：壹万贰仟元整）。\n"}
	if c := look(t, dossier(t, rulebook.Facts{"x.fine": int64(1_200_000)}, paper), "VP06"); c.Result != rulebook.Met {
		t.Errorf("the same sum: %+v", c)
	}
	c := look(t, dossier(t, rulebook.Facts{"x.fine": int64(1_300_000)}, paper), "VP06")
	if c.Result != rulebook.NotMet || !strings.Contains(c.Found[0].Says.Zh, "13,000") {
		t.Errorf("another sum: %+v", c)
	}
	if c := look(t, dossier(t, rulebook.Facts{}, paper), "VP06"); c.Result != rulebook.Unknown || c.Why.IsZero() {
		t.Errorf("nothing to compare with: %+v", c)
	}
}

// TestCouldNotLookIsNotFoundNothing goes through the reasons why a look cannot be taken.
func TestCouldNotLookIsNotFoundNothing(t *testing.T) {
	decision := [2]string{"D27", "行政处罚决定书\n罚款人民币500.00元（大写：伍佰元整）\n"}
	for name, c := range map[string]review.Precheck{
		"no paper":                look(t, dossier(t, rulebook.Facts{}), "W01"),
		"no text":                 look(t, dossier(t, rulebook.Facts{}, [2]string{"D27", " \n"}), "W01"),
		"whether it applies":      look(t, dossier(t, rulebook.Facts{}, decision), "W19"),
		"the field of a pattern":  look(t, dossier(t, rulebook.Facts{}, decision), "W28"),
		"the field of a check":    look(t, dossier(t, rulebook.Facts{"x.kinds": []string{"010103"}}, decision), "W13"),
		"the day of the act":      look(t, dossier(t, rulebook.Facts{}, decision), "W34"),
		"the parties of others":   look(t, dossier(t, rulebook.Facts{}, decision), "WG11"),
		"when a record was made":  look(t, dossier(t, rulebook.Facts{}, [2]string{"D06", "询问笔录\n"}), "W50"),
		"what the penalty is":     look(t, dossier(t, rulebook.Facts{}, decision), "W36"),
		"a paper to compare with": look(t, dossier(t, rulebook.Facts{}, decision), "VP02"),
	} {
		if c.Result != rulebook.Unknown || c.Why.Zh == "" || c.Why.En == "" || len(c.Found) > 0 {
			t.Errorf("%s: %s, %+v", name, c.Result, c.Why)
		}
	}
	if c := look(t, dossier(t, rulebook.Facts{"x.fine": int64(0)}, decision), "W19"); c.Result != rulebook.NotApplicable {
		t.Errorf("no fine, and the surcharge is %s", c.Result)
	}
}

func TestLooksThatNoPatternCanTake(t *testing.T) {
	record := func(day, times, who string) [2]string {
		return [2]string{"D06", "询问笔录\n询问时间：2026年1月" + day + "日" + times + "\n询问人：" + who + "\n"}
	}
	morning := record("14", "9时10分至10时25分", "林一（执法证号YT001）、梅二")
	for _, c := range []struct {
		name, id string
		facts    rulebook.Facts
		sound    []([2]string)
		faulty   [][2]string
	}{
		{"capitals", "WG06", nil, [][2]string{{"D27", "1,200.00元（大写：壹仟贰佰元整）"}}, [][2]string{{"D27", "1,200.00元（大写：壹仟贰佰壹拾元整）"}}},
		{"overlap", "W50", nil, [][2]string{morning, record("14", "10时25分至11时", "梅二、宋三"), record("15", "9时30分至10时", "林一、宋三")}, [][2]string{morning, record("14", "10:20至11:00", "宋三、梅二")}},
		{"articles", "WG13", nil, [][2]string{{"D27", "依据《中华人民共和国行政处罚法》第八十六条"}}, [][2]string{{"D27", "依据《中华人民共和国行政处罚法》第八十七条"}}},
		{"in force", "WG14", rulebook.Facts{"today": "2026-05-01"}, [][2]string{{"D27", "依据《行政处罚法》第三条"}}, [][2]string{{"D27", "依据《国家发展改革委令第58号》第三条"}}},
		{"dates", "WG15", nil, [][2]string{{"D27", "2024年2月29日"}}, [][2]string{{"D27", "2026年2月29日"}}},
		{"sums", "W12", nil, [][2]string{{"D27", "处以罚款300元，缴纳罚款300元。处罚款100元以上500元以下。"}}, [][2]string{{"D27", "处以罚款300元，缴纳罚款400元。"}}},
		{"order", "W33", nil, [][2]string{{"D27", "本局于2026年1月12日立案调查。本局于2026年2月10日向当事人送达《行政处罚告知书》。"}}, [][2]string{{"D27", "本局于2026年3月12日立案调查。本局于2026年2月10日向当事人送达《行政处罚告知书》。"}}},
		{"personal", "WG09", rulebook.Facts{"p.id_no": "320681198503121237"}, [][2]string{{"D27", "公民身份号码：320681198503121237"}}, [][2]string{{"D27", "公民身份号码：320681197501018877"}}},
		{"levels", "W36", rulebook.Facts{"x.kinds": []string{"010113"}, "x.law_pen": []string{"《云汀条例》第三条"}}, nil, [][2]string{{"D27", "依据《云汀条例》第三条"}}},
		{"duplicated", "WG16", nil, [][2]string{{"D27", "短段落。\n短段落。"}}, [][2]string{{"D27", "这一段话比二十个字要长一些，所以算得上是重复。\n中间。\n这一段话比二十个字要长一些，所以算得上是重复。"}}},
	} {
		facts := c.facts
		if facts == nil {
			facts = rulebook.Facts{}
		}
		if got := look(t, dossier(t, facts, c.faulty...), c.id); got.Result != rulebook.NotMet {
			t.Errorf("%s is not found: %+v", c.name, got)
		}
		if c.sound == nil {
			continue
		}
		if got := look(t, dossier(t, facts, c.sound...), c.id); got.Result != rulebook.Met {
			t.Errorf("%s is found where it is not: %+v", c.name, got)
		}
	}
}

func TestStrangersAreThePartiesOfOtherCases(t *testing.T) {
	d := dossier(t, rulebook.Facts{"p.name": "云汀县青禾食品有限公司"}, [2]string{"D27", "经查明：当事人云汀县青禾食品有限公司与云汀县孤帆商店、云汀县南栖超市往来。"})
	d.Parties = func(names []string) (others []string, err error) {
		for _, name := range names {
			if name == "云汀县孤帆商店" || name == "云汀县青禾食品有限公司" {
				others = append(others, name)
			}
		}
		return others, nil
	}
	c := look(t, d, "WG11")
	if len(c.Found) != 1 || c.Found[0].Places[0].Quote != "云汀县孤帆商店" {
		t.Errorf("%+v", c)
	}
}

func TestTheVerdictOfAPoint(t *testing.T) {
	check := func(level string, result rulebook.Verdict) review.Precheck {
		return review.Precheck{Item: "P1", Level: level, Result: result}
	}
	for _, c := range []struct {
		checks []review.Precheck
		want   rulebook.Verdict
	}{
		{[]review.Precheck{check("block", rulebook.Met), check("block", rulebook.NotMet)}, rulebook.NotMet},
		{[]review.Precheck{check("block", rulebook.Met), check("warn", rulebook.NotMet)}, rulebook.Unknown},
		{[]review.Precheck{check("block", rulebook.Met), check("block", rulebook.Unknown)}, rulebook.Unknown},
		{[]review.Precheck{check("block", rulebook.Met), check("block", rulebook.NotApplicable)}, rulebook.Met},
		{[]review.Precheck{check("block", rulebook.NotApplicable)}, rulebook.NotApplicable},
	} {
		if got, there := review.VerdictOn(c.checks, "P1"); !there || got != c.want {
			t.Errorf("%v gives %s, not %s", c.checks, got, c.want)
		}
	}
	if _, there := review.VerdictOn(nil, "P1"); there {
		t.Error("a verdict out of nothing")
	}
}
