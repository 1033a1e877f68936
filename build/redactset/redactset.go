// Package redactset makes up decisions of the six kinds of action in many styles, with all the kinds of personal data that the
// redaction rules name, each in the written forms in which it turns up in papers. It says of every place whether it must be
// masked or must stay, and measures the redaction rules against that.
//
// The styles are sentences as they stand in decisions, in styles.txt; they do not know the rules.
package redactset

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"

	"zhiheng/backend/redact"
)

//go:embed styles.txt
var styles string

// Span is a place in a decision's text: rune offsets, End exclusive. Kind is what stands there, such as "phone" or "law".
type Span struct {
	Kind       string
	Start, End int
}

// Decision is a made-up decision. Mask lists what must not be readable once it is masked, Keep what must stand as it was.
// Dictionary is what the case would know of its own people.
type Decision struct {
	Kind       string // of action
	Text       string
	Mask, Keep []Span
	Dictionary redact.Dictionary
}

var (
	kinds  = []string{"penalty", "license", "coercion", "levy", "fee", "inspection"}
	titles = map[string][]string{"penalty": {"行政处罚决定书", "当场行政处罚决定书"}, "license": {"准予行政许可决定书", "行政许可决定书"}, "coercion": {"查封决定书", "扣押决定书", "行政强制措施决定书"},
		"levy": {"行政征收决定书", "缴费决定书"}, "fee": {"行政收费决定书", "缴费通知书"}, "inspection": {"行政检查结果告知书", "检查结果通知书"}}
	parties = []string{"person", "entity", "sole"}
)

// Make makes n decisions; the same seed gives the same ones.
func Make(n int, seed uint64) []Decision {
	sheets := read(styles)
	var list []Decision
	for i := range n {
		w := &writer{Rand: rand.New(rand.NewPCG(seed, uint64(i))), sheets: sheets, kind: kinds[i%len(kinds)], party: parties[(i/len(kinds))%len(parties)], said: map[string]string{}}
		list = append(list, w.decision())
	}
	return list
}

// read gives the styles of each heading.
func read(text string) map[string][]string {
	sheets, at := map[string][]string{}, ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "# "); ok {
			at = name
		} else if line != "" {
			sheets[at] = append(sheets[at], strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(line))
		}
	}
	return sheets
}

// writer writes one decision.
type writer struct {
	*rand.Rand
	sheets      map[string][]string
	kind, party string
	said        map[string]string // what a slot with a tag stands for
	text        []rune
	d           Decision
}

// pick chooses one of a list.
func pick[T any](w *writer, list []T) T { return list[w.IntN(len(list))] }

func (w *writer) decision() Decision {
	w.d = Decision{Kind: w.kind}
	w.sentence(pick(w, w.sheets["head"]))
	w.newline()
	w.sentence(pick(w, w.sheets["party "+w.party]))
	w.newline()
	facts := w.fitting("fact")
	w.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
	for i, fact := range facts[:5+w.IntN(5)] {
		if i%2 == 0 {
			w.newline()
		}
		w.sentence(fact)
	}
	w.newline()
	w.sentence(pick(w, w.fitting("evidence")))
	w.newline()
	w.sentence(pick(w, w.sheets["law"]))
	w.newline()
	w.sentence(pick(w, w.sheets["decision "+w.kind]))
	w.newline()
	w.sentence(pick(w, w.sheets["end"]))
	w.d.Text = string(w.text)
	w.people()
	return w.d
}

// fitting are the styles of a heading that speak of nobody who is not in the case.
func (w *writer) fitting(heading string) []string {
	foreign := map[string][]string{"person": {"{company:again}", "{rep:again}", "{keeper:again}", "{shop:again}"}, "entity": {"{party:again}", "{keeper:again}", "{shop:again}"}, "sole": {"{party:again}", "{company:again}", "{rep:again}"}}[w.party]
	var list []string
	for _, s := range w.sheets[heading] {
		fits := true
		for _, word := range foreign {
			fits = fits && !strings.Contains(s, word)
		}
		if fits {
			list = append(list, s)
		}
	}
	return list
}

func (w *writer) newline() { w.text = append(w.text, '\n') }

var slot = regexp.MustCompile(`\{[a-z0-9]+(?::[a-z0-9]+)?\}`)

// sentence writes a style with its slots filled.
func (w *writer) sentence(style string) {
	at := 0
	for _, m := range slot.FindAllStringIndex(style, -1) {
		w.text = append(w.text, []rune(style[at:m[0]])...)
		kind, tag, _ := strings.Cut(style[m[0]+1:m[1]-1], ":")
		w.fill(kind, tag)
		at = m[1]
	}
	w.text = append(w.text, []rune(style[at:])...)
}

// fill writes the value of a slot and notes its place. A slot of one name means the same thing all through a decision: the party
// everywhere, a person by its tag.
func (w *writer) fill(kind, tag string) {
	if tag == "any" {
		kind, tag = map[string]string{"person": "party", "entity": "company", "sole": "shop"}[w.party], ""
	}
	make, known := slots[kind]
	if !known {
		panic(fmt.Sprintf("no slot %s", kind))
	}
	v := make(w, tag)
	if key := kind + ":" + strings.Replace(tag, "again", "", 1); v.same {
		if before, ok := w.said[key]; ok {
			v.text = before
		}
		w.said[key] = v.text
	}
	if v.name {
		v.text = w.written(v.text)
	}
	w.text = append(w.text, []rune(v.before)...)
	span := Span{Kind: kind, Start: len(w.text), End: len(w.text) + len([]rune(v.text))}
	w.text = append(w.text, []rune(v.text+v.after)...)
	if v.keep {
		w.d.Keep = append(w.d.Keep, span)
	} else {
		w.d.Mask = append(w.d.Mask, span)
	}
}

// people is what the case knows of its own people: the party, and nobody of whom only the papers tell.
func (w *writer) people() {
	add := func(name, rule string) {
		if name != "" {
			w.d.Dictionary.People = append(w.d.Dictionary.People, redact.Person{Name: name, Rule: rule})
		}
	}
	add(w.said["party:"], "X-R08")
	add(w.said["keeper:"], "X-R09")
	add(w.said["rep:"], "X-R07")
	add(w.said["officer:1"], "X-R18")
	add(w.said["officer:2"], "X-R18")
	for _, kind := range []string{"company:", "shop:", "office:"} {
		if body := w.said[kind]; body != "" {
			w.d.Dictionary.Bodies = append(w.d.Dictionary.Bodies, body)
		}
	}
}
