package httpapi

import (
	"fmt"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// life gathers what happened in a case.
type life struct {
	teller *teller
	items  []LifeItem
}

// entry adds an entry of the ledger that is a step of the case.
func (l *life) entry(e ledger.Entry) {
	sort := sortOf(e.Kind)
	if sort == "" {
		return
	}
	told := l.teller.entry(e, true)
	item := LifeItem{ID: fmt.Sprint("e", e.Seq), Sort: sort, At: e.At, Text: told.Text, Who: []string{told.Actor.Name}}
	if data, ok := told.Data.(map[string]any); ok && sort == "paper" {
		switch paper := data["paper"].(type) {
		case string:
			item.Open = paper
		case map[string]any:
			item.Open, _ = paper["id"].(string)
		}
	}
	l.items = append(l.items, item)
}

// recording adds a recording at the time at which it was made, or came in if nobody knows that.
func (l *life) recording(r Recording) {
	at := r.StartedAt
	if at == "" {
		at = r.ReceivedAt
	}
	text := fault.T(r.Name, r.Name)
	if !r.Label.IsZero() {
		text = fault.T(r.Label.Zh+"："+r.Name, r.Label.En+": "+r.Name)
	}
	l.items = append(l.items, LifeItem{ID: r.ID, Sort: "recording", At: at, To: r.EndedAt, Text: text, Who: append([]string{}, r.Officers...), Place: r.Place, Device: r.Device, Event: r.Event, Open: r.ID})
}

// gaps adds what was not recorded: breaks at their time, missing recordings where the papers that tell of the event stand.
func (l *life) gaps(c CaseRecord, papers []casefile.Paper) {
	for i, f := range c.Findings {
		item := LifeItem{ID: fmt.Sprint("f", i), Sort: "gap", At: f.From, To: f.To, Text: f.Message, Who: []string{}, Event: f.Event}
		switch f.Check {
		case "gap":
		case "missing":
			item.Sort = "missing"
			for _, d := range c.Duties {
				if d.ID == f.Event {
					item.At, item.Open = toldBy(d, papers)
				}
			}
		default:
			continue
		}
		if item.At != "" {
			l.items = append(l.items, item)
		}
	}
}

// toldBy is the first paper that tells of an event, and when it came in.
func toldBy(d RecordDuty, papers []casefile.Paper) (at, paper string) {
	for _, code := range d.Papers {
		for _, p := range papers {
			if p.Code == code && (at == "" || p.AddedAt < at) {
				at, paper = p.AddedAt, p.ID
			}
		}
	}
	return at, paper
}
