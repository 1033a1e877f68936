package disclosure

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// ListRecord is a version of a list that is open before anybody is dealt with, as it is public: one file of a package, as
// canonical JSON. Days are YYYY-MM-DD. RowsSHA256 is over the rows as the office has approved them.
type ListRecord struct {
	Format      int          `json:"format"`
	Office      string       `json:"office"`
	USCC        string       `json:"office_uscc"`
	List        string       `json:"list"`
	Label       fault.Text   `json:"label"`
	Version     int          `json:"version"`
	ValidFrom   string       `json:"valid_from"`
	ApprovedOn  string       `json:"approved_on"`
	PublishedOn string       `json:"published_on"`
	Article     string       `json:"article"`
	RowsSHA256  string       `json:"rows_sha256"`
	Columns     []ListColumn `json:"columns"`
	Rows        []ListEntry  `json:"rows"`
	Charts      []ListChart  `json:"charts,omitempty"`
}

// ListColumn is a column of a list. Type is text, date, citations or picture; a picture's value is a file of the package.
type ListColumn struct {
	ID    string     `json:"id"`
	Label fault.Text `json:"label"`
	Type  string     `json:"type"`
	Key   bool       `json:"key,omitempty"`
}

// ListEntry is an entry of a list: a value by column, without the empty ones.
type ListEntry struct {
	ID      string            `json:"id"`
	Content map[string]string `json:"content"`
}

// ListChart is the drawn course of a procedure, a file of the package in each language.
type ListChart struct {
	Procedure string     `json:"procedure"`
	Label     fault.Text `json:"label"`
	Zh        string     `json:"zh"`
	En        string     `json:"en"`
}

// ListRef names a version of a list with the hash and the size of its record, as the manifest and the ledger do.
type ListRef struct {
	List    string `json:"list"`
	Version int    `json:"version"`
	SHA256  string `json:"sha256"`
	Size    int64  `json:"size"`
}

// openList is a list on its way into a package: its record, and the files that belong to it.
type openList struct {
	record  ListRecord
	raw     []byte // of the record
	edition authority.Edition
	files   []listFile
}

type listFile struct {
	name    string
	content []byte
}

func (l openList) ref() ListRef {
	return ListRef{l.record.List, l.record.Version, digest(string(l.raw)), int64(len(l.raw))}
}

// listName is the file with the record of a list.
func listName(list string) string { return "list-" + list + ".json" }

// listsDue reads the approved versions of lists that no package has carried yet.
func (d *Desk) listsDue(from store.Source) (due []authority.Edition, err error) {
	for _, def := range d.Files.Rules.Current().Lists {
		versions, err := authority.VersionsOf(from, def.ID)
		if err != nil {
			return nil, err
		}
		if len(versions) == 0 {
			continue
		}
		_, gone, err := store.One[string](from, queries.Get("list_packaged"), def.ID, versions[0].Version)
		if err != nil {
			return nil, err
		}
		if gone {
			continue
		}
		edition, err := authority.EditionOf(from, def, versions[0].Version)
		if err != nil {
			return nil, err
		}
		due = append(due, edition)
	}
	return due, nil
}

// openList makes the public record of a version of a list. Pictures are drawn anew, so that nothing but what is seen is in
// them.
func (d *Desk) openList(e authority.Edition) (l openList, err error) {
	l.edition = e
	r := ListRecord{Format: RecordFormat, Office: e.Office.Name, USCC: e.Office.USCC, List: e.ID, Label: both(e.Label), Version: e.Version.Version, ValidFrom: e.Version.ValidFrom,
		ApprovedOn: e.Version.At[:len("2006-01-02")], PublishedOn: d.Files.Today(), Article: paper.Clean(e.Article), RowsSHA256: e.Version.SHA256, Columns: []ListColumn{}, Rows: []ListEntry{}}
	pictures := map[string]bool{}
	for _, f := range e.Fields {
		kind := f.Type
		if kind == "" {
			kind = "text"
		}
		pictures[f.ID] = kind == "picture"
		r.Columns = append(r.Columns, ListColumn{f.ID, both(f.Label), kind, f.Key})
	}
	for _, row := range e.Rows {
		entry := ListEntry{ID: row.ID, Content: map[string]string{}}
		for _, id := range sortedKeys(row.Content) {
			value := strings.TrimSpace(paper.Clean(row.Content[id]))
			if value != "" && pictures[id] {
				if value, err = l.picture(d, value); err != nil {
					return l, err
				}
			}
			if value != "" {
				entry.Content[id] = value
			}
		}
		r.Rows = append(r.Rows, entry)
	}
	if e.From == "courses" {
		r.Charts = l.charts(d.Files.Rules.Current())
	}
	l.record = r
	l.raw, err = canonical(r)
	return l, err
}

// picture adds a picture to the files of a list and returns its name.
func (l *openList) picture(d *Desk, sha string) (name string, err error) {
	file, err := d.Files.Blobs.Open(sha)
	if err != nil {
		return "", err
	}
	defer file.Close()
	content, err := bareJPEG(file, mostListPicture)
	if err != nil {
		return "", err
	}
	name = "picture-" + digest(string(content))[:16] + ".jpg"
	if !slices.ContainsFunc(l.files, func(f listFile) bool { return f.name == name }) {
		l.files = append(l.files, listFile{name, content})
	}
	return name, nil
}

// charts draws the course of every procedure.
func (l *openList) charts(book *rulebook.Book) (list []ListChart) {
	for _, p := range book.Procedures {
		c := ListChart{Procedure: p.ID, Label: both(p.Label), Zh: "chart-" + p.ID + ".svg", En: "chart-" + p.ID + "-en.svg"}
		course, phases := authority.CourseOf(p), book.Table("phase")
		l.files = append(l.files, listFile{c.Zh, course.SVG("zh", phases)}, listFile{c.En, course.SVG("en", phases)})
		list = append(list, c)
	}
	return list
}

// text is all that a list says, for the search for what must not leave.
func (l openList) text() string {
	var b strings.Builder
	for _, row := range l.record.Rows {
		for _, id := range sortedKeys(row.Content) {
			b.WriteString(row.Content[id] + apart)
		}
	}
	return b.String()
}

// withoutSecrets leaves out the lists that name what is hidden in a decision of the same package: somebody has to look which
// of the two is wrong.
func (b *bundle) withoutSecrets(lists []openList) (keep []openList, left []LeftOut) {
	for _, l := range lists {
		text := withoutBodies(l.text(), b.bodies)
		i := slices.IndexFunc(b.secrets, func(s Secret) bool { return len(redact.Absent(text, []string{s.Text})) > 0 })
		if i < 0 {
			keep = append(keep, l)
			continue
		}
		s := b.secrets[i]
		left = append(left, LeftOut{ID: l.record.List, CaseNo: l.record.List + " " + l.record.Label.Zh, Reason: fault.Tf("清单里有同一公示包内决定应隐去的内容：%[1]s（%[3]s），请核对后分开公示", "the list shows what is hidden in a decision of this package: %[2]s (%[3]s); look them over and publish them apart",
			s.Label.Zh, s.Label.In("en"), s.Rule)})
	}
	return keep, left
}

// addList adds a list to a package: its record, its page, its tables, its pictures.
func (b *bundle) addList(l openList) error {
	before := len(b.names)
	b.add(listName(l.record.List), l.raw, []string{l.record.Office})
	for _, form := range []string{authority.FormHTML, authority.FormXLSX, authority.FormCSV} {
		content, err := l.edition.Write(form)
		if err != nil {
			return err
		}
		b.add("清单-"+l.record.List+"."+form, content, l.wanted())
	}
	for _, f := range l.files {
		if !slices.Contains(b.names, f.name) {
			b.add(f.name, f.content, nil)
		}
	}
	b.ofLists = append(b.ofLists, b.names[before:]...)
	return nil
}

// wanted is what a file of a list must show: every value but the names of pictures.
func (l openList) wanted() (list []string) {
	for _, c := range l.record.Columns {
		for _, row := range l.record.Rows {
			if v := row.Content[c.ID]; v != "" && c.Type != "picture" {
				list = append(list, v)
			}
		}
	}
	return list
}

// The shapes of what a list becomes part of an address with.
var (
	listShape  = regexp.MustCompile(`^[A-Z][0-9]{2}$`)
	fieldShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	chartShape = regexp.MustCompile(`^chart-[a-z0-9_]{1,40}(-en)?\.svg$`)
	photoShape = regexp.MustCompile(`^picture-[0-9a-f]{16}\.jpg$`)
)

// parseList reads the record of a list in its one form.
func parseList(raw []byte) (r ListRecord, err error) {
	if err := inOneForm(raw, &r); err != nil {
		return r, err
	}
	for _, day := range []string{r.ValidFrom, r.ApprovedOn, r.PublishedOn} {
		if !dayShape.MatchString(day) {
			return r, fmt.Errorf("the day %q", day)
		}
	}
	if r.Format != RecordFormat || !listShape.MatchString(r.List) || r.Version < 1 || r.Label.Zh == "" {
		return r, fmt.Errorf("the list %q, version %d, of format %d", r.List, r.Version, r.Format)
	}
	kinds := map[string]string{}
	for _, c := range r.Columns {
		if !fieldShape.MatchString(c.ID) || kinds[c.ID] != "" || !slices.Contains([]string{"text", "date", "citations", "picture"}, c.Type) {
			return r, fmt.Errorf("the column %q", c.ID)
		}
		kinds[c.ID] = c.Type
	}
	for _, row := range r.Rows {
		if !idShape.MatchString(row.ID) {
			return r, fmt.Errorf("the row %q", row.ID)
		}
		for id, v := range row.Content {
			if kinds[id] == "" || v == "" || kinds[id] == "picture" && !photoShape.MatchString(v) {
				return r, fmt.Errorf("the value of %q", id)
			}
		}
	}
	for _, c := range r.Charts {
		if !chartShape.MatchString(c.Zh) || !chartShape.MatchString(c.En) {
			return r, fmt.Errorf("the chart of %q", c.Procedure)
		}
	}
	return r, nil
}

// Files are the names of the pictures and charts that belong to a list.
func (r ListRecord) Files() (names []string) {
	for _, c := range r.Charts {
		names = append(names, c.Zh, c.En)
	}
	for _, c := range r.Columns {
		for _, row := range r.Rows {
			if v := row.Content[c.ID]; c.Type == "picture" && v != "" && !slices.Contains(names, v) {
				names = append(names, v)
			}
		}
	}
	return names
}

// ReadList reads the record of a list of a package that was read before; a file of another hash is damaged.
func ReadList(dir string, f File) (ListRecord, error) {
	raw, err := readPlain(dir, f.Name)
	if err != nil {
		return ListRecord{}, folderError(err)
	}
	r, err := parseList(raw)
	if err != nil || digest(string(raw)) != f.SHA256 {
		return r, changedMeanwhile(f.Name, err)
	}
	return r, nil
}

// ReadBeside reads a picture or chart of a package that was read before.
func ReadBeside(dir string, f File) ([]byte, error) {
	raw, err := readPlain(dir, f.Name)
	if err != nil {
		return nil, folderError(err)
	}
	if digest(string(raw)) != f.SHA256 {
		return nil, changedMeanwhile(f.Name, nil)
	}
	return raw, nil
}

func changedMeanwhile(name string, cause error) error {
	return fault.New(fault.Damaged, "disclosure.record", fault.Tf("文件 %[1]s 在合并期间被改动", "the file %[1]s was changed meanwhile", name)).WithCause(cause)
}

// addition is what goes into a package beside decisions: the ends of publications, and lists.
type addition struct {
	office  account.Office
	notices []Notice
	lists   []openList
}

// refs names the lists of an addition.
func (a addition) refs() (refs []ListRef) {
	for _, l := range a.lists {
		refs = append(refs, l.ref())
	}
	return refs
}

// addition reads the ends of publications and the lists that no package has told yet.
func (d *Desk) addition(from store.Source) (a addition, err error) {
	if a.office, _, err = account.OfficeOf(from); err != nil {
		return a, err
	}
	if a.notices, err = noticesDue(from, a.office); err != nil {
		return a, err
	}
	due, err := d.listsDue(from)
	for _, edition := range due {
		l, err := d.openList(edition)
		if err != nil {
			return a, err
		}
		a.lists = append(a.lists, l)
	}
	return a, err
}

// Waiting counts what the next package takes along beside decisions: lists with a version that no package has carried, and
// ends of publications that none has told.
type Waiting struct {
	Lists   int
	Notices int
}

// Waiting tells what the next package takes along.
func (d *Desk) Waiting(ctx context.Context) (w Waiting, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		notices, err := noticesDue(r, account.Office{})
		if err != nil {
			return err
		}
		lists, err := d.listsDue(r)
		w = Waiting{len(lists), len(notices)}
		return err
	})
	return w, err
}
