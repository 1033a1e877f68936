package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhiheng/backend/extract"
)

const decision = `启东市虚构市场监督管理局
行政处罚决定书
启市监处罚〔2026〕12号
当事人：启东市示例酱油店（个体工商户）
统一社会信用代码：92320612MA2TEXT32M
住　所：启东市虚构区示例路88号
经 营 者：张示例　身份证件号码：320681198503121237
联系电话：13800001234
2026年2月10日，本局执法人员对当事人进行现场检查，发现货值金额3200元的酱油未索取许可证。2026年2月12日，本局予以立案。
2026年3月20日，本局向当事人送达《行政处罚告知书》（启市监罚告〔2026〕9号）。
上述行为违反了《中华人民共和国食品安全法》第五十三条第一款、第二款的规定，依据《中华人民共和国食品安全法》第一百二十六条第一款第（三）项、《中华人民共和国行政处罚法》第28条的规定，决定处罚如下：
1.没收违法所得1,200.50元；
2.处5000元罚款。
以上罚没款合计陆仟贰佰元伍角。
启东市虚构市场监督管理局
二〇二六年四月二日`

func TestFactsOfADecision(t *testing.T) {
	facts := extract.Facts([]extract.Page{{Number: 1, Text: decision}})
	got := map[string]bool{}
	for _, f := range facts {
		got[fmt.Sprintf("%s %s %s", f.Kind, f.Value, f.Label)] = true
	}
	for _, want := range []string{
		"party_name 启东市示例酱油店（个体工商户） 当事人",
		"representative 张示例 经营者",
		"address 启东市虚构区示例路88号 住所",
		"credit_code 92320612MA2TEXT32M ",
		"resident_id 320681198503121237 ",
		"phone 13800001234 ",
		"doc_no 启市监处罚〔2026〕12号 ",
		"doc_no 启市监罚告〔2026〕9号 ",
		"date 2026-02-10 检查", "date 2026-02-12 立案", "date 2026-03-20 告知", "date 2026-04-02 落款",
		"amount 320000 货值金额", "amount 120050 没收违法所得", "amount 500000 罚款", "amount 620050 罚没合计",
		"law_article 《中华人民共和国食品安全法》第五十三条第一款 ", "law_article 《中华人民共和国食品安全法》第五十三条第二款 ",
		"law_article 《中华人民共和国食品安全法》第一百二十六条第一款第（三）项 ", "law_article 《中华人民共和国行政处罚法》第二十八条 ",
	} {
		if !got[want] {
			t.Errorf("missing %q", want)
		}
		delete(got, want)
	}
	for extra := range got {
		t.Errorf("not expected: %q", extra)
	}
}

func TestLabels(t *testing.T) {
	cases := []struct{ text, want string }{
		{"当事人\t启东示例有限公司\t法定代表人\t李示例", "party_name=启东示例有限公司 representative=李示例"},
		{"姓名：张　例　　性别：男　　电话：无", "person_name=张例"},
		{"被询问人（签名）：", ""},
		{"法定代表人（负责人）：李示例  职务：经理", "representative=李示例"},
		{"名    称：示例商店\n地址：启东市示例镇1号 邮编：226200", "party_name=示例商店 address=启东市示例镇1号"},
		{"当事人：无", ""},
		{"当事人：\n名称：示例厂", "party_name=示例厂"},
		{"本案当事人张示例承认", ""},
		{"住所：/", ""},
		{"当事人：ALPHA TRADE", "party_name=ALPHA TRADE"},
	}
	for _, c := range cases {
		var got []string
		for _, f := range extract.Facts([]extract.Page{{Number: 1, Text: c.text}}) {
			if f.Label != "" {
				got = append(got, string(f.Kind)+"="+f.Value)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.text, s, c.want)
		}
	}
}

func TestWhatDatesAndSumsAreAbout(t *testing.T) {
	cases := []struct{ text, want string }{
		{"立案日期：2026年2月12日", "立案"},
		{"处罚决定日期\t2026-04-02", "决定"},
		{"出生日期：1985年3月12日", "出生"},
		{"张示例，1985年3月12日出生", "出生"},
		{"2026年4月2日，本局作出行政处罚决定", "决定"},
		{"本局于2026年2月12日决定立案调查，并于2026年3月1日询问了当事人", "立案 询问"},
		{"2026年1月12日购进20箱", "购进"},
		{"并处罚款人民币5000元", "罚款"},
		{"处以三千元的罚款", "罚款"},
		{"没收违法所得200元，并处罚款5000元", "没收违法所得 罚款"},
		{"违法所得200元。另支付80元", "违法所得 "},
		{"每日按罚款数额的百分之三加处罚款，共30元", "加处罚款"},
	}
	for _, c := range cases {
		var got []string
		for _, f := range extract.Facts([]extract.Page{{Number: 1, Text: c.text}}) {
			got = append(got, f.Label)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.text, s, c.want)
		}
	}
}

func TestListsOfArticles(t *testing.T) {
	cases := []struct{ text, want string }{
		{"《示例条例》第三条、第五条第二款和第十条", "第三条 第五条第二款 第十条"},
		{"《示例条例》（以下简称《条例》）第九条", "第九条"},
		{"《示例条例》（以下简称条例）第九条第（一）项、第（三）项", "第九条第（一）项 第九条第（三）项"},
		{"《示例法》第120条之一第1款第3项", "第一百二十条之一第一款第（三）项"},
		{"《示例法》的规定第三条", ""},
		{"《示例法》第二百条，处罚款", "第二百条"},
		{"《示例法》第１０１条", "第一百零一条"},
	}
	for _, c := range cases {
		var got []string
		for _, f := range extract.Facts([]extract.Page{{Number: 1, Text: c.text}}) {
			if f.Kind == extract.LawArticle {
				_, place, _ := strings.Cut(f.Value, "》")
				got = append(got, place)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.text, s, c.want)
		}
	}
}

func TestAQuoteIsWhatStandsInThePage(t *testing.T) {
	pieces := append(strings.Split(decision, "\n"), strings.Split(transcript, "\n")...)
	pieces = append(pieces, "𠮷", "　", "：", "《", "》第", "条", "２０２６年３月２日", "\t", "（", "）、", "a\u200bb", "\xff")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), rapid.SampledFrom([]string{"", "\n", "，"}).Draw(t, "joint"))
		text = strings.ToValidUTF8(text, "")
		runes := []rune(text)
		for _, f := range extract.Facts([]extract.Page{{Number: 4, Text: text}}) {
			if f.Page != 4 || f.Offset < 0 || f.Length <= 0 || f.Offset+f.Length > len(runes) {
				t.Fatalf("span outside the page: %+v", f)
			}
			if there := string(runes[f.Offset : f.Offset+f.Length]); there != f.Quote {
				t.Fatalf("%s: quote %q, in the page stands %q", f.Kind, f.Quote, there)
			}
		}
	})
}

func TestTheSameFactIsGivenOnce(t *testing.T) {
	page := extract.Page{Number: 1, Text: decision}
	second := extract.Page{Number: 2, Text: strings.ReplaceAll(decision, "\n二〇二六年四月二日", "")}
	for _, f := range extract.Facts([]extract.Page{page, second}) {
		if f.Page == 2 && f.Label != "" && f.Kind != extract.Date {
			t.Errorf("again on page 2: %+v", f)
		}
	}
}

func TestAnEndlessPageDoesNotHoldFactsUp(t *testing.T) {
	for _, piece := range []string{"当事人：", "《法》第一条、", "2026年3月5日", "罚款1元", "（", "320681198503121237 ", "姓 名 "} {
		within(t, 5*time.Second, func() {
			extract.Facts([]extract.Page{{Number: 1, Text: strings.Repeat(piece, 400_000)}})
		})
	}
}

func BenchmarkFacts(b *testing.B) {
	pages := []extract.Page{{Number: 1, Text: decision}}
	b.SetBytes(int64(len(decision)))
	for b.Loop() {
		extract.Facts(pages)
	}
}
