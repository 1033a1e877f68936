package app

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// data is what the templates of the sample's papers may say, for a paper written on a day.
func (w *walk) data(today string) map[string]any {
	r := rand.New(rand.NewPCG(w.options.Seed, uint64(w.number)+1_000_000)) // the same for every paper of the case
	office := sampleOffice()
	began, _ := time.Parse(time.DateOnly, w.seen)
	type exchange struct{ Q, A string }
	var asked []exchange
	for _, pair := range w.kind.Asked {
		q, a, _ := strings.Cut(pair, "|")
		asked = append(asked, exchange{q, a})
	}
	relation := "我是" + w.party.Name + "的法定代表人，负责全面经营。"
	switch w.party.Type {
	case "person":
		relation = "就是我本人。"
	case "sole":
		relation = "我是经营者，店是我开的。"
	}
	return map[string]any{
		"Office": office.Name, "Word": office.CodeWord, "Title": w.title, "Name": w.party.Name, "Addr": w.party.Addr, "Code": w.party.Code, "Rep": w.party.Rep, "RepID": w.party.RepID,
		"Phone": w.party.Phone, "Type": w.party.Licence, "PartyType": w.party.Type, "Cause": w.kind.Cause, "Goods": w.goods, "Asked": asked, "Relation": relation, "Plea": w.plea,
		"A": w.first.Name, "B": w.second.Name, "CertA": w.first.CertNo, "CertB": w.second.CertNo, "Department": w.first.Department, "Host": w.people["fangzhen"].Name,
		"Facts": w.facts, "Clue": w.gist(), "SourceText": map[string]string{"inspection": "监督检查", "complaint": "投诉举报", "monitoring": "监测", "referral": "其他机关移送", "media": "媒体反映", "assigned": "上级交办"}[w.source()],
		"Day": longDay(w.seen), "DayAsked": longDay(w.asked), "DayOpen": longDay(w.day(0)), "DayLab": longDay(w.day(8)), "DayHearing": longDay(w.hearing), "Today": longDay(today),
		"From": fmt.Sprintf("%d年%d月", began.AddDate(0, -5, 0).Year(), int(began.AddDate(0, -5, 0).Month())),
		"Qty":  12 + r.IntN(180), "Few": 2 + r.IntN(3), "Worth": yuan(int64(900 + r.IntN(8000))), "Gain": yuan(w.gain), "Total": yuan(w.fine + w.gain), "Hour": 9 + r.IntN(5),
		"Weather": pick(r, "检查时正常营业，现场负责人在场配合。", "检查时店内有顾客三名，未影响检查。", "检查时现场负责人主动提供了单据。"),
		"Tester":  samplePersonName(r), "Serial": fmt.Sprintf("%05d", 400+w.number*7), "Number": 30 + w.number, "Year": w.seen[:4], "List": w.titles(),
	}
}

// source is where the case came from.
func (w *walk) source() string { return w.kind.Origin[w.number%len(w.kind.Origin)] }

// gist is what the clue says.
func (w *walk) gist() string {
	switch w.source() {
	case "complaint":
		return fmt.Sprintf("群众来电反映，%s经营的“%s”存在问题，要求查处。反映人要求保密。", w.party.Name, w.goods)
	case "monitoring":
		return fmt.Sprintf("监测发现%s涉嫌%s，涉及“%s”。", w.party.Name, w.kind.Cause, w.goods)
	}
	return fmt.Sprintf("日常检查中发现%s涉嫌%s，涉及“%s”，需进一步核查。", w.party.Name, w.kind.Cause, w.goods)
}

// titles lists the papers of the case so far.
func (w *walk) titles() []string {
	list := []string{}
	if w.id == "" {
		return list
	}
	w.view(func(r *store.Reader) error {
		papers, err := casefile.PapersOf(r, w.id)
		for _, p := range papers {
			list = append(list, p.Title)
		}
		return err
	})
	return list
}

// text makes a file of a template.
func (w *walk) text(name, template, code, day string) sampleFile {
	if w.err != nil {
		return sampleFile{}
	}
	text, err := w.texts.write(template, w.data(day))
	w.must(err)
	name, data, err := textFile(name, text)
	w.must(err)
	return sampleFile{name: name, code: code, day: day, data: data}
}

// instant is an hour of a day.
func (w *walk) instant(day string, hour int) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, day, ledger.Zone)
	w.must(err)
	return at.Add(time.Duration(hour) * time.Hour)
}
