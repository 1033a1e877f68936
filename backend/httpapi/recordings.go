package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/record"
	"zhiheng/backend/store"
)

// Recording is a film, a sound recording or a picture of enforcement. Kind is video, audio or photo; Name that of its file.
type Recording struct {
	record.Recording
	Name   string     `json:"name"`
	Sort   string     `json:"sort" enum:"video,audio,photo"`
	CaseNo string     `json:"case_no"`
	Title  string     `json:"title" doc:"of its case"`
	Label  fault.Text `json:"label" doc:"of the event"`
	By     Ref        `json:"by" doc:"who brought it in"`
}

// RecordingList is a page of recordings, the latest first. Overdue counts those that have been attached to no case for longer
// than they should.
type RecordingList struct {
	Recordings []Recording `json:"recordings"`
	Total      int         `json:"total"`
	Overdue    int         `json:"overdue"`
}

// RecordingPage is a recording with its chapters and marks, the stills taken of it, its parent, and who has seen it.
type RecordingPage struct {
	Recording
	Marks   []RecordingMark `json:"marks"`
	Stills  []Recording     `json:"stills"`
	Custody []Handling      `json:"custody"`
	Wants   []string        `json:"wants" doc:"the chapters that its event must show"`
	Begin   fault.Text      `json:"begin" doc:"where the whole of its event begins"`
	End     fault.Text      `json:"end"`
	Glance  RecordingGlance `json:"glance"`
	Shown   []ShownHere     `json:"shown" doc:"what it proves to have been shown or told"`
	MayWork bool            `json:"may_work"`
	Frames  bool            `json:"frames" doc:"stills can be taken by the program"`
}

// RecordingMark is a chapter (a step of the procedure) or a mark within a recording, in milliseconds.
type RecordingMark struct {
	record.Mark
	Who Ref `json:"who"`
}

// RecordingGlance is a recording seen at once: the moments of its pictures, and how loud it is over its length, 0 to 255.
type RecordingGlance struct {
	State    string      `json:"state" enum:"made,none,making,unavailable"`
	Frames   []int64     `json:"frames"`
	Loudness []int       `json:"loudness"`
	Reason   *fault.Text `json:"reason,omitempty"`
}

// Handling is one act by which somebody saw an item or took it away.
type Handling struct {
	Act  string `json:"act"`
	Who  Ref    `json:"who"`
	At   string `json:"at"`
	Note string `json:"note"`
	Seq  int64  `json:"seq"`
}

type recordingQuery struct {
	Case   string `query:"case" maxLength:"80"`
	Loose  bool   `query:"loose" doc:"only those attached to no case"`
	Event  string `query:"event" maxLength:"20"`
	Q      string `query:"q" maxLength:"200"`
	Offset int    `query:"offset" minimum:"0"`
	Limit  int    `query:"limit" minimum:"0" maximum:"500"`
}

type attachment struct {
	Case   string `json:"case" maxLength:"80" doc:"empty for none"`
	Event  string `json:"event,omitempty" maxLength:"20"`
	Reason string `json:"reason,omitempty" maxLength:"2000"`
}

type newMark struct {
	Chapter string `json:"chapter,omitempty" maxLength:"40"`
	FromMs  int64  `json:"from_ms" minimum:"0"`
	ToMs    int64  `json:"to_ms,omitempty" minimum:"0"`
	Note    string `json:"note,omitempty" maxLength:"2000"`
}

type markQuery struct {
	ID   string `path:"id" maxLength:"80"`
	Mark string `path:"mark" maxLength:"80"`
}

type newStill struct {
	AtMs int64  `json:"at_ms" minimum:"0"`
	Note string `json:"note,omitempty" maxLength:"500"`
}

type handlingNote struct {
	Act  string `json:"act" maxLength:"20"`
	Note string `json:"note,omitempty" maxLength:"500"`
}

func (s *Server) recordingOf(from store.Source, who *names, r record.Recording) (Recording, error) {
	out := Recording{Recording: r, Name: r.Name(), Sort: r.Kind(), By: who.of(r.ReceivedBy)}
	if e, known := s.Files.Rules.Current().Recording(r.Event); known {
		out.Label = e.Label
	}
	if out.Sources == nil {
		out.Sources = map[string]string{}
	}
	if r.Case == "" {
		return out, nil
	}
	c, err := casefile.CaseOf(from, r.Case)
	out.CaseNo, out.Title = c.No, c.Title
	return out, err
}

func (s *Server) recordingsOf(from store.Source, list []record.Recording) ([]Recording, error) {
	out, who := []Recording{}, namesFrom(from)
	for _, r := range list {
		shown, err := s.recordingOf(from, who, r)
		if err != nil {
			return nil, err
		}
		out = append(out, shown)
	}
	return out, nil
}

func (s *Server) recordingPage(ctx context.Context, actor account.Person, id string) (out RecordingPage, err error) {
	r, err := s.Record.Recording(ctx, id)
	if err != nil {
		return out, err
	}
	if out.Glance, err = s.overview(ctx, r); err != nil {
		return out, err
	}
	out.Frames = s.Record.Film != nil
	if out.Frames {
		_, missing := s.Record.Film.Ready(ctx)
		out.Frames = missing == nil
	}
	return out, s.Store.View(ctx, func(from *store.Reader) error {
		who := namesFrom(from)
		if out.Recording, err = s.recordingOf(from, who, r); err != nil {
			return err
		}
		if e, known := s.Files.Rules.Current().Recording(r.Event); known && r.Film() {
			out.Wants, out.Begin, out.End = e.Chapters, e.Begin, e.End
		}
		out.Wants = append([]string{}, out.Wants...)
		if out.Shown, err = s.shownOn(from, r.ID); err != nil {
			return err
		}
		out.MayWork = s.Record.MayWorkOn(from, actor, r.Case) == nil
		marks, err := record.MarksOf(from, r.ID)
		if err != nil {
			return err
		}
		out.Marks, out.Custody = []RecordingMark{}, []Handling{}
		for _, m := range marks {
			out.Marks = append(out.Marks, RecordingMark{m, who.of(m.By)})
		}
		stills, err := record.StillsOf(from, r.ID)
		if err != nil {
			return err
		}
		if out.Stills, err = s.recordingsOf(from, stills); err != nil {
			return err
		}
		acts, err := record.CustodyOf(from, r.ID)
		for _, a := range acts {
			out.Custody = append(out.Custody, Handling{a.Act, who.of(a.By), a.At, a.Note, a.Seq})
		}
		return err
	})
}

func (s *Server) overview(ctx context.Context, r record.Recording) (RecordingGlance, error) {
	out := RecordingGlance{State: "none", Frames: []int64{}, Loudness: []int{}}
	if !r.Film() {
		return out, nil
	}
	g, err := s.Record.Glance(ctx, r)
	if err != nil {
		return out, err
	}
	out = RecordingGlance{g.State, g.Frames, g.Loudness, g.Reason}
	if s.jobs.runs("glance " + r.ID) {
		out.State = "making"
	}
	return out, nil
}

// recordingChange registers a change of a recording, which answers with its page.
func recordingChange[B any](s *Server, path, summary string, run func(ctx context.Context, actor account.Person, id string, body B) error) {
	method := http.MethodPost
	if path == "" {
		method = http.MethodPut
	}
	handle(s, method, "/api/recordings/{id}"+path, account.WorkOnCases, summary, func(ctx context.Context, actor account.Person, in *about[B]) (RecordingPage, error) {
		if err := run(ctx, actor, in.ID, in.Body); err != nil {
			return RecordingPage{}, err
		}
		return s.recordingPage(ctx, actor, in.ID)
	})
}

func (s *Server) recordingRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/recordings", account.ReadCases, "Recordings, the latest first", func(ctx context.Context, _ account.Person, in *recordingQuery) (out RecordingList, err error) {
		list, total, err := s.Record.List(ctx, record.Filter{Case: in.Case, Loose: in.Loose, Event: in.Event, Text: in.Q, Offset: in.Offset, Limit: in.Limit})
		if err != nil {
			return out, err
		}
		if out.Total = total; err == nil {
			out.Overdue, err = s.Record.Overdue(ctx)
		}
		if err != nil {
			return out, err
		}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			out.Recordings, err = s.recordingsOf(r, list)
			return err
		})
	})
	handle(s, http.MethodGet, "/api/recordings/{id}", account.ReadCases, "A recording", func(ctx context.Context, actor account.Person, in *byID) (RecordingPage, error) {
		return s.recordingPage(ctx, actor, in.ID)
	})
	recordingChange(s, "", "Say what a recording is", func(ctx context.Context, actor account.Person, id string, d record.Description) error {
		_, err := s.Record.Describe(ctx, actor, id, d)
		return err
	})
	recordingChange(s, "/attachment", "Make a recording part of the record of a case, or take it out", func(ctx context.Context, actor account.Person, id string, b attachment) error {
		_, err := s.Record.Attach(ctx, actor, id, b.Case, b.Event, b.Reason)
		return err
	})
	recordingChange(s, "/marks", "Note a chapter or a mark", func(ctx context.Context, actor account.Person, id string, b newMark) error {
		_, err := s.Record.Mark(ctx, actor, id, record.Mark{Chapter: b.Chapter, FromMs: b.FromMs, ToMs: b.ToMs, Note: b.Note})
		return err
	})
	handle(s, http.MethodDelete, "/api/recordings/{id}/marks/{mark}", account.WorkOnCases, "Take a chapter or a mark away", func(ctx context.Context, actor account.Person, in *markQuery) (RecordingPage, error) {
		if err := s.Record.Unmark(ctx, actor, in.ID, in.Mark); err != nil {
			return RecordingPage{}, err
		}
		return s.recordingPage(ctx, actor, in.ID)
	})
	recordingChange(s, "/stills", "Take a still by the program", func(ctx context.Context, actor account.Person, id string, b newStill) error {
		_, err := s.Record.TakeStill(ctx, actor, id, b.AtMs, nil, b.Note)
		return err
	})
	recordingChange(s, "/glance", "Make the overview of a recording", func(ctx context.Context, _ account.Person, id string, _ nothing) error {
		return s.makeGlance(ctx, id)
	})
	handle(s, http.MethodPost, "/api/items/{id}/handlings", account.ReadCases, "Put on record that I see an item, a recording or a paper, or take it away", func(ctx context.Context, actor account.Person, in *about[handlingNote]) (nothing, error) {
		return nothing{}, s.Record.Handle(ctx, actor, in.ID, in.Body.Act, in.Body.Note)
	})
	s.recordingFileRoutes(mux)
}

// makeGlance lets the overview of a recording be made as a job.
func (s *Server) makeGlance(ctx context.Context, id string) error {
	r, err := s.Record.Recording(ctx, id)
	if err != nil {
		return err
	}
	s.jobs.start("overview", "glance "+r.ID, fault.Tf("生成“%[1]s”的概览", "overview of %[1]s", r.Name()), func(ctx context.Context, report func(done, total int64, message fault.Text)) error {
		return s.Record.MakeGlance(ctx, r.ID, func(percent int) { report(int64(percent), 100, fault.Text{}) })
	}, r.Case)
	return nil
}
