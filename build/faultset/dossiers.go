package faultset

import (
	"fmt"

	"zhiheng/backend/idcode"
)

// parts are what a made-up case is put together from; the n-th takes the n-th of each list.
var (
	names  = []string{"青禾", "望舒", "云岫", "听澜", "松石", "白鹭", "采薇", "南栖"}
	people = []string{"沈望舒", "许采薇", "顾青禾", "陆听澜", "韩松石", "白露晞", "秦南栖", "叶云岫"}
	trades = []string{"食品", "日化", "五金", "家居"}
	lanes  = []string{"滨河路", "云岫路", "望江路", "听澜街"}
)

func at(list []string, n int) string { return list[n%len(list)] }

// creditCode is a made-up code with right check digits.
func creditCode(n int) string {
	org := fmt.Sprintf("MA%d%05d", 1+n%8, 10000+n*37%90000)
	body := "91320681" + org + string(idcode.OrgCheckDigit(org))
	return body + string(idcode.CreditCheckDigit(body))
}

// residentID is a made-up number with a right check digit.
func residentID(n int) string {
	body := fmt.Sprintf("320681%d%02d%02d%03d", 1960+n%40, 1+n%12, 1+n%28, 100+n%900)
	return body + string(idcode.ResidentCheckDigit(body))
}

// party is the made-up party of the n-th case: a company, an individual business or a person.
func party(n int, kind string) map[string]any {
	v := map[string]any{"p.type": kind, "p.name": "云汀县" + at(names, n) + at(trades, n/8) + fmt.Sprintf("第%d有限公司", n+1), "p.uscc": creditCode(n), "p.legal_rep": at(people, n+3),
		"p.addr": fmt.Sprintf("云汀县望江镇%s%d号", at(lanes, n), 3+n), "c.region": "320681", "org.region": "320681", "org.name": office, "c.title": fmt.Sprintf("%s案（第%d件）", at(names, n), n+1)}
	switch kind {
	case "sole":
		v["p.name"] = "云汀县" + at(names, n) + fmt.Sprintf("第%d商店", n+1)
	case "person":
		v["p.name"], v["p.id_type"], v["p.id_no"] = at(people, n), "resident_id", residentID(n)
		delete(v, "p.uscc")
		delete(v, "p.legal_rep")
	}
	return v
}

// office is the name of the office whose dossiers these are.
const office = "云汀县市场监督管理局"

// made is a made-up case: its values, the papers to be drafted in order, and the papers that come from outside.
type made struct {
	values  map[string]any
	drafts  []string
	written map[string][]string // texts by code
}

func (m made) set(more map[string]any) made {
	for name, value := range more {
		m.values[name] = value
	}
	return m
}

// makers are how the cases of each procedure are made up; today is the office's day.
func makers() map[string]func(n int, today string) made {
	return map[string]func(int, string) made{"penalty": penalty, "license": license, "levy": levy, "fee": fee, "coercion_measure": coercion, "inspection": inspection}
}

// penalty is a false advertisement: every fourth party is a person, every fourth an individual business; every other party
// defends itself, and every third has a hearing.
func penalty(n int, _ string) made {
	kind := []string{"entity", "entity", "sole", "person"}[n%4]
	gains, fine := int64(100_000+n*1_300), int64(2_000_000+n*10_000)
	if kind == "entity" {
		fine = 12_000_000 + int64(n)*10_000
	}
	m := made{values: party(n, kind), drafts: []string{"D02", "D20", "D21", "R01", "D27"}, written: map[string][]string{}}
	m.set(map[string]any{"c.cause": "发布虚假广告", "c.domain": "market", "c.source": "inspection", "c.clue_on": "2026-01-06", "c.filed_on": "2026-01-12", "c.illegal_from": "2025-10-08", "c.illegal_to": "2025-12-20",
		"c.facts": fmt.Sprintf("当事人自2025年10月8日至2025年12月20日在店堂内张贴广告%d张，宣称所售饮品可以治疗高血压，售出%d瓶，货值金额%s元，违法所得%s元。", 5+n%7, 120+n,
			idcode.FormatFigures(gains*3), idcode.FormatFigures(gains)),
		"x.kinds": []string{"010104", "010103"}, "x.fine": fine, "x.conf": gains, "x.fine_min": fine / 2, "x.fine_max": fine * 3, "x.band_min": fine - 100_000, "x.band_max": fine + 100_000,
		"x.factor": "normal", "x.basis_id": "GG-03 一般", "x.law_bad": []string{"《中华人民共和国广告法》第二十八条第二款第（二）项"}, "x.law_pen": []string{"《中华人民共和国广告法》第五十五条第一款"},
		"d.D27.payee": "云汀县政府非税收入汇缴专户", "d.D21.served_on": "2026-02-10", "c.defended": n%2 == 0, "d.D22.accepted": false, "d.D02.approved_by": "江五"})
	if n%3 == 0 {
		m.set(map[string]any{"h.held_on": "2026-02-24"})
	}
	name, rep := m.values["p.name"], m.values["p.legal_rep"]
	if rep == nil {
		rep = name
	}
	m.written["D05"] = []string{fmt.Sprintf("%s\n现场检查笔录\n\n检查时间：2026年1月13日9时05分至9时52分\n检查地点：%s\n当事人：%s\n检查人员：林一（执法证号YT001）、梅二（执法证号YT002）\n\n　　现出示执法证件。你有权申请回避。\n　　不申请回避，同意检查。\n",
		office, m.values["p.addr"], name)}
	m.written["D06"] = []string{
		fmt.Sprintf("%s\n询问笔录\n\n询问时间：2026年1月14日9时10分至10时25分\n询问地点：%s\n被询问人：%s\n询问人：林一（执法证号YT001）、梅二（执法证号YT002）\n\n问：这是我们的执法证件。你有权申请回避。\n答：不申请回避。\n", office, office, rep),
		fmt.Sprintf("%s\n询问笔录\n\n询问时间：2026年1月14日14时00分至15时10分\n询问地点：%s\n被询问人：%s\n询问人：林一（执法证号YT001）、梅二（执法证号YT002）\n\n问：这是我们的执法证件。你有权申请回避。\n答：不申请回避。\n", office, office, at(people, n+5)),
	}
	return m
}

// license is an application for a food licence; every other one is refused.
func license(n int, today string) made {
	m := made{values: party(n, "entity"), drafts: []string{"L-D05", "L-D06", "R01", "L-D13"}, written: map[string][]string{}}
	m.set(map[string]any{"l.item": "食品经营许可", "l.matter": "issue", "l.kind": "ordinary", "l.applied_on": "2026-01-08", "l.accepted_on": today, "l.findings": fmt.Sprintf("经核查，经营场所%d平方米，布局和设施符合要求。", 40+n),
		"l.law": []string{"《中华人民共和国食品安全法》第三十五条第一款"}, "l.conditions": 6, "l.conditions_checked": 6, "l.conditions_met": 6, "l.outcome": "grant", "l.content": "热食类食品制售",
		"l.valid_from": "2026-03-02", "l.valid_to": "2031-03-01"})
	if n%2 == 1 {
		m.drafts[3] = "L-D14"
		m.set(map[string]any{"l.outcome": "refuse", "l.reason": "布局不能防止生食与熟食交叉污染。", "l.findings": fmt.Sprintf("经核查，经营场所%d平方米，生食与熟食没有分区。", 40+n)})
	}
	v := m.values
	m.written["L-D01"] = []string{fmt.Sprintf("行政许可申请书\n\n申请人：%s\n统一社会信用代码：%s\n法定代表人：%s\n住所：%s\n", v["p.name"], v["p.uscc"], v["p.legal_rep"], v["p.addr"])}
	return m
}

// levy is a charge for a shelter that is not built.
func levy(n int, _ string) made {
	quantity := int64(1000 + 10*n)
	m := made{values: party(n, "entity"), drafts: []string{"T-D02", "T-D03", "T-D05"}, written: map[string][]string{}}
	m.set(map[string]any{"c.facts": fmt.Sprintf("建设单位应建防空地下室%d平方米，因地质条件不宜修建，申请易地建设。", quantity), "t.item": "civil_air_defence", "t.basis_doc": "《中华人民共和国人民防空法》第二十二条", "t.basis_level": "law",
		"t.std": 200_000, "t.unit": "平方米", "t.std_doc": "云汀县价格文件〔2020〕1号", "t.std_from": "2020-01-01", "t.qty": fmt.Sprint(quantity), "t.base_on": "2026-02-20", "t.trigger_on": "2026-02-20",
		"t.period_from": "2026-02-20", "t.period_to": "2026-02-20", "t.amount": quantity * 200_000, "t.due_on": "2026-04-10", "t.account": "云汀县非税收入汇缴专户",
		"d.T-D02.calculated_by": "林一", "d.T-D02.checked_by": "梅二"})
	v := m.values
	m.written["T-D01"] = []string{fmt.Sprintf("缴费申报表\n\n当事人：%s\n统一社会信用代码：%s\n法定代表人：%s\n", v["p.name"], v["p.uscc"], v["p.legal_rep"])}
	return m
}

// fee is a fee for a road taken up.
func fee(n int, today string) made {
	m := levy(n, today)
	return m.set(map[string]any{"c.facts": fmt.Sprintf("申请临时占用城市道路%v平方米。", m.values["t.qty"]), "t.item": "road_occupation", "t.basis_doc": "《城市道路管理条例》第三十七条", "t.std_doc": "云汀县价格文件〔2022〕4号"})
}

// coercion is a seizure of goods.
func coercion(n int, _ string) made {
	m := made{values: party(n, "entity"), drafts: []string{"K-D01", "K-D02", "K-D03", "K-D04"}, written: map[string][]string{}}
	return m.set(map[string]any{"k.kind": []string{"seal", "seize"}[n%2], "c.facts": fmt.Sprintf("当事人涉嫌使用非食品原料，现场有原料%d袋。", 10+n), "k.law": []string{"《中华人民共和国食品安全法》第一百一十条第四项"},
		"k.law_level": "law", "k.necessity": "防止转移、灭失。", "k.impact": "只对涉案物品采取措施。", "k.days": 20 + n%10, "k.items": []string{fmt.Sprintf("工业用盐%d袋", 10+n)}, "k.place": fmt.Sprintf("云汀县望江镇%s%d号原料库", at(lanes, n), 3+n),
		"k.from": "2026-03-02", "d.K-D01.approved_by": "江五"})
}

// inspection is a routine inspection; every other one ends in an order to put right.
func inspection(n int, _ string) made {
	m := made{values: party(n, "entity"), drafts: []string{"J-D02", "J-D03", "J-D04", "J-D08"}, written: map[string][]string{}}
	m.set(map[string]any{"i.type": "daily", "i.task": "年度检查计划", "i.random": true, "i.items": []string{"产品质量"}, "i.standard": "产品质量检查要点", "i.cap": 1, "i.on": "2026-02-25", "i.scan_id": fmt.Sprintf("SM-%04d", 400+n),
		"c.facts": fmt.Sprintf("抽查货架商品%d种，标签标示齐全。", 12+n), "i.result": "conforming", "d.J-D02.approved_by": "江五", "d.J-D02.basis": "《中华人民共和国产品质量法》第十八条第一款",
		"d.J-D03.basis": "《中华人民共和国产品质量法》第十八条第一款", "d.J-D04.from": "9时30分", "d.J-D04.to": "10时40分", "d.J-D04.place": m.values["p.addr"]})
	if n%2 == 1 {
		m.set(map[string]any{"c.facts": fmt.Sprintf("抽查货架商品%d种，其中一种标签没有标明生产日期。", 12+n), "i.result": "order", "i.fix_by": "2026-03-20"})
	}
	return m
}
