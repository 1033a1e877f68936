package idcode_test

import (
	"strings"
	"testing"

	"zhiheng/backend/idcode"
)

func TestRegionCodesHoldInTheirTime(t *testing.T) {
	for _, c := range []struct{ code, day, rule, says string }{
		{"320681", "2026-03-02", "", ""},
		{"３２０６８１", "2026-03-02", "", ""},
		{"320684", "2017-09-27", "", ""},
		{"320684", "2026-03-02", "validity", "320614（海门区）"},
		{"320614", "2017-09-27", "validity", "自2020年起"},
		{"320621", "2018-01-01", "", ""},
		{"320621", "2019-01-01", "validity", "海安市"},
		{"320621", "", "", ""},
		{"110105", "2026-03-02", "", ""}, // known to nobody here, and no fault
		{"920681", "2026-03-02", "province", "9"},
		{"32068", "", "length", "5位"},
		{"32O681", "", "digits", "第3位"},
	} {
		found := idcode.CheckRegion(c.code, c.day)
		switch {
		case c.rule == "" && len(found) > 0:
			t.Errorf("%s on %q: %v", c.code, c.day, found)
		case c.rule != "" && (len(found) != 1 || found[0].Rule != c.rule || !strings.Contains(found[0].Text.Zh, c.says) || found[0].Text.En == ""):
			t.Errorf("%s on %q breaks %v, not %s", c.code, c.day, found, c.rule)
		}
	}
}

// TestEveryRegionLeadsToTheOneInUse follows each code that went out of use, of the city and of those that are known.
func TestEveryRegionLeadsToTheOneInUse(t *testing.T) {
	for _, code := range []string{"320602", "320611", "320621", "320684"} {
		r, ok := idcode.RegionOf(code)
		if !ok || r.To == "" {
			t.Fatalf("%s is not out of use: %+v", code, r)
		}
		next, ok := idcode.RegionOf(r.FollowedBy)
		if !ok || next.To != "" || next.From != r.To {
			t.Errorf("%s is followed by %+v", code, next)
		}
	}
}
