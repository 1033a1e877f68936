package casefile_test

import (
	"strings"
	"testing"

	"zhiheng/backend/casefile"
)

// TestDraftsOfCoercion writes every draft of both procedures: with nothing known each says what is to be filled, with all
// known a decision has nothing left to fill.
func TestDraftsOfCoercion(t *testing.T) {
	office := newDrafting(t)
	known := map[string]any{"p.type": "entity", "p.name": "云汀县青禾食品有限公司", "p.uscc": "91320681MA1ABCD2XX", "p.legal_rep": "沈望舒", "p.addr": "云汀县滨河路9号", "c.facts": "涉嫌使用非食品原料。",
		"k.law": []string{"食品安全法第一百一十条"}, "k.law_level": "law", "k.necessity": "防止转移。", "k.impact": "只对涉案物品采取措施。", "k.days": 30, "k.items": []string{"面粉十袋"}, "k.place": "原料库", "k.bank": "账户甲",
		"k.amount": 5_000_000, "k.from": "2026-03-02", "k.decided_on": "2026-03-02", "k.to": "2026-04-01", "k.ext_days": 30, "k.ext_to": "2026-05-01", "k.ext_reasons": "案情复杂", "k.disposal": "release", "d.K-D08.reason": "经检验合格", "d.K-D19.reason": "名称有误。", "d.K-D19.what": "更正名称。", "d.K-D15.reason": "确有困难", "d.K-D16.reason": "标的灭失",
		"k.base_no": "云市监处罚〔2025〕8号", "k.base_on": "2025-06-02", "k.base_served_on": "2025-06-03", "k.perform_by": "2025-06-18", "k.remedy_over_on": "2025-12-03", "k.duty_text": "缴纳罚款", "k.way": "auction",
		"k.do_on": "2026-03-20", "k.target": "罚款一万元", "k.harm": "environment", "k.performer": "云汀县净川环保有限公司", "k.budget": 800_000}
	for procedure, want := range map[string]string{"coercion_measure": "D36 K-D01 K-D02 K-D03 K-D04 K-D05 K-D07 K-D08 R01", "coercion_enforcement": "K-D09 K-D10 K-D13 K-D18"} {
		book, _ := office.Rules.Current().Procedure(procedure)
		codes := casefile.DraftCodes(book)
		for code := range strings.FieldsSeq(want) {
			if !strings.Contains(" "+strings.Join(codes, " ")+" ", " "+code+" ") {
				t.Errorf("%s cannot be drafted in %s", code, procedure)
			}
		}
		for _, full := range []bool{false, true} {
			c, err := office.Open(t.Context(), office.handler, casefile.Opening{Title: "强制案", Procedure: procedure})
			if err != nil {
				t.Fatal(err)
			}
			if full {
				values := map[string]any{"k.kind": "seal", "d.K-D09.served_on": "2026-02-10"}
				for name, value := range known {
					values[name] = value
				}
				if err := office.SetFields(t.Context(), office.handler, c.ID, values); err != nil {
					t.Fatal(err)
				}
			}
			for _, code := range codes {
				paper, err := office.Draft(t.Context(), office.handler, c.ID, code)
				if err != nil {
					t.Fatalf("%s: %v", code, err)
				}
				text, err := office.Text(t.Context(), paper.SHA256)
				if err != nil {
					t.Fatal(err)
				}
				kind, _ := book.Paper(code)
				switch blanks := strings.Count(text, "【待填"); {
				case strings.Contains(text, "【待填：】") || strings.Contains(text, "<no value>") || strings.Contains(text, "true"):
					t.Errorf("%s says what nobody understands:\n%s", code, text)
				case !full && blanks == 0:
					t.Errorf("%s leaves nothing open in an empty case", code)
				case full && kind.Decides != "" && blanks > 0:
					t.Errorf("%s leaves places open:\n%s", code, text)
				}
			}
		}
	}
}
