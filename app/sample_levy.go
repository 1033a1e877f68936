package app

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/workday"
)

// sampleCharge is a levy or a fee in the sample. Sums are in fen, the relief is off what rate and quantity come to. To is the
// state in which the case rests, days on which working day after its beginning it comes there, idle for how many nothing has
// happened since.
type sampleCharge struct {
	procedure string
	item      string // on the list of powers
	charged   string // in the table of charges
	name      string
	trade     string // of the payer, as its name ends
	story     string
	basis     string
	document  string
	unit      string
	qty       string
	rate      int64
	relief    int64
	amount    int64
	to        string
	days      int
	idle      int
}

// sampleCharges are the levies and fees beside n other cases, one for every five: a large levy under review, one that is overdue with a surcharge, a fee
// that needed no review and is paid, and one whose relief waits for review.
func sampleCharges(n int) []sampleCharge {
	const rates = "云汀县虚构价费文件〔2024〕7号"
	list := []sampleCharge{
		{"levy", "ZS-云汀-001", "civil_air_defence", "防空地下室易地建设费", "置业有限公司", "建设单位新建住宅应建防空地下室1234.56平方米，因地质条件不宜修建，申请易地建设。", "《中华人民共和国人民防空法》第二十二条", rates, "平方米", "1234.56", 200_000, 0, 246_912_000, "legal_review", 6, 1},
		{"levy", "ZS-云汀-002", "soil_water", "水土保持补偿费", "建设工程有限公司", "生产建设项目征占用土地面积86500.5平方米，开工前没有缴纳水土保持补偿费。", "《中华人民共和国水土保持法》第三十二条第二款", rates, "平方米", "86500.5", 120, 0, 10_380_060, "overdue", 30, 4},
		{"fee", "SF-云汀-001", "real_estate_registration", "不动产登记费", "文化传媒有限公司", "申请非住宅类不动产首次登记一件。", "《不动产登记暂行条例》及价费主管部门文件", rates, "件", "1", 55_000, 0, 55_000, "closed", 12, 9},
		{"fee", "SF-云汀-002", "road_occupation", "城市道路占用、挖掘修复费", "管网运营有限公司", "为抢修供水管线挖掘云岫路路面420.25平方米，申请减征挖掘修复费。", "《城市道路管理条例》第三十七条", rates, "平方米", "420.25", 32_000, 3_448_000, 10_000_000, "legal_review", 7, 2},
	}
	return list[:min((n+4)/5, len(list))]
}

// charge is a levy or a fee on its way.
type charge struct {
	*walk
	sampleCharge
}

// newCharge plans a charge: who, what, and when it must begin to have come where it should be by now.
func (s *sample) newCharge(number int, plan sampleCharge) (*charge, error) {
	const apart = 700 // from the parties of the other cases
	w, err := s.plan(apart, number, plan.to, "tangqiu", "qiaomu", sampleKind{Entity: []string{plan.trade}}, "entity", plan.name, plan.days+plan.idle)
	w.party.Phone = fmt.Sprintf("1990000%04d", 300+number)
	return &charge{w, plan}, errors.Join(err, w.err)
}

// steps lets the charge walk until it rests, yielding the instant of every piece of work before it is done.
func (c *charge) steps() iter.Seq[time.Time] {
	return c.through(c.establish, c.calculate, c.relieve, c.examine, c.decide, c.collect)
}

// put adds a paper with a few words of its own.
func (w *walk) put(code, title, text string) {
	if w.err != nil {
		return
	}
	p, err := w.office.Files.Write(w.ctx, w.first, w.id, code, title, sampleOffice().Name+"\n"+title+"\n\n"+w.party.Name+"：\n　　"+text+"\n\n"+longDay(w.today())+"\n")
	w.must(err)
	w.sort(p.ID, code, w.today(), "")
}

// paid is by when the charge is to be paid.
func (c *charge) paid() string { return c.day(20) }

// establish opens the case with what the payer has declared.
func (c *charge) establish() bool {
	c.at(0, 9, 40)
	if c.err != nil {
		return true
	}
	made, err := c.office.Files.Open(c.ctx, c.first, casefile.Opening{Title: c.title, Procedure: c.procedure, Handlers: []string{c.first.ID, c.second.ID}})
	c.must(err)
	c.id = made.ID
	c.set(map[string]any{"c.item": c.item, "c.cause": c.name, "c.region": sampleOffice().Region, "c.facts": c.story, "p.type": "entity", "p.name": c.party.Name, "p.uscc": c.party.Code, "p.legal_rep": c.party.Rep, "p.addr": c.party.Addr, "p.phone": c.party.Phone,
		"t.item": c.charged, "t.listed": true, "t.collectors": []string{sampleOffice().Name}, "t.levels": []string{"county"}, "t.basis_doc": c.basis, "t.basis_level": "law", "t.std": c.rate, "t.unit": c.unit, "t.std_doc": c.document, "t.std_from": "2024-01-01",
		"t.qty": c.qty, "t.trigger_on": c.today(), "t.base_on": c.today(), "t.period_from": c.today(), "t.period_to": c.today(), "t.preferences": []string{}, "t.separated": true, "t.announced": true, "t.account": "云汀县政府非税收入汇缴专户"})
	c.put("T-D01", "缴费申报表", c.story+"申报数量"+c.qty+c.unit+"，已经现场核查。")
	c.put("D08", "营业执照", "名称"+c.party.Name+"，统一社会信用代码"+c.party.Code+"，法定代表人"+c.party.Rep+"。")
	c.put("T-D12", "项目目录页和标准文件", c.name+"列入当年目录清单，依据"+c.basis+"，标准见"+c.document+"。")
	c.put("T-D13", "收费公示照片", "办事大厅公示栏已公布"+c.name+"的项目、标准和依据。")
	if c.to == "overdue" { // its decision waits for disclosure: a scan goes with it
		c.bring("测量", []sampleFile{c.scan("占地测量报告（扫描）.jpg", "占地测量报告\n\n项目："+c.title+"\n测量面积："+c.qty+c.unit+"\n\n委托单位："+c.party.Name+"\n联系人："+c.party.Rep+"\n联系电话："+c.party.Phone+
			"\n测量人：岑测远\n身份证号："+sampleResident+"\n\n依据"+c.basis+"测量，结果用于计征。\n\n（测量单位印章）")})
	}
	return false
}

// calculate works the sum out and has it checked.
func (c *charge) calculate() bool {
	c.at(2, 10, 20)
	c.set(map[string]any{"t.relief_sum": c.relief, "t.amount": c.amount, "t.due_on": c.paid(), "d.T-D02.calculated_by": c.first.Name, "d.T-D02.checked_by": c.second.Name})
	c.draft("T-D02")
	if c.number%2 == 0 && c.procedure == "levy" {
		c.recordVisit("AV23", "现场核定")
	}
	c.put("D43", "证据目录", "1.缴费申报表；2.营业执照；3.项目目录页和标准文件。")
	c.moveOwn("calculate")
	return false
}

// relieve has relief approved where it was asked for.
func (c *charge) relieve() bool {
	if c.relief == 0 {
		return false
	}
	c.at(4, 15, 0)
	c.set(map[string]any{"t.relief": "reduce", "t.relief_basis": "云汀县虚构减免规定第三条", "t.relief_by": "云汀县人民政府", "t.relief_authority": []string{"云汀县人民政府"}, "d.T-D04.approved_by": c.people["jianghe"].Name})
	c.put("T-D04", "减免审批表", "抢修民生管线，依据云汀县虚构减免规定第三条，经云汀县人民政府批准减征。")
	c.move("jianghe", "grant_relief")
	return false
}

// examine drafts the decision and has it reviewed where it is a major one.
func (c *charge) examine() bool {
	c.at(5, 9, 40)
	c.draft("T-D05")
	if len(c.now().Major) == 0 {
		return false
	}
	c.draft("R01")
	c.at(5, 16, 0)
	c.submit("")
	return c.to == "legal_review"
}

// decide issues the decision and serves it.
func (c *charge) decide() bool {
	c.at(7, 10, 0)
	c.issue("")
	c.at(8, 15, 0)
	c.set(map[string]any{"d.T-D05.served_on": c.today(), "d.T-D05.served_how": "direct"})
	c.put("T-D06", "送达回证", "已直接送达。")
	c.moveOwn("serve")
	c.at(9, 9, 30)
	c.moveOwn("await_payment")
	return false
}

// issue issues the decision of a step.
func (c *charge) issue(step string) {
	if c.err == nil {
		_, err := c.office.Door.Issue(c.ctx, c.people["jianghe"], c.id, step)
		c.must(err)
	}
}

// collect waits for the money, or demands it with a surcharge.
func (c *charge) collect() bool {
	if c.to == "overdue" {
		c.at(29, 9, 30)
		late := int64(c.late())
		c.set(map[string]any{"t.late_rate": 5, "t.late_to": c.today(), "t.late_basis": "《中华人民共和国水土保持法》第五十七条", "t.late_fee": c.amount * 5 * late / 10_000})
		c.draft("T-D08")
		c.set(map[string]any{"d.T-D08.served_on": c.today()})
		c.at(30, 10, 0)
		c.moveOwn("demand")
		c.at(30, 15, 0)
		c.draft("T-D09") // it has still to be reviewed
		return true
	}
	c.at(11, 10, 30)
	c.put("T-D07", "非税收入票据", "收到"+c.name+"，票据号"+fmt.Sprintf("32068126%06d", 120+c.number)+"。")
	c.set(map[string]any{"t.paid": c.amount, "t.paid_on": c.today(), "t.bill_no": fmt.Sprintf("32068126%06d", 120+c.number), "d.T-D07.electronic": true})
	c.at(12, 10, 0)
	c.move("jianghe", "close")
	return true
}

// late is for how many days the payer has owed the money.
func (c *charge) late() int {
	today, err := workday.ParseDate(c.today())
	c.must(err)
	due, err := workday.ParseDate(c.paid())
	c.must(err)
	return today.Sub(due)
}
