package app

import (
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"time"

	"zhiheng/backend/casefile"
)

// sampleLicence is a licence that is applied for in the sample. To is the state in which the case rests, days on which
// working day after its beginning it comes there, idle for how many nothing has happened since.
type sampleLicence struct {
	item    string // on the list of powers
	name    string
	cert    string
	content string
	trade   string // of the applicant, as its name ends
	law     string
	to      string
	days    int
	idle    int
}

// sampleLicences are the licences beside n other cases, one for every five, the most telling first.
func sampleLicences(n int) []sampleLicence {
	const food, gas = "《中华人民共和国食品安全法》第三十五条第一款", "《中华人民共和国特种设备安全法》第四十九条"
	list := []sampleLicence{
		{"XK-市监-001", "食品经营许可（预包装食品销售）", "食品经营许可证", "预包装食品销售；经营面积120平方米。", "便利店有限公司", food, "disclosed", 13, 6},
		{"XK-市监-001", "食品经营许可（大型餐馆）", "食品经营许可证", "热食类、冷食类食品制售；经营面积620平方米。", "酒店管理有限公司", food, "legal_review", 21, 1},
		{"XK-市监-002", "食品生产许可（饮料）", "食品生产许可证", "饮料（果蔬汁类）生产。", "饮品有限公司", food, "served", 14, 9},
		{"XK-市监-003", "特种设备充装许可（车用气瓶）", "气瓶充装许可证", "车用压缩天然气气瓶充装。", "清洁能源有限公司", gas, "special", 4, 7},
		{"XK-市监-001", "食品经营许可（糕点类食品制售）", "食品经营许可证", "糕点类食品制售；经营面积54平方米。", "烘焙食品有限公司", food, "supplementing", 2, 3},
		{"XK-市监-002", "食品生产许可（糕点）", "食品生产许可证", "糕点（热加工糕点）生产。", "食品加工有限公司", food, "examining", 6, 4},
		{"XK-市监-001", "食品经营许可（热食类食品制售）", "食品经营许可证", "热食类食品制售；经营面积86平方米。", "餐饮管理有限公司", food, "applied", 0, 2},
	}
	return list[:min((n+4)/5, len(list))]
}

// licence is an application on its way.
type licence struct {
	*walk
	sampleLicence
}

// newLicence plans an application: who, what, and when it must begin to have come where it should be by now.
func (s *sample) newLicence(number int, plan sampleLicence) (*licence, error) {
	const apart = 900 // from the parties of the other cases
	w, err := s.plan(apart, number, plan.to, "luhengzhi", "yanruo", sampleKind{Entity: []string{plan.trade}}, "entity", "申请"+plan.name, plan.days+plan.idle)
	w.party.Phone = fmt.Sprintf("1990000%04d", 200+number)
	w.hearing = w.day(19)
	return &licence{w, plan}, errors.Join(err, w.err)
}

// steps lets the application walk until it rests, yielding the instant of every piece of work before it is done.
func (l *licence) steps() iter.Seq[time.Time] {
	return l.through(l.receive, l.accept, l.examine, l.consult, l.conclude, l.decide, l.issue)
}

// data is what the templates of the application's papers may say.
func (l *licence) data(today string) map[string]any {
	return map[string]any{"Office": sampleOffice().Name, "Name": l.party.Name, "Code": l.party.Code, "Rep": l.party.Rep, "Addr": l.party.Addr, "Phone": l.party.Phone,
		"Item": l.name, "Content": l.content, "A": l.first.Name, "B": l.second.Name, "Host": l.people["fangzhen"].Name, "Others": l.others(),
		"Hearing": longDay(l.hearing), "Today": longDay(today)}
}

// others are the neighbours whose interests are at stake.
func (l *licence) others() string {
	return "滨河路望舒苑3幢1单元住户（代表：佟半夏）"
}

// file makes a file of a template.
func (l *licence) file(name, template, code string) sampleFile {
	text, err := l.texts.write(template, l.data(l.today()))
	l.must(err)
	name, data, err := textFile(name, text)
	l.must(err)
	return sampleFile{name: name, code: code, day: l.today(), data: data}
}

// put adds a paper that is written in the program.
func (l *licence) put(code, template string) {
	text, err := l.texts.write(template, l.data(l.today()))
	l.must(err)
	if l.err == nil {
		p, err := l.office.Files.Write(l.ctx, l.first, l.id, code, template, text)
		l.must(err)
		l.sort(p.ID, code, l.today(), "")
	}
}

// receive opens the case with the application.
func (l *licence) receive() bool {
	l.at(0, 9, 20)
	if l.err != nil {
		return true
	}
	c, err := l.office.Files.Open(l.ctx, l.first, casefile.Opening{Title: l.title, Procedure: "license", Source: "application", Handlers: []string{l.first.ID, l.second.ID}})
	l.must(err)
	l.id = c.ID
	l.set(map[string]any{"c.domain": "market", "c.item": l.item, "c.cause": l.name, "p.type": "entity", "p.name": l.party.Name, "p.uscc": l.party.Code, "p.legal_rep": l.party.Rep, "p.addr": l.party.Addr, "p.phone": l.party.Phone,
		"l.item": l.name, "l.matter": "issue", "l.kind": "ordinary", "l.item_level": "county", "l.basis_level": "law", "l.region": sampleOffice().Region,
		"l.law": []string{l.law}, "l.content": l.content, "l.promised_days": 15})
	l.bring("申请材料", []sampleFile{l.file("01行政许可申请书.txt", "行政许可申请书", "L-D01"), l.file("02申请材料清单.txt", "申请材料清单", "L-D02")})
	if l.to == "supplementing" {
		l.at(2, 10, 0)
		l.set(map[string]any{"d.L-D04.list": "1.经营场所平面布局图缺少设施设备标注；2.食品安全管理人员的健康证明已过期。", "d.L-D04.due_on": l.day(12)})
		l.draft("L-D04")
		l.moveOwn("ask_supplement")
	}
	return l.to == "applied" || l.to == "supplementing"
}

// accept takes the application up and begins to examine it.
func (l *licence) accept() bool {
	l.at(1, 10, 10)
	l.set(map[string]any{"l.complete": true})
	l.draft("L-D05")
	l.set(map[string]any{"d.L-D05.seal": true})
	l.moveOwn("accept")
	l.at(2, 9, 30)
	l.moveOwn("examine")
	if l.to != "special" {
		return false
	}
	l.at(4, 15, 0)
	l.set(map[string]any{"l.special": "test", "l.special_days": 30, "l.testing": true, "l.tested_on": l.today()})
	l.draft("L-D07")
	l.set(map[string]any{"d.L-D07.served_on": l.today()})
	l.moveOwn("go_special")
	return true
}

// examine verifies the place and settles the conditions.
func (l *licence) examine() bool {
	l.at(5, 15, 30)
	met, outcome, found := 6, "grant", "经实地核查，经营场所与申请材料一致，设施设备齐全，管理制度健全，人员健康证明有效。"
	if l.to == "served" {
		met, outcome, found = 5, "refuse", "经实地核查，生产车间与仓库之间没有隔断，生熟区域交叉，现有布局不能防止交叉污染。"
		l.set(map[string]any{"l.reason": "生产场所布局不合理，生熟区域交叉，不能防止待加工食品与直接入口食品交叉污染。"})
	}
	l.set(map[string]any{"l.conditions": 6, "l.conditions_checked": 6, "l.conditions_met": met, "l.outcome": outcome, "l.findings": found, "l.standards": []string{"GB 31654-2021"}, "l.standards_in_force": true,
		"d.L-D06.on_site": true, "d.L-D06.by": []string{l.first.Name, l.second.Name}})
	if l.to != "legal_review" {
		l.draft("L-D06")
		l.recordVisit("AV20", "实地核查")
	}
	return l.to == "examining"
}

// consult tells the neighbours and holds the hearing that they ask for.
func (l *licence) consult() bool {
	if l.to != "legal_review" {
		return false
	}
	l.at(6, 10, 0)
	l.set(map[string]any{"l.interested": true, "l.interested_who": l.others()})
	l.draft("L-D08")
	l.set(map[string]any{"d.L-D08.served_on": l.today()})
	l.moveOwn("consult")
	l.draft("L-D10")
	l.set(map[string]any{"d.L-D10.served_on": l.today(), "h.told_on": l.today()})
	l.at(9, 15, 0)
	l.put("L-D09", "利害关系人意见")
	l.set(map[string]any{"l.objected": true, "d.L-D09.examined": true, "h.asked_on": l.today()})
	l.at(11, 9, 30)
	l.set(map[string]any{"h.notice_on": l.today(), "h.held_on": l.hearing, "h.host": l.people["fangzhen"].Name, "h.open": true, "h.host_investigated": false})
	l.put("L-D11", "行政许可听证通知书")
	l.moveOwn("open_hearing")
	l.at(19, 16, 30)
	l.put("L-D12", "行政许可听证笔录")
	l.set(map[string]any{"h.record_signed": true})
	l.at(20, 9, 30)
	l.moveOwn("end_hearing")
	l.draft("L-D06")
	return false
}

// conclude drafts the decision and, where it is a major one, has it reviewed.
func (l *licence) conclude() bool {
	begin := 7
	if l.to == "legal_review" {
		begin = 21
	}
	l.at(begin, 9, 40)
	if l.to == "served" {
		l.draft("L-D14")
	} else {
		from := l.instant(l.day(begin+1), 0)
		l.set(map[string]any{"l.valid_from": from.Format(time.DateOnly), "l.valid_to": from.AddDate(5, 0, -1).Format(time.DateOnly)})
		l.draft("L-D13")
	}
	if l.to == "disclosed" {
		return false
	}
	l.draft("R01")
	l.at(begin, 16, 0)
	round := l.submit("")
	if l.to == "legal_review" {
		return true
	}
	l.judge(round, begin, false)
	l.opine(round, begin+2, "O1", "条件核对清楚，不予许可的理由成立，程序合法，同意拟处理意见")
	return false
}

// decide issues the decision and serves it.
func (l *licence) decide() bool {
	day, code := 8, "L-D13"
	if l.to == "served" {
		day, code = 12, "L-D14"
	}
	l.at(day, 10, 30)
	if l.err == nil {
		_, err := l.office.Door.Issue(l.ctx, l.people["jianghe"], l.id, "")
		l.must(err)
	}
	l.at(day+1, 14, 30)
	l.set(map[string]any{"d." + code + ".served_on": l.today(), "d." + code + ".served_how": "direct"})
	if code == "L-D13" {
		l.set(map[string]any{"l.cert_name": l.cert, "l.cert_no": fmt.Sprintf("JY%s%06d", sampleOffice().Region, 20+l.number)})
		l.draft("L-D15")
		l.set(map[string]any{"d.L-D15.seal": true})
	}
	receipt := l.draft("L-D16")
	l.sort(receipt.ID, "L-D16", l.today(), "")
	l.moveOwn("serve")
	return l.to == "served"
}

// issue makes the grant public.
func (l *licence) issue() bool {
	desk, publisher := l.office.Disclosure, l.people["baiyun"]
	l.at(11, 9, 30)
	item := l.disclosed()
	if l.err == nil {
		l.must(errors.Join(desk.Prepare(l.ctx, publisher, item.ID), l.assess(item), desk.Submit(l.ctx, publisher, item.ID)))
	}
	l.at(12, 15, 0)
	if l.err == nil {
		l.must(desk.Approve(l.ctx, l.people["jianghe"], item.ID))
	}
	l.at(13, 9, 40)
	if l.err == nil {
		_, err := desk.Publish(l.ctx, publisher, []string{item.ID}, filepath.Join(l.office.Dir, "published"))
		l.must(err)
	}
	return true
}
