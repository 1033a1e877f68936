package httpapi

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// Job is work in the background: a verification, a new index, a publication, an import of papers or of recordings, the overview of a recording, the reading of pictures, a trial of the rulebook. The last one of each kind is kept.
type Job struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind" enum:"volume,verification,reindex,publication,import,recognition,trial,recordings,overview"`
	Label     fault.Text `json:"label"`
	State     string     `json:"state" enum:"running,done,failed,cancelled"`
	Done      int64      `json:"done"`
	Total     int64      `json:"total"`
	Message   fault.Text `json:"message"`
	StartedAt string     `json:"started_at"`
	Error     *Problem   `json:"error,omitempty"`

	about []string // cases that it is about
}

// Jobs is what runs and what ran last, the newest first.
type Jobs struct {
	Jobs []Job `json:"jobs"`
}

// kept is how many finished jobs are kept.
const kept = 50

// jobs is the register of work in the background.
type jobs struct {
	life    context.Context
	hub     *hub
	clock   func() time.Time
	log     func(op string, err error)
	mu      sync.Mutex
	next    int
	all     []*running
	working sync.WaitGroup
}

type running struct {
	Job
	key    string
	cancel context.CancelFunc
}

// task is what a job does. It reports how far it has come, and ends when its context does.
type task func(ctx context.Context, report func(done, total int64, message fault.Text)) error

func newJobs(life context.Context, hub *hub, clock func() time.Time, log func(string, error)) *jobs {
	return &jobs{life: life, hub: hub, clock: clock, log: log}
}

// start begins a job unless one with the same key runs already; that one is returned then. About are the cases that it is
// about: whoever may not see one of them does not hear of it.
func (j *jobs) start(kind, key string, label fault.Text, run task, about ...string) Job {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, r := range j.all {
		if r.key == key && r.State == "running" {
			return r.Job
		}
	}
	j.next++
	ctx, cancel := context.WithCancel(j.life)
	r := &running{key: key, cancel: cancel, Job: Job{ID: fmt.Sprintf("j-%d", j.next), Kind: kind, Label: label, State: "running",
		StartedAt: j.clock().In(ledger.Zone).Format(ledger.TimeFormat), about: about}}
	j.all = append(j.all, r)
	if len(j.all) > kept {
		if i := slices.IndexFunc(j.all, func(r *running) bool { return r.State != "running" }); i >= 0 {
			j.all = slices.Delete(j.all, i, i+1)
		}
	}
	j.hub.send("job", r.ID, r.Job)
	j.working.Go(func() {
		defer cancel()
		j.finish(r, run(ctx, func(done, total int64, message fault.Text) { j.report(r, done, total, message) }))
	})
	return r.Job
}

func (j *jobs) report(r *running, done, total int64, message fault.Text) {
	j.mu.Lock()
	defer j.mu.Unlock()
	r.Done, r.Total = done, total
	if !message.IsZero() {
		r.Message = message
	}
	j.hub.send("job", r.ID, r.Job)
}

func (j *jobs) finish(r *running, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch fault.KindOf(err) {
	case "":
		r.State = "done"
	case fault.Cancelled:
		r.State = "cancelled"
	default:
		r.State, r.Error = "failed", problem(err)
		if r.Error.Kind == string(fault.Cancelled) {
			r.State, r.Error = "cancelled", nil
		}
		j.log("job "+r.Kind, err)
	}
	j.hub.send("job", r.ID, r.Job)
}

// list is all jobs, the newest first.
func (j *jobs) list() []Job {
	j.mu.Lock()
	defer j.mu.Unlock()
	out := []Job{}
	for _, r := range slices.Backward(j.all) {
		out = append(out, r.Job)
	}
	slices.SortStableFunc(out, func(a, b Job) int { return cmp.Compare(rankOf(a), rankOf(b)) })
	return out
}

func rankOf(j Job) int {
	if j.State == "running" {
		return 0
	}
	return 1
}

// runs tells whether a job with a key is under way.
func (j *jobs) runs(key string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.ContainsFunc(j.all, func(r *running) bool { return r.key == key && r.State == "running" })
}

// cancel stops a job by id or by key. It is under way a moment longer.
func (j *jobs) cancel(name string) (Job, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, r := range slices.Backward(j.all) {
		if r.ID == name || r.key == name {
			r.cancel()
			return r.Job, true
		}
	}
	return Job{}, false
}

func (j *jobs) wait() { j.working.Wait() }

// mayCancel is who may stop a kind of job.
var mayCancel = map[string]account.Permission{"verification": account.RunVerification, "reindex": account.RunVerification, "publication": account.PublishDisclosure, "import": account.WorkOnCases, "recordings": account.WorkOnCases, "overview": account.WorkOnCases, "trial": account.ReadCases}

func (s *Server) jobRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/jobs", signedIn, "Work in the background", func(ctx context.Context, actor account.Person, _ *nothing) (Jobs, error) {
		list := slices.DeleteFunc(s.jobs.list(), func(j Job) bool { return !maySee(ctx, actor, "job", j) })
		return Jobs{list}, nil
	})
	handle(s, http.MethodDelete, "/api/jobs/{id}", signedIn, "Stop a job", func(ctx context.Context, actor account.Person, in *byID) (nothing, error) {
		for _, j := range s.jobs.list() {
			if j.ID != in.ID || !maySee(ctx, actor, "job", j) {
				continue
			}
			if err := actor.Demand(mayCancel[j.Kind]); err != nil {
				return nothing{}, err
			}
			s.jobs.cancel(j.ID)
			return nothing{}, nil
		}
		return nothing{}, fault.New(fault.NotFound, "httpapi.job", fault.T("没有这项任务", "no such job"))
	})
	s.raw(mux, http.MethodGet, "/api/events", signedIn, "What happens, as server-sent events: head {size}, job, import", "text/event-stream", s.events)
}

// maySee tells whether an event is for these eyes: what names cases is for those who read cases, and not for those from whom one
// of them is kept.
func maySee(ctx context.Context, actor account.Person, event string, data any) bool {
	var about []string
	switch data := data.(type) {
	case Job:
		if data.Kind == "verification" {
			return true
		}
		about = data.about
	case Import:
		about = []string{data.Case}
	}
	if event == "head" {
		return true
	}
	return actor.May(account.ReadCases) && !slices.ContainsFunc(about, func(id string) bool { return store.IsUnseen(ctx, id) })
}
