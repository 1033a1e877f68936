package review_test

import (
	"testing"

	"zhiheng/backend/rulebook"
)

// TestWhatAPaperMustSay holds of each pre-check a sound and a faulty dossier against another, and one in which it cannot look.
func TestWhatAPaperMustSay(t *testing.T) {
	type papers = [][2]string
	type seen struct {
		facts  rulebook.Facts
		papers papers
	}
	child, grown := "320681201506101316", "320681198503121237"
	person := func(id string) rulebook.Facts {
		return rulebook.Facts{"p.type": "person", "p.id_no": id, "c.illegal_to": "2025-08-01", "x.factor": "normal"}
	}
	name := rulebook.Facts{"p.name": "云汀县青禾食品有限公司"}
	served := rulebook.Facts{"p.type": "entity", "x.kinds": []string{"010103"}, "d.D27.served_on": "2025-09-02", "d.D41.present": true}
	unserved := rulebook.Facts{"p.type": "entity", "x.kinds": []string{"010103"}, "d.D41.present": true}
	untold := rulebook.Facts{"p.type": "entity", "x.kinds": []string{"010103"}, "d.D27.served_on": "2025-09-02", "d.D41.present": false}
	calm, visit, content := rulebook.Facts{"k.urgent": false}, rulebook.Facts{"i.enterprise": true}, rulebook.Facts{"l.content": "热食类食品制售"}
	for _, c := range []struct {
		kind, id      string
		good, bad     rulebook.Facts
		sound, faulty papers
		blind         rulebook.Facts // with these facts and papers it cannot look
		blindfold     papers
	}{
		{"penalty", "W69", person(grown), person(child), papers{{"D27", "行政处罚决定书"}}, papers{{"D27", "行政处罚决定书"}}, rulebook.Facts{"p.type": "person"}, papers{{"D27", "行政处罚决定书"}}},
		{"penalty", "W70", person(grown), person("320681200906101310"), papers{{"D27", "行政处罚决定书"}}, papers{{"D27", "行政处罚决定书"}}, rulebook.Facts{"p.type": "person"}, papers{{"D27", "行政处罚决定书"}}},
		{"penalty", "W71", nil, nil, papers{{"D31", "送达方式：留置送达\n经见证人孙慎在场见证，留置于住所"}}, papers{{"D31", "送达方式：留置送达\n见证人：\n送达人：林一"}}, nil, nil},
		{"penalty", "W72", served, untold, papers{{"D27", "行政处罚决定书"}}, papers{{"D27", "行政处罚决定书"}}, unserved, papers{{"D27", "行政处罚决定书"}}},
		{"penalty", "W73", name, name, papers{{"D21", "云汀县青禾\n食品有限公司：\n经查"}}, papers{{"D21", "云汀县飞鸿印染有限公司：\n经查"}}, rulebook.Facts{}, papers{{"D21", "云汀县青禾食品有限公司："}}},
		{"penalty", "VP20", nil, nil, papers{{"D21", "经查，当事人在云汀县扶摇街86号售卖。"}, {"D27", "经查明：当事人在云汀县扶摇街86号售卖。"}}, papers{{"D21", "经查，当事人在云汀县扶摇街86号售卖。"}, {"D27", "经查明：当事人在云汀县北栅口118号售卖。"}}, nil, papers{{"D27", "经查明：当事人在云汀县北栅口118号售卖。"}}},
		{"license", "WL20", name, name, papers{{"L-D13", "云汀县青禾食品有限公司："}}, papers{{"L-D13", "云汀县飞鸿印染有限公司："}}, rulebook.Facts{}, papers{{"L-D13", "云汀县青禾食品有限公司："}}},
		{"license", "VL11", content, content, papers{{"L-D13", "许可内容：热食类食品制售"}}, papers{{"L-D13", "许可内容：糕点类食品制售"}}, rulebook.Facts{}, papers{{"L-D13", "许可内容：糕点类食品制售"}}},
		{"license", "VL12", nil, nil, papers{{"L-D01", "申请内容：热食类食品制售"}, {"L-D13", "决定准予你（单位）从事热食类食品制售。"}}, papers{{"L-D01", "申请内容：热食类食品制售"}, {"L-D13", "许可内容：糕点类食品制售"}}, nil, papers{{"L-D13", "许可内容：糕点类食品制售"}}},
		{"coercion_measure", "WK19", calm, calm, papers{{"K-D01", "审批表\n机关负责人审批意见\t同意。江五　2025年8月1日"}}, papers{{"K-D01", "审批表\n机关负责人审批意见：\n承办人：林一"}}, calm, nil},
		{"coercion_measure", "WK20", name, name, papers{{"K-D02", "当事人：云汀县青禾食品有限公司"}}, papers{{"K-D02", "当事人：云汀县飞鸿印染有限公司"}}, rulebook.Facts{}, papers{{"K-D02", "扣押决定书"}}},
		{"coercion_measure", "VK10", nil, nil, papers{{"K-D04", "现场有明胶21箱、包装袋200只。"}, {"K-D02", "扣押明胶21箱。可以在6个月内起诉。"}}, papers{{"K-D04", "现场有明胶21箱。"}, {"K-D02", "扣押明胶217箱。"}}, nil, papers{{"K-D04", "现场情况见清单。"}, {"K-D02", "扣押明胶217箱。"}}},
		{"levy", "WZ16", nil, nil, papers{{"T-D05", "应缴金额：1,200.00元"}}, papers{{"T-D05", "征收决定书\n请于2025年9月1日前缴至专户"}}, nil, nil},
		{"levy", "WZ17", nil, nil, papers{{"T-D05", "征收标准：每平方米80元"}}, papers{{"T-D05", "征收决定书\n应缴金额：1,200.00元"}}, nil, nil},
		{"levy", "WZ18", name, name, papers{{"T-D03", "云汀县青禾食品有限公司："}}, papers{{"T-D03", "云汀县飞鸿印染有限公司："}}, rulebook.Facts{}, papers{{"T-D03", "告知书"}}},
		{"levy", "WZ19", nil, nil, papers{{"T-D06", "送达方式：留置送达，全程录像"}}, papers{{"T-D06", "送达方式：留置送达"}}, nil, nil},
		{"inspection", "WJ21", nil, nil, papers{{"J-D02", "审批意见：同意检查。江五"}}, papers{{"J-D02", "检查类型：日常检查\n审批意见："}}, nil, nil},
		{"inspection", "WJ22", visit, visit, papers{{"J-D04", "已出示执法证件，扫码登记（SM-20250301）"}}, papers{{"J-D04", "已出示执法证件，扫码登记（无）"}}, rulebook.Facts{}, papers{{"J-D04", "检查笔录"}}},
		{"inspection", "WJ23", name, name, papers{{"J-D08", "云汀县青禾食品有限公司："}}, papers{{"J-D08", "云汀县飞鸿印染有限公司："}}, rulebook.Facts{}, papers{{"J-D08", "告知书"}}},
		{"inspection", "VJ09", nil, nil, papers{{"J-D04", "抽查商品15种，标识齐全。"}, {"J-D08", "检查情况：抽查商品15种，标识齐全。"}}, papers{{"J-D04", "抽查商品15种。"}, {"J-D08", "检查情况：抽查商品153种。"}}, nil, papers{{"J-D08", "检查情况：抽查商品153种。"}}},
	} {
		for want, got := range map[rulebook.Verdict]seen{
			rulebook.Met:     {c.good, c.sound},
			rulebook.NotMet:  {c.bad, c.faulty},
			rulebook.Unknown: {c.blind, c.blindfold},
		} {
			facts := got.facts
			if facts == nil {
				facts = rulebook.Facts{}
			}
			check := look(t, dossierOf(t, c.kind, facts, got.papers...), c.id)
			if check.Result != want || check.Article == "" || check.Question.En == "" || want != rulebook.Unknown && len(check.Looked) == 0 {
				t.Errorf("%s is %s, not %s: %+v", c.id, check.Result, want, check)
			}
			if (want == rulebook.Unknown) == check.Why.IsZero() {
				t.Errorf("%s is %s and says why it could not look: %v", c.id, check.Result, check.Why)
			}
		}
	}
}
