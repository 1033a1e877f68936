package casefile_test

import (
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
)

// licensed is all that the papers of a licence ask for.
func licensed() map[string]any {
	return map[string]any{
		"p.type": "entity", "p.name": "云汀县青禾餐饮有限公司", "p.uscc": "91320681MA1ABCD2XX", "p.legal_rep": "沈青禾", "p.addr": "云汀县云岫路1号",
		"l.item": "食品经营许可", "l.kind": "ordinary", "l.applied_on": "2026-02-26", "l.accepted_on": "2026-02-27", "l.findings": "经核查，场所和设施符合要求。", "l.law": []string{"《中华人民共和国食品安全法》第三十五条第一款"},
		"l.conditions": int64(6), "l.conditions_checked": int64(6), "l.conditions_met": int64(6), "l.outcome": "grant", "l.content": "热食类食品制售", "l.valid_from": "2026-03-02", "l.valid_to": "2031-03-01",
		"l.cert_name": "食品经营许可证", "l.cert_no": "JY1", "l.special": "test", "l.special_days": int64(5), "l.special_result": "合格", "l.interested_who": "望舒苑3幢住户", "l.reason": "布局不能防止交叉污染。",
		"l.original_no": "JY0", "l.ground": "fraud", "l.weighing": "撤销不损害公共利益。", "d.L-D03.reason": "不属于本机关职权范围。", "d.L-D03.where_to": "云汀县卫生健康局", "d.L-D04.list": "平面布局图。", "d.L-D04.due_on": "2026-03-10",
	}
}

// TestDraftsOfALicence writes every paper out of full facts, and leaves only signatures open.
func TestDraftsOfALicence(t *testing.T) {
	office := newDrafting(t)
	c, err := office.Open(t.Context(), office.handler, casefile.Opening{Title: "云汀县青禾餐饮有限公司申请食品经营许可", Procedure: "license"})
	if err != nil {
		t.Fatal(err)
	}
	if err := office.SetFields(t.Context(), office.handler, c.ID, licensed()); err != nil {
		t.Fatal(err)
	}
	procedure, _ := office.Rules.Current().Procedure("license")
	codes := casefile.DraftCodes(procedure)
	for _, want := range []string{"L-D04", "L-D05", "L-D06", "L-D07", "L-D10", "L-D13", "L-D14", "L-D15", "L-D16", "R01"} {
		if !slices.Contains(codes, want) {
			t.Errorf("no draft of %s among %v", want, codes)
		}
	}
	for _, code := range codes {
		if !strings.HasPrefix(code, "L-") || code == "L-D16" { // served later
			continue
		}
		p, err := office.Draft(t.Context(), office.handler, c.ID, code)
		if err != nil {
			t.Fatal(err)
		}
		text, err := office.Text(t.Context(), p.SHA256)
		if err != nil || strings.Contains(text, "【待填") {
			t.Errorf("%s: %v\n%s", code, err, text)
		}
	}
	fields := office.fields(t, c.ID)
	for name, want := range map[string]string{"d.L-D13.content": `"热食类食品制售"`, "d.L-D13.valid_to": `"2031-03-01"`, "d.L-D14.party": `"云汀县青禾餐饮有限公司"`, "d.L-D07.special_days": "5", "d.L-D05.on": `"` + draftDay + `"`} {
		if string(fields[name]) != want {
			t.Errorf("%s is %s, not %s", name, fields[name], want)
		}
	}
	if remedy := string(fields["d.L-D14.remedy"]); !strings.Contains(remedy, "六十日") || !strings.Contains(remedy, "六个月") {
		t.Errorf("the refusal tells of %s", remedy)
	}
	if _, dated := fields["d.L-D13.on"]; dated {
		t.Error("a decision is dated before it is issued")
	}
}
