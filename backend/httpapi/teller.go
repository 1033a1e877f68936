package httpapi

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// teller puts entries of the ledger into words.
type teller struct {
	from store.Source
	book *rulebook.Book
	who  *names
	text map[string]fault.Text
}

func (s *Server) teller(from store.Source) *teller {
	return &teller{from, s.Files.Rules.Current(), namesFrom(from), Sentences()}
}

// aboutTheOffice tells whether a kind of event says nothing of any case.
func aboutTheOffice(kind string) bool {
	return strings.HasPrefix(kind, "account.") || strings.HasPrefix(kind, "authority.") || strings.HasPrefix(kind, "rulebook.") || strings.HasPrefix(kind, "store.") || strings.HasPrefix(kind, "record.device_")
}

// entry shows an entry. Without the right to read cases it tells what was done, but not what is in the case.
func (t *teller) entry(e ledger.Entry, readsCases bool) Entry {
	out := Entry{Seq: e.Seq, At: e.At, Actor: t.who.of(e.Actor), Kind: e.Kind, Subject: e.Subject, Data: map[string]any{}}
	sentence, known := t.text[e.Kind]
	if !known {
		sentence = fault.T(e.Kind, e.Kind)
	}
	if !readsCases && !aboutTheOffice(e.Kind) {
		out.Text = fault.T(withheld(sentence.Zh), withheld(sentence.En))
		return out
	}
	data := decoded(e.Data)
	out.Data = data
	fill := func(text string, pick func(fault.Text) string) string {
		return slot.ReplaceAllStringFunc(text, func(found string) string {
			path, form, _ := strings.Cut(strings.Trim(found, "{}"), "|")
			return pick(t.value(path, form, e.Subject, data))
		})
	}
	out.Text.Zh = fill(sentence.Zh, func(x fault.Text) string { return x.Zh })
	out.Text.En = fill(sentence.En, func(x fault.Text) string { return x.En })
	return out
}

var slot = regexp.MustCompile(`\{[a-z_.]+(\|[a-z]+)?\}`)

// ends is what is left at the end of a sentence whose values are withheld.
var ends = regexp.MustCompile(`[\s:,“”()…]*…[\s:,“”()…]*$`)

// withheld is a sentence without its values.
func withheld(sentence string) string {
	return ends.ReplaceAllString(slot.ReplaceAllString(sentence, "…"), "")
}

func same(text string) fault.Text { return fault.T(text, text) }

// value is what stands in a slot.
func (t *teller) value(path, form, subject string, data map[string]any) fault.Text {
	var v any = subject
	if path != "subject" {
		v = data
		for _, step := range strings.Split(path, ".") {
			inner, _ := v.(map[string]any)
			v = inner[step]
		}
	}
	list, _ := v.([]any)
	text := plain(v)
	switch form {
	case "":
		return same(text)
	case "count":
		return same(fmt.Sprint(len(list)))
	case "person":
		if text == "unknown" {
			return fault.T("未知用户名", "an unknown name")
		}
		return same(t.who.of(text).Name)
	case "note":
		if text == "" {
			return fault.Text{}
		}
		return fault.T("("+text+")", " ("+text+")")
	case "size":
		return same(bytesText(v))
	case "people", "roles", "fields", "major", "kinds":
		return t.listed(form, list)
	}
	return t.labelled(form, text, subject)
}

func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprint(v)
}

func bytesText(v any) string {
	n, _ := v.(float64)
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", n/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.0f KB", n/(1<<10))
	}
	return fmt.Sprintf("%.0f B", n)
}

// mostNamed is how many things of a list a sentence names.
const mostNamed = 5

// listed is a list in words.
func (t *teller) listed(form string, list []any) fault.Text {
	var zh, en []string
	for _, v := range list {
		text := same(plain(v))
		row, _ := v.(map[string]any)
		switch form {
		case "people":
			text = same(t.who.of(plain(v)).Name)
		case "roles":
			role, _ := t.book.Role(plain(v))
			text = role.Label
		case "kinds":
			text = t.code("kind", plain(v))
		case "fields":
			text = t.field(plain(row["name"]))
		case "major":
			label, _ := row["label"].(map[string]any)
			text = fault.T(plain(label["zh"]), plain(label["en"]))
		}
		if !slices.Contains(zh, text.Zh) {
			zh, en = append(zh, text.Zh), append(en, text.En)
		}
	}
	if len(zh) == 0 {
		return fault.T("无", "none")
	}
	if more := len(zh) - mostNamed; more > 0 {
		zh = append(zh[:mostNamed], fmt.Sprintf("等%d项", more+mostNamed))
		en = append(en[:mostNamed], fmt.Sprintf("and %d more", more))
	}
	return fault.T(strings.Join(zh, "、"), strings.Join(en, ", "))
}

// code is the label of an entry of a code table.
func (t *teller) code(table, id string) fault.Text {
	for _, code := range t.book.Table(table) {
		if code.ID == id {
			return code.Label
		}
	}
	return same(id)
}

func (t *teller) field(name string) fault.Text {
	for _, p := range t.book.Procedures {
		if field, known := p.Field(name); known {
			return field.Label
		}
	}
	return same(name)
}

// labelled is the label of a code, in the procedure of the case that the sentence is about if it is about one.
func (t *teller) labelled(form, id, subject string) fault.Text {
	switch form {
	case "opinion":
		if o, known := t.book.Opinion(id); known {
			return o.Label
		}
	case "finding":
		return findings()[id]
	case "purpose":
		purposes := map[string]fault.Text{"archive": fault.T("归档", "the archive"), "work": fault.T("办案", "work on the case"), "supervision": fault.T("监督调卷", "supervision"), "court": fault.T("复议诉讼", "a court or reconsideration"), "party": fault.T("当事人查阅", "a party")}
		return purposes[id]
	case "skipped":
		return map[string]fault.Text{"duplicate": fault.T("卷内已有,不再收入", "is in the dossier already"), "failed": fault.T("无法打开,未收入", "could not be opened")}[id]
	case "noted":
		return map[string]fault.Text{"duplicate": fault.T("已有相同的记录,不再收入", "is there already"), "sidecar": fault.T("保留为记录信息", "was kept: it says something of recordings"), "other": fault.T("不是音像记录", "is no recording"), "failed": fault.T("未能收入", "could not be received")}[id]
	case "event":
		if e, known := t.book.Recording(id); known {
			return fault.T("("+e.Label.Zh+")", " ("+e.Label.En+")")
		}
		return fault.Text{}
	case "chapter":
		if id == "" {
			return fault.Text{}
		}
		label := t.code("recording_chapter", id)
		return fault.T("“"+label.Zh+"”", " “"+label.En+"”")
	case "custody":
		return t.code("custody", id)
	case "similar":
		return map[string]fault.Text{"true": fault.T("相似", "similar"), "false": fault.T("不相似", "not similar")}[id]
	case "ruling":
		return map[string]fault.Text{"upheld": fault.T("维持意见", "upheld"), "again": fault.T("重新审核", "to be reviewed again")}[id]
	case "level":
		return map[string]fault.Text{"deputy": fault.T("分管负责人", "the deputy"), "head": fault.T("主要负责人", "the head"), "discussion": fault.T("集体讨论", "a collective discussion")}[id]
	case "case":
		if c, err := casefile.CaseOf(t.from, id); err == nil {
			return same(c.No)
		}
	case "ground":
		for _, g := range t.book.Grounds {
			if g.ID == id {
				return g.Label
			}
		}
	case "destination":
		for _, d := range t.book.Table("destination") {
			if d.ID == id {
				return d.Label
			}
		}
	case "paper":
		if p, err := casefile.PaperOf(t.from, id); err == nil {
			return same(p.Title)
		}
		return fault.T("已移出的文书", "a paper since taken out")
	}
	procedures := t.book.Procedures
	if c, err := casefile.CaseOf(t.from, subject); err == nil {
		if own, known := t.book.Procedure(c.Procedure); known {
			procedures = append([]*rulebook.Procedure{own}, procedures...)
		}
	}
	for _, p := range procedures {
		if label, known := labelIn(p, form, id); known {
			return label
		}
	}
	return same(id)
}

func labelIn(p *rulebook.Procedure, form, id string) (fault.Text, bool) {
	switch form {
	case "state":
		state, known := p.Lifecycle.State(id)
		return state.Label, known
	case "transition":
		step, known := p.Lifecycle.Transition(id)
		return step.Label, known
	case "code":
		if paper, known := p.Paper(id); known {
			return fault.T("(《"+paper.Label.Zh+"》)", " ("+paper.Label.En+")"), true
		}
		return fault.Text{}, id == ""
	}
	return fault.Text{}, false
}

func findings() map[string]fault.Text {
	return map[string]fault.Text{"met": fault.T("符合", "met"), "not_met": fault.T("不符合", "not met"), "not_applicable": fault.T("不适用", "not applicable"), "unchecked": fault.T("未查", "not looked at")}
}
