package disclosure

import (
	"context"
	"io"
	"slices"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// Row is a line of the queue. DaysLeft counts calendar days from today to DueOn; below zero they are days late. People are
// ids.
type Row struct {
	ID          string `json:"id"`
	Case        string `json:"case_id"`
	CaseNo      string `json:"case_no"`
	CaseTitle   string `json:"case_title"`
	DecisionNo  string `json:"decision_no"`
	DecidedOn   string `json:"decided_on"`
	State       State  `json:"state"`
	DueOn       string `json:"due_on"`
	DaysLeft    int    `json:"days_left"`
	Overdue     bool   `json:"overdue"`
	PreparedBy  string `json:"prepared_by,omitempty"`
	ApprovedBy  string `json:"approved_by,omitempty"`
	PublishedAt string `json:"published_at,omitempty"`
	Ground      string `json:"ground,omitempty"`
	Until       string `json:"until"`    // after this day it is taken down
	Replaces    string `json:"replaces"` // not empty while it is being corrected
	ToUpload    int    `json:"to_upload"`
	ToRecall    int    `json:"to_recall"`
	UploadBy    string `json:"upload_by"` // the first day by which an upload is due that is not entered yet; empty without
	UploadLeft  int    `json:"-"`         // calendar days to it
	AssessBy    string `json:"assess_by"` // by when it is to be assessed again; empty where it never was
	WithdrawBy  string `json:"-"`         // by law, where the decision was changed or fell; empty otherwise
}

// Detail is a disclosure with all that its screen shows. Text is the decision unmasked, for those who work on it alone.
type Detail struct {
	Row
	Rule       string    `json:"rule"`
	Text       string    `json:"text"`
	Masks      []Mask    `json:"masks"`
	PublicText string    `json:"public_text"`
	Columns    []Column  `json:"row"`
	Problems   []Problem `json:"problems"`
	Remark     string    `json:"remark"`
	GroundNote string    `json:"ground_note,omitempty"`
	Reason     string    `json:"reason,omitempty"`
	Files      []File    `json:"files"`

	Scans   []ScanDetail `json:"scans"`
	CanRead bool         `json:"can_read"` // text can be read off pictures on this machine

	Dues          []Due                 `json:"dues"`
	Places        []Place               `json:"places"`
	Forms         []Form                `json:"forms"` // in which the destinations may want the report
	Requests      []Request             `json:"requests"`
	Versions      []Version             `json:"versions"`
	Record        string                `json:"record"`     // SHA-256 of the public record
	Correction    string                `json:"correction"` // what is being corrected
	Terms         []rulebook.PublicTerm `json:"-"`          // how long it stays public, by destination
	Consultations []Consultation        `json:"-"`
	Assessments   []Assessment          `json:"-"`
	Ended         End                   `json:"ended"`
	EndedOn       string                `json:"ended_on"`
}

// ScanDetail is a scan with its covers and its finished pages, as they would be published now.
type ScanDetail struct {
	Scan
	Own      bool           `json:"own"` // it carries the decision itself
	Covers   []Cover        `json:"covers"`
	Finished []FinishedPage `json:"finished"`
}

// Filter narrows the queue. Zero values narrow nothing.
type Filter struct {
	State   State
	Overdue bool
}

// List returns the queue: what is open, the most urgent first, then what is settled.
func (d *Desk) List(ctx context.Context, filter Filter) (rows []Row, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		rows, err = store.All[Row](r, queries.Get("items"))
		return err
	})
	if err != nil {
		return nil, err
	}
	amended, err := d.amended(ctx)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].WithdrawBy = amended[rows[i].ID]
		if err := d.reckon(&rows[i]); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(rows, func(r Row) bool {
		return filter.State != "" && r.State != filter.State || filter.Overdue && !r.Overdue
	}), nil
}

// amended are the disclosures that are public although their decision was changed or fell, with the day by which they must be
// withdrawn.
func (d *Desk) amended(ctx context.Context) (by map[string]string, err error) {
	by = map[string]string{}
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		seen := map[string]bool{}
		for _, p := range d.Files.Rules.Current().Procedures {
			for _, deadline := range p.Deadlines {
				if deadline.To != withdrawnOn || seen[deadline.From] {
					continue
				}
				seen[deadline.From] = true
				type hit struct {
					ID string `json:"id"`
				}
				hits, err := store.All[hit](r, queries.Get("amended"), deadline.From)
				if err != nil {
					return err
				}
				for _, h := range hits {
					s := &sight{}
					if s.item, err = ItemOf(r, h.ID); err != nil {
						return err
					}
					if s.c, err = casefile.CaseOf(r, s.item.Case); err != nil {
						return err
					}
					if err := d.facts(r, s); err != nil {
						return err
					}
					if by[h.ID], err = s.dueFor(withdrawnOn); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	return by, err
}

// withdrawnOn is the fact with which the period for a withdrawal ends.
const withdrawnOn = "disc.withdrawn_on"

// reckon fills in how much time is left, or by how much what was published came too late.
func (d *Desk) reckon(r *Row) error {
	if due, err := workday.ParseDate(r.UploadBy); err == nil {
		today, err := workday.ParseDate(d.Files.Today())
		if err != nil {
			return fault.Wrap("disclosure.reckon", err)
		}
		r.UploadLeft = due.Sub(today)
	}
	if r.DueOn == "" {
		return nil
	}
	due, err := workday.ParseDate(r.DueOn)
	if err != nil {
		return fault.Wrap("disclosure.reckon", err)
	}
	day := d.Files.Today()
	if r.PublishedAt != "" {
		day = r.PublishedAt[:len("2006-01-02")]
	}
	until, err := workday.ParseDate(day)
	if err != nil {
		return fault.Wrap("disclosure.reckon", err)
	}
	r.DaysLeft = due.Sub(until)
	r.Overdue = r.DaysLeft < 0 && r.State != Withheld
	return nil
}

// Get returns a disclosure. Before anybody has prepared it the masks are those that the machine would propose.
func (d *Desk) Get(ctx context.Context, id string) (detail Detail, err error) {
	m, err := d.read(ctx, id)
	if err != nil {
		return Detail{}, err
	}
	var s *sight
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		if s, err = d.look(r, id, m); err != nil {
			return err
		}
		detail, err = d.detail(r, s)
		return err
	})
	if err != nil || len(s.scans) == 0 {
		return detail, err
	}
	return detail, d.detailScans(ctx, s, &detail)
}

// detailScans adds the finished pages, and what a second reader has found on them so far.
func (d *Desk) detailScans(ctx context.Context, s *sight, detail *Detail) error {
	pages, problems, err := d.proofread(ctx, s, false)
	if fault.KindOf(err) == fault.Unreadable || fault.KindOf(err) == fault.Unavailable {
		f := fault.As(err)
		problems, err = []Problem{{ID: maskedCheck, Level: "block", Field: "text", Message: f.Message}}, nil
	}
	if err != nil {
		return err
	}
	detail.CanRead = d.reader(ctx) != nil
	detail.Problems = append(detail.Problems, slices.DeleteFunc(problems, func(p Problem) bool { return slices.Contains(detail.Problems, p) })...)
	for _, one := range s.scans {
		shown := ScanDetail{Scan: one.Scan, Own: one.Paper == s.item.Paper, Covers: append([]Cover{}, one.covers...), Finished: []FinishedPage{}}
		for _, page := range pages {
			if page.Paper == one.Paper {
				shown.Finished = append(shown.Finished, page)
			}
		}
		detail.Scans = append(detail.Scans, shown)
	}
	return nil
}

// FinishedPicture draws a page of a scan as it would be published now.
func (d *Desk) FinishedPicture(ctx context.Context, id, paperID string, page int) ([]byte, error) {
	var one scanned
	err := d.Files.Store.View(ctx, func(r *store.Reader) error {
		s, err := d.look(r, id, material{})
		if err != nil {
			return err
		}
		one, err = s.scan(paperID)
		return err
	})
	if err != nil {
		return nil, err
	}
	if page < 1 || page > one.Pages {
		return nil, fault.New(fault.NotFound, "disclosure.page", fault.T("没有这一页", "no such page"))
	}
	f, err := d.finishedPage(ctx, one, page)
	return f.picture, err
}

func (d *Desk) detail(from store.Source, s *sight) (Detail, error) {
	i := s.item
	detail := Detail{Scans: []ScanDetail{}, Text: s.text, Masks: s.masks, Rule: i.Rule, Remark: i.Remark, GroundNote: i.GroundNote, Reason: i.Reason, Row: Row{ID: i.ID, Case: i.Case,
		CaseNo: s.c.No, CaseTitle: s.c.Title, DecisionNo: i.DecisionNo, DecidedOn: i.DecidedOn, State: i.State, DueOn: i.DueOn, PreparedBy: i.PreparedBy,
		ApprovedBy: i.ApprovedBy, PublishedAt: i.PublishedAt, Ground: i.Ground, Until: i.Until, Replaces: i.Replaces},
		Record: i.RecordSHA, Correction: i.Correction, Ended: i.Ended, EndedOn: i.EndedOn, Forms: s.forms()}
	var err error
	if detail.Places, err = PlacesOf(from, i.ID); err != nil {
		return Detail{}, err
	}
	if detail.Requests, err = RequestsOf(from, i.ID); err != nil {
		return Detail{}, err
	}
	if detail.Versions, err = VersionsOf(from, i.ID); err != nil {
		return Detail{}, err
	}
	if i.State == Published || i.correcting() {
		if detail.WithdrawBy, err = s.dueFor(withdrawnOn); err != nil {
			return Detail{}, err
		}
	}
	detail.Terms, detail.Consultations, detail.Assessments = d.terms(s), s.consultations, s.assessments
	if n := len(s.assessments); n > 0 {
		detail.AssessBy = s.assessments[n-1].NextOn
	}
	if detail.Dues, err = store.All[Due](from, queries.Get("dues"), i.ID); err != nil {
		return Detail{}, err
	}
	for _, p := range detail.Places {
		if i.State == Published && p.UploadedAt == "" {
			detail.ToUpload++
			if detail.UploadBy == "" || p.DueOn < detail.UploadBy {
				detail.UploadBy = p.DueOn
			}
		}
		if i.Ended != "" && p.UploadedAt != "" && p.RecalledAt == "" {
			detail.ToRecall++
		}
	}
	if err := d.reckon(&detail.Row); err != nil {
		return Detail{}, err
	}
	detail.PublicText, _ = s.public()
	row, err := d.row(s)
	if err != nil {
		return Detail{}, err
	}
	detail.Problems = d.problems(s, row)
	if i.TextSHA256 != "" && i.TextSHA256 != s.textSHA {
		e := fault.As(textChanged())
		detail.Problems = append(detail.Problems, Problem{ID: maskedCheck, Level: "block", Message: e.Message, Field: "text"})
	}
	detail.Columns = row
	detail.Files, err = FilesOf(from, i.ID)
	return detail, err
}

// File opens a published file of a disclosure. The caller closes it.
func (d *Desk) File(ctx context.Context, id, name string) (file File, content io.ReadCloser, err error) {
	var files []File
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		files, err = FilesOf(r, id)
		return err
	})
	if err != nil {
		return File{}, nil, err
	}
	i := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
	if i < 0 {
		return File{}, nil, fault.New(fault.NotFound, "disclosure.file", fault.T("没有这个公示文件", "no such published file"))
	}
	content, err = d.Files.Blobs.Open(files[i].SHA256)
	if err != nil {
		return File{}, nil, err
	}
	return files[i], content, nil
}
