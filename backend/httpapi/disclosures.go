package httpapi

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/disclosure/site"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// DisclosureRow is a line of the queue of disclosures. DaysLeft counts calendar days; below zero they are days late.
type DisclosureRow struct {
	ID          string `json:"id"`
	Case        string `json:"case"`
	CaseNo      string `json:"case_no"`
	CaseTitle   string `json:"case_title"`
	DecisionNo  string `json:"decision_no"`
	DecidedOn   string `json:"decided_on"`
	State       string `json:"state" enum:"to_judge,masking,checking,approved,published,withheld,withdrawn,taken_down"`
	DueOn       string `json:"due_on"`
	DaysLeft    int    `json:"days_left"`
	Overdue     bool   `json:"overdue"`
	PreparedBy  *Ref   `json:"prepared_by,omitempty"`
	ApprovedBy  *Ref   `json:"approved_by,omitempty"`
	PublishedAt string `json:"published_at,omitempty"`
	Until       string `json:"until,omitempty" doc:"after this day it is taken down"`
	Correcting  bool   `json:"correcting,omitempty" doc:"public still, while a corrected text is prepared"`
	ToUpload    int    `json:"to_upload,omitempty" doc:"destinations at which it is not yet"`
	ToRecall    int    `json:"to_recall,omitempty" doc:"destinations at which it is still, and must not be"`
	UploadBy    string `json:"upload_by,omitempty" doc:"the first day by which an upload is due that is not entered yet"`
	UploadLeft  int    `json:"upload_left,omitempty" doc:"calendar days to it"`
	WithdrawBy  string `json:"withdraw_by,omitempty" doc:"the decision was changed or fell: by when it must be withdrawn or corrected"`
	AssessBy    string `json:"assess_by,omitempty" doc:"by when it is to be assessed again"`
}

// DisclosurePage is the page of a disclosure. Text is the decision unmasked.
type DisclosurePage struct {
	DisclosureRow
	Text       string              `json:"text"`
	Masks      []Mask              `json:"masks"`
	PublicText string              `json:"public_text"`
	Row        []Column            `json:"row"`
	Problems   []DisclosureProblem `json:"problems"`
	Rule       string              `json:"rule"`
	Remark     string              `json:"remark"`
	Ground     string              `json:"ground,omitempty"`
	GroundNote string              `json:"ground_note,omitempty"`
	Reason     string              `json:"reason,omitempty" doc:"why it was returned or withdrawn"`
	Files      []PublishedFile     `json:"files,omitempty"`
	Scans      []Scan              `json:"scans"`
	CanRead    bool                `json:"can_read" doc:"text can be read off pictures on this machine"`
	Rules      []MaskRule          `json:"rules" doc:"by which a person may hide something"`
	After      Afterwards          `json:"after"`
}

// Mask is a place in the text that is hidden, or that a person has decided to show. Offsets are runes, end exclusive.
type Mask struct {
	ID       string     `json:"id"`
	Rule     string     `json:"rule"`
	Label    fault.Text `json:"label"`
	Level    string     `json:"level"`
	Start    int        `json:"start"`
	End      int        `json:"end"`
	Original string     `json:"original"`
	Mask     string     `json:"mask"`
	Reason   fault.Text `json:"reason"`
	Accepted bool       `json:"accepted"`
	By       string     `json:"by" enum:"machine,person"`
}

// Column is a column of the report to the platforms. Public is its value as it is published; a private one is not.
type Column struct {
	Code     string       `json:"code"`
	Label    fault.Text   `json:"label"`
	Value    string       `json:"value"`
	Public   string       `json:"public"`
	Required bool         `json:"required"`
	Private  bool         `json:"private"`
	Problems []fault.Text `json:"problems"`
}

// DisclosureProblem is something that stands against publishing, or that one should know.
type DisclosureProblem struct {
	ID      string     `json:"id"`
	Level   string     `json:"level" enum:"block,warn"`
	Message fault.Text `json:"message"`
	Field   string     `json:"field"`
	Article string     `json:"article"`
}

// PublishedFile is a file of a published package.
type PublishedFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Disclosures is the queue: what is open, the most urgent first, then what is settled.
type Disclosures struct {
	Disclosures []DisclosureRow `json:"disclosures"`
	FirstPass   FirstPass       `json:"first_pass"`
	Lists       int             `json:"lists" doc:"with a version that no package has carried yet"`
	Notices     int             `json:"notices" doc:"ends of publications that no package has told yet"`
}

// Publication is the job that writes a package.
type Publication struct {
	Job Job `json:"job"`
}

type disclosureQuery struct {
	State   string `query:"state" maxLength:"20"`
	Overdue bool   `query:"overdue"`
}

type maskDraft struct {
	ID       string `json:"id,omitempty" maxLength:"80"`
	Start    int    `json:"start,omitempty"`
	End      int    `json:"end,omitempty"`
	Rule     string `json:"rule,omitempty" maxLength:"40"`
	Mask     string `json:"mask,omitempty" maxLength:"500"`
	Reason   string `json:"reason,omitempty" maxLength:"2000"`
	Accepted bool   `json:"accepted"`
}

type masksOrder struct {
	Masks  []maskDraft `json:"masks" maxItems:"5000"`
	Remark *string     `json:"remark,omitempty" maxLength:"2000"`
}

type withholding struct {
	Ground string `json:"ground" maxLength:"20"`
	Note   string `json:"note,omitempty" maxLength:"4000"`
}

type publicationOrder struct {
	Out string   `json:"out,omitempty" maxLength:"4000" doc:"the folder; else that of the settings"`
	IDs []string `json:"ids,omitempty" maxItems:"1000" doc:"else all that are approved"`
}

func disclosureRow(r disclosure.Row, who *names) DisclosureRow {
	return DisclosureRow{ID: r.ID, Case: r.Case, CaseNo: r.CaseNo, CaseTitle: r.CaseTitle, DecisionNo: r.DecisionNo, DecidedOn: r.DecidedOn, State: string(r.State), DueOn: r.DueOn,
		DaysLeft: r.DaysLeft, Overdue: r.Overdue, PreparedBy: who.maybe(r.PreparedBy), ApprovedBy: who.maybe(r.ApprovedBy), PublishedAt: r.PublishedAt,
		Until: r.Until, Correcting: r.Replaces != "" && openDisclosure(r.State), ToUpload: r.ToUpload, ToRecall: r.ToRecall,
		UploadBy: r.UploadBy, UploadLeft: r.UploadLeft, WithdrawBy: r.WithdrawBy, AssessBy: r.AssessBy}
}

// disclosureOfCase shows the disclosure of a case in short; nil if there is none.
func (s *Server) disclosureOfCase(from store.Source, who *names, c casefile.Case) (*DisclosureRow, error) {
	if s.Disclosure == nil {
		return nil, nil
	}
	item, found, err := disclosure.OfCase(from, c.ID)
	if err != nil || !found {
		return nil, err
	}
	row := disclosureRow(disclosure.Row{ID: item.ID, Case: c.ID, CaseNo: c.No, CaseTitle: c.Title, DecisionNo: item.DecisionNo, DecidedOn: item.DecidedOn, State: item.State,
		DueOn: item.DueOn, PreparedBy: item.PreparedBy, ApprovedBy: item.ApprovedBy, PublishedAt: item.PublishedAt, Until: item.Until, Replaces: item.Replaces}, who)
	row.DaysLeft = daysBetween(s.Files.Today(), item.DueOn)
	row.Overdue = row.DaysLeft < 0 && openDisclosure(item.State)
	return &row, nil
}

func openDisclosure(state disclosure.State) bool {
	return state == disclosure.ToJudge || state == disclosure.Masking || state == disclosure.Checking || state == disclosure.Approved
}

func (s *Server) disclosurePage(ctx context.Context, id string) (out DisclosurePage, err error) {
	d, err := s.Disclosure.Get(ctx, id)
	if err != nil {
		return out, err
	}
	out = DisclosurePage{Text: d.Text, PublicText: d.PublicText, Rule: d.Rule, Remark: d.Remark, Ground: d.Ground, GroundNote: d.GroundNote, Reason: d.Reason,
		Masks: []Mask{}, Row: []Column{}, Problems: []DisclosureProblem{}, CanRead: d.CanRead, Rules: s.maskRules()}
	for _, m := range d.Masks {
		out.Masks = append(out.Masks, Mask{m.ID, m.Rule, m.Label, string(m.Level), m.Start, m.End, m.Original, m.Mask, m.Reason, m.Accepted, m.By})
	}
	for _, c := range d.Columns {
		column := Column{c.Code, c.Label, c.Value, c.Public, c.Required, c.Private, []fault.Text{}}
		for _, p := range c.Problems {
			column.Problems = append(column.Problems, p.Message)
		}
		out.Row = append(out.Row, column)
	}
	for _, p := range d.Problems {
		out.Problems = append(out.Problems, DisclosureProblem(p))
	}
	for _, f := range d.Files {
		out.Files = append(out.Files, PublishedFile{f.Name, f.Size, f.SHA256})
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		out.DisclosureRow, out.After = disclosureRow(d.Row, who), s.afterwards(d, who)
		out.Scans, err = s.scansOf(r, d)
		return err
	})
}

func (s *Server) disclosureRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/disclosures", account.ReadCases, "The queue of disclosures", func(ctx context.Context, _ account.Person, in *disclosureQuery) (Disclosures, error) {
		out := Disclosures{Disclosures: []DisclosureRow{}}
		rows, err := s.Disclosure.List(ctx, disclosure.Filter{State: disclosure.State(in.State), Overdue: in.Overdue})
		if err != nil {
			return out, err
		}
		first, err := s.Disclosure.FirstPass(ctx)
		if err != nil {
			return out, err
		}
		waiting, err := s.Disclosure.Waiting(ctx)
		if err != nil {
			return out, err
		}
		out.FirstPass, out.Lists, out.Notices = FirstPass(first), waiting.Lists, waiting.Notices
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			who := namesFrom(r)
			for _, row := range rows {
				out.Disclosures = append(out.Disclosures, disclosureRow(row, who))
			}
			return nil
		})
	})
	handle(s, http.MethodGet, "/api/disclosures/{id}", account.ReadCases, "A disclosure", func(ctx context.Context, _ account.Person, in *byID) (DisclosurePage, error) {
		return s.disclosurePage(ctx, in.ID)
	})
	disclose(s, http.MethodPut, "masks", account.PrepareDisclosure, "Accept, refuse and add masks", func(ctx context.Context, actor account.Person, id string, in masksOrder) error {
		var masks []disclosure.MaskInput
		for _, m := range in.Masks {
			masks = append(masks, disclosure.MaskInput(m))
		}
		return s.Disclosure.SetMasks(ctx, actor, id, masks, in.Remark)
	})
	s.disclosureSteps()
	s.scanRoutes(mux)
	s.afterRoutes(mux)
	s.showingRoutes(mux)
	s.annualRoutes(mux)
	s.answerFileRoutes(mux)
	handle(s, http.MethodPost, "/api/publications", account.PublishDisclosure, "Write a package of what is approved", s.publish)
	s.raw(mux, http.MethodGet, "/api/disclosures/{id}/files/{name}", account.ReadCases, "A published file", "application/octet-stream", s.publishedFile)
}

func (s *Server) disclosureSteps() {
	step := func(name string, need account.Permission, summary string, run func(ctx context.Context, actor account.Person, id string) error) {
		handle(s, http.MethodPost, "/api/disclosures/{id}/"+name, need, summary, func(ctx context.Context, actor account.Person, in *byID) (DisclosurePage, error) {
			if err := run(ctx, actor, in.ID); err != nil {
				return DisclosurePage{}, err
			}
			return s.disclosurePage(ctx, in.ID)
		})
	}
	step("submission", account.PrepareDisclosure, "Hand the masked text in for approval", s.Disclosure.Submit)
	disclose(s, http.MethodPost, "return", account.ReadCases, "Send it back to be masked anew", func(ctx context.Context, actor account.Person, id string, in reason) error {
		return s.Disclosure.Return(ctx, actor, id, in.Reason)
	})
	disclose(s, http.MethodPost, "withholding", account.ApproveDisclosure, "Do not publish, on a ground of law", func(ctx context.Context, actor account.Person, id string, in withholding) error {
		return s.Disclosure.Withhold(ctx, actor, id, in.Ground, in.Note)
	})
	disclose(s, http.MethodPost, "withdrawal", account.ReadCases, "Withdraw what was published", func(ctx context.Context, actor account.Person, id string, in reason) error {
		return s.Disclosure.Withdraw(ctx, actor, id, in.Reason)
	})
}

// disclose registers a change of a disclosure with a body, which answers with the disclosure as it is then.
func disclose[B any](s *Server, method, name string, need account.Permission, summary string, run func(ctx context.Context, actor account.Person, id string, in B) error) {
	handle(s, method, "/api/disclosures/{id}/"+name, need, summary, func(ctx context.Context, actor account.Person, in *about[B]) (DisclosurePage, error) {
		if err := run(ctx, actor, in.ID, in.Body); err != nil {
			return DisclosurePage{}, err
		}
		return s.disclosurePage(ctx, in.ID)
	})
}

func (s *Server) publish(ctx context.Context, actor account.Person, in *body[publicationOrder]) (Publication, error) {
	folder := strings.TrimSpace(in.Body.Out)
	if folder == "" {
		settings, err := s.Accounts.Settings(ctx)
		if err != nil {
			return Publication{}, err
		}
		folder = settings.PublishFolder
	}
	if folder == "" {
		return Publication{}, fault.New(fault.Invalid, "httpapi.publish", fault.T("请选择公示包的输出文件夹", "choose the folder for the package")).WithField("out").
			WithHint(fault.T("也可在“设置”中指定默认文件夹。", "A default can be named in the settings."))
	}
	rows, err := s.Disclosure.List(ctx, disclosure.Filter{})
	if err != nil {
		return Publication{}, err
	}
	var cases []string
	for _, row := range rows {
		if slices.Contains(in.Body.IDs, row.ID) {
			cases = append(cases, row.Case)
		}
	}
	job := s.jobs.start("publication", "publication", fault.T("生成公示包", "write the package for publication"),
		func(ctx context.Context, report func(done, total int64, message fault.Text)) error {
			batch, err := s.Disclosure.Publish(ctx, actor, in.Body.IDs, folder)
			if err != nil {
				return err
			}
			done, total := int64(len(batch.Items)), int64(len(batch.Items)+len(batch.Left))
			message := fault.Tf("已公示%[1]d件,公示包在 %[2]s", "%[1]d published; the package lies in %[2]s", done, batch.Folder)
			if n := len(batch.Lists); n > 0 {
				message.Zh += fmt.Sprintf("\n事前公开清单 %d 张", n)
				message.En += fmt.Sprintf("\nopen lists: %d", n)
			}
			for _, left := range batch.Left {
				message.Zh += "\n未公示 " + left.CaseNo + ":" + left.Reason.Zh
				message.En += "\nleft out " + left.CaseNo + ": " + left.Reason.En
			}
			own, err := site.Own(ctx, folder, s.Files.Today())
			if err != nil {
				return err
			}
			message.Zh += fmt.Sprintf("\n公示网站在 %s,公示 %d 件", filepath.Join(folder, site.OwnSite), own.Public)
			message.En += fmt.Sprintf("\nthe site lies in %s, with %d decisions", filepath.Join(folder, site.OwnSite), own.Public)
			report(done, total, message)
			return nil
		}, cases...)
	return Publication{job}, nil
}

func (s *Server) publishedFile(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	file, content, err := s.Disclosure.File(r.Context(), r.PathValue("id"), r.PathValue("name"))
	if err != nil {
		return err
	}
	defer content.Close()
	attach(w, file.Name)
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
	_, _ = io.Copy(w, content) // the browser is gone if this fails
	return nil
}
