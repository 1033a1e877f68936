// Package blindset examines the pre-checks of legal review blind: it knows neither the checks nor the drafts of the program.
//
// It makes up dossiers as several offices would write them (a hand has its own wordings, layout, numbering, dates and sums),
// writes them as Word files and PDF, brings them in as a person does (the files are read and sorted, and what was read is
// confirmed or put right), and opens a review. In a dossier one thing may be wrong: an operator changes the text of a paper or
// what the office knows, and says by the law which points of the checklist that breaks. A dossier may instead have a lawful
// oddity, which looks like a fault and is none.
//
// Two more offices write other papers of other matters, and were made up by somebody who had seen no check, when the checks were
// ready. They are seen now: the checks have been mended by them. Another two, made up in the same way, are fresh: their figures are
// those of the first sight.
//
// A part of the hands and of the operators is kept back: nothing was mended by what they show, so their figures stand for
// papers and faults that nobody has thought of.
package blindset

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// Case is a dossier to be written.
type Case struct {
	Kind   string // the procedure
	Number int
	Hand   Hand
	Today  string         // the day on which it is reviewed
	Values map[string]any // what the office knows of it, under the canonical names of fields
	Words  Words
	Sheets []*Sheet
	Why    string // the id of the operator or the oddity; empty if it is an ordinary sound one

	random *rand.Rand
}

// Words are what the placeholders of a text stand for.
type Words map[string]any

// Day is a date, written as the hand writes dates.
type Day string

// Fen is a sum of money, written as the hand writes sums.
type Fen int64

// Law is an article of law, written as the hand writes articles.
type Law string

// Sheet is a paper of a dossier.
type Sheet struct {
	Code, Name string
	Words      Words // where it has none, the words of the case count
	Parts      []string
	No         string
	On         Day
	Fields     map[string]any // what somebody who reads it puts down of it
	Edit       func(text string) string
	Unfinished bool // neither number nor day yet
}

// makers make up a sound case of each kind of action.
var makers = map[string]func(c *Case){"penalty": penalty, "license": license, "coercion_measure": coercion, "levy": levy, "fee": fee, "inspection": inspection}

// Kinds lists the procedures of which there are dossiers.
func Kinds() []string {
	return []string{"penalty", "license", "coercion_measure", "levy", "fee", "inspection"}
}

// Make makes up a sound case. The same seed gives the same case.
func Make(kind string, number int, hand Hand) *Case {
	seed := fnv.New64a()
	fmt.Fprint(seed, kind, number, hand.ID)
	c := &Case{Kind: kind, Number: number, Hand: hand, Values: map[string]any{}, Words: Words{}, random: rand.New(rand.NewPCG(seed.Sum64(), 7))}
	makers[kind](c)
	return c
}

// add adds a paper that consists of passages.
func (c *Case) add(code, name string, on Day, parts ...string) *Sheet {
	s := &Sheet{Code: code, Name: name, On: on, Words: Words{"on": on}, Parts: parts, Fields: map[string]any{}}
	if o := c.Hand.Office; o != nil && o.roles[code] != "" {
		s.Words["role"] = o.roles[code]
	}
	c.Sheets = append(c.Sheets, s)
	return s
}

// numbered gives a paper its number.
func (s *Sheet) numbered(no string) *Sheet {
	s.No = no
	s.Words["no"] = no
	return s
}

// with sets words of a paper, two by two.
func (s *Sheet) with(pairs ...any) *Sheet {
	for i := 0; i+1 < len(pairs); i += 2 {
		s.Words[pairs[i].(string)] = pairs[i+1]
	}
	return s
}

// puts down what somebody reads on a paper, two by two.
func (s *Sheet) puts(pairs ...any) *Sheet {
	for i := 0; i+1 < len(pairs); i += 2 {
		s.Fields[pairs[i].(string)] = pairs[i+1]
	}
	return s
}

func (s *Sheet) has(part string) bool { return slices.Contains(s.Parts, part) }

// drop takes a passage out of a paper.
func (s *Sheet) drop(part string) bool {
	if !s.has(part) {
		return false
	}
	s.Parts = slices.DeleteFunc(slices.Clone(s.Parts), func(p string) bool { return p == part })
	return true
}

// sheet is the first paper of a code, nil if there is none.
func (c *Case) sheet(code string) *Sheet {
	for _, s := range c.Sheets {
		if s.Code == code {
			return s
		}
	}
	return nil
}

// lose takes a paper out of the dossier.
func (c *Case) lose(code string) bool {
	before := len(c.Sheets)
	c.Sheets = slices.DeleteFunc(c.Sheets, func(s *Sheet) bool { return s.Code == code })
	return len(c.Sheets) < before
}

// set sets what the office knows, two by two.
func (c *Case) set(pairs ...any) {
	for i := 0; i+1 < len(pairs); i += 2 {
		c.Values[pairs[i].(string)] = pairs[i+1]
	}
}

// say sets the words of the whole case, two by two.
func (c *Case) say(pairs ...any) {
	for i := 0; i+1 < len(pairs); i += 2 {
		c.Words[pairs[i].(string)] = pairs[i+1]
	}
}

func (c *Case) one(list ...string) string { return list[c.random.IntN(len(list))] }

// decision is the paper that carries the decision.
func (c *Case) decision() *Sheet {
	for _, code := range []string{"D27", "D28", "L-D13", "L-D14", "L-D18", "K-D02", "T-D05", "J-D08"} {
		if s := c.sheet(code); s != nil {
			return s
		}
	}
	return nil
}

// ticks are the boxes that a reader ticks when a paper holds a passage, and leaves when it does not.
var ticks = map[string][]string{
	"D21.defence": {"D21.rights"}, "D21.hearing": {"D21.hearing"}, "D05.card": {"D05.cards_shown", "D05.every_page_signed"}, "D06.card": {"D06.rights_told", "D06.every_page_signed"},
	"D27.surcharge": {"D27.surcharge"}, "K-D04.card": {"K-D04.cards_shown", "K-D04.party_there", "K-D04.reasons_told", "K-D04.rights_told", "K-D04.heard"}, "T-D03.defence": {"T-D03.rights"},
	"J-D03.rights": {"J-D03.rights"}, "J-D04.card": {"J-D04.cards_shown", "J-D04.discipline_told", "J-D04.every_page_signed"}, "L-D05.seal": {"L-D05.seal"},
}

// Truth is what somebody who reads the dossier puts down of it: what the office knows, and what stands on the papers.
func (c *Case) Truth() map[string]any {
	truth := maps.Clone(c.Values)
	for part, names := range ticks {
		code, _, _ := strings.Cut(names[0], ".")
		if s := c.sheet(code); s != nil {
			for _, name := range names {
				truth["d."+name] = s.has(part)
			}
		}
	}
	for _, s := range c.Sheets {
		for name, value := range s.Fields {
			if full := "d." + s.Code + "." + name; truth[full] == nil {
				truth[full] = value
			}
		}
	}
	for name, value := range truth {
		switch v := value.(type) {
		case Day:
			truth[name] = string(v)
		case Fen:
			truth[name] = int64(v)
		case Law:
			truth[name] = string(v)
		case nil:
			delete(truth, name)
		}
	}
	for name, value := range truth {
		truth[name] = c.Hand.localValue(value)
	}
	return truth
}
