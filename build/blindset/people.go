package blindset

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/idcode"
)

// What made-up cases are put together from.
const (
	office = "云汀县市场监督管理局"
	region = "320681"
	leader = "江五"
	head   = "潘七"
	chief  = "方四"
)

var (
	// officers are the two who handle the cases, with the numbers of their certificates; the caller of a run says who they are.
	officers = []Officer{{"林一", "YT001"}, {"梅二", "YT002"}}

	firms    = []string{"拾光", "枕溪", "扶摇", "长亭", "䶮海", "栖梧", "𬭎源", "疏影", "踏莎", "知白"}
	persons  = []string{"欧阳枕溪", "莫扶摇", "曲疏影", "慕容白", "戚长亭", "祝㛃", "温栖梧", "施踏莎", "单于知白", "龚𬀩"}
	trades   = []string{"餐饮", "调味品", "清洁用品", "童装", "灯具"}
	streets  = []string{"枕河路", "扶摇街", "疏影巷", "长亭大道"}
	places   = []string{"望江镇", "听涛镇", "枕河街道"}
	starts   = []string{"2026-03-03", "2026-02-24", "2025-06-10", "2025-07-08", "2025-08-05", "2025-11-04"} // Tuesdays from which a case runs 56 days
	similars = map[rune]rune{'拾': '拴', '光': '先', '枕': '沈', '溪': '漠', '扶': '抚', '摇': '谣', '长': '张', '亭': '停', '海': '侮', '栖': '棲', '梧': '悟', '源': '原', '疏': '梳',
		'影': '景', '踏': '蹈', '莎': '沙', '知': '如', '白': '自', '䶮': '奥', '𬭎': '宏', '欧': '殴', '阳': '旸', '莫': '漠', '曲': '由', '慕': '暮', '容': '客', '戚': '威',
		'祝': '税', '㛃': '洁', '温': '湿', '施': '拖', '单': '草', '于': '干', '龚': '龙', '𬀩': '伟', '云': '去', '汀': '订'}
)

// Officer is somebody who handles cases.
type Officer struct{ Name, Cert string }

// Handled says who handles the cases, the two officers whose names stand on the papers.
func Handled(by ...Officer) { officers = slices.Clone(by) }

func names(list []Officer) string {
	var out []string
	for _, o := range list {
		out = append(out, o.Name)
	}
	return strings.Join(out, "、")
}

func certified(list []Officer) string {
	var out []string
	for _, o := range list {
		out = append(out, fmt.Sprintf("%s（执法证号：%s）", o.Name, o.Cert))
	}
	return strings.Join(out, "、")
}

// manned says who made a paper.
func (s *Sheet) manned(list ...Officer) *Sheet {
	if len(list) == 0 {
		list = officers
	}
	var by []string
	for _, o := range list {
		by = append(by, o.Name)
	}
	return s.with("officers", names(list), "officers_cert", certified(list)).puts("by", by)
}

// parties makes up the party of a case: a company, an individual business or a person.
func (c *Case) parties(kind, role string) {
	n := c.Number
	org := fmt.Sprintf("MA%d%05d", 1+n%8, (50_000+n*131)%100_000)
	body := "91" + region + org + string(idcode.OrgCheckDigit(org))
	code := body + string(idcode.CreditCheckDigit(body))
	rep := persons[(n+3)%len(persons)]
	addr := fmt.Sprintf("云汀县%s%s%d号", places[n%len(places)], streets[n%len(streets)], 5+n%90)
	name := "云汀县" + firms[n%len(firms)] + trades[n%len(trades)] + c.one("有限公司", "商贸有限公司", "（中国）有限公司")
	switch kind {
	case "sole":
		name = "云汀县" + places[n%len(places)] + firms[n%len(firms)] + "小吃店"
		code = "92" + code[2:17]
		code += string(idcode.CreditCheckDigit(code))
	case "person":
		name = persons[n%len(persons)]
		rep = name
		id := fmt.Sprintf("%s%d%02d%02d%03d", region, 1962+n%35, 1+n%12, 1+n%28, 100+n%899)
		id += string(idcode.ResidentCheckDigit(id))
		c.set("p.id_type", "resident_id", "p.id_no", id)
		c.say("id", id)
	}
	c.set("p.type", kind, "p.name", name, "p.addr", addr, "c.region", region)
	if kind != "person" {
		c.set("p.uscc", code, "p.legal_rep", rep)
	}
	if o := c.Hand.Office; o != nil && o.roles[c.Kind] != "" {
		role = o.roles[c.Kind]
	}
	c.say("party", kind, "role", role, "name", name, "code", code, "rep", rep, "addr", addr, "office", office, "leader", leader, "head", head, "chief", chief, "reviewer", "何三",
		"receiver", rep, "off2", officers[1].Name, "fu", "云汀县人民政府", "court", "云汀县人民法院", "60d", period{60, "日"}, "6m", period{6, "个月"}, "15d", period{15, "日"},
		"5d", period{5, "个工作日"}, "5wd", period{5, "个工作日"}, "witness", "社区工作人员孙慎")
	c.say("officers", names(officers), "officers_cert", certified(officers))
}

// begin is the day from which a case runs.
func (c *Case) begin() Day { return Day(starts[c.Number%len(starts)]) }

// after is a day so many days later.
func (d Day) after(days int) Day {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return Day(at.AddDate(0, 0, days).Format(time.DateOnly))
}

func (d Day) year() string { return string(d)[:4] }

// checkDigit is the last character of an identity number.
func checkDigit(body string) string { return string(idcode.ResidentCheckDigit(body)) }
