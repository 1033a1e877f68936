// Package dossier makes the archive volumes of a case: papers in the prescribed order with cover, contents, list of
// recordings, integrity sheet and back page, as one PDF a volume and as a folder for electronic archives. It keeps what an
// archive must know of a dossier: its numbers, how long it is kept, who borrowed it, and who decided on its end.
package dossier

import (
	"context"
	_ "embed"
	"io"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Binder does a task of this package in a limited child process; see [Tasks]. *extract.Pool is one.
type Binder interface {
	Run(ctx context.Context, task string, arguments any, out io.Writer, step func(n int)) error
}

// Desk makes the dossiers of an open office.
type Desk struct {
	Files      *casefile.Files
	Binder     Binder
	Recordings func(from store.Source, caseID string) ([]Recording, error) // nil where no recordings are kept
	Custody    func(from store.Source, caseID string) (sheet paper.Document, found bool, err error)
	Judged     func(ctx context.Context, caseID string) (Judgment, error) // what review and pre-checks found; nil where there are none
	Receipt    func(ctx context.Context, caseID string) ([]byte, error)   // the proof of a case, as a file; nil leaves it out
	Verifier   []byte                                                     // the page that checks a receipt offline
}

// Recording is what the list of recordings says of one.
type Recording struct {
	No       string `json:"no"`
	Title    string `json:"title"`
	Event    string `json:"event"`
	Begun    string `json:"begun"`
	Length   string `json:"length"`
	Device   string `json:"device"`
	Size     int64  `json:"size"`
	SHA256   string `json:"sha256"`
	SM3      string `json:"sm3"`
	Original string `json:"original"` // hash under which the file is kept
	Name     string `json:"name"`
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	byCase, named := store.Veil{Column: "case_id"}, store.Veil{Column: "case_id", Names: []string{"id"}}
	return store.Pillar{Name: "dossier", Tables: tables, Veils: map[string]store.Veil{
		"dossier_particulars": byCase, "dossier_made": named, "dossier_loan": named, "dossier_disposal_case": byCase, "dossier_score": named, "dossier_round_case": byCase,
	}, Events: map[string]store.Apply{
		"dossier.described":         store.On(applyDescribed),
		"dossier.made":              store.On(applyMade),
		"dossier.lent":              store.On(applyLent),
		"dossier.returned":          store.On(applyReturned),
		"dossier.disposal_proposed": store.On(applyDisposalProposed),
		"dossier.disposal_approved": store.On(applyDisposalApproved),
		"dossier.disposal_refused":  store.On(applyDisposalRefused),
		"dossier.disposed":          store.On(applyDisposed),
		"dossier.scored":            store.On(applyScored),
		"dossier.round_drawn":       store.On(applyRoundDrawn),
		"dossier.graded":            store.On(applyGraded),
	}}
}

// Particulars are what the archive notes of a dossier. Sides puts papers, by their code, on another side than the rulebook's
// order does: offices differ on the approval to file.
type Particulars struct {
	Fonds     string            `json:"fonds"`     // 全宗号
	Catalogue string            `json:"catalogue"` // 目录号
	Number    string            `json:"number"`    // 案卷号
	Archive   string            `json:"archive"`   // 归档号: four digits of the year and four running
	Retention string            `json:"retention"` // by id in the rulebook; empty for what it says of the procedure
	Note      string            `json:"note"`      // 本卷情况说明
	Compiler  string            `json:"compiler"`  // 立卷人
	Checker   string            `json:"checker"`   // 检查人
	Duplex    bool              `json:"duplex"`
	Sides     map[string]string `json:"sides,omitempty"`
}

type particularsRow struct {
	Particulars
	Case string `json:"case_id"`
	At   string `json:"at"`
	By   string `json:"by"`
}

func applyDescribed(t *store.Tables, e store.Event, d Particulars) error {
	return t.Exec(queries.Get("particulars_set"), e.Subject, d.Fonds, d.Catalogue, d.Number, d.Archive, d.Retention, d.Note, d.Compiler, d.Checker, d.Duplex, store.JSON(d.Sides), e.Instant(), e.Actor)
}

// ParticularsOf returns what is noted of a case's dossier; nothing if nobody has written anything.
func ParticularsOf(from store.Source, caseID string) (Particulars, error) {
	row, _, err := store.One[particularsRow](from, queries.Get("particulars"), caseID)
	return row.Particulars, err
}

// Describe notes the particulars of a dossier. It is for those who handle the case, and for the archivist.
func (d *Desk) Describe(ctx context.Context, actor account.Person, caseID string, p Particulars) error {
	const op = "dossier.describe"
	for code, side := range p.Sides {
		if side != Front && side != Back {
			return fault.New(fault.Invalid, op, fault.Tf("%[1]s 只能放正卷或者副卷", "%[1]s goes to the front or the back", code)).WithField("sides")
		}
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if !actor.May(account.ArchiveCases) {
			if err := d.Files.MayWork(tx, actor, c); err != nil {
				return err
			}
		}
		if p.Retention != "" {
			if _, known := d.retention(c, p); !known {
				return fault.New(fault.Invalid, op, fault.Tf("没有保管期限 %[1]s", "there is no retention period %[1]s", p.Retention)).WithField("retention")
			}
		}
		_, err = tx.Record("dossier.described", c.ID, p)
		return err
	})
}

// retention is how long a dossier is kept, by what was noted or else by the rulebook.
func (d *Desk) retention(c casefile.Case, p Particulars) (rulebook.Retention, bool) {
	book := d.Files.Rules.Of(c.Rulebook)
	procedure, _ := d.Files.Procedure(c)
	return book.DossierRetention(procedure, p.Retention)
}

// Made is a volume, or a folder, that was made and handed out.
type Made struct {
	ID      string `json:"id"`
	Case    string `json:"case_id,omitempty"`
	Form    string `json:"form"`             // pdf or folder
	Side    string `json:"side,omitempty"`   // of a pdf
	Purpose string `json:"purpose"`          // archive, supervision, court, party, work
	For     string `json:"for,omitempty"`    // who asked for it
	Ground  string `json:"ground,omitempty"` // such as the notice by which a supervisor calls for the file
	SHA256  string `json:"sha256"`
	Size    int64  `json:"size"`
	Pages   int    `json:"pages"`
	Papers  int    `json:"papers"`
	At      string `json:"at,omitempty"`
	By      string `json:"by,omitempty"`
}

func applyMade(t *store.Tables, e store.Event, d Made) error {
	return t.Exec(queries.Get("made_insert"), d.ID, e.Subject, d.Form, d.Side, d.Purpose, d.For, d.Ground, d.SHA256, d.Size, d.Pages, d.Papers, e.Instant(), e.Actor)
}

// MadeOf lists what was made of a case's dossier, the latest first.
func MadeOf(from store.Source, caseID string) ([]Made, error) {
	return store.All[Made](from, queries.Get("made_of"), caseID)
}
