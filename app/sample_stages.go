package app

// sampleStage is how far a case of the sample goes. Idle is for how many working days nothing has happened to it since.
// Kind is the place of its violation in the list of kinds, or -1 for any. Big asks for a fine that makes it a major case.
type sampleStage struct {
	to      string // the state in which it rests
	how     string // what is special about it
	kind    int
	big     bool
	idle    int
	passing bool // whether it gets through legal review
}

// The ways in which cases of one state differ.
const (
	plainly   = ""
	halfway   = "halfway"  // half of the checklist is done
	unsigned  = "unsigned" // an opinion is proposed and not signed
	voided    = "voided"   // the draft was changed after the pass
	secondTry = "second"   // review returned it once
	nothing   = "nothing"  // no penalty
	defended  = "defended" // the party defended itself
	waived    = "waived"   // the party waived its rights
	heardOut  = "heard"    // there was a hearing
	unpaid    = "unpaid"   // enforced by the court
	person    = "person"   // the party is a natural person
)

// sampleStages are the cases of a sample of n, the most telling first.
func sampleStages(n int) []sampleStage {
	list := []sampleStage{
		{to: "legal_review", how: halfway, kind: 0, big: true, idle: 1},
		{to: "archived", how: secondTry, kind: 1, idle: 96},
		{to: "investigating", how: plainly, kind: 3, idle: 62}, // overdue
		{to: "reviewed", how: voided, kind: 8, big: true, idle: 2},
		{to: "notified", how: plainly, kind: 6, idle: 1},
		{to: "decided", how: defended, kind: 4, big: true, idle: 2},
		{to: "returned", how: plainly, kind: 9, idle: 3},
		{to: "closed", how: waived, kind: 2, idle: 12},
		{to: "clue", how: plainly, kind: 10, idle: 3},
		{to: "discussion", how: plainly, kind: 3, big: true, idle: 1},
		{to: "served", how: plainly, kind: 7, idle: 2},
		{to: "disclosed", how: plainly, kind: 12, idle: 1},
		{to: "hearing", how: heardOut, kind: 0, big: true, idle: 1},
		{to: "defence_review", how: defended, kind: 1, idle: 1},
		{to: "declined", how: plainly, kind: 3, idle: 30},
		{to: "referred", how: plainly, kind: 9, idle: 41},
		{to: "filed", how: plainly, kind: 5, idle: 1},
		{to: "suspended", how: plainly, kind: 3, idle: 25},
		{to: "investigated", how: plainly, kind: 7, idle: 1},
		{to: "enforcing", how: unpaid, kind: 10, big: true, idle: 6},
		{to: "amended", how: plainly, kind: 4, idle: 6},
		{to: "legal_review", how: plainly, kind: 11, idle: 4}, // due soon
		{to: "archived", how: heardOut, kind: 8, big: true, idle: 152},
		{to: "closed", how: plainly, kind: 9, idle: 20},
		{to: "clue", how: plainly, kind: 11, idle: 19}, // overdue
		{to: "investigating", how: plainly, kind: 6, idle: 5},
		{to: "archived", how: waived, kind: 2, idle: 70},
		{to: "performing", how: defended, kind: 8, idle: 8},
		{to: "performing", how: plainly, kind: 12, idle: 4},
		{to: "archived", how: plainly, kind: 12, idle: 40},
		{to: "archived", how: nothing, kind: 11, idle: 55},
		{to: "legal_review", how: unsigned, kind: 10, big: true, idle: 1},
		{to: "closed", how: secondTry, kind: 0, big: true, idle: 5},
		{to: "archived", how: plainly, kind: 1, idle: 218},
		{to: "reviewed", how: plainly, kind: 12, idle: 1},
		{to: "archived", how: defended, kind: 3, big: true, idle: 85},
		{to: "investigating", how: plainly, kind: 8, idle: 49}, // due soon
		{to: "archived", how: plainly, kind: 4, idle: 20},
		{to: "closed", how: nothing, kind: 11, idle: 9},
		{to: "archived", how: plainly, kind: 7, idle: 192},
	}
	for i := len(list); i < n; i++ {
		more := list[i%40]
		more.kind = i % 13
		if more.how == nothing {
			more.kind = 11
		}
		more.idle = more.idle*2/3 + i%7
		list = append(list, more)
	}
	return list[:n]
}
