package app

import (
	"errors"
	"iter"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/ledger"
)

// sampleCoercion is a case of coercion in the sample. To is the state in which it rests, days on which working day after its
// beginning it comes there, idle for how many nothing has happened since.
type sampleCoercion struct {
	procedure string
	item      string // on the list of powers
	about     string // of the title
	trade     string // of the party, as its name ends
	events    string // the facts
	law       string
	what      []string // sealed, or to be enforced
	sum       int64    // yuan
	stops     bool     // the business could hardly go on
	to        string
	days      int
	idle      int
}

const (
	measureCourse     = "coercion_measure"
	enforcementCourse = "coercion_enforcement"
)

// sampleCoercions are the cases of coercion of the sample, each at another stage: a measure that waits for review, one that was
// extended, one whose period runs out, one of urgency, and a fine taken to the court.
func sampleCoercions() []sampleCoercion {
	const food = "《中华人民共和国食品安全法》第一百一十条第（四）项"
	return []sampleCoercion{
		{measureCourse, "QZ-市监-001", "涉嫌使用非食品原料生产食品强制措施案", "食品加工有限公司", "执法检查时发现原料库存放标示为工业级的添加剂，并有开封使用的痕迹，涉嫌使用非食品原料生产食品。", food,
			[]string{"生产车间一处（约三百平方米）", "工业级添加剂十二袋（25千克/袋）"}, 86_000, true, "legal_review", 2, 0},
		{measureCourse, "QZ-市监-001", "涉嫌经营标签不符合规定的预包装食品强制措施案", "商贸有限公司", "仓库内存放无中文标签的进口预包装食品，当事人现场不能提供进货查验记录。", food,
			[]string{"进口饼干六十箱", "进口糖果四十箱"}, 42_000, false, "in_force", 3, 20},
		{measureCourse, "QZ-市监-001", "涉嫌销售不合格电线电缆强制措施案", "建材有限公司", "抽样检验显示库存电线的导体电阻不符合国家标准，当事人仍在销售。", "《中华人民共和国产品质量法》第十八条第一款第（四）项",
			[]string{"电线电缆二百一十盘"}, 126_000, true, "extended", 25, 4},
		{measureCourse, "QZ-市监-001", "涉嫌使用来源不明肉类强制措施案", "餐饮管理有限公司", "夜查时发现后厨正在加工无检疫证明的冷冻肉，情况紧急，执法人员当场扣押。", food,
			[]string{"冷冻肉三十八箱"}, 57_000, false, "closed", 14, 6},
		{enforcementCourse, "QZ-市监-002", "逾期不缴纳罚款强制执行案", "装饰工程有限公司", "当事人收到行政处罚决定书后，在法定期限内没有申请行政复议，也没有提起行政诉讼，又不缴纳罚款。", "《中华人民共和国行政处罚法》第七十二条第一款第（四）项",
			[]string{"罚款及加处罚款"}, 20_000, false, "at_court", 16, 5},
	}
}

// coercion is a case of coercion on its way.
type coercion struct {
	*walk
	sampleCoercion
}

// newCoercion plans a case: who, what, and when it must begin to have come where it should be by now.
func (s *sample) newCoercion(number int, plan sampleCoercion) (*coercion, error) {
	const apart = 800 // from the parties of the other cases
	w, err := s.plan(apart, number, plan.to, "linyiwei", "meizhou", sampleKind{Entity: []string{plan.trade}}, "entity", plan.about, plan.days+max(plan.idle, 1))
	return &coercion{w, plan}, errors.Join(err, w.err)
}

// steps lets the case walk until it rests, yielding the instant of every piece of work before it is done.
func (c *coercion) steps() iter.Seq[time.Time] {
	if c.procedure == enforcementCourse {
		return c.through(c.open, c.demand, c.court)
	}
	return c.through(c.open, c.urge, c.propose, c.carryOut, c.extend, c.release)
}

// put adds papers that the handlers bring in as they are.
func (c *coercion) put(codes ...string) {
	for _, code := range codes {
		if c.err != nil {
			return
		}
		procedure, _ := c.office.Files.Procedure(casefile.Case{ID: c.id, Procedure: c.procedure})
		kind, _ := procedure.Paper(code)
		p, err := c.office.Files.Write(c.ctx, c.first, c.id, code, "", sampleOffice().Name+"\n"+kind.Label.Zh+"\n\n当事人："+c.party.Name+"\n　　"+c.events+"\n\n"+longDay(c.today()))
		c.must(err)
		c.sort(p.ID, code, c.today(), "")
	}
}

// open registers the case with what is known of the party, the facts and the basis.
func (c *coercion) open() bool {
	c.at(0, 9, 30)
	if c.err != nil {
		return true
	}
	opened, err := c.office.Files.Open(c.ctx, c.first, casefile.Opening{Title: c.title, Procedure: c.procedure, Source: "inspection", Handlers: []string{c.first.ID, c.second.ID}})
	c.must(err)
	c.id = opened.ID
	c.set(map[string]any{"c.domain": "market", "c.region": sampleOffice().Region, "c.item": c.item, "c.cause": c.about, "c.facts": c.events, "p.type": "entity", "p.name": c.party.Name,
		"p.uscc": c.party.Code, "p.legal_rep": c.party.Rep, "p.addr": c.party.Addr, "p.minor": false, "k.law": []string{c.law}, "k.law_level": "law", "k.law_valid": true, "k.amount": c.sum * 100,
		"k.necessity": "当事人可能转移、隐匿或者继续使用上述物品，责令改正不足以防止危害发生。"})
	c.put("D05", "D08", "D43", "D48")
	return false
}

// urge seizes at once what cannot wait, and has it approved within the day.
func (c *coercion) urge() bool {
	kind, days := "seal", 30
	if c.to == "closed" {
		kind = "seize"
	}
	c.set(map[string]any{"k.kind": kind, "k.days": days, "k.items": c.what, "k.place": c.party.Addr, "k.stops_business": c.stops, "k.impact": "只对涉案物品和相关区域采取措施，其他生产经营不受影响。"})
	if c.to != "closed" {
		return false
	}
	c.at(0, 21, 10)
	at := c.clock.now().In(ledger.Zone)
	c.set(map[string]any{"k.urgent": true, "k.taken_at": at.Format(time.RFC3339)})
	c.record()
	c.moveOwn("act_urgently")
	c.at(0, 22, 40)
	c.set(map[string]any{"k.approved_at": c.clock.now().In(ledger.Zone).Format(time.RFC3339)})
	c.at(1, 9, 0)
	c.draft("K-D01")
	c.set(map[string]any{"d.K-D01.approved_by": c.people["jianghe"].Name, "d.K-D01.approved_on": c.today()})
	c.draft("K-D02")
	c.decide()
	return false
}

// record writes the on-site record and the list of items.
func (c *coercion) record() {
	c.draft("K-D03")
	c.draft("K-D04")
	c.put("G01")
	c.set(map[string]any{"d.K-D03.copies": 2, "d.K-D03.both_signed": true, "d.K-D04.cards_shown": true, "d.K-D04.party_there": true, "d.K-D04.reasons_told": true, "d.K-D04.rights_told": true,
		"d.K-D04.heard": true, "d.K-D04.sign_party": true, "d.K-D04.by": []string{c.first.Name, c.second.Name}, "d.K-D02.served_on": c.today(), "d.K-D02.served_how": "on_spot"})
	event := "AV06"
	if c.to == "closed" {
		event = "AV07"
	}
	c.recordMeasure(event, c.number%2 == 0)
}

func (c *coercion) decide() { c.issue("") }

// issue issues the decision of a step.
func (c *coercion) issue(step string) {
	if c.err == nil {
		_, err := c.office.Door.Issue(c.ctx, c.people["jianghe"], c.id, step)
		c.must(err)
	}
}

// propose has the measure approved, reviewed where it is a major one, and decided.
func (c *coercion) propose() bool {
	if c.to == "closed" {
		return false
	}
	c.at(1, 10, 0)
	c.draft("K-D01")
	c.set(map[string]any{"d.K-D01.approved_by": c.people["jianghe"].Name, "d.K-D01.approved_on": c.today()})
	c.draft("K-D02")
	if c.stops {
		c.draft("R01")
		c.at(1, 15, 0)
		round := c.submit("")
		if c.to == "legal_review" {
			return true
		}
		c.judge(round, 1, false)
		c.opine(round, 3, "O1", "有法律依据，事实清楚，措施必要，期限适当，同意")
	}
	c.at(c.from(), 9, 30)
	c.decide()
	return false
}

// from is on which working day the measure is carried out.
func (c *coercion) from() int {
	switch {
	case c.to == "closed":
		return 1
	case c.stops:
		return 5
	}
	return 3
}

// carryOut seals or seizes on the spot.
func (c *coercion) carryOut() bool {
	c.at(c.from(), 14, 0)
	if c.to == "closed" {
		c.set(map[string]any{"d.K-D02.served_on": c.today(), "d.K-D02.served_how": "on_spot"})
	} else {
		c.record()
	}
	c.moveOwn("implement")
	c.set(map[string]any{"k.to": c.instant(c.day(c.from()), 0).AddDate(0, 0, 30).Format(time.DateOnly)})
	return c.to == "in_force"
}

// extend asks for thirty more days, which is reviewed again.
func (c *coercion) extend() bool {
	if c.to != "extended" {
		return false
	}
	c.at(18, 9, 30)
	c.set(map[string]any{"k.ext_days": 30, "k.ext_to": c.instant(c.day(c.from()), 0).AddDate(0, 0, 60).Format(time.DateOnly), "k.ext_reasons": "库存批次多，须逐批追溯来源，案情复杂",
		"d.K-D07.approved_by": c.people["jianghe"].Name})
	c.draft("K-D07")
	c.draft("R01")
	c.at(18, 15, 0)
	round := c.submit("")
	c.judge(round, 18, false)
	c.opine(round, 20, "O1", "案情复杂，延长理由成立，期限在法定范围内，同意延长")
	c.at(22, 10, 0)
	c.issue("extend_reviewed")
	return true
}

// release gives the goods back and closes the case.
func (c *coercion) release() bool {
	c.at(12, 10, 0)
	c.set(map[string]any{"k.disposal": "release", "d.K-D08.returned": true, "d.K-D08.reason": "经检验，涉案物品符合食品安全标准，不再需要采取强制措施"})
	c.draft("K-D08")
	c.issue("release")
	c.at(14, 10, 0)
	c.draft("D36")
	c.move("jianghe", "close")
	return true
}

// demand calls on the party to pay what it was fined.
func (c *coercion) demand() bool {
	at := func(months int) string { return c.instant(c.day(0), 0).AddDate(0, months, 0).Format(time.DateOnly) }
	c.at(0, 15, 0)
	c.set(map[string]any{"k.base_no": "云市监处罚〔2025〕36号", "k.base_on": at(-8), "k.base_served_on": at(-8), "k.perform_by": at(-7), "k.remedy_over_on": at(-2), "k.duty": "pay", "k.duty_text": "缴纳罚款一万元及加处罚款",
		"k.principal": 1_000_000, "k.daily_rate": 300, "k.overdue_days": 40, "k.surcharge": 1_000_000, "k.surcharge_from": at(-7), "k.surcharge_told": true, "k.own_power": false, "k.way": "court",
		"k.target": "罚款一万元、加处罚款一万元，可供执行的账户情况见附件", "c.contested": false})
	c.put("K-B01", "K-B02")
	c.draft("K-D09")
	c.set(map[string]any{"d.K-D09.due_on": c.day(3), "d.K-D09.sum": 2_000_000, "d.K-D09.pay_how": "缴至云汀县政府非税收入汇缴专户", "d.K-D09.rights": true})
	c.moveOwn("demand")
	c.at(0, 16, 0)
	c.set(map[string]any{"d.K-D09.served_on": c.today(), "d.K-D09.served_how": "direct"})
	c.put("D31")
	return false
}

// court has the application reviewed and files it after ten working days.
func (c *coercion) court() bool {
	c.at(11, 9, 30)
	c.draft("K-D18")
	c.set(map[string]any{"d.K-D18.leader_signed": true})
	c.draft("R01")
	c.at(11, 15, 0)
	round := c.submit("")
	c.judge(round, 11, false)
	c.opine(round, 13, "O1", "催告期满，申请在法定期限内，材料齐全，同意申请人民法院强制执行")
	c.at(15, 10, 0)
	c.decide()
	c.at(16, 10, 0)
	c.moveOwn("file_in_court")
	return true
}
