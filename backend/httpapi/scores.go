package httpapi

import (
	"context"
	"fmt"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/store"
)

// DossierRounds lists the rounds of dossier review.
type DossierRounds struct {
	Rounds []DossierRound `json:"rounds"`
}

// DossierRound is a round with its dossiers and how far it is.
type DossierRound struct {
	ID      string      `json:"id"`
	Title   string      `json:"title"`
	Seed    string      `json:"seed"`
	From    string      `json:"from"`
	To      string      `json:"to"`
	Pool    int         `json:"pool"`
	PoolSum string      `json:"pool_sum"`
	At      string      `json:"at"`
	By      Ref         `json:"by"`
	Cases   []RoundCase `json:"cases"`
}

// RoundCase is a dossier of a round with its mark, if it has one. Tenths are points in tenths.
type RoundCase struct {
	LabelledNo
	Scored bool   `json:"scored"`
	Tenths int    `json:"tenths"`
	Grade  string `json:"grade"`
}

type dossierRoundQuery struct {
	ID    string `path:"id" maxLength:"80"`
	Round string `query:"round" maxLength:"80"`
}

type dossierScoreOrder struct {
	Round  string            `json:"round,omitempty" maxLength:"80"`
	Vetoes map[string]string `json:"vetoes"`
	Lines  map[string]int    `json:"lines"`
	Why    map[string]string `json:"why"`
	Remark string            `json:"remark" maxLength:"4000"`
}

type dossierRoundOrder struct {
	Title     string `json:"title" maxLength:"200"`
	Seed      string `json:"seed" maxLength:"200"`
	Size      int    `json:"size" minimum:"1" maximum:"500"`
	From      string `json:"from" maxLength:"10"`
	To        string `json:"to" maxLength:"10"`
	Procedure string `json:"procedure,omitempty" maxLength:"60"`
}

func (s *Server) scoreRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/cases/{id}/dossier/review", account.ReadCases, "The review of a dossier: a self-check, or a round's", func(ctx context.Context, _ account.Person, in *dossierRoundQuery) (dossier.ScoreSheet, error) {
		return s.Dossiers.Review(ctx, in.ID, in.Round)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/dossier/review", account.ReadCases, "Keep what I say of a dossier", func(ctx context.Context, actor account.Person, in *about[dossierScoreOrder]) (dossier.ScoreSheet, error) {
		say := dossier.Say{Vetoes: in.Body.Vetoes, Lines: in.Body.Lines, Why: in.Body.Why, Remark: in.Body.Remark}
		if err := s.Dossiers.Score(ctx, actor, in.ID, in.Body.Round, say); err != nil {
			return dossier.ScoreSheet{}, err
		}
		return s.Dossiers.Review(ctx, in.ID, in.Body.Round)
	})
	s.raw(mux, http.MethodGet, "/api/cases/{id}/dossier/review/{form}", account.ReadCases, "The score sheet of a dossier: docx or pdf; ?round=", "application/octet-stream", s.scoreSheet)
	handle(s, http.MethodGet, "/api/dossier-rounds", account.ReadCases, "Rounds of dossier review", func(ctx context.Context, _ account.Person, _ *nothing) (DossierRounds, error) {
		return s.dossierRounds(ctx)
	})
	handle(s, http.MethodPost, "/api/dossier-rounds", account.ReadCases, "Draw a round of dossier review", func(ctx context.Context, actor account.Person, in *body[dossierRoundOrder]) (DossierRounds, error) {
		b := in.Body
		if _, err := s.Dossiers.Draw(ctx, actor, b.Title, b.Seed, b.Size, dossier.Criteria{From: b.From, To: b.To, Procedure: b.Procedure}); err != nil {
			return DossierRounds{}, err
		}
		return s.dossierRounds(ctx)
	})
	s.raw(mux, http.MethodGet, "/api/dossier-rounds/{id}/table", account.ReadCases, "The marks of a round as a workbook", "application/octet-stream", s.roundTable)
}

func (s *Server) dossierRounds(ctx context.Context) (out DossierRounds, err error) {
	out.Rounds = []DossierRound{}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		list, err := dossier.Rounds(r)
		if err != nil {
			return err
		}
		for _, one := range list {
			row, err := roundRow(r, namesFrom(r), one)
			if err != nil {
				return err
			}
			out.Rounds = append(out.Rounds, row)
		}
		return nil
	})
	return out, err
}

func roundRow(r *store.Reader, who *names, one dossier.Round) (DossierRound, error) {
	row := DossierRound{one.ID, one.Title, one.Seed, one.Criteria.From, one.Criteria.To, one.Pool, one.PoolSum, one.At, who.of(one.By), []RoundCase{}}
	for _, id := range one.Cases {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return row, err
		}
		mark, err := dossier.MarkOf(r, id, one.ID)
		if err != nil {
			return row, err
		}
		row.Cases = append(row.Cases, RoundCase{LabelledNo{c.ID, c.No, c.Title}, mark.At != "", mark.Tenths, mark.Grade})
	}
	return row, nil
}

// grades are what the marks are called on paper.
var grades = map[string]fault.Text{"excellent": fault.T("优秀", "excellent"), "good": fault.T("良好", "good"), "pass": fault.T("合格", "pass"), "fail": fault.T("不合格", "fail")}

func (s *Server) roundTable(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	var row DossierRound
	err := s.Store.View(r.Context(), func(reader *store.Reader) error {
		one, err := dossier.RoundOf(reader, r.PathValue("id"))
		if err != nil {
			return err
		}
		row, err = roundRow(reader, namesFrom(reader), one)
		return err
	})
	if err != nil {
		return err
	}
	sheet := paper.Sheet{Name: "评查结果", Columns: []paper.Column{{Title: "序号", Kind: paper.IntegerColumn}, {Title: "案号"}, {Title: "案件名称"}, {Title: "得分"}, {Title: "等次"}}}
	for i, c := range row.Cases {
		points, mark := "", "未评"
		if c.Scored {
			points, mark = fmt.Sprintf("%d.%d", c.Tenths/10, c.Tenths%10), grades[c.Grade].Zh
		}
		sheet.Rows = append(sheet.Rows, []paper.Cell{paper.Number(int64(i + 1)), paper.Text(c.No), paper.Text(c.Title), paper.Text(points), paper.Text(mark)})
	}
	content, err := paper.XLSX(paper.Workbook{Sheets: []paper.Sheet{sheet}})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", `attachment; filename="round-`+row.ID+`.xlsx"`)
	_, err = w.Write(content)
	return err
}

func (s *Server) scoreSheet(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	id, round := r.PathValue("id"), r.URL.Query().Get("round")
	sheet, err := s.Dossiers.Review(r.Context(), id, round)
	if err != nil {
		return err
	}
	var c casefile.Case
	var office account.Office
	err = s.Store.View(r.Context(), func(reader *store.Reader) (err error) {
		if c, err = casefile.CaseOf(reader, id); err == nil {
			office, _, err = account.OfficeOf(reader)
		}
		return err
	})
	if err != nil {
		return err
	}
	return handOver(w, scorePaper(office, c, sheet), "score", r.PathValue("form"))
}

// scorePaper is the score sheet as a paper.
func scorePaper(office account.Office, c casefile.Case, sheet dossier.ScoreSheet) paper.Document {
	vetoes := paper.Table{Caption: "否决项", Header: []string{"编号", "情形", "结果", "说明"}, Widths: []int{2, 7, 2, 6}}
	for _, v := range sheet.Vetoes {
		result := map[string]string{dossier.Clear: "未发现", dossier.Found: "存在", dossier.Ask: "待判断"}[v.State]
		switch v.Says {
		case "yes":
			result = "存在"
		case "no":
			result = "不存在"
		}
		vetoes.Rows = append(vetoes.Rows, []string{v.ID, v.Label.Zh, result, faultsText(v.Faults, v.Why)})
	}
	lines := paper.Table{Caption: "评分", Header: []string{"编号", "评查标准", "分值", "扣分", "说明"}, Widths: []int{2, 6, 2, 2, 6}}
	for _, l := range sheet.Lines {
		lost := l.Lost
		if l.Say != nil {
			lost = *l.Say
		}
		lines.Rows = append(lines.Rows, []string{l.ID, l.Label.Zh, tenths(l.Full), tenths(lost), faultsText(l.Faults, l.Why)})
	}
	return paper.Document{Head: office.Name, Title: "案卷评查评分表", Number: c.No, Meta: paper.Meta{Creator: office.Name}, Blocks: []paper.Block{
		paper.Facts{Items: []paper.Fact{{Label: "案件名称", Value: c.Title}, {Label: "得分", Value: tenths(sheet.Tenths)}, {Label: "等次", Value: grades[sheet.Grade].Zh}, {Label: "待人工判断", Value: fmt.Sprintf("%d 项", sheet.Open)}, {Label: "评语", Value: sheet.Remark}}},
		vetoes, lines}}
}

func tenths(n int) string { return fmt.Sprintf("%d.%d", n/10, n%10) }

func faultsText(faults []dossier.Flaw, why string) string {
	text := ""
	for _, f := range faults {
		text += f.Message.Zh + "\n"
	}
	return text + why
}
