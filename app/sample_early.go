package app

import (
	"fmt"

	"zhiheng/backend/casefile"
	"zhiheng/backend/paper"
)

// clue opens the case and looks into it, up to its filing or to where it is not filed. It tells whether the case rests.
func (w *walk) clue() bool {
	w.at(0, 9, 0)
	if w.err != nil {
		return true
	}
	c, err := w.office.Files.Open(w.ctx, w.first, casefile.Opening{Title: w.title, Source: w.source(), Handlers: []string{w.first.ID, w.second.ID}})
	w.must(err)
	w.id = c.ID
	w.set(map[string]any{"c.cause": w.kind.Cause, "c.domain": "market", "c.region": sampleOffice().Region, "c.item": w.kind.Item, "c.found_on": w.day(0),
		"p.type": w.party.Type, "p.name": w.party.Name, "p.addr": w.party.Addr, "c.facts": w.gist()})
	w.at(0, 14, 10)
	w.bring("案源材料", []sampleFile{w.text("01案源登记表.txt", "案源登记表", "D01", w.day(0))})
	switch w.stage.to {
	case "clue":
		return true
	case "declined":
		w.at(5, 10, 0)
		w.write("D03", "不予立案审批表")
		w.set(map[string]any{"d.D03.reason": "没有证据证明存在违法事实"})
		w.at(6, 15, 0)
		w.move("jianghe", "decline")
		return true
	case "referred":
		w.at(5, 10, 0)
		w.write("D40", "案件移送函")
		w.set(map[string]any{"d.D40.to": "邻溪县市场监督管理局"})
		w.at(6, 15, 0)
		w.move("jianghe", "refer")
		return true
	}
	w.at(3, 10, 20)
	form := w.draft("D02")
	w.at(4, 9, 30)
	if leader := w.people["jianghe"].Name; w.err == nil {
		w.must(w.office.Files.Sort(w.ctx, w.first, form.ID, casefile.Sorting{ApprovedBy: &leader}))
	}
	w.set(map[string]any{"d.D02.approved_on": w.today()})
	w.at(4, 11, 0)
	w.move("jianghe", "file")
	return w.stage.to == "filed"
}

// investigation gathers evidence and ends with the report.
func (w *walk) investigation() bool {
	w.at(5, 9, 10)
	w.moveOwn("investigate")
	w.at(7, 16, 0)
	w.bring("现场检查", w.inspected())
	w.recordInspection()
	w.at(10, 9, 40)
	w.bring("调查取证", w.gathered())
	w.recordInterview()
	w.set(w.found())
	if w.stage.to == "investigating" {
		return true
	}
	if w.stage.to == "suspended" {
		w.at(13, 10, 0)
		w.write("D19", "中止调查决定书")
		w.set(map[string]any{"d.D19.reason": "涉案商品的权属须以人民法院的裁判为依据"})
		w.at(13, 15, 0)
		w.move("jianghe", "suspend")
		return true
	}
	w.at(14, 9, 20)
	w.set(w.proposed())
	w.write("D43", "证据目录")
	w.draft("D20")
	w.at(15, 10, 0)
	w.moveOwn("conclude")
	return w.stage.to == "investigated"
}

// inspected are the files of the inspection.
func (w *walk) inspected() []sampleFile {
	files := []sampleFile{
		w.text("02现场检查笔录.docx", "现场检查笔录", "D05", w.seen),
		w.text("03责令改正通知书.docx", "责令改正通知书", "D17", w.seen),
	}
	if w.kind.Lab {
		files = append(files, w.text("04抽样取证凭证.docx", "抽样取证凭证", "D11", w.seen))
	}
	for i := range 1 + w.number%2 {
		data, err := photo(w.random)
		w.must(err)
		files = append(files, sampleFile{name: fmt.Sprintf("05现场照片%d.jpg", i+1), code: "D09", day: w.seen, data: data})
	}
	if w.number%3 == 0 {
		files = append(files, sampleFile{name: "06执法记录仪录像.mp4", data: film(w.random, w.instant(w.seen, 10), 60)})
	}
	return files
}

// gathered are the files of the days after the inspection.
func (w *walk) gathered() []sampleFile {
	interview := "07询问笔录（" + w.party.Rep + "）.gbk.txt"
	if w.number%4 == 3 {
		interview = "07询问笔录（" + w.party.Rep + "）.docx"
	}
	files := []sampleFile{w.text(interview, "询问笔录", "D06", w.asked)}
	if w.party.Type == "person" {
		files = append(files, w.text("08身份证复印件.txt", "身份证复印件", "D08", ""))
	} else {
		files = append(files, w.text("08营业执照复印件.docx", "营业执照", "D08", ""))
	}
	files = append(files, w.text("09执法证件复印件.txt", "执法证件复印件", "D48", ""), w.text("10音像记录资料清单.txt", "音像记录资料清单", "G01", w.day(10)))
	if w.kind.Papers != "" {
		files = append(files, w.ledger())
	}
	if w.kind.Lab {
		files = append(files, w.text("12检验报告.docx", "检验报告", "D12", w.day(8)))
	}
	if w.number%3 != 1 {
		files = append(files, sampleFile{name: "13询问录音.wav", data: sound(w.random, 2)})
	}
	return files
}

// ledger is the party's book of purchases or sales, as a workbook or as a table out of a till.
func (w *walk) ledger() sampleFile {
	other := "云汀县" + pick(w.random, "润泽", "通达", "百川") + "商贸有限公司"
	if w.kind.Papers == "sales" {
		other = pick(w.random, "扫码收款", "现金", "会员卡")
	}
	sheet := ledgerSheet(w.random, w.kind.Papers, w.goods, other, w.instant(w.seen, 12))
	name, data, err := "11"+map[string]string{"sales": "销售台账", "purchase": "进货台账"}[w.kind.Papers], []byte(nil), error(nil)
	switch w.number % 3 {
	case 0:
		name += ".xlsx"
		data, err = paper.XLSX(paper.Workbook{Sheets: []paper.Sheet{sheet}})
	case 1:
		name += ".csv"
		data, err = paper.CSV(sheet, paper.GB18030)
	default:
		name += ".csv"
		data, err = paper.CSV(sheet, paper.UTF8)
	}
	w.must(err)
	return sampleFile{name: name, code: "D09", day: w.asked, data: data}
}

// found is what the investigation has established.
func (w *walk) found() map[string]any {
	both := []string{w.first.Name, w.second.Name}
	values := map[string]any{"c.facts": w.facts, "c.illegal_from": w.instant(w.seen, 0).AddDate(0, -5, 0).Format("2006-01-02"), "c.illegal_to": w.seen, "c.first_offence": true, "c.corrected": true,
		"p.phone": w.party.Phone, "p.minor": false, "d.D05.by": both, "d.D06.by": both, "d.D05.cards_shown": true, "d.D05.every_page_signed": true, "d.D06.rights_told": true, "d.D06.every_page_signed": true,
		"d.D05.place": w.party.Addr, "d.D06.person": w.party.Rep, "d.D08.verified": true}
	if w.party.Type == "person" {
		values["p.id_type"], values["p.id_no"], values["p.birth"] = "resident_id", w.party.RepID, w.party.Born
		values["p.incapacity"] = false
	} else {
		values["p.uscc"], values["p.legal_rep"] = w.party.Code, w.party.Rep
	}
	if w.kind.Lab {
		values["d.D12.qualified"], values["d.D12.served_on"], values["d.D12.retest_over"] = true, w.day(9), true
		values["d.D12.body"] = "云汀县虚构产品质量检验所"
	}
	return values
}

// proposed is the penalty that the handlers have in mind.
func (w *walk) proposed() map[string]any {
	values := map[string]any{"x.law_bad": w.kind.Bad, "x.law_pen": w.kind.Pen, "x.basis_id": w.kind.Basis, "x.fine_min": w.kind.Least * 100, "x.fine_max": w.kind.Most * 100, "x.exempt_listed": w.stage.how == nothing}
	if w.stage.how == nothing {
		values["x.factor"], values["x.fine"], values["x.conf"], values["x.kinds"] = "none", int64(0), int64(0), []string{}
		return values
	}
	kinds, factor := []string{"010103"}, "normal"
	if w.gain > 0 {
		kinds = []string{"010104", "010103"}
	}
	if w.fine < w.kind.Least {
		factor = "mitigate_below"
		values["x.circumstances"] = []string{"removed_harm"}
	} else if w.number%4 == 1 {
		factor = "mitigate"
		values["x.circumstances"] = []string{"removed_harm"}
	}
	values["x.kinds"], values["x.factor"], values["x.fine"], values["x.conf"] = kinds, factor, w.fine*100, w.gain*100
	values["x.band_min"], values["x.band_max"] = min(w.kind.Least, w.fine)*100, max(w.fine, (w.kind.Least+w.kind.Most)/2)*100
	return values
}
