package httpapi

import (
	"context"
	"fmt"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/paper"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/store"
)

// Archive is a page of the archive.
type Archive struct {
	Dossiers []ArchivedRow `json:"dossiers"`
	Total    int           `json:"total"`
}

// ArchivedRow is a dossier in the list of the archive.
type ArchivedRow struct {
	ID         string `json:"id"`
	No         string `json:"no"`
	Title      string `json:"title"`
	Party      string `json:"party"`
	Procedure  string `json:"procedure"`
	ArchivedOn string `json:"archived_on"`
	Archive    string `json:"archive"`
	Kept       string `json:"kept"`
	Until      string `json:"until"`
	Permanent  bool   `json:"permanent"`
	Over       bool   `json:"over" doc:"its time is over: it can be appraised"`
	Locked     bool   `json:"locked"`
	Borrower   string `json:"borrower"`
	DueOn      string `json:"due_on"`
	Late       bool   `json:"late"`
	Destroyed  string `json:"destroyed"`
}

// Disposals lists the appraisals of dossiers.
type Disposals struct {
	Disposals []DisposalRow `json:"disposals"`
}

// DisposalRow is an appraisal with its dossiers and who has agreed.
type DisposalRow struct {
	ID         string        `json:"id"`
	State      string        `json:"state"`
	Opinion    string        `json:"opinion"`
	Months     int           `json:"months"`
	Reason     string        `json:"reason"`
	ProposedAt string        `json:"proposed_at"`
	ProposedBy Ref           `json:"proposed_by"`
	EndedAt    string        `json:"ended_at"`
	Note       string        `json:"note"`
	Cases      []LabelledNo  `json:"cases"`
	Approvals  []ApprovalRow `json:"approvals"`
}

// LabelledNo is a case by its number and title.
type LabelledNo struct {
	ID    string `json:"id"`
	No    string `json:"no"`
	Title string `json:"title"`
}

// ApprovalRow is somebody's agreement.
type ApprovalRow struct {
	By   Ref    `json:"by"`
	At   string `json:"at"`
	Note string `json:"note"`
}

type archiveQuery struct {
	Limit  int `query:"limit" minimum:"0" maximum:"500"`
	Offset int `query:"offset" minimum:"0"`
}

type disposalOrder struct {
	Cases   []string `json:"cases" maxItems:"500"`
	Opinion string   `json:"opinion" enum:"destroy,extend"`
	Months  int      `json:"months,omitempty" minimum:"0" maximum:"1200"`
	Reason  string   `json:"reason" maxLength:"2000"`
}

func (s *Server) archiveRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/archive", account.ReadCases, "The dossiers of the archive", func(ctx context.Context, _ account.Person, in *archiveQuery) (out Archive, err error) {
		if in.Limit == 0 {
			in.Limit = 50
		}
		out.Dossiers = []ArchivedRow{}
		err = s.Store.View(ctx, func(r *store.Reader) error {
			list, total, err := s.Dossiers.ArchivedCases(r, in.Limit, in.Offset)
			out.Total = total
			today := s.Files.Today()
			for _, a := range list {
				out.Dossiers = append(out.Dossiers, ArchivedRow{a.ID, a.No, a.Title, a.Party, a.Procedure, a.ArchivedOn, a.Archive, a.Kept, a.Until, a.Permanent,
					a.Until != "" && a.Until < today && a.Destroyed == "", a.Locked, a.Borrower, a.DueOn, a.DueOn != "" && a.DueOn < today, a.Destroyed})
			}
			return err
		})
		return out, err
	})
	handle(s, http.MethodGet, "/api/disposals", account.ReadCases, "The appraisals of dossiers whose time is over", func(ctx context.Context, _ account.Person, _ *nothing) (out Disposals, err error) {
		out.Disposals = []DisposalRow{}
		err = s.Store.View(ctx, func(r *store.Reader) error {
			list, err := dossier.Disposals(r)
			if err != nil {
				return err
			}
			for _, d := range list {
				row, err := disposalRow(r, namesFrom(r), d)
				if err != nil {
					return err
				}
				out.Disposals = append(out.Disposals, row)
			}
			return nil
		})
		return out, err
	})
	handle(s, http.MethodPost, "/api/disposals", account.ArchiveCases, "Propose what becomes of dossiers", func(ctx context.Context, actor account.Person, in *body[disposalOrder]) (nothing, error) {
		_, err := s.Dossiers.Propose(ctx, actor, in.Body.Cases, in.Body.Opinion, in.Body.Months, in.Body.Reason)
		return nothing{}, err
	})
	handle(s, http.MethodPost, "/api/disposals/{id}/approve", account.ReadCases, "Agree to an appraisal", func(ctx context.Context, actor account.Person, in *about[reasonOrder]) (nothing, error) {
		return nothing{}, s.Dossiers.Approve(ctx, actor, in.ID, in.Body.Reason)
	})
	handle(s, http.MethodPost, "/api/disposals/{id}/refuse", account.ReadCases, "Refuse an appraisal", func(ctx context.Context, actor account.Person, in *about[reasonOrder]) (nothing, error) {
		return nothing{}, s.Dossiers.Refuse(ctx, actor, in.ID, in.Body.Reason)
	})
	handle(s, http.MethodPost, "/api/disposals/{id}/carry-out", account.ArchiveCases, "Carry out an appraisal before witnesses", func(ctx context.Context, actor account.Person, in *about[reasonOrder]) (nothing, error) {
		return nothing{}, s.Dossiers.CarryOut(ctx, actor, in.ID, in.Body.Reason)
	})
	s.raw(mux, http.MethodGet, "/api/disposals/{id}/report/{form}", account.ReadCases, "The register of an appraisal: docx or pdf", "application/octet-stream", s.disposalReport)
	s.scoreRoutes(mux)
}

func disposalRow(r *store.Reader, who *names, d dossier.Disposal) (DisposalRow, error) {
	row := DisposalRow{d.ID, d.State, d.Opinion, d.Months, d.Reason, d.ProposedAt, who.of(d.ProposedBy), d.EndedAt, d.Note, []LabelledNo{}, []ApprovalRow{}}
	for _, id := range d.Cases {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return row, err
		}
		row.Cases = append(row.Cases, LabelledNo{c.ID, c.No, c.Title})
	}
	for _, a := range d.Approvals {
		row.Approvals = append(row.Approvals, ApprovalRow{who.of(a.Person), a.At, a.Note})
	}
	return row, nil
}

// disposalReport is the register of what was appraised, who agreed and what came of it.
func (s *Server) disposalReport(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	var doc paper.Document
	err := s.Store.View(r.Context(), func(reader *store.Reader) error {
		d, err := dossier.DisposalOf(reader, r.PathValue("id"))
		if err != nil {
			return err
		}
		row, err := disposalRow(reader, namesFrom(reader), d)
		if err != nil {
			return err
		}
		office, _, err := account.OfficeOf(reader)
		doc = disposalPaper(office, row)
		return err
	})
	if err != nil {
		return err
	}
	return handOver(w, doc, "disposal", r.PathValue("form"))
}

func disposalPaper(office account.Office, d DisposalRow) paper.Document {
	opinion, state := "销毁", map[string]string{"proposed": "待批准", "refused": "已驳回", "done": "已执行"}[d.State]
	if d.Opinion == "extend" {
		opinion = fmt.Sprintf("延长保管%d个月", d.Months)
	}
	t := paper.Table{Caption: "案卷清册", Header: []string{"序号", "案号", "案件名称"}, Widths: []int{1, 4, 8}}
	for i, c := range d.Cases {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), c.No, c.Title})
	}
	a := paper.Table{Caption: "批准", Header: []string{"批准人", "时间", "意见"}, Widths: []int{2, 4, 6}}
	for _, one := range d.Approvals {
		a.Rows = append(a.Rows, []string{one.By.Name, one.At, one.Note})
	}
	return paper.Document{Head: office.Name, Title: "案卷鉴定处置报告", Number: d.ID, Meta: paper.Meta{Creator: office.Name}, Blocks: []paper.Block{
		paper.Facts{Items: []paper.Fact{{Label: "鉴定意见", Value: opinion}, {Label: "理由", Value: d.Reason}, {Label: "提出人", Value: d.ProposedBy.Name}, {Label: "提出时间", Value: d.ProposedAt},
			{Label: "状态", Value: state}, {Label: "办结时间", Value: d.EndedAt}, {Label: "监销人或者驳回理由", Value: d.Note}}},
		t, a, paper.Paragraph{Text: "本次处置及每一次批准均为账本中的账目。被销毁的案卷不能再调阅、导出;其原件的哈希值仍在账本中,用以证明曾有此卷、内容未曾改动。"}}}
}
