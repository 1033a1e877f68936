package dossier

import (
	"slices"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// The sides of a dossier: what the party and a court may read, and what is the office's own.
const (
	Front = "front"
	Back  = "back"
)

// Entry is a paper in its place.
type Entry struct {
	Paper  casefile.Paper
	Slot   fault.Text
	Author string // 责任者
	Loose  bool   // a recording or the like, which is listed and not bound
	Own    bool   // the list of contents, which every volume gets anew
}

// Missing is something that an archived dossier should hold, or should not, with where to mend it.
type Missing struct {
	Level   string     `json:"level"` // must or should
	Message fault.Text `json:"message"`
	Article string     `json:"article,omitempty"`
	Code    string     `json:"code,omitempty"`  // of the paper that is missing
	Paper   string     `json:"paper,omitempty"` // that is not as it should be
}

// Plan is a dossier before it is bound: what is missing first, then the papers of each side in their order.
type Plan struct {
	Case        casefile.Case
	Particulars Particulars
	Missing     []Missing
	Front, Back []Entry
	Recordings  []Recording
	Custody     *paper.Document // who has seen or taken away evidence; nil where nobody has
}

// Side returns the papers of one side.
func (p Plan) Side(side string) []Entry {
	if side == Back {
		return p.Back
	}
	return p.Front
}

// placed is where an entry belongs.
type placed struct {
	Entry
	side string
	slot int
}

// PlanOf puts the papers of a case into the order of an archived dossier.
func (d *Desk) PlanOf(from store.Source, caseID string) (plan Plan, err error) {
	c, err := casefile.CaseOf(from, caseID)
	if err != nil {
		return plan, err
	}
	plan.Case = c
	if plan.Particulars, err = ParticularsOf(from, c.ID); err != nil {
		return plan, err
	}
	papers, err := casefile.PapersOf(from, c.ID)
	if err != nil {
		return plan, err
	}
	if d.Recordings != nil {
		if plan.Recordings, err = d.Recordings(from, c.ID); err != nil {
			return plan, err
		}
	}
	if d.Custody != nil {
		sheet, found, err := d.Custody(from, c.ID)
		if err != nil {
			return plan, err
		}
		if found {
			plan.Custody = &sheet
		}
	}
	procedure, _ := d.Files.Procedure(c)
	var list []placed
	for _, p := range papers {
		list = append(list, d.place(procedure, plan.Particulars, p))
	}
	slices.SortStableFunc(list, func(a, b placed) int {
		if a.slot != b.slot {
			return a.slot - b.slot
		}
		return compareDays(a.Paper.MadeOn, b.Paper.MadeOn)
	})
	for _, e := range list {
		if e.side == Back {
			plan.Back = append(plan.Back, e.Entry)
		} else {
			plan.Front = append(plan.Front, e.Entry)
		}
	}
	plan.Missing, err = d.missing(from, c, procedure, papers)
	return plan, err
}

// compareDays puts what has no day last.
func compareDays(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "" || b != "" && a > b:
		return 1
	}
	return -1
}

// place finds the slot of a paper. One that no slot names goes with the documents if it is evidence, else to the end.
func (d *Desk) place(procedure *rulebook.Procedure, particulars Particulars, p casefile.Paper) placed {
	out := placed{Entry: Entry{Paper: p, Author: d.author(procedure, p), Loose: loose(p)}, side: Front, slot: 1 << 20}
	documents := -1
	for i, slot := range procedure.ArchiveOrder {
		if documents < 0 && p.Evidence != "" && slices.ContainsFunc(slot.Papers, func(code string) bool {
			kind, _ := procedure.Paper(code)
			return kind.Evidence != ""
		}) {
			documents = i
		}
		if p.Code != "" && slices.Contains(slot.Papers, p.Code) {
			out.slot, out.side, out.Slot, out.Own = i, slot.Side, slot.Label, slot.No == contentsSlot
			break
		}
	}
	if out.Slot.IsZero() && documents >= 0 {
		out.slot, out.side, out.Slot = documents, procedure.ArchiveOrder[documents].Side, procedure.ArchiveOrder[documents].Label
	}
	if out.Slot.IsZero() {
		out.Slot = fault.T("其他材料", "Other material")
	}
	if side, moved := particulars.Sides[p.Code]; moved && p.Code != "" {
		out.side = side
	}
	return out
}

// loose tells whether a paper is a recording, which no volume can hold.
func loose(p casefile.Paper) bool {
	switch kind, _, _ := strings.Cut(p.Media, "/"); kind {
	case "video", "audio":
		return true
	}
	return false
}

// author is who answers for a paper, as the contents say.
func (d *Desk) author(procedure *rulebook.Procedure, p casefile.Paper) string {
	if p.Meta["author"] != "" && p.Code == "" {
		return ""
	}
	if kind, known := procedure.Paper(p.Code); known && kind.Evidence != "" {
		return ""
	}
	return ownOffice
}

// ownOffice stands for the office's name until the contents are written.
const ownOffice = "*"

// missing lists what the steps that the case has taken demand and the dossier does not hold, and papers that are not fit to
// be bound.
func (d *Desk) missing(from store.Source, c casefile.Case, procedure *rulebook.Procedure, papers []casefile.Paper) (list []Missing, err error) {
	list = []Missing{}
	facts, err := d.Files.Facts(from, c)
	if err != nil {
		return nil, err
	}
	steps, err := casefile.StepsOf(from, c.ID)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, step := range steps {
		t, known := procedure.Lifecycle.Transition(step.Transition)
		if !known {
			continue
		}
		for _, demand := range procedure.Ready(t, facts).Papers {
			code := demand.Demand.Codes[0]
			if demand.Present || named[code] || demand.Demanded != rulebook.Met {
				continue
			}
			named[code] = true
			kind, _ := procedure.Paper(code)
			level := "must"
			if demand.Demand.Level == "should" {
				level = "should"
			}
			list = append(list, Missing{Level: level, Code: code, Article: kind.Article, Message: fault.Tf("缺少《%[1]s》", "missing: %[2]s", kind.Label.Zh, kind.Label.En)})
		}
	}
	slices.SortStableFunc(list, func(a, b Missing) int { return compareDays(a.Level, b.Level) })
	for _, p := range papers {
		switch {
		case p.Status == "unreadable":
			list = append(list, Missing{Level: "should", Paper: p.ID, Message: fault.Tf("《%[1]s》读不出来,卷内以说明页代替", "%[1]s cannot be read: a page that says so stands in its place", p.Title)})
		case p.Code == "" && p.Evidence == "" && !p.SortConfirmed:
			list = append(list, Missing{Level: "should", Paper: p.ID, Message: fault.Tf("《%[1]s》尚未归类,排在卷末", "%[1]s is not sorted yet and stands at the end", p.Title)})
		case p.Draft:
			list = append(list, Missing{Level: "should", Paper: p.ID, Message: fault.Tf("《%[1]s》还是草稿,没有日期", "%[1]s is still a draft without a day", p.Title)})
		}
	}
	return list, nil
}
