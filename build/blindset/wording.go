package blindset

import (
	"embed"
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"
)

//go:embed wordings/*.txt wordings/*/*.txt wordings/*/*/*.txt
var wordingFiles embed.FS

// passage is one passage of a paper in the wordings of the open hands, of those that are kept back, and, by the folder in which they
// stand, of the offices that write for themselves.
type passage struct {
	open, kept []string
	own        map[string][]string
}

var passages = readPassages()

func readPassages() map[string]passage {
	all := map[string]passage{}
	for name, body := range blocksOf("wordings") {
		var p passage
		open, kept, _ := strings.Cut(body, "\n--held\n")
		p.open = strings.Split(open, "\n--\n")
		for _, text := range strings.Split(kept, "\n--held\n") {
			if text != "" {
				p.kept = append(p.kept, text)
			}
		}
		all[name] = p
	}
	for _, folder := range []string{"seen", "fresh/ziran", "fresh/nongshui"} {
		for name, body := range blocksOf("wordings/" + folder) {
			p := all[name]
			if p.own == nil {
				p.own = map[string][]string{}
			}
			p.own[folder] = strings.Split(body, "\n--\n")
			all[name] = p
		}
	}
	return all
}

// blocksOf are the passages in the files of a folder, unparted.
func blocksOf(folder string) map[string]string {
	all := map[string]string{}
	entries, _ := wordingFiles.ReadDir(folder) // embedded: it is there
	for _, entry := range entries {
		raw, _ := wordingFiles.ReadFile(folder + "/" + entry.Name()) // of a folder there is nothing
		for _, block := range strings.Split("\n"+string(raw), "\n@")[1:] {
			name, body, _ := strings.Cut(block, "\n")
			all[name] = strings.TrimSpace(body)
		}
	}
	return all
}

// wording is how a hand words a passage: always the same.
func (h Hand) wording(name string) string {
	p, known := passages[name]
	if !known {
		panic("blindset: no passage " + name)
	}
	if h.Office != nil {
		return p.own[h.Office.wordings][h.order]
	}
	list := p.open
	if h.Kept && len(p.kept) > 0 {
		list = p.kept
	}
	seed := fnv.New32a()
	fmt.Fprint(seed, name)
	return list[(int(seed.Sum32()%97)+h.order)%len(list)]
}

var slot = regexp.MustCompile(`\{([A-Za-z0-9_]+)(/cap|/han|/pad)?\}`)

// text writes a paper: its passages one after the other, with the marks of the hand.
func (c *Case) text(s *Sheet) string {
	var lines []string
	for _, part := range c.Hand.arranged(s.Parts) {
		lines = append(lines, c.fill(s, c.Hand.wording(part), 0))
	}
	text := c.Hand.finish(headed(strings.Join(lines, "\n")))
	if s.Edit != nil {
		text = s.Edit(text)
	}
	return text
}

// headed numbers the headings of a paper.
func headed(text string) string {
	for i := 1; strings.Contains(text, "＃"); i++ {
		text = strings.Replace(text, "＃", han(i), 1)
	}
	return text
}

// Texts are the texts of all papers, in order.
func (c *Case) Texts() (texts []string) {
	for _, s := range c.Sheets {
		texts = append(texts, s.Code+"\n"+c.text(s))
	}
	return texts
}

// fill puts words into the placeholders of a text; a word may hold placeholders itself.
func (c *Case) fill(s *Sheet, text string, depth int) string {
	if depth > 4 {
		return text
	}
	return slot.ReplaceAllStringFunc(text, func(m string) string {
		p := slot.FindStringSubmatch(m)
		switch p[1] {
		case "PARTY":
			return c.fill(s, c.Hand.wording("party."+c.party(s)), depth+1)
		case "KINDS", "EVIDENCE", "ITEMS":
			return c.list(s, p[1], depth)
		}
		value, known := s.Words[p[1]]
		if !known {
			value, known = c.Words[p[1]]
		}
		if !known {
			panic(fmt.Sprintf("blindset: %s says nothing for %s", s.Code, m))
		}
		switch v := value.(type) {
		case Day:
			switch p[2] {
			case "/han":
				return Hand{days: 2}.day(v)
			case "/pad":
				return Hand{days: 1}.day(v)
			}
			return c.Hand.day(v)
		case Fen:
			if p[2] == "" {
				return c.Hand.sum(v)
			}
			capitals := v
			if other, there := s.Words[p[1]+"_capitals"].(Fen); there {
				capitals = other
			}
			return c.Hand.both(v, capitals)
		case Law:
			return c.Hand.law(v)
		case period:
			return c.Hand.period(v.n, v.unit)
		case []string:
			return c.fill(s, strings.Join(v, "、"), depth+1)
		}
		return c.fill(s, fmt.Sprint(value), depth+1)
	})
}

// period is a period of so many units.
type period struct {
	n    int
	unit string
}

func (c *Case) party(s *Sheet) string {
	if kind, own := s.Words["party"].(string); own {
		return kind
	}
	return c.Words["party"].(string)
}

// list writes what a paper enumerates, an item a line.
func (c *Case) list(s *Sheet, name string, depth int) string {
	key := strings.ToLower(name)
	items, own := s.Words[key+"_list"].([]string)
	if !own {
		items, _ = c.Words[key+"_list"].([]string)
	}
	var lines []string
	for i, item := range items {
		item = c.fill(s, item, depth+1)
		if name == "ITEMS" {
			what, much, _ := strings.Cut(item, " ")
			lines = append(lines, fmt.Sprintf("|%d|%s|%s|", i+1, what, much))
			continue
		}
		end := "；"
		if i == len(items)-1 {
			end = "。"
		}
		lines = append(lines, c.Hand.number(i+1)+item+end)
	}
	return strings.Join(lines, "\n")
}
