package httpapi

import (
	"context"
	"net/http"
	"sync"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// Verifications is what the last verification found since the program began.
type Verifications struct {
	Latest *Verification `json:"latest,omitempty"`
}

// Verification is what was looked at and found.
type Verification struct {
	FinishedAt string    `json:"finished_at"`
	Intact     bool      `json:"intact"`
	Entries    int64     `json:"entries"`
	Rows       int64     `json:"rows"`
	Files      int64     `json:"files"`
	Bytes      int64     `json:"bytes" doc:"of originals that were read"`
	TookMs     int64     `json:"took_ms"`
	Total      int64     `json:"total" doc:"findings in all; the list is cut at a thousand"`
	Findings   []Finding `json:"findings"`
}

// Finding is one thing that is not as it was written. Where is file, schema, meta, entry, tree, checkpoint, anchor, table or
// original.
type Finding struct {
	Where string     `json:"where"`
	Name  string     `json:"name,omitempty"`
	Key   string     `json:"key,omitempty"`
	Seq   int64      `json:"seq,omitempty"`
	What  fault.Text `json:"what"`
}

// verifications keeps the last result.
type verifications struct {
	mu     sync.Mutex
	latest *Verification
}

func (v *verifications) get() *Verification {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.latest
}

func (v *verifications) set(latest Verification) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.latest = &latest
}

func (s *Server) verificationRoutes() {
	handle(s, http.MethodGet, "/api/verifications", account.RunVerification, "What the last verification found", func(context.Context, account.Person, *nothing) (Verifications, error) {
		return Verifications{s.latest.get()}, nil
	})
	handle(s, http.MethodPost, "/api/verifications", account.RunVerification, "Verify the whole office", func(context.Context, account.Person, *nothing) (Job, error) {
		if s.Verify == nil {
			return Job{}, fault.New(fault.Unavailable, "httpapi.verify", fault.T("验证不可用", "verification is not available"))
		}
		return s.jobs.start("verification", "verification", fault.T("验证全部数据", "verify everything"), s.verify), nil
	})
}

func (s *Server) verify(ctx context.Context, report func(done, total int64, message fault.Text)) error {
	begun := s.options.Clock()
	pace := &store.Pace{}
	found, err := s.Verify(ctx, func(p store.Progress) { report(p.Done, p.Total, pace.Tell(s.options.Clock(), p)) })
	if err != nil {
		return err
	}
	now := s.options.Clock()
	s.latest.set(verification(found, now, now.Sub(begun)))
	message := fault.T("完好无损", "intact")
	if !found.Intact {
		message = fault.Tf("发现%[1]d处问题", "%[1]d findings", found.Total)
	}
	report(found.Entries, found.Entries, message)
	return nil
}

func verification(found store.Report, at time.Time, took time.Duration) Verification {
	out := Verification{FinishedAt: at.In(ledger.Zone).Format(ledger.TimeFormat), Intact: found.Intact, Entries: found.Entries, Rows: found.Rows, Files: found.Files, Bytes: found.Bytes,
		TookMs: took.Milliseconds(), Total: found.Total, Findings: []Finding{}}
	for _, f := range found.Findings {
		out.Findings = append(out.Findings, Finding{f.Where, f.Name, f.Key, f.Seq, f.What})
	}
	return out
}
