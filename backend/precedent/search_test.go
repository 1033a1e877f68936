package precedent_test

import (
	"context"
	"fmt"
	"reflect"
	"sort"
	"strings"
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
)

// smallOffice has a few fictional papers, each with something of its own to be found by.
func smallOffice() *office {
	o := newOffice()
	o.put(precedent.Paper{ID: "p1", Case: "c1", CaseNo: "通市监立〔2024〕3号", CaseTitle: "通海县甲乙食品有限公司经营过期食品案", Title: "行政处罚决定书",
		DocNos: []string{"通市监处罚〔2024〕12号"}, Party: []string{"通海县甲乙食品有限公司"}, Code: "11320681014381238G",
		Kind: "D27", On: "2024-03-05", Amount: 5000000, Articles: []string{"《食品安全法》第三十四条第十项"}},
		"当事人通海县甲乙食品有限公司于二〇二三年十二月经营超过保质期的食品。", "本局决定：没收违法所得，并处罚款五万元。被询问人联系电话13800001234，身份证号320681198503121237。")
	o.put(precedent.Paper{ID: "p2", Case: "c2", CaseNo: "通市监立〔2023〕7号", CaseTitle: "丙丁药店无证经营案", Title: "现场检查笔录",
		Party: []string{"丙丁药店"}, Kind: "D05", On: "2023-07-01", Amount: 120000},
		"检查人员在现场发现未取得药品经营许可证从事药品零售活动。参见通市监处罚〔2024〕12号。")
	o.put(precedent.Paper{ID: "p3", Case: "c2", Title: "詢問筆錄", Kind: "D06", On: "2022-01-09"},
		"當事人承認銷售過期食品，ＡＢＣ１２３批次。处罚机关当\n事人均在场。")
	o.put(precedent.Paper{ID: "p4", Case: "c3", Title: "听证会报告", Kind: "D20", Restricted: true}, "举报人信息保密，涉及过期食品线索。")
	o.put(precedent.Paper{ID: "p5", Case: "c3", Title: "责令改正通知书", CaseNo: "3206812024000123", On: "2021-05-05", Amount: 90000000},
		"责令当事人立即停止违法排放污水，逾期不改正的依法处罚。第二页的句子跨过页", "脚继续写下去。整改期限99日。")
	return o
}

func TestTheQueryLanguageFindsWhatItSays(t *testing.T) {
	x := open(t, t.TempDir(), smallOffice())
	for query, want := range map[string]string{
		"质期": "p1", "售活": "p2", "品零": "p2", // two characters out of the middle of a sentence
		"污": "p5", "水": "p5", "场": "p2 p3", "鲸": "", // one character, in the middle and at the end of a run
		"过期食品": "p1 p3", "過期食品": "p1 p3", "abc123": "p3", "ＡＢＣ１２３": "p3", "ABC": "",
		`"超过保质期的食品"`: "p1", "「超过保质期」": "p1", "“保质期超过”": "", `"处罚款五万元。"`: "p1",
		`"当事人均在场"`: "p3", // across a line break
		`"跨过页脚继续"`: "p5", // across the foot of a page
		"食品 药品":    "", "食品 OR 药品": "p1 p2 p3", "食品 AND 公司": "p1", "食品 -公司": "p3", "食品 NOT 公司": "p3",
		"(药品 OR 污水) 现场": "p2", "（药品 OR 污水）": "p2 p5", "-食品": "p2 p5", "食品 -(公司 OR 承认)": "",
		"当事人:甲乙食品": "p1", "party:11320681014381238g": "p1", "当事人：丙丁": "p2", "当事人:药品": "",
		"11320681014381238G": "p1",
		"日期:2023":            "p2", "日期:2022..2023": "p2 p3", "date:2023-07..": "p1 p2", "date:..2021-05-05": "p5", "日期:2024年3月5日": "p1",
		"金额:1万..10万": "p1", "amount:>50万": "p5", "金额:1200": "p2", "金额:1200元..5万元": "p1 p2",
		"法条:食品安全法第三十四条": "p1", "article:药品管理法": "", "文书:笔录": "p2 p3", "案号:通市监立〔2023〕7号": "p2", "case:c2": "p2 p3", "案号:3206812024000123": "p5",
		`"跨" 金额:>1`: "p5", "处罚 日期:2021": "p5",
		"限*9": "p5", "限*": "p1 p5", "期?99": "p5", "限9": "", // a run that ends with the number, not within it
		"保密": "", "举报人": "", // restricted
		"13800001234": "", "320681198503121237": "", `"身份证号320681198503121237"`: "", "1380000": "",
	} {
		var got []string
		res, err := x.Search(context.Background(), precedent.Query{Text: query})
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		for _, h := range res.Hits[:res.Exact] {
			got = append(got, h.Paper.ID)
		}
		sort.Strings(got)
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %q, want %q", query, s, want)
		}
		if !res.Loose && res.Total != res.Exact {
			t.Errorf("%s: total %d, exact %d", query, res.Total, res.Exact)
		}
	}
}

func TestADocumentNumberIsFoundInEveryForm(t *testing.T) {
	x := open(t, t.TempDir(), smallOffice())
	for _, query := range []string{
		"通市监处罚〔2024〕12号", "通市监处罚[2024]12号", "通市监处罚［2024］12号", "通市监处罚【2024】12号", "通市监处罚(2024)12号", "通市监处罚（2024）12号",
		"通市监处罚﹝2024﹞12号", "通市监处罚 〔2024〕 12 号", "通市监处罚〔２０２４〕１２号", "通市監處罰〔2024〕12號", "通市监处罚〔2024〕第12号", "通市监处罚〔2024〕012号",
		"文号:通市监处罚〔2024〕12号", "docno:(2024)12号", "市监处罚〔2024〕12号", "〔2024〕12号", `"通市监处罚〔2024〕12号"`, "关于通市监处罚〔2024〕12号",
		"决定书 OR 通市监处罚(2024)12号",
	} {
		res, err := x.Search(context.Background(), precedent.Query{Text: query})
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if res.Total != 2 || res.Hits[0].Paper.ID != "p1" {
			t.Errorf("%s: got %+v", query, res.Hits)
		}
	}
	for _, query := range []string{"通市监处罚〔2024〕1号", "通市监处罚〔2023〕12号", "海市监处罚〔2024〕12号", "文号:〔2024〕2号"} {
		if got := ids(t, x, query); len(got) != 0 {
			t.Errorf("%s: got %v", query, got)
		}
	}
	if got := ids(t, x, "食品 通市监处罚〔2024〕12号"); !reflect.DeepEqual(got, map[string]bool{"p1": true}) {
		t.Errorf("a word before a number: got %v", got)
	}
}

func TestBadSyntaxNamesThePlace(t *testing.T) {
	x := open(t, t.TempDir(), smallOffice())
	for query, place := range map[string]string{
		"": "1", "   ": "1", "，。": "1", `食品 "过期`: "4", "(食品": "1", "食品)": "3", "食品 OR": "4", "OR 食品": "1", "食品 AND": "4", "AND 食品": "1",
		"食品 -": "4", "NOT": "1", "()": "1", "金额:很多": "1", "日期:昨天": "1", "日期:2023-13": "1", "日期:2023..2022": "1", "金额:10万..1万": "1",
		"当事人:": "1", "食品 当事人: 甲": "4", strings.Repeat("(", 60) + "食": "41", strings.Repeat("食", 5000): "4001", `""`: "1",
		"*": "1", "食品 **": "4", "甲*乙*丙*丁*戊": "1", "食品 NEAR": "4", "NEAR 食品": "1", "食品 NEAR/0 过期": "4", "食品 近500 过期": "4", "食品 NEAR/5 (甲 OR 乙)": "11", "文号:*": "4",
	} {
		_, err := x.Search(context.Background(), precedent.Query{Text: query})
		e := fault.As(err)
		if err == nil || e.Kind != fault.Invalid || !strings.Contains(e.Message.En, "character "+place+" ") || !strings.Contains(e.Message.Zh, "第 "+place+" 个字") || e.Field != "query" {
			t.Errorf("%.20q: got %v, want character %s", query, err, place)
		}
	}
}

func TestSnippetsMarkWhatWasFoundAndHideWhatIsSensitive(t *testing.T) {
	x := open(t, t.TempDir(), smallOffice())
	for _, c := range []struct {
		query, id, marked string
		page              int
	}{
		{"没收违法所得", "p1", "没收违法所得", 2},
		{"保质期", "p1", "保质期", 1},
		{`"事人均在场"`, "p3", "事人均在场", 1},
		{"通市监处罚(2024)12号 现场", "p2", "现场|通市监处罚〔2024〕12号", 1},
		{"联系电话", "p1", "联系电话", 2},
		{"脚继续", "p5", "脚继续", 2},
		{"行政处罚决定书", "p1", "行政处罚决定书", 0},
	} {
		res, err := x.Search(context.Background(), precedent.Query{Text: c.query})
		if err != nil || res.Total == 0 {
			t.Errorf("%s: %v, %v", c.query, res, err)
			continue
		}
		h := res.Hits[0]
		text := []rune(h.Snippet.Text)
		var marked []string
		for _, m := range h.Snippet.Marks {
			marked = append(marked, string(text[m[0]:m[1]]))
		}
		if got := strings.Join(marked, "|"); got != c.marked || h.Paper.ID != c.id || h.Page != c.page {
			t.Errorf("%s: marked %q on page %d of %s in %q", c.query, got, h.Page, h.Paper.ID, h.Snippet.Text)
		}
		if strings.Contains(h.Snippet.Text, "13800001234") || strings.Contains(h.Snippet.Text, "320681198503121237") {
			t.Errorf("%s: the snippet shows a number it must not: %s", c.query, h.Snippet.Text)
		}
	}
}

func TestHitsComeInOrderAndInPages(t *testing.T) {
	x := open(t, t.TempDir(), smallOffice())
	for sort, want := range map[precedent.Sort]string{precedent.Newest: "p1 p2 p3 p5", precedent.Oldest: "p5 p3 p2 p1", precedent.ByAmount: "p5 p1 p2 p3"} {
		var got []string
		for offset := range 5 {
			res, err := x.Search(context.Background(), precedent.Query{Text: "-鲸", Sort: sort, Offset: offset, Limit: 1, Facets: true})
			if err != nil || res.Total != 4 || counts(res, precedent.ByYear)["2024"] != 1 {
				t.Fatal(err, res)
			}
			for _, h := range res.Hits {
				got = append(got, h.Paper.ID)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", sort, s, want)
		}
	}
}

func TestALongerListIsSortedAsFarAsItIsShown(t *testing.T) {
	o := newOffice()
	for i := range 900 {
		o.put(precedent.Paper{ID: fmt.Sprintf("m%03d", i), Amount: int64(1 + i*577%900)}, "同样的内容")
	}
	x := open(t, t.TempDir(), o)
	for _, offset := range []int{0, 7, 300, 895} {
		res, err := x.Search(context.Background(), precedent.Query{Text: "内容", Sort: precedent.ByAmount, Offset: offset, Limit: 5})
		if err != nil || res.Total != 900 || len(res.Hits) != 5 {
			t.Fatal(err, res)
		}
		for i, h := range res.Hits {
			if want := int64(900 - offset - i); h.Paper.Amount != want {
				t.Errorf("hit %d: amount %d, want %d", offset+i, h.Paper.Amount, want)
			}
		}
	}
}

func TestAnErrorOfTheSourceIsNotHeldAgainstTheIndex(t *testing.T) {
	o := smallOffice()
	x := open(t, t.TempDir(), o)
	o.broken = fault.New(fault.Storage, "office.text", fault.T("磁盘错误", "disk error"))
	if _, err := x.Search(context.Background(), precedent.Query{Text: "食品"}); fault.KindOf(err) != fault.Storage {
		t.Errorf("got %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := x.Search(ctx, precedent.Query{Text: "食品"}); err == nil {
		t.Error("a cancelled search must say so")
	}
	o.broken = nil
	if got := ids(t, x, "食品"); len(got) != 2 || x.State().Phase != precedent.Following {
		t.Errorf("got %v, %+v", got, x.State())
	}
}
