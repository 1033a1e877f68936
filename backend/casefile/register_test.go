package casefile_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// register is a workbook with a title above its headings, as such registers have.
func register(rows ...[]string) extract.Table {
	head := [][]string{{"云汀县市场监督管理局行政处罚案件台账"}, nil,
		{"序号", "案号", "当事人名称", "统一社会信用代码/身份证号", "案由", "违法事实", "处罚依据", "处罚种类", "罚款金额（万元）", "行政处罚决定书文号", "决定日期", "立案日期", "结案日期", "审核意见", "审核人", "备注"}}
	return extract.Table{Sheets: []extract.Sheet{{Name: "2021年", Rows: append(head, rows...)}}}
}

var pastRows = [][]string{
	{"1", "云市监案〔2021〕1号", "云汀县青禾食品有限公司", "91320681MA1ABCD2XY", "经营超过保质期的食品", "货架上有过期鱼丸三袋", "食品安全法第一百二十四条", "罚款", "0.5000000000000001", "云市监罚〔2021〕3号", "44270", "2021.1.5", "2021年4月2日", "同意", "何某", "已缴"},
	nil,
	{"2", "", "示例杂货店", "320681199003078516", "无证经营", "未取得许可从事食品经营", "食品安全法第一百二十二条、食品安全法第一百二十四条", "罚款、没收违法所得", "1", "云市监罚〔2021〕4号", "20210402", "2021-02-05", "", "", "", ""},
}

func order(t *testing.T, o *officetest.Office, table extract.Table) casefile.RegisterOrder {
	t.Helper()
	out := casefile.RegisterOrder{Name: "台账.xlsx", Procedure: "penalty"}
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		laid, err := o.Files.LayOut(r, table, 0, 0)
		out.Header = laid.Header
		for _, c := range laid.Columns {
			out.Targets = append(out.Targets, c.Target)
		}
		return err
	}))
	return out
}

func TestARegisterOfFinishedCasesIsTakenOver(t *testing.T) {
	o := officetest.New(t)
	table := register(pastRows...)
	how := order(t, o, table)
	want := []string{"", "c.no", "p.name", "p.uscc", "c.cause", "c.facts", "x.law_pen", "x.kinds", "x.fine", "decision.no", "decision.on", "c.filed_on", "c.closed_on", "opinion.text", "opinion.by", ""}
	if how.Header != 3 || !slices.Equal(how.Targets, want) {
		t.Fatalf("header %d, columns %q", how.Header, how.Targets)
	}
	trial, err := o.Files.ImportRegister(o.Ctx, o.Who["lin"], table, how, strings.NewReader("the workbook"))
	if err != nil || trial.Good != 2 || trial.Faulty != 0 || len(trial.Faults) != 1 || !trial.Faults[0].Warning {
		t.Fatalf("%+v %v", trial, err)
	}
	first, second := o.CaseOf("云市监案〔2021〕1号"), o.CaseOf("云市监罚〔2021〕4号")
	if first.Amount != 500000 || first.State != "archived" || first.StateSince != "2021-04-02" || first.FiledOn != "2021-01-05" || first.Title != "云汀县青禾食品有限公司经营超过保质期的食品案" {
		t.Errorf("%+v", first)
	}
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		past, found, err := casefile.PastOf(r, first.ID)
		if !found || past.No != "云市监罚〔2021〕3号" || past.On != "2021-03-15" || past.Code == "" || past.OpinionText != "同意" || past.Row != 4 {
			t.Errorf("%+v %v", past, found)
		}
		if err != nil {
			return err
		}
		fields, err := casefile.FieldsOf(r, second.ID)
		values := map[string]string{}
		for _, f := range fields {
			values[f.Name] = string(f.Value)
		}
		if values["p.id_no"] != `"320681199003078516"` || values["p.uscc"] != "" || values["d."+past.Code+".on"] != `"2021-04-02"` {
			t.Errorf("%v", values)
		}
		var articles []string
		_ = json.Unmarshal([]byte(values["x.law_pen"]), &articles)
		if len(articles) != 2 {
			t.Errorf("%q", articles)
		}
		return err
	}))
	again, err := o.Files.ImportRegister(o.Ctx, o.Who["lin"], table, how, strings.NewReader("the workbook"))
	if fault.KindOf(err) != fault.Refused || again.Known != 2 {
		t.Errorf("imported twice: %+v %v", again, err)
	}
	o.MustBeIntact()
}

// seqOf is the end of the ledger.
func seqOf(o *officetest.Office) int64 {
	_, head, err := o.Store.Head(o.Ctx)
	o.Must(err)
	return head.Size
}

func TestNothingIsHalfImported(t *testing.T) {
	o := officetest.New(t)
	bad := slices.Clone(pastRows[0])
	bad[1], bad[8], bad[10] = "云市监案〔2021〕9号", "约三千", "去年"
	twice := slices.Clone(pastRows[0])
	nameless := make([]string, 16)
	nameless[2] = "某店"
	table := register(append(slices.Clone(pastRows), bad, twice, nameless)...)
	how, before := order(t, o, table), seqOf(o)
	trial, err := o.Files.ImportRegister(o.Ctx, o.Who["lin"], table, how, strings.NewReader("x"))
	if fault.KindOf(err) != fault.Refused || seqOf(o) != before {
		t.Fatalf("%v, %d entries more", err, seqOf(o)-before)
	}
	got := map[string]bool{}
	for _, f := range trial.Faults {
		if !f.Warning {
			got[fmt.Sprintf("%d %s", f.Row, f.Column)] = true
		}
	}
	for _, want := range []string{"7 罚款金额（万元）", "7 决定日期", "8 ", "9 "} {
		if !got[want] {
			t.Errorf("no fault at %q; got %v", want, got)
		}
	}
	how.LeaveOut = true
	if trial, err = o.Files.ImportRegister(o.Ctx, o.Who["lin"], table, how, strings.NewReader("x")); err != nil || trial.Good != 2 {
		t.Fatalf("%+v %v", trial, err)
	}
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		list, err := casefile.Registers(r)
		if len(list) != 1 || list[0].LeftOut != 3 || list[0].Cases != 2 {
			t.Errorf("%+v", list)
		}
		return err
	}))
	o.MustBeIntact()
}

func TestTheChoiceOfAColumnIsRemembered(t *testing.T) {
	o := officetest.New(t)
	table := register(pastRows[0])
	how := order(t, o, table)
	how.Targets[13], how.Targets[15] = "", "opinion.text" // the remarks hold what review said
	_, err := o.Files.ImportRegister(o.Ctx, o.Who["lin"], table, how, strings.NewReader("x"))
	o.Must(err)
	if next := order(t, o, table); !slices.Equal(next.Targets, how.Targets) {
		t.Errorf("proposed %q, chosen was %q", next.Targets, how.Targets)
	}
	o.MustBeIntact()
}

func TestARegisterNeedsANumberAndAName(t *testing.T) {
	o := officetest.New(t)
	table := register(pastRows...)
	for _, drop := range [][]string{{"c.no", "decision.no"}, {"p.name", "c.title"}} {
		how := order(t, o, table)
		for i, target := range how.Targets {
			if slices.Contains(drop, target) {
				how.Targets[i] = ""
			}
		}
		if _, err := o.Files.ImportRegister(o.Ctx, o.Who["lin"], table, how, strings.NewReader("x")); fault.KindOf(err) != fault.Invalid {
			t.Errorf("without %v: %v", drop, err)
		}
	}
	if _, err := o.Files.ImportRegister(o.Ctx, o.Who["he"], table, order(t, o, table), strings.NewReader("x")); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a reviewer: %v", err)
	}
}
