package disclosure

import (
	"encoding/json"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/paper"
)

// RecordFormat is the format of public records and of the manifest that lists them.
const RecordFormat = 2

// Record is a decision as it is public: one file of a package, as canonical JSON, from which anybody can set the page of a
// decision anew and whose hash the manifest carries. Days are YYYY-MM-DD; Until is empty where no rule limits the period.
// Replaces is the SHA-256 of the record that this one corrects, and Correction says what was wrong with that.
type Record struct {
	Format      int          `json:"format"`
	ID          string       `json:"id"`
	Office      string       `json:"office"`
	USCC        string       `json:"office_uscc"`
	Agency      string       `json:"agency"`
	No          string       `json:"no"`
	DecidedOn   string       `json:"decided_on"`
	PublishedOn string       `json:"published_on"`
	Until       string       `json:"until"`
	Kind        string       `json:"kind"`
	KindLabel   fault.Text   `json:"kind_label"`
	Title       fault.Text   `json:"title"`
	Party       string       `json:"party"`
	Row         []Value      `json:"row"`
	Text        []string     `json:"text"`
	Scans       []PublicScan `json:"scans,omitempty"`
	Replaces    string       `json:"replaces,omitempty"`
	Correction  string       `json:"correction,omitempty"`
}

// PublicScan is a paper that is public as pictures of its pages.
type PublicScan struct {
	Title string       `json:"title"`
	Pages []PublicPage `json:"pages"`
}

// PublicPage is the picture of a page: a file beside the record with its SHA-256, its size in pixels, and how many places are
// covered on it.
type PublicPage struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Covers int    `json:"covers"`
}

// Pictures are the files that belong to a record.
func (r Record) Pictures() (files []File) {
	for _, scan := range r.Scans {
		for _, page := range scan.Pages {
			files = append(files, File{Name: page.File, SHA256: page.SHA256})
		}
	}
	return files
}

// PictureNumbers cuts the name of a picture of a page into the decision's part and its own: the numbers of the paper and of the page.
func PictureNumbers(name string) (stem, numbers string) {
	if at := scanShape.FindStringIndex(name); at != nil {
		return name[:at[0]], name[at[0]:]
	}
	return name, ""
}

// Value is one public value of the report of a decision.
type Value struct {
	Code  string     `json:"code"`
	Label fault.Text `json:"label"`
	Value string     `json:"value"`
}

// Notice says that a decision is public no longer: by which end, since when and why. SHA256 is that of the record that ends.
type Notice struct {
	Format int    `json:"format"`
	ID     string `json:"id"`
	Office string `json:"office"`
	USCC   string `json:"office_uscc"`
	No     string `json:"no"`
	End    End    `json:"end"`
	On     string `json:"on"`
	Reason string `json:"reason"`
	SHA256 string `json:"sha256"`
}

// End is how the publication of a decision ends.
type End string

// The ends: taken back because the decision was changed or fell, run out, or ended early after the party mended its credit.
const (
	EndWithdrawn End = "withdrawn"
	EndExpired   End = "expired"
	EndRepaired  End = "repaired"
)

// ListedRecord is how the manifest lists a decision.
type ListedRecord struct {
	ID     string `json:"id"`
	No     string `json:"no"`
	On     string `json:"on"`
	Page   string `json:"page"`
	Record string `json:"record"`
}

// Manifest lists what a package holds. Notices are names of files, Lists those that are open before anybody is dealt with.
type Manifest struct {
	Format    int            `json:"format"`
	Batch     string         `json:"batch"`
	MadeOn    string         `json:"made_on"`
	Office    string         `json:"office"`
	USCC      string         `json:"office_uscc"`
	Rulebook  string         `json:"rulebook"`
	Head      string         `json:"ledger_head"`
	Decisions []ListedRecord `json:"decisions"`
	Notices   []string       `json:"notices,omitempty"`
	Lists     []ListRef      `json:"lists,omitempty"`
	Files     []File         `json:"files"`
}

// publicRecord makes the public record of an entry.
func (d *Desk) publicRecord(e entry) Record {
	p, _ := e.procedure.Paper(e.code)
	r := Record{Format: RecordFormat, ID: e.item.ID, Office: e.office.Name, USCC: e.office.USCC, Agency: e.agency(), No: e.item.DecisionNo, DecidedOn: e.item.DecidedOn,
		PublishedOn: d.Files.Today(), Kind: e.procedure.Kind, KindLabel: both(e.kind()), Title: both(p.Label), Party: d.publicParty(e), Row: []Value{}, Text: []string{},
		Scans: e.pages, Replaces: e.item.Replaces, Correction: oneLine(e.item.Correction)}
	r.Until, _ = d.publishedUntil(e.sight)
	for _, c := range e.row {
		if c.Public != "" && !c.Private {
			r.Row = append(r.Row, Value{c.Code, both(c.Label), oneLine(c.Public)})
		}
	}
	text, _ := e.public()
	for _, line := range strings.Split(paper.Clean(text), "\n") {
		if strings.TrimSpace(line) != "" {
			r.Text = append(r.Text, line)
		}
	}
	return r
}

// publicParty is the party's name as it may be read.
func (d *Desk) publicParty(e entry) string {
	if i := slices.IndexFunc(e.row, func(c Column) bool { return c.made("p.name") }); i >= 0 {
		return oneLine(e.row[i].Public)
	}
	name, _ := d.publicValue(e.sight, e.str("p.name"), e.dictionary(), e.shown())
	return oneLine(name)
}

// both is a label in both languages, the Chinese standing in where there is no English.
func both(t fault.Text) fault.Text { return fault.T(t.Zh, t.In("en")) }

func oneLine(s string) string { return strings.Join(strings.Fields(paper.Clean(s)), " ") }

// canonical is the one form of a public file, ended by a line feed.
func canonical(v any) ([]byte, error) {
	raw, err := ledger.Canonical(v)
	return append(raw, '\n'), err
}

// inOneForm reads a file that must be a record or a notice in its one form.
func inOneForm(raw []byte, into any) error {
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	again, err := canonical(into)
	if err == nil && string(again) != string(raw) {
		err = fault.New(fault.Damaged, "disclosure.record", fault.T("不是规范格式", "not in its one form"))
	}
	return err
}
