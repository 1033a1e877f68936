package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Coverage says how much of what the office holds can be searched. Recognition says what to install where the text in
// pictures cannot be read on this machine.
type Coverage struct {
	Pages        int             `json:"pages"`
	Unsearchable int             `json:"unsearchable"`
	Gaps         []CoverageGap   `json:"gaps"`
	Recognition  *RecognitionOff `json:"recognition,omitempty"`
}

// CoverageGap is one reason for which pages cannot be searched: waiting and low are pages whose text is to be read off
// pictures, or was with low confidence; member is a file in an archive that could not be taken out; the others are those
// for which a paper could not be read.
type CoverageGap struct {
	Cause  string `json:"cause"`
	Pages  int    `json:"pages"`
	Papers int    `json:"papers"`
}

// RecognitionOff says why the text in pictures is not read on this machine.
type RecognitionOff struct {
	Message fault.Text `json:"message"`
	Hint    fault.Text `json:"hint"`
}

// UnsearchedList lists what cannot be searched.
type UnsearchedList struct {
	Items []Unsearched `json:"items"`
}

// Unsearched is a page, or a whole paper if page is 0, that cannot be searched. A file in an archive that could not be taken
// out has no paper.
type Unsearched struct {
	Cause      string      `json:"cause"`
	Paper      string      `json:"paper,omitempty"`
	Case       string      `json:"case"`
	CaseNo     string      `json:"case_no"`
	Title      string      `json:"title"`
	Page       int         `json:"page"`
	Pages      int         `json:"pages"`
	Confidence int         `json:"confidence"`
	Reason     *fault.Text `json:"reason,omitempty"`
}

type unsearchedQuery struct {
	Cause  string `query:"cause" maxLength:"40" doc:"of the gaps; without it, all"`
	Offset int    `query:"offset" minimum:"0" maximum:"1000000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

func (s *Server) coverageRoutes() {
	handle(s, http.MethodGet, "/api/coverage", account.Search, "How much can be searched, and what cannot", func(ctx context.Context, _ account.Person, _ *nothing) (Coverage, error) {
		c, err := s.Files.Coverage(ctx)
		out := Coverage{Pages: c.Pages, Unsearchable: c.Unsearchable, Gaps: []CoverageGap{}}
		for _, gap := range c.Gaps {
			out.Gaps = append(out.Gaps, CoverageGap(gap))
			if gap.Cause == "waiting" && s.Files.Scans != nil {
				if _, off := s.Files.Scans.Ready(ctx); off != nil {
					f := fault.As(off)
					out.Recognition = &RecognitionOff{f.Message, f.Hint}
				}
			}
		}
		return out, err
	})
	handle(s, http.MethodGet, "/api/coverage/list", account.Search, "What cannot be searched, with the reason", func(ctx context.Context, _ account.Person, in *unsearchedQuery) (UnsearchedList, error) {
		if in.Limit == 0 {
			in.Limit = 50
		}
		list, err := s.Files.Unsearched(ctx, in.Cause, in.Offset, in.Limit)
		out := UnsearchedList{[]Unsearched{}}
		for _, u := range list {
			out.Items = append(out.Items, Unsearched(u))
		}
		if err != nil || actorOf(ctx).May(account.ReadInternal) {
			return out, err
		}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			for i, u := range out.Items {
				inside, err := s.isInternal(r, u.Paper)
				if err != nil {
					return err
				}
				if inside { // a member of an archive has no paper: who knows of which volume it is
					out.Items[i].Title, out.Items[i].Paper = "副卷材料", ""
				}
			}
			return nil
		})
	})
	handle(s, http.MethodPost, "/api/coverage/retry", account.WorkOnCases, "Try what cannot be searched once more", func(_ context.Context, actor account.Person, _ *nothing) (Job, error) {
		return s.recognise(actor, true), nil
	})
}

// recognise lets the reading of pictures run as a job. Where nothing is installed for it, what could be done without is done
// and the job tells what to install.
func (s *Server) recognise(actor account.Person, again bool) Job {
	return s.jobs.start("recognition", "recognition", fault.T("识别图片上的文字", "read the text off pictures"), func(ctx context.Context, report func(done, total int64, message fault.Text)) error {
		return s.Files.Recognise(ctx, actor, again, func(done, total int) { report(int64(done), int64(total), fault.Text{}) })
	})
}

// recogniseNew reads the pictures that an import has brought, where that can be done on this machine.
func (s *Server) recogniseNew(ctx context.Context, actor account.Person) {
	if s.Files.Scans == nil {
		return
	}
	waiting := false
	err := s.Store.View(ctx, func(r *store.Reader) (err error) {
		waiting, err = s.Files.RecognitionWaits(r)
		return err
	})
	if err != nil || !waiting {
		return
	}
	if _, err := s.Files.Scans.Ready(ctx); err == nil { // else the coverage says what to install
		s.recognise(actor, false)
	}
}
