package casefile

import (
	"context"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"text/template"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

//go:embed drafts
var draftFiles embed.FS

// DraftCodes lists the papers of a procedure that Draft can write, in the order of the catalogue's codes.
func DraftCodes(procedure *rulebook.Procedure) []string {
	codes := []string{}
	for _, folder := range draftFolders(procedure) {
		entries, _ := draftFiles.ReadDir(folder) // a procedure may have no drafts of its own
		for _, entry := range entries {
			code := strings.TrimSuffix(entry.Name(), path.Ext(entry.Name()))
			if _, known := procedure.Paper(code); known && !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	slices.Sort(codes)
	return codes
}

// draftFolders are where the drafts of a procedure stand: its own, those of the procedure it is like, those of every one.
func draftFolders(procedure *rulebook.Procedure) []string {
	folders := []string{"drafts/" + procedure.ID}
	if procedure.Like != "" {
		folders = append(folders, "drafts/"+procedure.Like)
	}
	return append(folders, "drafts")
}

// shape reads the template of a paper, with the parts that it may use: those of every procedure, and over them those
// of the procedure it is like and its own.
func (d *drafter) shape() (*template.Template, error) {
	shape := template.New(d.code).Delims("[[", "]]")
	shape.Funcs(d.words(shape))
	var text []byte
	for _, folder := range slices.Backward(draftFolders(d.procedure)) {
		if parts, err := draftFiles.ReadFile(folder + "/parts.tmpl"); err == nil {
			if _, err := shape.New("parts").Parse(string(parts)); err != nil {
				return nil, err
			}
		}
		if own, err := draftFiles.ReadFile(folder + "/" + path.Base(d.code) + ".tmpl"); err == nil {
			text = own
		}
	}
	if text == nil {
		return nil, d.unknown()
	}
	return shape.Parse(string(text))
}

// unknown is the refusal of a paper without a template.
func (d *drafter) unknown() error {
	codes := strings.Join(DraftCodes(d.procedure), "、")
	return fault.New(fault.Invalid, "casefile.draft", fault.Tf("%[1]s 没有文书模板", "there is no template for %[1]s", d.code)).WithField("code").
		WithHint(fault.Tf("可以起草的文书：%[1]s。", "These can be drafted: %[1]s.", codes))
}

// Draft writes a paper out of what is known of a case and puts it into the dossier. What is not known stands in the text
// as 【待填：…】. What the paper says of itself becomes the case's in the same transaction: the facts and reasons of a
// notice, the intended fine, what the decision tells. A decision that is drafted again is a new version of its draft.
func (f *Files) Draft(ctx context.Context, actor account.Person, caseID, code string) (paper Paper, err error) {
	err = f.Change(ctx, actor, caseID, func(tx *store.Tx, c Case) error {
		paper, err = f.draft(tx, c, code)
		return err
	})
	return paper, err
}

func (f *Files) draft(tx *store.Tx, c Case, code string) (Paper, error) {
	const op = "casefile.draft"
	d, err := f.drafter(tx, c, code)
	if err != nil {
		return Paper{}, err
	}
	text, err := d.write()
	if err != nil {
		return Paper{}, fault.Wrap(op, err)
	}
	paper, err := f.keepDraft(tx, c, code, text)
	if err != nil {
		return Paper{}, err
	}
	if err := f.setFields(tx, c.ID, d.said, nil, nil); err != nil {
		return Paper{}, err
	}
	return paper, f.JudgeMajor(tx, c.ID)
}

// keepDraft adds a draft to the dossier, or a version to the draft of the decision if there is one.
func (f *Files) keepDraft(tx *store.Tx, c Case, code, text string) (Paper, error) {
	procedure, _ := f.Procedure(c)
	if kind, _ := procedure.Paper(code); kind.Decides != "" {
		papers, err := PapersOf(tx, c.ID)
		if err != nil {
			return Paper{}, err
		}
		for _, p := range papers {
			if p.Code != code || p.Issued && procedure.Calls(c.State, code) {
				continue // another decision of the same kind may follow
			}
			if !p.Draft {
				return Paper{}, fault.New(fault.Refused, "casefile.draft", fault.Tf("卷内已有《%[1]s》", "the dossier holds this paper already: %[2]s", p.Title, kind.Label.En)).
					WithHint(fault.T("如确有错误，请走变更、撤销程序；误归类的，先改正归类。", "If it is wrong, amend or revoke the decision; if it was sorted wrongly, correct that first."))
			}
			stored, err := f.KeepText(text)
			if err != nil || stored.SHA256 == p.SHA256 {
				return p, err
			}
			if _, err := tx.Record("casefile.paper_revised", c.ID, paperRevised{Paper: p.ID, SHA256: stored.SHA256, SM3: stored.SM3, Size: stored.Size, Pages: 1}); err != nil {
				return Paper{}, err
			}
			return PaperOf(tx, p.ID)
		}
	}
	return f.AddWritten(tx, c, code, "", "", text)
}

// drafter is what a draft is written from.
type drafter struct {
	procedure *rulebook.Procedure
	book      *rulebook.Book
	code      string
	facts     rulebook.Facts
	papers    []Paper
	of        Case
	office    account.Office
	officers  []string
	day       string
	said      map[string]any // what the draft says of itself, by the paper's fields
	quiet     bool           // what is shown is not noted: only what is noted beside it
}

func (f *Files) drafter(from store.Source, c Case, code string) (*drafter, error) {
	facts, err := f.Facts(from, c)
	if err != nil {
		return nil, err
	}
	papers, err := PapersOf(from, c.ID)
	if err != nil {
		return nil, err
	}
	office, _, err := account.OfficeOf(from)
	if err != nil {
		return nil, err
	}
	procedure, _ := f.Procedure(c)
	names := []string{}
	officers, _ := facts["off"].([]map[string]any)
	slices.SortFunc(officers, func(a, b map[string]any) int {
		return strings.Compare(fmt.Sprint(a["cert_no"], a["name"]), fmt.Sprint(b["cert_no"], b["name"]))
	})
	for _, o := range officers {
		if name, _ := o["name"].(string); name != "" {
			names = append(names, name)
		}
	}
	d := &drafter{procedure: procedure, book: procedure.Book(), code: code, facts: facts, papers: papers, of: c, office: office,
		officers: names, day: f.Today(), said: map[string]any{}}
	d.begin()
	return d, nil
}

// begin notes what every paper says of itself: its day, unless that is the day of a decision yet to come, its party, and the
// particulars that are copies of the case's.
func (d *drafter) begin() {
	kind, _ := d.procedure.Paper(d.code)
	if kind.Decides == "" {
		d.note("on", d.day)
	}
	if kind.Side == "front" {
		d.note("party", d.facts["p.name"])
	}
	for _, k := range kind.KeyFields {
		if k.From != "" {
			d.note(k.ID, d.facts[k.From])
		}
	}
}

// note notes what the draft says under a particular of the paper, or under a field of the case; nothing if that is not
// known, or has still to be filled in. The paper itself shows nothing of it.
func (d *drafter) note(name string, value any) string {
	if !strings.Contains(name, ".") {
		name = "d." + d.code + "." + name
	}
	delete(d.said, name)
	if text, isText := value.(string); value != nil && (!isText || text != "" && !strings.Contains(text, blankMark)) {
		d.said[name] = value
	}
	return ""
}

// say notes a text and shows it in the paper.
func (d *drafter) say(name, text string) string {
	if !d.quiet {
		d.note(name, text)
	}
	return text
}
