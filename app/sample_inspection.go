package app

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"zhiheng/backend/casefile"
)

// sampleInspection is an inspection in the sample. To is the state in which the case rests, days on which working day after
// its beginning it comes there, idle for how many nothing has happened since.
type sampleInspection struct {
	item   string // on the list of powers
	way    string // routine, special or on a clue
	about  string
	trade  string // of the party, as its name ends
	matter string
	story  string
	result string
	to     string
	days   int
	idle   int
}

// sampleInspections are the inspections beside n other cases, one for every five: the plan of a special one under review, one whose follow-up is near,
// and one passed on as a penalty case.
func sampleInspections(n int) []sampleInspection {
	list := []sampleInspection{
		{"JC-市监-002", "special", "燃气用具专项检查", "厨具商贸有限公司", "燃气用具产品质量", "对辖区经营燃气用具的企业开展专项检查。", "", "plan_review", 2, 1},
		{"JC-市监-001", "daily", "食品标签日常检查", "食品商行有限公司", "预包装食品标签", "抽查货架预包装食品十二种，其中一种饼干标签未标明生产日期，库存三箱，其余符合要求。", "order", "decided", 8, 6},
		{"JC-市监-001", "daily", "计量器具日常检查", "水产批发有限公司", "贸易结算用计量器具", "现场有在用电子秤五台，其中两台铅封被破坏，经比对每千克少计四十克。", "transfer", "transferred", 9, 3},
	}
	return list[:min((n+4)/5, len(list))]
}

// inspection is an inspection on its way.
type inspection struct {
	*walk
	sampleInspection
}

// newInspection plans an inspection: who, what, and when it must begin to have come where it should be by now.
func (s *sample) newInspection(number int, plan sampleInspection) (*inspection, error) {
	const apart = 600 // from the parties of the other cases
	w, err := s.plan(apart, number, plan.to, "linyiwei", "meizhou", sampleKind{Entity: []string{plan.trade}}, "entity", plan.about, plan.days+plan.idle)
	w.party.Phone = fmt.Sprintf("1990000%04d", 400+number)
	return &inspection{w, plan}, errors.Join(err, w.err)
}

// steps lets the inspection walk until it rests, yielding the instant of every piece of work before it is done.
func (i *inspection) steps() iter.Seq[time.Time] {
	return i.through(i.plan, i.approve, i.inspect, i.tell)
}

// plan opens the case and draws the party, or has the plan reviewed.
func (i *inspection) plan() bool {
	i.at(0, 9, 15)
	if i.err != nil {
		return true
	}
	made, err := i.office.Files.Open(i.ctx, i.first, casefile.Opening{Title: i.title, Procedure: "inspection", Source: "inspection", Handlers: []string{i.first.ID, i.second.ID}})
	i.must(err)
	i.id = made.ID
	i.set(map[string]any{"c.item": i.item, "c.domain": "market", "c.region": sampleOffice().Region, "c.facts": i.story, "p.type": "entity", "p.name": i.party.Name, "p.uscc": i.party.Code, "p.legal_rep": i.party.Rep, "p.addr": i.party.Addr, "p.phone": i.party.Phone,
		"i.type": i.way, "i.task": "年度行政检查计划", "i.random": i.way == "daily", "i.plan_id": "云市监检计1号", "i.plan_published_on": i.today()[:4] + "-01-15", "i.body_announced": true, "i.items": []string{i.matter}, "i.items_published": true, "i.items_from": "2024-01-01", "i.cap": 2,
		"i.standard": i.matter + "检查要点", "i.standard_from": "2024-01-01", "d.J-D02.basis": "《中华人民共和国产品质量法》第十八条", "d.J-D03.basis": "《中华人民共和国产品质量法》第十八条", "d.J-D03.rights": true})
	i.put("J-D10", "检查事项清单页和频次记录", "检查事项“"+i.matter+"”已公布；本年度对该企业检查零次。")
	if i.way == "special" {
		i.put("J-D00", "专项检查方案", "检查对象为辖区经营企业，检查事项为"+i.matter+"，时间一个月，每户一次。")
		i.at(1, 10, 0)
		i.draft("R01")
		i.at(2, 15, 0)
		i.submit("")
		return true
	}
	i.put("J-D01", "双随机抽取记录", "从检查对象名录和执法人员名录中随机抽取，抽取结果："+i.party.Name+"，检查人员"+i.first.Name+"、"+i.second.Name+"。")
	i.set(map[string]any{"d.J-D01.seed": strings.ReplaceAll(i.today(), "-", "") + "07", "d.J-D01.drawn_at": i.today() + " 09:20", "d.J-D01.list_hash": "5d1c7a90e2", "d.J-D01.inspectors": []string{i.first.Name, i.second.Name}})
	i.moveOwn("draw")
	return false
}

// approve has the inspection approved and the party notified.
func (i *inspection) approve() bool {
	i.at(1, 10, 0)
	i.set(map[string]any{"d.J-D02.approved_by": i.people["panyue"].Name})
	i.draft("J-D02")
	i.at(1, 16, 0)
	i.move("panyue", "approve")
	i.at(2, 9, 0)
	i.draft("J-D03")
	i.moveOwn("notify")
	return false
}

// inspect goes to the place and writes down what it finds.
func (i *inspection) inspect() bool {
	i.at(3, 9, 30)
	i.set(map[string]any{"i.scan_id": "SM-" + strings.ReplaceAll(i.today(), "-", "") + "-07"})
	i.moveOwn("inspect")
	i.at(3, 11, 0)
	i.set(map[string]any{"d.J-D04.from": "9:35", "d.J-D04.to": "10:50", "d.J-D04.place": i.party.Addr, "d.J-D04.cards_shown": true, "d.J-D04.discipline_told": true, "d.J-D04.every_page_signed": true, "d.J-D04.by": []string{i.first.Name, i.second.Name}})
	i.draft("J-D04")
	i.recordVisit("AV01", "现场检查")
	return false
}

// tell issues the result, and passes on what was a breach.
func (i *inspection) tell() bool {
	i.at(6, 9, 40)
	i.set(map[string]any{"i.result": i.result})
	if i.result == "order" {
		i.set(map[string]any{"i.fix_by": i.day(14), "d.D17.due_on": i.day(14)})
		i.put("D17", "责令限期改正通知书", "责令于"+longDay(i.day(14))+"前改正标签不符合规定的行为。")
	}
	i.draft("J-D08")
	i.at(8, 10, 0)
	if i.err == nil {
		_, err := i.office.Door.Issue(i.ctx, i.people["jianghe"], i.id, "")
		i.must(err)
	}
	i.set(map[string]any{"d.J-D08.served_on": i.today(), "d.J-D08.served_how": "direct"})
	if i.to == "transferred" {
		i.at(9, 10, 0)
		i.move("panyue", "transfer")
	}
	return true
}
