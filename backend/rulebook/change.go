package rulebook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// Change is one row of a data file, before and after: without Before it is new, without After it is gone. An empty ID
// stands for what a file says beside its rows, or for a file that has none. Order is the new order of a file's rows, where
// only that has changed.
type Change struct {
	File   string          `json:"file"`
	ID     string          `json:"id,omitempty"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
	Order  []string        `json:"order,omitempty"`
}

// Edit asks for a row to be put, as new or in the place of the one with the same id, or to be removed.
type Edit struct {
	File    string          `json:"file"`
	ID      string          `json:"id,omitempty"`
	Row     json.RawMessage `json:"row,omitempty"`
	Removed bool            `json:"removed,omitempty"`
	Order   []string        `json:"order,omitempty"`
}

// Edit is what makes the change.
func (c Change) Edit() Edit {
	return Edit{File: c.File, ID: c.ID, Row: c.After, Removed: c.After == nil && c.Order == nil, Order: c.Order}
}

// rowKeys name what identifies a row, for the files in which it is not the id alone.
var rowKeys = map[string][]string{
	"codes": {"table", "id"}, "fields": {"name"}, "papers": {"code"}, "proposals": {"paper", "fact", "label", "field"},
	"disclosure_fields": {"code"}, "archive_order": {"side", "no"},
}

// rowID is the id of a row, such as "M08" or "party_type/person"; empty if it has none.
func rowID(file string, row json.RawMessage) string {
	keys := rowKeys[schemaOf(file)]
	if keys == nil {
		keys = []string{"id"}
	}
	var values map[string]any
	decoder := json.NewDecoder(bytes.NewReader(row))
	decoder.UseNumber()
	if decoder.Decode(&values) != nil {
		return ""
	}
	parts, some := make([]string, len(keys)), false
	for i, key := range keys {
		if v := values[key]; v != nil && v != "" {
			parts[i], some = fmt.Sprint(v), true
		}
	}
	if !some {
		return ""
	}
	return strings.Join(parts, "/")
}

// schemaOf is the name that a file gives to its schema.
func schemaOf(file string) string { return strings.TrimSuffix(path.Base(file), ".json") }

// table is a data file taken apart: what it says beside its rows, and its rows in order. All of it is canonical.
type table struct {
	head map[string]json.RawMessage
	ids  []string
	rows map[string]json.RawMessage
	list bool // it has rows at all
}

// open takes a file apart. A row without an id goes by its place.
func (b Bundle) open(file string) (t table, err error) {
	t.rows = map[string]json.RawMessage{}
	content, found := b[file]
	if !found {
		return t, nil
	}
	if err := json.Unmarshal(content, &t.head); err != nil {
		return t, err
	}
	for key, value := range t.head {
		if t.head[key], err = ledger.Canonical(value); err != nil {
			return t, err
		}
	}
	raw, list := t.head["rows"]
	if !list {
		return t, nil
	}
	delete(t.head, "rows")
	t.list = true
	var rows []json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		return t, err
	}
	for i, row := range rows {
		id := rowID(file, row)
		if _, twice := t.rows[id]; id == "" || twice {
			id = fmt.Sprintf("#%d", i+1)
		}
		t.ids = append(t.ids, id)
		t.rows[id] = row
	}
	return t, nil
}

// header is what the file says beside its rows, as a row; nil if it says nothing.
func (t table) header() json.RawMessage {
	if t.head == nil {
		return nil
	}
	raw, err := ledger.Canonical(t.head)
	if err != nil {
		return nil // not possible: its parts are canonical
	}
	return raw
}

// content puts the file together.
func (t table) content() (json.RawMessage, error) {
	all := maps.Clone(t.head)
	if t.list {
		rows := make([]json.RawMessage, 0, len(t.ids))
		for _, id := range t.ids {
			rows = append(rows, t.rows[id])
		}
		raw, err := json.Marshal(rows)
		if err != nil {
			return nil, err
		}
		all["rows"] = raw
	}
	return ledger.Canonical(all)
}

// Diff tells what is different between two rulebooks, row by row, in the order of the files.
func Diff(before, after Bundle) ([]Change, error) {
	names := slices.Sorted(maps.Keys(before))
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if _, known := before[name]; !known {
			names = append(names, name)
		}
	}
	changes := []Change{}
	for _, name := range names {
		a, err := before.open(name)
		if err == nil {
			var b table
			if b, err = after.open(name); err == nil {
				changes = append(changes, a.diff(b, name)...)
			}
		}
		if err != nil {
			return nil, Problems{{File: name, What: reason(err)}}.refusal()
		}
	}
	return changes, nil
}

func (t table) diff(b table, file string) (changes []Change) {
	if x, y := t.header(), b.header(); !bytes.Equal(x, y) {
		changes = append(changes, Change{File: file, Before: x, After: y})
	}
	if b.head == nil {
		return changes // the file is gone, with its rows
	}
	kept := make([]string, 0, len(b.ids))
	for _, id := range t.ids {
		row, still := b.rows[id]
		if !still {
			changes = append(changes, Change{File: file, ID: id, Before: t.rows[id]})
			continue
		}
		kept = append(kept, id)
		if !bytes.Equal(row, t.rows[id]) {
			changes = append(changes, Change{File: file, ID: id, Before: t.rows[id], After: row})
		}
	}
	for _, id := range b.ids {
		if _, there := t.rows[id]; !there {
			changes = append(changes, Change{File: file, ID: id, After: b.rows[id]})
			kept = append(kept, id)
		}
	}
	if !slices.Equal(kept, b.ids) {
		changes = append(changes, Change{File: file, Order: b.ids})
	}
	return changes
}

// Edit makes a bundle with rows put in or removed; the bundle itself stays as it is. What cannot be done is a problem with
// its file and row. New rows stand at the end of their file.
func (b Bundle) Edit(edits []Edit) (Bundle, error) {
	out := maps.Clone(b)
	var problems Problems
	for _, e := range edits {
		if what := out.edit(e); !what.IsZero() {
			problems = append(problems, Problem{File: e.File, Row: e.ID, What: what})
		}
	}
	if problems != nil {
		return nil, problems.refusal()
	}
	return out, nil
}

// edit makes one edit in place, or says why it cannot.
func (b Bundle) edit(e Edit) (what fault.Text) {
	if !validName(e.File) {
		return fault.T("不是数据文件的名称", "no name of a data file")
	}
	t, err := b.open(e.File)
	if err != nil {
		return reason(err)
	}
	var row json.RawMessage
	if !e.Removed && e.Order == nil {
		if row, err = ledger.Canonical(e.Row); err != nil || len(e.Row) == 0 || row[0] != '{' {
			return fault.T("这一行不是只含整数的 JSON 对象", "the row is no JSON object with whole numbers")
		}
	}
	switch own := rowID(e.File, row); {
	case e.Order != nil:
		what = t.order(e.Order)
	case e.ID == "" && e.Removed:
		delete(b, e.File)
		return fault.Text{}
	case e.ID == "" && (own == "" || !t.list && t.head != nil):
		what = t.setHeader(row)
	case e.Removed:
		what = t.remove(e.ID)
	default:
		what = t.put(e, own, row)
	}
	if !what.IsZero() {
		return what
	}
	content, err := t.content()
	if err != nil {
		return reason(err)
	}
	b[e.File] = content
	return fault.Text{}
}

// put puts a row in the place of the one with its id, or at the end.
func (t *table) put(e Edit, own string, row json.RawMessage) fault.Text {
	id := e.ID
	if id == "" {
		id = own
	}
	if own == "" {
		return fault.T("这一行没有编号", "the row has no id")
	}
	if own != id {
		return say("这一行写的编号是“%s”：编号不能修改，请删除此行后另行增加", "the row says that it is %q: a row keeps its id; remove it and add the other", own)
	}
	if t.head == nil {
		schema, err := json.Marshal(schemaOf(e.File))
		if err != nil {
			return reason(err)
		}
		t.head = map[string]json.RawMessage{"schema": schema}
		t.list = true
	}
	if !t.list {
		return fault.T("这个文件不分行", "the file has no rows")
	}
	if _, there := t.rows[id]; !there {
		t.ids = append(t.ids, id)
	}
	t.rows[id] = row
	return fault.Text{}
}

func (t *table) remove(id string) fault.Text {
	if _, there := t.rows[id]; !there {
		return fault.T("没有这一行", "there is no such row")
	}
	delete(t.rows, id)
	t.ids = slices.DeleteFunc(t.ids, func(x string) bool { return x == id })
	return fault.Text{}
}

// setHeader changes what the file says beside its rows. A file that begins with a schema alone has rows.
func (t *table) setHeader(row json.RawMessage) fault.Text {
	fresh := t.head == nil
	t.head = nil
	if err := json.Unmarshal(row, &t.head); err != nil {
		return reason(err)
	}
	if _, rows := t.head["rows"]; rows {
		return fault.T("各行须逐行修改", "rows are changed one by one")
	}
	if fresh {
		_, schema := t.head["schema"]
		_, note := t.head["note"]
		t.list = schema && (len(t.head) == 1 || note && len(t.head) == 2)
	}
	return fault.Text{}
}

// order puts the rows in an order that names each of them once.
func (t *table) order(ids []string) fault.Text {
	a, b := slices.Sorted(slices.Values(ids)), slices.Sorted(slices.Values(t.ids))
	if !slices.Equal(a, b) {
		return fault.T("次序须把每一行列出一次", "the order does not name every row once")
	}
	t.ids = slices.Clone(ids)
	return fault.Text{}
}

// KeyChange is one key of a row before and after.
type KeyChange struct {
	Key    string          `json:"key"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// Keys tells which keys of a row are different, in order; none for a row that is new or gone.
func (c Change) Keys() []KeyChange {
	var before, after map[string]json.RawMessage
	if c.Before == nil || c.After == nil || json.Unmarshal(c.Before, &before) != nil || json.Unmarshal(c.After, &after) != nil {
		return nil
	}
	names := slices.Sorted(maps.Keys(after))
	for name := range before {
		if _, still := after[name]; !still {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var keys []KeyChange
	for _, name := range names {
		if !bytes.Equal(before[name], after[name]) {
			keys = append(keys, KeyChange{name, before[name], after[name]})
		}
	}
	return keys
}
