// Package httpapi serves an office over HTTP to its own window or browser: routes, sessions and guards. It translates
// between the pillars and JSON and decides nothing.
package httpapi

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// Parts are the parts of an open office. Index, Past, Disclosure, Verify and Shell may be nil: their routes then answer that
// they are not available.
type Parts struct {
	Accounts   *account.Accounts
	Secrets    *account.Secrets
	Files      *casefile.Files
	Desk       *review.Desk
	Door       *decision.Door
	Record     *record.Desk
	Disclosure *disclosure.Desk
	Index      *precedent.Index
	Past       *precedent.Desk
	Authority  *authority.Authority
	Dossiers   *dossier.Desk
	Anchoring  *anchor.Desk
	Store      *store.Store
	Verify     func(ctx context.Context, progress func(store.Progress)) (store.Report, error)
	Shell      Shell
	Version    string
}

// Shell is the desktop window as far as the screens need it.
type Shell interface {
	// PickFolder lets the person choose a folder with the system's own dialogue. An empty path means that nothing was chosen.
	PickFolder(ctx context.Context) (path string, err error)
}

// Options are the settings of a server. Port is the one that is listened on; requests must name it. Hosts are host
// names to be answered beside the loopback ones, with a port if it is not the usual one.
type Options struct {
	Port   int
	Hosts  []string
	Log    *slog.Logger
	Static fs.FS // the built screens; nil or without index.html when they are not built
	Clock  func() time.Time
}

// Server answers requests for one office. Close it before the office.
type Server struct {
	Parts
	options   Options
	handler   http.Handler
	api       huma.API
	sessions  *scs.SessionManager
	tokens    *tokens
	device    string
	jobs      *jobs
	hub       *hub
	latest    verifications
	volumes   volumes
	trials    trials
	glances   glances
	registers registers
	dues      *casefile.Dues
	working   sync.WaitGroup
	stop      context.CancelFunc
	life      context.Context
	closing   sync.Once
}

// New makes a server of an office.
func New(parts Parts, options Options) *Server {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{Parts: parts, options: options, hub: newHub()}
	s.life, s.stop = context.WithCancel(context.Background())
	s.tokens, s.device = newTokens(options.Clock), newSecret()
	s.jobs = newJobs(s.life, s.hub, options.Clock, s.log)
	s.sessions = s.newSessions()
	mux := http.NewServeMux()
	s.api = newAPI(mux, parts.Version)
	s.routes(mux)
	if parts.Dossiers != nil && parts.Dossiers.Receipt == nil {
		parts.Dossiers.Receipt = s.receiptBytes
	}
	outer := http.NewServeMux()
	outer.Handle("/api/", s.guardAPI(mux))
	outer.HandleFunc("GET /enter", s.enter)
	outer.HandleFunc("GET /enter.js", enterScript)
	outer.Handle("/", s.static())
	s.handler = s.guard(outer)
	s.dues = casefile.NewDues(parts.Files)
	if parts.Store == nil {
		return s // nobody will ask: only the description of the routes is wanted
	}
	s.working.Go(func() { s.dues.Follow(s.life, func(err error) { s.log("dues", err) }) })
	return s
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// OpenAPI is the description of the routes, made from the Go types.
func (s *Server) OpenAPI() *huma.OpenAPI { return s.api.OpenAPI() }

// Close stops what is under way and waits for it.
func (s *Server) Close() {
	s.closing.Do(func() {
		s.stop()
		s.jobs.wait()
		s.working.Wait()
		s.volumes.close()
	})
}

// log writes down what went wrong inside, with the whole chain. The person sees none of it.
func (s *Server) log(op string, err error) {
	if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Storage || kind == fault.Damaged || kind == fault.Unavailable {
		s.options.Log.Error("request failed", "op", op, "kind", string(kind), "error", err.Error())
	}
}

func (s *Server) routes(mux *http.ServeMux) {
	s.officeRoutes()
	s.sessionRoutes()
	s.peopleRoutes()
	s.rulebookRoutes()
	s.versionRoutes(mux)
	s.amendmentRoutes()
	s.articleRoutes()
	s.lawRoutes(mux)
	s.templateRoutes(mux)
	s.caseRoutes()
	s.restrictionRoutes()
	s.clockRoutes(mux)
	s.calendarRoutes()
	s.paperRoutes(mux)
	s.splitRoutes()
	s.pageRoutes(mux)
	s.importRoutes(mux)
	s.registerRoutes(mux)
	s.recordingRoutes(mux)
	s.recordCaseRoutes()
	s.recordingImportRoutes(mux)
	s.deviceRoutes()
	s.reviewRoutes()
	s.courseRoutes()
	s.opinionRoutes(mux)
	s.departureRoutes()
	s.precheckRoutes()
	s.qualityRoutes(mux)
	s.reviewerRoutes(mux)
	s.decisionRoutes()
	s.disclosureRoutes(mux)
	s.listRoutes(mux)
	s.searchRoutes()
	s.savedSearchRoutes(mux)
	s.synonymRoutes()
	s.coverageRoutes()
	s.similarRoutes()
	s.collectionRoutes(mux)
	s.ledgerRoutes()
	s.dossierRoutes(mux)
	s.receiptRoutes(mux)
	s.anchorRoutes(mux)
	s.jobRoutes(mux)
	s.workbenchRoutes()
	s.settingsRoutes()
	s.shellRoutes()
}
