package rulebook_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// planted is the real rulebook with one fault in it, and where that must be found.
type planted struct {
	name, file, row string
	bundle          rulebook.Bundle
}

// planting makes faults out of the real data: what holds for every kind of action, and penalties.
type planting struct {
	t     *testing.T
	sound rulebook.Bundle
	all   []planted
}

type row = map[string]any

// doc is a data file as JSON.
func (p *planting) doc(file string) row {
	p.t.Helper()
	var d row
	if err := json.Unmarshal(p.sound[file], &d); err != nil {
		p.t.Fatalf("%s: %v", file, err)
	}
	return d
}

// plant keeps a fault: the file as changed, and the row that must be named.
func (p *planting) plant(name, file, id string, changed any) {
	p.t.Helper()
	raw, err := json.Marshal(changed)
	if err != nil {
		p.t.Fatal(err)
	}
	p.raw(name, file, id, raw)
}

func (p *planting) raw(name, file, id string, content []byte) {
	bundle := maps.Clone(p.sound)
	if bundle[file] = content; content == nil {
		delete(bundle, file)
	}
	p.all = append(p.all, planted{name, file, id, bundle})
}

// idOf is the id of a row as problems name it.
func idOf(file string, r row) string {
	keys := []string{"id"}
	switch file[strings.LastIndex(file, "/")+1:] {
	case "codes.json":
		keys = []string{"table", "id"}
	case "fields.json":
		keys = []string{"name"}
	case "papers.json", "disclosure_fields.json":
		keys = []string{"code"}
	case "proposals.json":
		keys = []string{"paper", "fact", "label", "field"}
	case "archive_order.json":
		keys = []string{"side", "no"}
	}
	parts := make([]string, len(keys))
	for i, k := range keys {
		if r[k] != nil {
			parts[i] = fmt.Sprint(r[k])
		}
	}
	return strings.Join(parts, "/")
}

// inRow plants a fault in a row; where names the row that is told if it is not the row itself.
func (p *planting) inRow(name, file, id string, change func(r row), where ...string) {
	p.t.Helper()
	d := p.doc(file)
	for _, raw := range d["rows"].([]any) {
		r := raw.(row)
		if idOf(file, r) != id {
			continue
		}
		change(r)
		if len(where) > 0 {
			id = where[0]
		}
		p.plant(name, file, id, d)
		return
	}
	p.t.Fatalf("no row %s in %s", id, file)
}

// set plants a wrong value in a row.
func (p *planting) set(file, id, key string, value any) {
	p.t.Helper()
	p.inRow(fmt.Sprintf("%s is %v", key, value), file, id, func(r row) { r[key] = value })
}

// everyFile plants what can be wrong in any file of rows.
func (p *planting) everyFile() {
	for _, file := range p.sound.Names() {
		d := p.doc(file)
		rows, ok := d["rows"].([]any)
		if !ok || len(rows) == 0 {
			continue
		}
		p.raw("no JSON", file, "", p.sound[file][:len(p.sound[file])/2])
		d["schema"] = "other"
		p.plant("another schema", file, "", d)
		id := idOf(file, rows[0].(row))
		p.inRow("an unknown key", file, id, func(r row) { r["colour"] = "red" })
		p.inRow("a source of the wrong type", file, id, func(r row) { r["source"] = 7 })
		d = p.doc(file)
		d["rows"] = append(d["rows"].([]any), d["rows"].([]any)[0])
		p.plant("the same id twice", file, id, d)
		d = p.doc(file)
		d["rows"] = append(d["rows"].([]any), row{"source": "x"})
		p.plant("a row without an id", file, fmt.Sprintf("#%d", len(rows)+1), d)
		if rows[0].(row)["source"] != nil {
			p.inRow("no source", file, id, func(r row) { delete(r, "source") })
		}
		for _, key := range []string{"label", "question"} {
			if text, ok := rows[0].(row)[key].(row); ok && text["en"] != nil {
				p.inRow("no English "+key, file, id, func(r row) { delete(r[key].(row), "en") })
				p.inRow("no Chinese "+key, file, id, func(r row) { r[key].(row)["zh"] = "" })
			}
		}
	}
}

// conditions plants wrong conditions wherever there are some.
func (p *planting) conditions() {
	for _, c := range []struct{ file, id, key string }{
		{"major.json", "M05", "when"}, {"penalty/major.json", "M08", "when"}, {"penalty/deadlines.json", "T01", "when"}, {"penalty/checklist.json", "P20", "check"},
		{"penalty/checklist.json", "P20", "applies"}, {"penalty/materials.json", "", "when"}, {"penalty/disclosure_rules.json", "simple", "when"}, {"grounds.json", "X05", "when"},
	} {
		id := c.id
		if id == "" {
			id = idOf(c.file, p.doc(c.file)["rows"].([]any)[0].(row))
		}
		for _, wrong := range []string{"x.fine >", "x.nothing", "x.fine + 1", "x.fine == \"viel\"", "param.none > 1", "d.D99.present", "days_before(today, 1) > 1"} {
			p.set(c.file, id, c.key, wrong)
		}
	}
	p.inRow("a derived sum", "fields.json", "x.fine", func(r row) { r["derive"] = "c.flag_complex" })
	p.inRow("a derived fact over nothing", "fields.json", "c.flag_complex", func(r row) { r["derive"] = "c.nothing" })
}

// strays plants values that point nowhere.
func (p *planting) strays() {
	for _, s := range []struct {
		file, id, key string
		value         any
	}{
		{"fields.json", "x.fine", "type", "number"}, {"fields.json", "x.fine", "fingerprint", "soul"}, {"fields.json", "x.fine", "group", ""}, {"fields.json", "p.type", "codes", "none"},
		{"fields.json", "x.fine", "default", "viel"}, {"fields.json", "c.flag_complex", "default", 1}, {"parameters.json", "review_days", "type", "days"}, {"parameters.json", "review_days", "value", "five"},
		{"parameters.json", "review_all", "value", 1}, {"parameters.json", "reviewer_qualified_from", "value", "2018-13-01"}, {"parameters.json", "review_days", "value", nil},
		{"opinions.json", "O1", "effect", "maybe"}, {"grounds.json", "X05", "effect", "hide"}, {"major.json", "M01", "tier", "royal"}, {"major.json", "M01", "manual", "c.nothing"},
		{"major.json", "M01", "when", ""}, {"major.json", "M05", "in_force_from", "2026-02-30"}, {"major.json", "M05", "in_force_to", "soon"}, {"grounds.json", "X05", "in_force_from", "20260101"},
		{"penalty/deadlines.json", "T01", "unit", "fortnight"}, {"penalty/deadlines.json", "T01", "from", "d.D99.on"}, {"penalty/deadlines.json", "T01", "to", "c.nothing"},
		{"penalty/deadlines.json", "T01", "param", "none"}, {"penalty/deadlines.json", "T01", "in_force_from", "2026/01/01"}, {"penalty/deadlines.json", "T01", "n", "seven"}, {"penalty/deadlines.json", "T01", "n", 7.5},
		{"penalty/papers.json", "D21", "level", "maybe"}, {"penalty/papers.json", "D21", "side", "left"}, {"penalty/papers.json", "D21", "phase", "none"}, {"penalty/papers.json", "D21", "fingerprint", "soul"},
		{"penalty/papers.json", "D21", "evidence", "hearsay"}, {"penalty/checklist.json", "P20", "heading", "NIL"}, {"penalty/checklist.json", "P20", "class", "Z"}, {"penalty/checklist.json", "P20", "papers", []any{"D99"}},
		{"penalty/checklist.json", "P20", "question", nil}, {"penalty/checklist.json", "P20", "look_at", nil}, {"penalty/checklist.json", "P20", "papers", "D20"},
		{"penalty/disclosure_rules.json", "simple", "publish", "maybe"}, {"penalty/disclosure_rules.json", "simple", "deadline", "T999"}, {"penalty/disclosure_rules.json", "simple", "ground", "X99"},
		{"penalty/disclosure_fields.json", "CF_WSH", "required", "maybe"}, {"penalty/disclosure_fields.json", "CF_WSH", "from", []any{"c.nothing"}}, {"penalty/disclosure_checks.json", "V02", "level", "loud"},
		{"penalty/disclosure_checks.json", "V02", "check", "none"}, {"penalty/disclosure_checks.json", "V02", "columns", []any{"CF_NIL"}},
		{"redaction.json", "X-R01", "pattern", "[0-9"}, {"redaction.json", "X-R01", "level", "loud"}, {"redaction.json", "X-R01", "check", "none"}, {"redaction.json", "X-R01", "mask", "{nothing}"}, {"redaction.json", "X-R01", "blanks", "some"},
		{"penalty/transitions.json", "file", "to", "nowhere"}, {"penalty/transitions.json", "file", "from", []any{"nowhere"}}, {"penalty/transitions.json", "file", "roles", []any{"clerk"}},
		{"penalty/transitions.json", "file", "roles", []any{}}, {"penalty/transitions.json", "file", "by", "weather.changed"}, {"penalty/transitions.json", "file", "routine", []any{"decided"}}, {"penalty/transitions.json", "file", "routine", "often"},
		{"papers.json", "R03", "review", "opinion"}, {"papers.json", "R03", "review", "gossip"}, {"deadlines.json", "T45", "opinion", true}, {"penalty/transitions.json", "file", "opinions", []any{"O99"}},
		{"penalty/transitions.json", "file", "starts", []any{"T999"}}, {"penalty/transitions.json", "file", "ends", []any{"T999"}}, {"penalty/transitions.json", "file", "pauses", []any{"T999"}},
		{"penalty/transitions.json", "file", "resumes", []any{"T999"}}, {"penalty/transitions.json", "file", "dates", []any{"c.nothing"}}, {"penalty/transitions.json", "file", "dates", []any{"x.fine"}},
		{"penalty/transitions.json", "file", "converts", "nowhere"}, {"penalty/transitions.json", "file", "papers", []any{row{"codes": []any{"D99"}, "level": "must"}}},
		{"penalty/transitions.json", "file", "papers", []any{row{"codes": []any{}, "level": "must"}}}, {"penalty/transitions.json", "file", "papers", []any{row{"codes": []any{"D02"}, "level": "must", "when": "x.fine > 1"}}},
		{"penalty/transitions.json", "file", "papers", []any{row{"codes": []any{"D02"}, "level": "loud"}}}, {"penalty/transitions.json", "file", "papers", []any{row{"codes": []any{"D02"}, "level": "when", "when": "x.nothing"}}},
		{"roles.json", "chief", "rules", []any{"reign"}}, {"penalty_kinds.json", "010103", "hearing", "maybe"}, {"penalty_kinds.json", "010103", "credit_class", "poor"}, {"penalty_kinds.json", "010103", "severity", 0},
		{"publication_periods.json", "o36_ordinary", "decided_from", "2026-4-1"}, {"publication_periods.json", "o36_ordinary", "start_basis", "birth"}, {"publication_periods.json", "o36_ordinary", "destination", "moon"},
		{"instruments.json", "penalty_law", "in_force_from", "July 2021"}, {"instruments.json", "penalty_law", "in_force_to", "2021-02-30"}, {"instruments.json", "penalty_law", "level", "rumour"},
		{"review_limits.json", "default", "review", -1}, {"articles.json", "penalty_law/58", "instrument", "none"}, {"articles.json", "penalty_law/58", "no", 59},
		{"articles.json", "penalty_law/58", "gist", nil}, {"articles.json", "penalty_law/58", "replaced_by", "penalty_law/999"}, {"articles.json", "penalty_law/58", "in_force_to", "soon"},
	} {
		p.set(s.file, s.id, s.key, s.value)
	}
}

// tables plants faults in the tables for the record, the dossier, the lists and the figures.
func (p *planting) tables() {
	for _, s := range []struct {
		file, id, key string
		value         any
	}{
		{"recordings.json", "AV05", "level", "some"}, {"recordings.json", "AV05", "media", []any{}}, {"recordings.json", "AV05", "media", []any{"film"}}, {"recordings.json", "AV05", "papers", []any{"D99"}},
		{"recordings.json", "AV05", "steps", []any{"fly"}}, {"recordings.json", "AV05", "retention", "audit_log"}, {"recordings.json", "AV05", "actions", []any{"war"}}, {"recordings.json", "AV05", "side", "left"},
		{"showings.json", "P01", "does", "sing"}, {"showings.json", "P01", "moment", "never"}, {"showings.json", "P05", "papers", []any{"D99"}}, {"showings.json", "P06", "when", []any{row{"condition": ""}}},
		{"annual_figures.json", "Y01", "report", "gossip"}, {"annual_figures.json", "Y01", "measure", "guess"}, {"annual_figures.json", "Y01", "unit", "pound"}, {"annual_figures.json", "Y04", "field", "p.name"}, {"annual_figures.json", "Y01", "actions", []any{"war"}},
		{"penalty/disclosure_rules.json", "market", "periods", row{"gsxt": "T999"}}, {"penalty/disclosure_rules.json", "market", "periods", row{"moon": "T40"}},
		{"recordings.json", "AV17", "in_force_from", "2026-1-1"}, {"recordings.json", "AV05", "begin", row{"zh": "始"}},
		{"recording_fields.json", "span", "level", "whole"}, {"recording_fields.json", "span", "type", "hour"}, {"recording_fields.json", "span", "names", []any{}}, {"recording_fields.json", "span", "names", []any{"case_no"}},
		{"recording_fields.json", "kind", "codes", "none"}, {"retention.json", "recording_loose", "of", "memory"}, {"retention.json", "recording_loose", "term", "permanent"}, {"retention.json", "recording_loose", "usual", 5},
		{"retention.json", "recording_grave", "term", "months"}, {"retention.json", "dossier_general", "procs", []any{"none"}}, {"retention.json", "dossier_general", "actions", []any{"war"}},
		{"dossier_vetoes.json", "VT07", "items", []any{"P99"}}, {"dossier_vetoes.json", "VT07", "actions", []any{"war"}},
		{"penalty/dossier_scores.json", "S13", "when", "x.nothing"}, {"penalty/dossier_scores.json", "S13", "class", "Z"}, {"penalty/dossier_scores.json", "S13", "deductions", []any{}},
		{"penalty/dossier_scores.json", "S13", "deductions", []any{row{"for": row{"zh": "每处", "en": "each"}, "tenths": 41}}}, {"penalty/dossier_scores.json", "S13", "deductions", []any{row{"for": row{"zh": "每处", "en": "each"}, "veto": "VT99"}}},
		{"penalty/dossier_scores.json", "S13", "deductions", []any{row{"for": row{"zh": "每处"}, "tenths": 1}}},
		{"disclosure_lists.json", "A10", "deadline", "T999"}, {"disclosure_lists.json", "A10", "fields", []any{}}, {"disclosure_lists.json", "A10", "fields", []any{row{"id": "a", "label": row{"zh": "甲"}}}},
		{"disclosure_lists.json", "A10", "fields", []any{row{"id": "Kind Of", "label": row{"zh": "甲", "en": "a"}}}},
		{"indicators.json", "I16", "measures", []any{}}, {"indicators.json", "I16", "actions", []any{"war"}},
		{"statistics.json", "ST2", "columns", []any{}}, {"statistics.json", "ST2", "actions", []any{"war"}}, {"statistics.json", "ST2", "columns", []any{row{"id": "a", "label": row{"zh": "甲", "en": "a"}, "unit": "pound"}}},
		{"statistics.json", "ST2", "columns", []any{row{"id": "a", "label": row{"zh": "甲", "en": "a"}, "unit": "count", "by": "none"}}},
	} {
		p.set(s.file, s.id, s.key, s.value)
	}
	measure := row{"id": "timely", "label": row{"zh": "甲", "en": "a"}, "formula": row{"zh": "乙", "en": "b"}, "unit": "percent", "goal": "at_least", "target": 90}
	for key, value := range map[string]any{"unit": "pound", "goal": "win", "target": nil, "period": "T999", "field": "c.nothing", "formula": row{"zh": "乙"}, "label": row{"zh": "甲"}, "id": "In time"} {
		wrong := maps.Clone(measure)
		wrong[key] = value
		p.set("indicators.json", "I16", "measures", []any{wrong})
	}
	p.set("indicators.json", "I16", "measures", []any{measure, measure})
	p.inRow("points that do not come to a hundred", "penalty/dossier_scores.json", "S13", func(r row) { r["points"] = 5 }, "")
}

// shapes plants courses that cannot be walked, and things that stand in each other's way.
func (p *planting) shapes() {
	guard := row{"id": "G99", "require": "x.fine > 1", "level": "block", "message": row{"zh": "甲", "en": "a"}, "hint": row{"zh": "乙", "en": "b"}, "source": "x"}
	for key, value := range map[string]any{"require": "x.nothing > 1", "when": "x.fine", "level": "loud", "message": row{"zh": "甲"}, "hint": row{}} {
		wrong := maps.Clone(guard)
		wrong[key] = value
		p.inRow("a guard whose "+key+" is wrong", "penalty/transitions.json", "file", func(r row) { r["guards"] = []any{wrong} }, "file/G99")
	}
	d := p.doc("penalty/states.json")
	d["rows"] = append(d["rows"].([]any), row{"id": "limbo", "label": row{"zh": "悬", "en": "Limbo"}, "phase": "review"})
	p.plant("a state that nothing leads to", "penalty/states.json", "limbo", d)
	p.set("penalty/states.json", "clue", "phase", "none")
	d["rows"].([]any)[len(d["rows"].([]any))-1].(row)["id"] = "trap"
	p.plant("a state without a way out", "penalty/states.json", "trap", d)
	trap := p.doc("penalty/transitions.json")
	trap["rows"] = append(trap["rows"].([]any), row{"id": "fall", "from": []any{"clue"}, "to": "trap", "label": row{"zh": "落", "en": "Fall"}, "roles": []any{"head"}, "source": "x"})
	p.all[len(p.all)-1].bundle["penalty/transitions.json"], _ = json.Marshal(trap)
	d = p.doc("penalty/states.json")
	d["rows"] = slices.DeleteFunc(d["rows"].([]any), func(r any) bool { return r.(row)["id"] == "served" })
	p.plant("a state that is not there", "penalty/transitions.json", "", p.doc("penalty/transitions.json"))
	p.all[len(p.all)-1].bundle["penalty/states.json"], _ = json.Marshal(d)
	p.all[len(p.all)-1].row = "*"
	p.inRow("a second opening", "penalty/transitions.json", "file", func(r row) { r["from"] = []any{} }, "")
	p.inRow("a second road to the decision", "penalty/transitions.json", "file", func(r row) { r["to"] = "decided" })
	p.inRow("an alias of another paper", "penalty/papers.json", "D21", func(r row) { r["aliases"] = []any{"测试别名", "测试别名"} })
	p.inRow("a key field that hides a common one", "penalty/papers.json", "D21", func(r row) {
		r["key_fields"] = []any{row{"id": "on", "type": "date", "label": row{"zh": "日", "en": "day"}}}
	})
	p.inRow("a key field without a type", "penalty/papers.json", "D21", func(r row) {
		r["key_fields"] = []any{row{"id": "x", "type": "thing", "label": row{"zh": "日", "en": "day"}}}
	})
	p.inRow("a key field in one language", "penalty/papers.json", "D21", func(r row) {
		r["key_fields"] = []any{row{"id": "x", "type": "date", "label": row{"zh": "日"}}}
	})
	first := p.doc("penalty/materials.json")["rows"].([]any)[0].(row)
	for key, value := range map[string]any{"all_of": []any{"D99"}, "any_of": []any{"D99"}, "filled": []any{"c.nothing"}, "level": "maybe"} {
		p.set("penalty/materials.json", idOf("x.json", first), key, value)
	}
	for i, change := range []func(r row){func(r row) { r["weight"] = 0 }, func(r row) { r["weight"] = 101 }, func(r row) { r["weight"] = "much" }} {
		rule := p.doc("penalty/proposals.json")["rows"].([]any)[i].(row)
		p.inRow("a weight that is none", "penalty/proposals.json", idOf("proposals.json", rule), change)
	}
	slot := p.doc("penalty/archive_order.json")["rows"].([]any)[0].(row)
	p.set("penalty/archive_order.json", idOf("archive_order.json", slot), "papers", []any{"D99"})
	for key, value := range map[string]any{"from": "2017-13-01", "to": "soon", "off": []any{"2026-02-31"}, "on": []any{"sunday"}, "notices": row{"MMXX": "x"}, "schema": "days"} {
		h := p.doc("holidays.json")
		h[key] = value
		p.plant("holidays: "+key, "holidays.json", "", h)
	}
	for _, wrong := range []struct{ key, day string }{{"off", "2026-03-07"}, {"on", "2026-03-04"}} { // a Saturday off, a Wednesday on
		h := p.doc("holidays.json")
		h[wrong.key] = append(h[wrong.key].([]any), wrong.day)
		p.plant("holidays on the wrong side: "+wrong.key, "holidays.json", "", h)
	}
	h := p.doc("holidays.json")
	h["workdays_per_year"].(row)["2026"] = 300
	p.plant("holidays that do not add up", "holidays.json", "", h)
	for key, value := range map[string]any{"kind": "war", "sub": "none", "like": "nowhere", "review": "perhaps", "no_word": "", "amount": "c.nothing", "colour": "red", "label": row{"zh": "罚"}} {
		head := p.doc("penalty/procedure.json")
		head[key] = value
		p.plant("procedure: "+key, "penalty/procedure.json", "", head)
	}
	for key, value := range map[string]any{"version": "", "in_force_from": "2026-02-30", "colour": "red"} {
		head := p.doc("book.json")
		head[key] = value
		p.plant("book: "+key, "book.json", "", head)
	}
	for _, file := range []string{"codes.json", "fields.json", "roles.json", "parameters.json", "holidays.json", "redaction.json", "book.json", "penalty/states.json", "penalty/transitions.json", "penalty/checklist.json"} {
		p.raw("the file is missing", file, "", nil)
	}
	p.raw("nobody may approve", "roles.json", "", []byte(strings.ReplaceAll(string(p.sound["roles.json"]), `"approve", `, "")))
	p.raw("a file that nobody reads", "penalty/spells.json", "", []byte(`{"schema":"spells","rows":[]}`))
	p.raw("an unknown key beside the rows", "codes.json", "", []byte(strings.Replace(string(p.sound["codes.json"]), `"rows"`, `"colour": "red", "rows"`, 1)))
}

// rest plants the kinds of fault that the others leave out.
func (p *planting) rest() {
	label := row{"zh": "甲", "en": "a"}
	fields := func(field string) any { return []any{row{"id": "a", "label": label, "type": field}} }
	for _, s := range []struct {
		file, id, key string
		value         any
	}{
		{"fields.json", "x.fine", "column", "soul"}, {"disclosure_lists.json", "A10", "from", "moon"}, {"disclosure_lists.json", "A10", "fields", fields("sum")},
		{"recordings.json", "AV02", "when", []any{row{}}}, {"major.json", "M05", "papers", []any{"D02"}}, {"reviewer_rules.json", "Q1", "require", ""},
		{"penalty/deadlines.json", "T02", "exclude", []any{row{"from": "h.asked_on", "label": label}}}, {"deadlines.json", "T44", "extend", row{"n": 5, "grants": []any{row{"n": "r.extended_days"}}}},
		{"penalty/consistency.json", "VP01", "words", "甲"}, {"penalty/draft_checks.json", "W01", "says", nil}, {"penalty/draft_checks.json", "W01", "must_not", "甲"}, {"penalty/draft_checks.json", "W01", "must", "(甲"},
		{"penalty/transitions.json", "submit", "review_after", true}, {"penalty/transitions.json", "decide", "converts", "penalty_simple"},
		{"report_forms.json", "sgs2018", "kind", "war"}, {"report_forms.json", "sgs2018", "columns", []any{}},
		{"penalty_simple/transitions.json", "convert", "to", "decided"},
	} {
		p.set(s.file, s.id, s.key, s.value)
	}
	p.set("penalty/papers.json", "D33", "fingerprint", "")
	p.all[len(p.all)-1].file = "papers.json"
	p.inRow("an opinion without a road", "penalty/transitions.json", "return_to_investigation", func(r row) { r["opinions"] = []any{"O3"} }, "submit")
	p.inRow("the id of a row of the root", "penalty/major.json", "M08", func(r row) { r["id"] = "M05" }, "M05")
	head := p.doc("book.json")
	head["usual"] = "nowhere"
	p.plant("an unknown usual procedure", "book.json", "", head)
	h := p.doc("holidays.json")
	h["workdays_per_year"].(row)["MMXX"] = 250
	p.plant("a year that is none", "holidays.json", "", h)
	p.raw("a folder without a procedure", "war/papers.json", "", []byte(`{"schema":"papers","rows":[]}`))
	p.raw("a name that is none", "a/b/c.json", "", []byte(`{"schema":"c","rows":[]}`))
	p.raw("no procedure at all", "procedure.json", "", nil)
	last := p.all[len(p.all)-1].bundle
	maps.DeleteFunc(last, func(name string, _ json.RawMessage) bool { return strings.Contains(name, "/") })
}

// TestTwoHundredFaultsAreNamed plants one fault at a time in the real rulebook and looks whether it is refused by the right
// file and row.
func TestTwoHundredFaultsAreNamed(t *testing.T) {
	p := &planting{t: t, sound: rulebook.Bundle{}}
	for name, content := range load(t).Bundle() {
		if folder, _, below := strings.Cut(name, "/"); !below || folder == "penalty" || folder == "penalty_simple" {
			p.sound[name] = content
		}
	}
	if _, err := p.sound.Load(); err != nil {
		var ps rulebook.Problems
		errors.As(err, &ps)
		t.Fatalf("penalties alone are no sound book: %v", ps)
	}
	p.everyFile()
	p.conditions()
	p.strays()
	p.tables()
	p.shapes()
	p.rest()
	if len(p.all) < 200 {
		t.Fatalf("only %d faults", len(p.all))
	}
	t.Logf("%d faults", len(p.all))
	for i, f := range p.all {
		if testing.Short() && i%10 != 0 {
			continue
		}
		t.Run(fmt.Sprintf("%03d %s in %s %s", i, f.name, f.file, f.row), func(t *testing.T) {
			t.Parallel()
			_, err := f.bundle.Load()
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("passes: %v", err)
			}
			var ps rulebook.Problems
			errors.As(err, &ps)
			if !slices.ContainsFunc(ps, func(found rulebook.Problem) bool { return found.File == f.file && (found.Row == f.row || f.row == "*") }) {
				t.Errorf("told elsewhere: %v", ps)
			}
			saidInBoth(t, ps)
		})
	}
}
