package authority

import (
	"maps"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Flag is something about a list that wants looking at. Kind is one of the constants below; Row and Field say where, if it is
// about a row.
type Flag struct {
	Kind  string
	Row   string
	Field string
	Text  fault.Text
}

// The kinds of flag.
const (
	FlagCitation = "citation" // a provision that is not in force today
	FlagEnded    = "ended"    // the row has run out
	FlagSource   = "source"   // the program knows it otherwise
	FlagBody     = "body"     // the office was described anew since the list was approved
	FlagMissing  = "missing"  // a field that must be there is empty
)

// flags looks over the rows of a list as they are kept.
func (a *Authority) flags(from store.Source, d rulebook.DisclosureList, rows []Row, version *Version) ([]Flag, error) {
	list := []Flag{}
	today := a.Today()
	for _, r := range rows {
		list = append(list, a.rowFlags(d, r, today)...)
	}
	changes, err := a.fromSource(from, d, rows)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		list = append(list, c.flag(d))
	}
	if !d.Body || version == nil {
		return list, nil
	}
	at, found, err := store.One[string](from, queries.Get("body_at"))
	if err == nil && found && at > version.At {
		list = append(list, Flag{Kind: FlagBody, Text: fault.Tf("执法主体信息于 %[1]s 变更，请核对本清单", "the office was described anew on %[1]s: look this list over", at[:len(time.DateOnly)])})
	}
	return list, err
}

func (a *Authority) rowFlags(d rulebook.DisclosureList, r Row, today string) (list []Flag) {
	for _, f := range d.Fields {
		value := r.Content[f.ID]
		flag := func(kind string, text fault.Text) {
			list = append(list, Flag{kind, r.ID, f.ID, text})
		}
		switch {
		case value == "":
			if !f.Optional {
				flag(FlagMissing, fault.Tf("缺“%[1]s”", "%[2]q is missing", f.Label.Zh, f.Label.En))
			}
		case f.Ends && value < today:
			flag(FlagEnded, fault.Tf("“%[1]s”已于 %[3]s 届满", "%[2]q ran out on %[3]s", f.Label.Zh, f.Label.En, value))
		case f.Type == "citations":
			for _, c := range a.Rules.Current().Cite(value, today) {
				if c.InForce == rulebook.NotMet {
					flag(FlagCitation, outdated(c, today))
				}
			}
		}
	}
	return list
}

// outdated says that a provision is not in force.
func outdated(c rulebook.Cited, today string) fault.Text {
	switch {
	case c.From > today:
		return fault.Tf("“%[1]s”自 %[2]s 起施行，尚未生效", "%[1]q is in force from %[2]s only", c.Text, c.From)
	case c.ReplacedBy != "":
		return fault.Tf("“%[1]s”已于 %[2]s 失效，由 %[3]s 代替", "%[1]q ended on %[2]s and was replaced by %[3]s", c.Text, c.To, c.ReplacedBy)
	}
	return fault.Tf("“%[1]s”已于 %[2]s 失效", "%[1]q ended on %[2]s", c.Text, c.To)
}

// SourceChange is where a list and what the program knows differ: a row that is missing (its ID is empty), one with other
// values, or one that the program knows nothing of (Content is nil).
type SourceChange struct {
	ID      string
	Key     string
	Content map[string]string
}

func (c SourceChange) flag(d rulebook.DisclosureList) Flag {
	key, _ := d.Key()
	flag := Flag{Kind: FlagSource, Row: c.ID, Field: key.ID}
	switch {
	case c.ID == "":
		flag.Text = fault.Tf("清单里没有“%[1]s”", "the list lacks %[1]q", c.Key)
	case c.Content == nil:
		flag.Text = fault.Tf("程序里没有或者不再有“%[1]s”", "the program does not know %[1]q, or no longer", c.Key)
	default:
		flag.Text = fault.Tf("“%[1]s”与程序掌握的情况不一致", "the program knows %[1]q otherwise", c.Key)
	}
	return flag
}

// fromSource compares the rows of a list with those that the program can make itself.
func (a *Authority) fromSource(from store.Source, d rulebook.DisclosureList, rows []Row) (changes []SourceChange, err error) {
	if d.From == "" {
		return nil, nil
	}
	known, err := a.known(from, d.From)
	if err != nil {
		return nil, err
	}
	key, _ := d.Key()
	at := map[string]Row{}
	for _, r := range rows {
		at[r.Content[key.ID]] = r
	}
	seen := map[string]bool{}
	for _, content := range known {
		seen[content[key.ID]] = true
		r, there := at[content[key.ID]]
		merged := maps.Clone(r.Content)
		if merged == nil {
			merged = map[string]string{}
		}
		maps.Copy(merged, content)
		if !there || !maps.Equal(merged, r.Content) {
			changes = append(changes, SourceChange{r.ID, content[key.ID], merged})
		}
	}
	for _, r := range rows {
		if !seen[r.Content[key.ID]] {
			changes = append(changes, SourceChange{ID: r.ID, Key: r.Content[key.ID]})
		}
	}
	return changes, nil
}
