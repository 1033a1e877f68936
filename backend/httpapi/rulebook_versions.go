package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Library is the versions of the rulebook and the proposals to change it, the newest first, and what this person may do.
type Library struct {
	Current    string          `json:"current" doc:"the version that new cases come under"`
	Versions   []VersionInfo   `json:"versions"`
	Amendments []AmendmentInfo `json:"amendments"`
	Unfit      []UnfitVersion  `json:"unfit" doc:"versions that are not as they were adopted, or that this program finds fault with"`
	MayPropose bool            `json:"may_propose"`
	MayApprove bool            `json:"may_approve"`
	MayMove    bool            `json:"may_move" doc:"put open cases under another version"`
}

// VersionInfo is a version without its changes.
type VersionInfo struct {
	Version     string `json:"version"`
	Label       string `json:"label"`
	Own         int    `json:"own" doc:"how many own amendments it holds; none is the program's book"`
	InForceFrom string `json:"in_force_from"`
	Source      string `json:"source"`
	Changes     int    `json:"changes"`
	Amendment   string `json:"amendment,omitempty"`
	ProposedBy  Ref    `json:"proposed_by"`
	ApprovedBy  Ref    `json:"approved_by"`
	AdoptedAt   string `json:"adopted_at"`
	Cases       int    `json:"cases" doc:"cases under it"`
	OpenCases   int    `json:"open_cases" doc:"of them, those that are not at their end"`
}

// UnfitVersion is a version that something is wrong with.
type UnfitVersion struct {
	Version string     `json:"version"`
	Label   string     `json:"label"`
	What    fault.Text `json:"what"`
	Faults  []Fault    `json:"faults"`
}

// Fault is something wrong in a data file, by file and row.
type Fault struct {
	File string     `json:"file"`
	Row  string     `json:"row,omitempty"`
	What fault.Text `json:"what"`
}

// RowChange is a row before and after; without the one it is new, without the other it is gone. An empty id stands for
// what a file says beside its rows.
type RowChange struct {
	File   string         `json:"file"`
	ID     string         `json:"id"`
	Label  fault.Text     `json:"label"`
	Before map[string]any `json:"before,omitempty"`
	After  map[string]any `json:"after,omitempty"`
	Order  []string       `json:"order,omitempty" doc:"the new order of the rows, where only that has changed"`
}

// VersionPage is a version with its changes against the one before it.
type VersionPage struct {
	VersionInfo
	Rows []RowChange `json:"rows"`
}

// Tables are the data files of a version.
type Tables struct {
	Version string      `json:"version"`
	Files   []TableInfo `json:"files"`
}

// TableInfo is a data file. Procedure is empty for what holds for every kind of action.
type TableInfo struct {
	File      string         `json:"file"`
	Procedure string         `json:"procedure,omitempty"`
	Says      map[string]any `json:"says,omitempty" doc:"what it says beside its rows"`
	Rows      []TableRow     `json:"rows"`
}

// TableRow is a row with what every row has, and whole.
type TableRow struct {
	ID          string         `json:"id"`
	Label       fault.Text     `json:"label"`
	Article     string         `json:"article,omitempty"`
	Source      string         `json:"source,omitempty"`
	InForceFrom string         `json:"in_force_from,omitempty"`
	InForceTo   string         `json:"in_force_to,omitempty"`
	Row         map[string]any `json:"row"`
}

func (s *Server) versionRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/rulebook/versions", signedIn, "The versions of the rulebook and the proposals to change it", func(ctx context.Context, actor account.Person, _ *nothing) (Library, error) {
		return s.library(ctx, actor)
	})
	handle(s, http.MethodGet, "/api/rulebook/versions/{id}", signedIn, "A version with its changes", func(ctx context.Context, _ account.Person, in *byID) (out VersionPage, err error) {
		v, err := s.version(in.ID)
		if err != nil {
			return out, err
		}
		err = s.Store.View(ctx, func(r *store.Reader) error {
			under, err := s.Files.UnderVersions(r)
			out.VersionInfo = versionInfo(v, namesFrom(r), under[v.Version])
			return err
		})
		out.Rows = rowChanges(v.Changes)
		return out, err
	})
	handle(s, http.MethodGet, "/api/rulebook/versions/{id}/tables", signedIn, "The data of a version, row by row", func(_ context.Context, _ account.Person, in *byID) (Tables, error) {
		return s.tables(in.ID)
	})
	s.raw(mux, http.MethodGet, "/api/rulebook/versions/{id}/export", signedIn, "A version as one file", "application/json", s.exportVersion)
}

// version finds a version by hash or label; "current" is the one that new cases come under.
func (s *Server) version(name string) (rulebook.Version, error) {
	if name == "current" {
		name = s.Files.Rules.Current().Hash
	}
	v, known := s.Files.Rules.Version(name)
	if !known {
		return v, fault.New(fault.NotFound, "httpapi.version", fault.T("没有这个规则版本", "no such version of the rulebook"))
	}
	return v, nil
}

func (s *Server) library(ctx context.Context, actor account.Person) (Library, error) {
	rules := s.Files.Rules
	book, who := rules.Current(), rulebook.Actor{ID: actor.ID, Roles: actor.Roles}
	out := Library{Current: book.Hash, Versions: []VersionInfo{}, Amendments: []AmendmentInfo{}, Unfit: []UnfitVersion{},
		MayPropose: book.May(who, rulebook.MayPropose), MayApprove: book.May(who, rulebook.MayApprove), MayMove: book.May(who, rulebook.MayMove)}
	for _, u := range rules.Unfit() {
		v, _ := rules.Version(u.Version)
		out.Unfit = append(out.Unfit, UnfitVersion{u.Version, v.Label, fault.As(u.Err).Message, faultsOf(u.Err)})
	}
	err := s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		under, err := s.Files.UnderVersions(r)
		if err != nil {
			return err
		}
		for _, v := range rules.Versions() {
			out.Versions = append([]VersionInfo{versionInfo(v, who, under[v.Version])}, out.Versions...)
		}
		list, err := rulebook.AmendmentsOf(r)
		for _, a := range list {
			out.Amendments = append(out.Amendments, amendmentInfo(a, who))
		}
		return err
	})
	return out, err
}

func versionInfo(v rulebook.Version, who *names, under casefile.Under) VersionInfo {
	return VersionInfo{v.Version, v.Label, v.Own, v.InForceFrom, v.Source, len(v.Changes), v.Amendment, who.of(v.ProposedBy), who.of(v.ApprovedBy), v.AdoptedAt,
		under.Cases, under.Open}
}

func (s *Server) tables(name string) (Tables, error) {
	v, err := s.version(name)
	if err != nil {
		return Tables{}, err
	}
	bundle, err := s.Files.Rules.Bundle(v.Version)
	if err != nil {
		return Tables{}, err
	}
	rows, err := rulebook.Diff(rulebook.Bundle{}, bundle) // every row is new against nothing
	if err != nil {
		return Tables{}, err
	}
	out := Tables{v.Version, []TableInfo{}}
	for _, c := range rows {
		if c.File == rulebook.TemplatesFile {
			continue // they have pages of their own
		}
		if len(out.Files) == 0 || out.Files[len(out.Files)-1].File != c.File {
			folder, _, below := strings.Cut(c.File, "/")
			if !below {
				folder = ""
			}
			out.Files = append(out.Files, TableInfo{File: c.File, Procedure: folder, Rows: []TableRow{}})
		}
		t := &out.Files[len(out.Files)-1]
		if row := object(c.After); c.ID == "" {
			t.Says = row
		} else {
			t.Rows = append(t.Rows, tableRow(c, row))
		}
	}
	return out, nil
}

func tableRow(c rulebook.Change, row map[string]any) TableRow {
	text := func(key string) string { s, _ := row[key].(string); return s }
	return TableRow{ID: c.ID, Label: labelOf(row), Article: text("article"), Source: text("source"), InForceFrom: text("in_force_from"), InForceTo: text("in_force_to"), Row: row}
}

// labelOf is what a row is called: its label, or its question.
func labelOf(row map[string]any) fault.Text {
	for _, key := range []string{"label", "question", "gist"} {
		if both, ok := row[key].(map[string]any); ok {
			zh, _ := both["zh"].(string)
			en, _ := both["en"].(string)
			return fault.T(zh, en)
		}
	}
	return fault.Text{}
}

// object is a row as a JSON object; nil if there is none.
func object(raw json.RawMessage) (row map[string]any) {
	if len(raw) == 0 || json.Unmarshal(raw, &row) != nil {
		return nil
	}
	return row
}

// worded is the row of a template with its words in the place of its file, which nobody can read as a row.
func worded(row map[string]any) map[string]any {
	encoded, _ := row["docx"].(string)
	docx, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || encoded == "" {
		return row
	}
	sum := sha256.Sum256(docx)
	delete(row, "docx")
	row["sha256"] = hex.EncodeToString(sum[:])
	if row["words"], err = casefile.TemplateText(docx); err != nil {
		delete(row, "words")
	}
	return row
}

func rowChanges(changes []rulebook.Change) []RowChange {
	out := []RowChange{}
	for _, c := range changes {
		row := RowChange{File: c.File, ID: c.ID, Before: object(c.Before), After: object(c.After), Order: c.Order}
		if c.File == rulebook.TemplatesFile {
			row.Before, row.After = worded(row.Before), worded(row.After)
		}
		if row.Label = labelOf(row.After); row.After == nil {
			row.Label = labelOf(row.Before)
		}
		out = append(out, row)
	}
	return out
}

func (s *Server) exportVersion(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	v, err := s.version(r.PathValue("id"))
	if err != nil {
		return err
	}
	bundle, err := s.Files.Rules.Bundle(v.Version)
	if err != nil {
		return err
	}
	content, err := bundle.Document()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="rulebook-`+v.Label+`.json"`)
	_, err = w.Write(content)
	return err
}
