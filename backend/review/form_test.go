package review_test

import (
	"strings"
	"testing"

	"zhiheng/backend/extract"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
)

// rows are those of a decision that is written as a form: a label and its value.
var rows = [][2]string{
	{"当事人名称", "云汀县望江镇青禾食品有限公司"},
	{"社会信用代码", "91320681MA15209605"},
	{"法定代表人", "韩松石"},
	{"违法事实", "当事人在店堂内张贴广告十张，宣称所售饮品可以治疗疾病"},
	{"主要证据", "现场笔录一份、询问笔录一份"},
	{"处罚内容", "没收违法所得1429元，罚款12000元"},
	{"缴款期限", "收到本决定书之日起15日内"},
	{"缴款去向", "云汀农村商业银行非税专户"},
	{"逾期后果", "每日按罚款数额的3%加处罚款，总额不超过罚款本数"},
	{"责令事项", "立即停止发布违法广告"},
	{"裁量情况", "对照基准属一般情节"},
	{"违反条款", "违反《广告法》第二十八条第二款第（二）项的规定"},
	{"告知情况", "已告知陈述、申辩的权利"},
	{"权利救济", "自收到之日起六十日内向云汀县人民政府申请行政复议，或者六个月内向云汀县人民法院起诉，期间不停止执行"},
	{"信息公示", "本决定依法公示"},
}

// asked are the checks that the rows answer, by label; without the row the check has something to find.
var asked = map[string]string{"当事人名称": "W28", "社会信用代码": "W24", "法定代表人": "W26", "违法事实": "W07", "主要证据": "W08", "处罚内容": "W09", "缴款期限": "W17", "缴款去向": "W18", "责令事项": "W60", "裁量情况": "W29"}

// forms are the ways in which a form comes out of its file.
var forms = map[string]func(label, value string) string{
	"cells":        func(label, value string) string { return label + "\t" + value },
	"a colon":      func(label, value string) string { return label + "：" + value },
	"a blank":      func(label, value string) string { return label + " " + value },
	"label above":  func(label, value string) string { return label + "\n" + value },
	"headings":     func(label, value string) string { return "【" + label + "】\n" + value },
	"numbered":     func(label, value string) string { return "（一）" + label + "\n　　" + value },
	"a narrow one": func(label, value string) string { return label + " " + narrow(value, 8) },
	"narrow label": func(label, value string) string { return narrow(label, 3) + "\n" + narrow(value, 8) },
}

// narrow breaks a text into lines of so many characters. A number is not broken where it need not be.
func narrow(text string, width int) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n == width {
			b.WriteByte('\n')
			n = 0
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// written is the form as a decision, without the row of a label.
func written(form func(label, value string) string, without string) string {
	text := "云汀县市场监督管理局\n行政处罚决定书\n云市监罚〔2026〕7号\n"
	for _, row := range rows {
		if row[0] != without {
			text += form(row[0], row[1]) + "\n"
		}
	}
	return text + "云汀县市场监督管理局（印章）\n2026年3月2日\n"
}

var formFacts = rulebook.Facts{"p.type": "entity", "p.name": "云汀县望江镇青禾食品有限公司", "x.fine": int64(1_200_000), "x.kinds": []string{"010104", "010103"}, "org.name": "云汀县市场监督管理局", "d.D28.present": false, "c.corrected": false}

// TestAFormIsReadInWhateverShapeItComes: the same rows answer the same checks, in cells, with colons, below labels, and broken in narrow
// columns; and each check finds that its row is missing.
func TestAFormIsReadInWhateverShapeItComes(t *testing.T) {
	for name, form := range forms {
		d := dossier(t, formFacts, [2]string{"D27", written(form, "")})
		checks, err := d.Look()
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]review.Precheck{}
		for _, c := range checks {
			found[c.ID] = c
		}
		for label, id := range asked {
			if c := found[id]; c.Result != rulebook.Met {
				t.Errorf("%s: %s of the row %s is %s: %+v %v\n%s", name, id, label, c.Result, c.Found, c.Why, written(form, ""))
			}
		}
	}
	for label, id := range asked {
		if c := look(t, dossier(t, formFacts, [2]string{"D27", written(forms["cells"], label)}), id); c.Result != rulebook.NotMet {
			t.Errorf("%s without the row %s is %s", id, label, c.Result)
		}
	}
}

// TestARowOfSeveralPairs: a row may hold two labels with their values, and the heads of columns are no pair.
func TestARowOfSeveralPairs(t *testing.T) {
	text := "立案审批表\n案号\t云市监案〔2026〕7号\t线索来源\t监督检查\n当事人\t云汀县望江镇青禾食品有限公司\t负责人\t韩松石\n序号\t名称\t数量\n1\t饮品\t10瓶\n"
	d := dossier(t, rulebook.Facts{"p.name": "云汀县望江镇青禾食品有限公司", "p.legal_rep": "韩松石"}, [2]string{"D02", text}, [2]string{"D20", "报告\n案号：云市监案〔2026〕7号\n当事人：云汀县望江镇青禾食品有限公司\n法定代表人：韩松石\n"})
	for _, id := range []string{"VP01", "VP04", "VP11"} {
		if c := look(t, d, id); c.Result != rulebook.Met || len(c.Looked) != 2 || c.Looked[0].Values+c.Looked[1].Values != 2 {
			t.Errorf("%s: %s %+v %+v", id, c.Result, c.Looked, c.Found)
		}
	}
	d.Sheets[0].Pages = []extract.Page{{Number: 1, Text: strings.ReplaceAll(text, "青禾", "青木")}}
	c := look(t, d, "VP01")
	if c.Result != rulebook.NotMet || !strings.Contains(quotes(c), "青木") {
		t.Errorf("another's name in a cell: %s %+v", c.Result, c.Found)
	}
}

// quotes are what the places of a check's traces hold.
func quotes(c review.Precheck) string {
	var all []string
	for _, trace := range c.Found {
		for _, p := range trace.Places {
			all = append(all, p.Quote)
		}
	}
	return strings.Join(all, "|")
}
