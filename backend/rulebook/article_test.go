package rulebook_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"testing"

	"zhiheng/backend/rulebook"
)

func TestACitationIsResolvedAndHeldAgainstItsDay(t *testing.T) {
	b := load(t)
	for _, c := range []struct {
		text, day, instrument string
		no                    int
		want                  rulebook.Verdict
	}{
		{"行政处罚法第五十八条", "2026-03-01", "penalty_law", 58, rulebook.Met},
		{"《中华人民共和国行政处罚法》第58条第一款第（二）项", "2026-03-01", "penalty_law", 58, rulebook.Met},
		{"行政处罚法第五十八条", "2021-07-14", "penalty_law", 58, rulebook.NotMet},
		{"行政处罚法第五十八条", "", "penalty_law", 58, rulebook.Unknown},
		{"国家发展改革委令第58号", "2026-03-31", "repair_58", 0, rulebook.Met},
		{"国家发展改革委令第58号", "2026-04-01", "repair_58", 0, rulebook.NotMet},
		{"国办发〔2018〕118号", "2019-01-01", "three_systems", 0, rulebook.Met},
		{"国办发〔2017〕14号", "2017-02-10", "pilot_2017", 0, rulebook.Unknown},
		{"国办发〔2017〕14号", "2017-03-01", "pilot_2017", 0, rulebook.Met},
		{"治安管理处罚法第一百三十六条", "2026-01-01", "public_security", 136, rulebook.Met},
		{"云汀县某办法第三条", "2026-03-01", "", 3, rulebook.Unknown},
	} {
		got := b.Cite(c.text, c.day)
		if len(got) != 1 || got[0].Instrument != c.instrument || got[0].No != c.no || got[0].InForce != c.want {
			t.Errorf("%s on %s: %+v", c.text, c.day, got)
		}
	}
	list := b.Cite("行政处罚法第五十四条、第六十条；第六十三条；国办发〔2018〕118号；某通知第二条", "2026-03-01")
	var numbers []int
	for _, c := range list {
		numbers = append(numbers, c.No)
	}
	if !slices.Equal(numbers, []int{54, 60, 63, 0, 2}) || list[2].Instrument != "penalty_law" || list[4].Instrument != "" || list[0].Gist.Zh == "" || list[0].Gist.En == "" {
		t.Errorf("%+v", list)
	}
	if got := b.Cite(" ；", ""); len(got) != 0 {
		t.Errorf("nothing is cited, and found: %+v", got)
	}
}

// TestTheArticlesThatTheBookRestsOnHaveAGist walks every citation in the data: of the three laws that carry the procedures,
// nearly each article has a line of our own.
func TestTheArticlesThatTheBookRestsOnHaveAGist(t *testing.T) {
	b := load(t)
	cited := regexp.MustCompile(`"article":"((?:[^"\\]|\\.)*)"`)
	content, err := b.Bundle().Document()
	if err != nil {
		t.Fatal(err)
	}
	seen, lacking := 0, map[int]bool{}
	for _, m := range cited.FindAllSubmatch(content, -1) {
		var text string
		if err := json.Unmarshal([]byte(`"`+string(m[1])+`"`), &text); err != nil {
			t.Fatal(err)
		}
		for _, c := range b.Cite(text, "2026-09-01") {
			if !slices.Contains([]string{"penalty_law", "coercion_law", "licence_law"}, c.Instrument) || c.No == 0 {
				continue
			}
			if seen++; c.Gist.IsZero() {
				lacking[c.No] = true
			}
			if c.InForce != rulebook.Met {
				t.Errorf("%s is not in force, and the book rests on it", c.Text)
			}
		}
	}
	if seen < 200 || len(lacking) > 8 {
		t.Errorf("%d citations, articles without a gist: %v", seen, lacking)
	}
}
