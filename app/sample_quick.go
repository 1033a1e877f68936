package app

import (
	"errors"
	"iter"
	"time"

	"zhiheng/backend/casefile"
)

// sampleQuick is a penalty by the summary procedure or the fast track in the sample. The sum is the fine, in yuan. To is the state in
// which the case rests, days on which working day after its beginning it comes there, idle for how many nothing has happened since.
type sampleQuick struct {
	procedure string
	as        string // what the party is
	trade     string // of the party, as its name ends
	about     string // of the title
	events    string // the facts
	bad       string
	pen       string
	sum       int64
	to        string
	days      int
	idle      int
}

const (
	onTheSpot = "penalty_simple"
	fastTrack = "penalty_fast"
)

// sampleQuicks are the penalties that need no ordinary course: two on the spot, of which one has been put away, and two by the
// fast track, of which one waits for its review.
func sampleQuicks() []sampleQuick {
	return []sampleQuick{
		{onTheSpot, "person", "", "占道设摊", "当事人在云岫路人行道上设摊出售水果，占地约二平方米，经劝导后当场收摊。", "《云汀县虚构市容管理办法》第十一条", "《云汀县虚构市容管理办法》第三十条", 100, "archived", 9, 30},
		{onTheSpot, "sole", "便利店", "未公示营业执照", "当事人未在经营场所的醒目位置公示营业执照，现场改正。", "《云汀县虚构登记公示办法》第六条", "《云汀县虚构登记公示办法》第二十条", 200, "reported", 2, 1},
		{fastTrack, "entity", "超市有限公司", "未明码标价", "当事人销售的七种蔬菜没有标明价格。当事人自愿认错认罚，对事实没有异议，同意快速办理。", "《中华人民共和国价格法》第十三条第一款", "《中华人民共和国价格法》第四十二条", 1_500, "archived", 22, 12},
		{fastTrack, "entity", "文具有限公司", "销售标签不合格的文具", "当事人销售的两种文具没有中文标签。当事人自愿认错认罚，对事实没有异议，同意快速办理。", "《中华人民共和国产品质量法》第二十七条第一款", "《中华人民共和国产品质量法》第五十四条", 2_400, "legal_review", 6, 1},
	}
}

// quick is such a penalty on its way.
type quick struct {
	*walk
	sampleQuick
}

// newQuick plans a case: who, what, and when it must begin to have come where it should be by now.
func (s *sample) newQuick(number int, plan sampleQuick) (*quick, error) {
	const apart = 700 // from the parties of the other cases
	w, err := s.plan(apart, number, plan.to, "linyiwei", "meizhou", sampleKind{Entity: []string{plan.trade}, Sole: []string{plan.trade}}, plan.as, plan.about+"案", plan.days+plan.idle)
	w.fine = plan.sum
	return &quick{w, plan}, errors.Join(err, w.err)
}

// steps lets the case walk until it rests, yielding the instant of every piece of work before it is done.
func (q *quick) steps() iter.Seq[time.Time] {
	if q.procedure == onTheSpot {
		return q.through(q.find, q.spot, q.finish)
	}
	return q.through(q.find, q.admit, q.examine, q.serve, q.finish)
}

// find opens the case with what is known of the party and the facts.
func (q *quick) find() bool {
	q.at(0, 10, 20)
	if q.err != nil {
		return true
	}
	opened, err := q.office.Files.Open(q.ctx, q.first, casefile.Opening{Title: q.title, Procedure: q.procedure, Source: "inspection", Handlers: []string{q.first.ID, q.second.ID}})
	q.must(err)
	q.id = opened.ID
	q.set(map[string]any{"c.domain": "market", "c.region": sampleOffice().Region, "c.cause": q.about, "c.facts": q.events, "p.type": q.party.Type, "p.name": q.party.Name, "p.addr": q.party.Addr, "p.phone": q.party.Phone, "p.minor": false,
		"x.kinds": []string{"010103"}, "x.fine": q.sum * 100, "x.conf": 0, "x.factor": "normal", "x.basis_id": "云汀县虚构裁量基准 一般", "x.law_bad": []string{q.bad}, "x.law_pen": []string{q.pen}, "c.clear_facts": true})
	if q.party.Type == "person" {
		q.set(map[string]any{"p.id_type": "resident_id", "p.id_no": q.party.RepID, "p.birth": q.party.Born})
	} else {
		q.set(map[string]any{"p.uscc": q.party.Code, "p.legal_rep": q.party.Rep})
	}
	q.put("D05", "现场检查笔录", q.events)
	return false
}

// spot decides where the breach was found, hands the decision over and reports it.
func (q *quick) spot() bool {
	q.tick()
	q.set(map[string]any{"c.told_on_spot": true, "c.waived": true})
	q.moveOwn("tell")
	q.put("D37", "当场行政处罚决定书", "经查明："+q.events+"决定当场给予罚款"+yuan(q.sum)+"元。决定书文号：{{文号}}。决定日期：{{决定日期}}。")
	q.decide(q.first.Username)
	q.set(map[string]any{"d.D37.served_on": q.today(), "d.D37.served_how": "direct"})
	q.at(1, 9, 10)
	q.moveOwn("report")
	return q.to == "reported"
}

func (q *quick) decide(username string) {
	if q.err == nil {
		_, err := q.office.Door.Issue(q.ctx, q.people[username], q.id, "")
		q.must(err)
	}
}

// admit files the case of a party that admits everything, and tells it what is intended.
func (q *quick) admit() bool {
	q.draft("D02")
	q.set(map[string]any{"d.D02.approved_by": q.people["jianghe"].Name, "d.D02.approved_on": q.today()})
	q.at(1, 9, 20)
	q.move("jianghe", "file")
	q.moveOwn("investigate")
	q.put("D08", "营业执照", "名称"+q.party.Name+"，统一社会信用代码"+q.party.Code+"。")
	q.put("D06", "询问笔录", "当事人承认："+q.events)
	q.put("D43", "证据目录", "1.现场检查笔录；2.营业执照；3.询问笔录。")
	q.put("D48", "执法证件复制件", "承办人执法证件在有效期内。")
	q.set(map[string]any{"c.admitted": true})
	q.at(3, 10, 0)
	q.draft("D20")
	q.draft("D21")
	q.moveOwn("notify")
	q.at(3, 15, 0)
	q.set(map[string]any{"d.D21.served_on": q.today(), "d.D21.served_how": "direct", "c.waived": true, "c.defended": false})
	q.draft("D31")
	return false
}

// examine has the draft reviewed.
func (q *quick) examine() bool {
	q.at(5, 9, 30)
	q.set(map[string]any{"d.D27.payee": "云汀县政府非税收入汇缴专户"})
	q.draft("D27")
	q.draft("R01")
	q.at(6, 9, 30)
	round := q.submit("")
	if q.to == "legal_review" {
		return true
	}
	q.judge(round, 6, false)
	q.at(8, 16, 0)
	q.propose(round, "O1", "事实清楚，当事人自愿认错认罚，符合快速办理条件，同意拟处理意见")
	q.at(9, 10, 0)
	q.sign(round)
	return false
}

// serve issues the decision, serves it, and publishes it.
func (q *quick) serve() bool {
	q.at(10, 10, 0)
	q.decide("jianghe")
	q.at(11, 15, 0)
	q.set(map[string]any{"d.D27.served_on": q.today(), "d.D27.served_how": "direct"})
	q.draft("D31")
	q.moveOwn("serve")
	q.publish(12)
	q.at(16, 9, 30)
	q.moveOwn("perform")
	return false
}

// finish sees the fine paid and puts the case away.
func (q *quick) finish() bool {
	q.at(max(q.days-4, 4), 10, 0)
	q.put("D32", "罚没票据", "收到罚款"+yuan(q.sum)+"元。")
	q.set(map[string]any{"c.performed": true, "d.D32.paid_on": q.today(), "d.D32.amount": q.sum * 100})
	q.draft("D36")
	q.at(q.days-1, 10, 0)
	q.move("jianghe", "close")
	q.put("G02", "卷内目录", "本卷材料已按顺序整理。")
	q.at(q.days, 10, 0)
	if q.err == nil {
		q.must(q.office.Files.Archive(q.ctx, q.people["cangjie"], q.id, "整卷完毕"))
	}
	return true
}
