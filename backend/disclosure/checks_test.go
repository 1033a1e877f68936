package disclosure_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/authority"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/store"
)

// change is what is different from a case in which everything is right; nil takes a fact away.
type change map[string]any

func (c change) over(facts map[string]any) map[string]any {
	out := maps.Clone(facts)
	for name, value := range c {
		if value == nil {
			delete(out, name)
		} else {
			out[name] = value
		}
	}
	return out
}

// asPerson is the trader as a natural person.
func asPerson(more change) change {
	c := change{"p.type": "person", "p.name": "张三", "p.uscc": nil, "p.legal_rep": nil, "p.rep_id_type": nil, "p.rep_id_no": nil, "p.id_type": "resident_id", "p.id_no": "320682199202290046", "p.birth": "1992-02-29"}
	maps.Copy(c, more)
	return c
}

func TestTheChecksOfAReport(t *testing.T) {
	o := newOffice(t)
	n := 100
	next := func() string { n++; return fmt.Sprintf("启虚监处罚〔2026〕%d号", n) }
	for _, c := range []struct {
		name  string
		from  string // company or trader
		facts change
		no    string
		want  string // id level field; empty for nothing but fixes
	}{
		{name: "a company in order", from: "company", want: ""},
		{name: "a trader in order", from: "trader", want: ""},
		{name: "a person in order", from: "trader", facts: asPerson(nil), want: ""},
		{name: "V01 nothing filled in", from: "company", facts: change{"c.cause": nil}, want: "V01 block CF_WFXW"},
		{name: "V01 a word for nothing", from: "company", facts: change{"c.cause": "无"}, want: "V01 block CF_WFXW"},
		{name: "V01 other words are something", from: "company", facts: change{"c.cause": "其他-无证经营"}, want: ""},
		{name: "V01 an optional column that says nothing", from: "company", facts: change{"p.reg_no": "null"}, want: "V01 block CF_XDR_GSZC"},
		{name: "V01 a number without its type", from: "company", facts: change{"p.rep_id_type": nil}, want: "V01 block CF_FR_ZJLX"},
		{name: "V02 wrong check character", from: "company", facts: change{"p.uscc": "91320681MA1ABCD2XY"}, want: "V02 block CF_XDR_SHXYM"},
		{name: "V02 small letters", from: "company", facts: change{"p.uscc": "91320681ma1abcd2xx"}, want: "V02 block CF_XDR_SHXYM"},
		{name: "V02 a company with a trader's code", from: "company", facts: change{"p.uscc": "92320612MA2TEXT32M"}, want: "V02 block CF_XDR_SHXYM"},
		{name: "V02 a trader with a company's code", from: "trader", facts: change{"p.uscc": "91320681MA1ABCD2XX"}, want: "V02 block CF_XDR_SHXYM"},
		{name: "V02 another kind of body", from: "company", facts: change{"p.uscc": "52320600509388888E"}, want: ""},
		{name: "V03 a person with a company's code", from: "trader", facts: asPerson(change{"p.uscc": "91320681MA1ABCD2XX"}), want: "V03 block CF_XDR_SHXYM"},
		{name: "V03 a person with a representative", from: "trader", facts: asPerson(change{"p.legal_rep": "王五"}), want: "V03 block CF_FRDB"},
		{name: "V03 a person without a number", from: "trader", facts: asPerson(change{"p.id_no": nil}), want: "V03 block CF_XDR_ZJHM"},
		{name: "V04 a company without a code", from: "company", facts: change{"p.uscc": nil}, want: "V04 block CF_XDR_SHXYM"},
		{name: "V04 a company without a representative", from: "company", facts: change{"p.legal_rep": nil}, want: "V04 block CF_FRDB"},
		{name: "V04 a company with a person's number", from: "company", facts: change{"p.id_no": "320681198503121237"}, want: "V04 block CF_XDR_ZJHM"},
		{name: "V05 wrong check digit", from: "company", facts: change{"p.rep_id_no": "320681198503121238"}, want: "V05 block CF_FR_ZJHM"},
		{name: "V05 no such birthday", from: "trader", facts: asPerson(change{"p.id_no": "320681198502301239"}), want: "V05 block CF_XDR_ZJHM"},
		{name: "V05 an odd passport only warns", from: "company", facts: change{"p.rep_id_type": "passport", "p.rep_id_no": "E12#45"}, want: "V05 warn CF_FR_ZJHM"},
		{name: "V05 a passport", from: "company", facts: change{"p.rep_id_type": "passport", "p.rep_id_no": "E12345678"}, want: ""},
		{name: "V06 a fine of nothing", from: "company", facts: change{"x.fine": 0}, want: "V06 block CF_NR_FK"},
		{name: "V06 a sum without a fine", from: "company", facts: change{"x.kinds": []any{"010104"}}, want: "V06 block CF_NR_FK"},
		{name: "V06 a confiscation without its kind", from: "company", facts: change{"x.kinds": []any{"010103"}}, want: "V06 block CF_NR_WFFF"},
		{name: "V06 a revocation without the licence", from: "company", facts: change{"x.kinds": []any{"010103", "010104", "010107"}}, want: "V06 block CF_NR_ZKDX"},
		{name: "V06 a licence without a revocation", from: "company", facts: change{"x.cert": "食品经营许可证 JY13206810012345"}, want: "V06 block CF_NR_ZKDX"},
		{name: "V07 no such kind", from: "company", facts: change{"x.kinds": []any{"010103", "010104", "999999"}}, want: "V07 block CF_CFLB"},
		{name: "V07 an order to put right", from: "company", facts: change{"x.kinds": []any{"010103", "010104", "责令改正"}}, want: "V07 block CF_CFLB"},
		{name: "V09 published too long", from: "company", facts: change{"disc.end_on": "2028-04-29"}, want: "V09 block CF_GSJZQ"},
		{name: "V09 ends before it begins", from: "company", facts: change{"disc.end_on": "2026-04-28"}, want: "V09 block CF_GSJZQ"},
		{name: "V10 ends before the decision", from: "company", facts: change{"x.valid_to": "2026-04-28"}, want: "V10 block CF_YXQ"},
		{name: "V11 round brackets", from: "company", no: "启虚监处罚（2026）99号", want: "V11 block CF_WSH"},
		{name: "V11 no number at all", from: "company", no: "第九十九号", want: "V11 block CF_WSH"},
		{name: "V11 taken by another case", from: "company", no: "启虚监处罚〔2026〕101号", want: "V11 block CF_WSH"},
		{name: "V13 full width is mended", from: "company", facts: change{"p.reg_no": "３２０６８１０００１２３４５６"}, want: "V13 fix CF_XDR_GSZC"},
		{name: "V14 too long a cause", from: "company", facts: change{"c.cause": strings.Repeat("案", 2001)}, want: "V14 block CF_WFXW"},
		{name: "V18 a minor", from: "trader", facts: asPerson(change{"p.minor": true}), want: "V18 block text"},
		{name: "V18 a birthday that tells", from: "trader", facts: asPerson(change{"p.birth": "2008-03-09"}), want: "V18 block text"},
		{name: "V18 of age on the day after the birthday", from: "trader", facts: asPerson(change{"p.birth": "2008-03-08"}), want: ""},
		{name: "V18 public security", from: "company", facts: change{"c.domain": "police"}, want: "V18 block text"},
		{name: "V18 secret", from: "company", facts: change{"c.flag_secret": true}, want: "V18 block text"},
		{name: "V18 not settled", from: "company", facts: change{"c.domain": nil}, want: "V18 block text"},
		{name: "V18 only a warning is not published by default", from: "company", facts: change{"x.kinds": []any{"010101"}, "x.fine": nil, "x.conf": nil}, want: "V18 warn text"},
		{name: "V18 trade secrets are to be masked", from: "company", facts: change{"c.flag_trade_secret": true}, want: "V18 warn text"},
		{name: "V20 another party", from: "company", facts: change{"p.others": []any{"启东市另一虚构商行"}}, want: "V20 warn CF_XDR_MC"},
	} {
		facts, file := company(), "company.txt"
		if c.from == "trader" {
			facts, file = trader(), "trader.txt"
		}
		if c.no == "" {
			c.no = next()
		}
		_, id := o.decided(c.no, file, c.facts.over(facts))
		d := o.get(id)
		var got []string
		for _, p := range d.Problems {
			if p.Message.Zh == "" || p.Message.En == "" || strings.Contains(p.Message.Zh+p.Message.En, "%!") {
				t.Errorf("%s: %+v", c.name, p)
			}
			if p.Level != "fix" && p.ID != "V22" || c.want != "" { // nobody has assessed anything in these cases
				got = append(got, fmt.Sprintf("%s %s %s", p.ID, p.Level, p.Field))
			}
		}
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%s: want %q, got %q", c.name, c.want, got)
		}
	}
}

func TestChecksThatLookAtTheDayTheOfficeAndTheLedger(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	has := func(want string) bool {
		return slices.ContainsFunc(o.get(id).Problems, func(p disclosure.Problem) bool { return p.ID+" "+p.Level+" "+p.Field == want })
	}
	o.now = o.now.AddDate(0, 0, -1)
	if !has("V08 warn CF_JDRQ") {
		t.Error("a decision of tomorrow")
	}
	o.now = o.now.AddDate(0, 0, 15)
	if !has("V08 warn CF_JDRQ") {
		t.Error("a report that is late")
	}
	o.now = o.now.AddDate(0, 0, -14)
	if has("V08 warn CF_JDRQ") || has("V12 block CF_CFJG") || has("V19 block CF_WSH") {
		t.Errorf("%+v", o.get(id).Problems)
	}
	o.check(o.store.Do(bg, store.System, func(tx *store.Tx) error {
		_, err := tx.Record("authority.body_described", "office", authority.Body{Kind: "delegated", Level: "township", DelegBy: "启东市委托监督管理局", DelegUSCC: "11320681014381238G"})
		return err
	}))
	for _, c := range o.get(id).Columns {
		if c.Code == "CF_CFJG" && c.Value != "启东市委托监督管理局" || c.Code == "CF_SJLY" && c.Value != "启东市虚构监督管理局" {
			t.Errorf("%s: %s", c.Code, c.Value)
		}
	}
	o.check(o.store.Do(bg, store.System, func(tx *store.Tx) error {
		_, err := tx.Record("authority.body_described", "office", authority.Body{Kind: "agency", Level: "county"})
		return err
	}))
	o.serve(caseID)
	o.approved(id)
	_, err := o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
	if has("V19 block CF_WSH") {
		t.Error("a published record is its own duplicate")
	}
	_, id = o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	if !has("V19 block CF_WSH") || !has("V11 block CF_WSH") {
		t.Errorf("number and party once more: %+v", o.get(id).Problems)
	}
}

func TestTheReportAsItIsSent(t *testing.T) {
	o := newOffice(t)
	_, first := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	_, second := o.decided("启虚监处罚〔2026〕13号", "trader.txt", trader())
	var b strings.Builder
	for _, id := range []string{first, second} {
		d := o.get(id)
		if len(d.Columns) != 30 {
			t.Errorf("%d columns", len(d.Columns))
		}
		for _, c := range d.Columns {
			fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%v\n", c.Code, c.Label.Zh, c.Value, c.Public, c.Required)
			if c.Private && c.Public != "" {
				t.Errorf("%s is public", c.Code)
			}
		}
		b.WriteString("\n")
	}
	golden(t, "rows.tsv", b.String())
}
