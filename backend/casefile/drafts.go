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

// draftText reads the template of a paper.
func draftText(procedure *rulebook.Procedure, code string) (text []byte, err error) {
	for _, folder := range draftFolders(procedure) {
		if text, err = draftFiles.ReadFile(folder + "/" + path.Base(code) + ".tmpl"); err == nil {
			return text, nil
		}
	}
	return nil, err
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
	procedure, _ := f.Procedure(c)
	text, err := draftText(procedure, code)
	if err != nil {
		codes := strings.Join(DraftCodes(procedure), "、")
		return Paper{}, fault.New(fault.Invalid, op, fault.Tf("%[1]s 没有文书模板", "there is no template for %[1]s", code)).WithField("code").
			WithHint(fault.Tf("可以起草的文书：%[1]s。", "These can be drafted: %[1]s.", codes))
	}
	d, err := f.drafter(tx, c, code)
	if err != nil {
		return Paper{}, err
	}
	shape, err := template.New(code).Delims("[[", "]]").Funcs(d.words()).Parse(string(text))
	if err != nil {
		return Paper{}, fault.Wrap(op, err)
	}
	var b strings.Builder
	if err := shape.Execute(&b, nil); err != nil {
		return Paper{}, fault.Wrap(op, err)
	}
	paper, err := f.keepDraft(tx, c, code, b.String())
	if err != nil {
		return Paper{}, err
	}
	if err := f.setFields(tx, c.ID, d.said(), nil, nil); err != nil {
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
			if p.Code != code {
				continue
			}
			if !p.Draft {
				return Paper{}, fault.New(fault.Refused, "casefile.draft", fault.Tf("卷内已有《%[1]s》", "the dossier holds this paper already: %[2]s", p.Title, kind.Label.En)).
					WithHint(fault.T("如确有错误，请走变更、撤销程序；误归类的，先改正归类。", "If it is wrong, amend or revoke the decision; if it was sorted wrongly, correct that first."))
			}
			stored, err := f.KeepText(text)
			if err != nil || stored.SHA256 == p.SHA256 {
				return p, err
			}
			if _, err := tx.Record("casefile.paper_revised", c.ID, paperRevised{Paper: p.ID, SHA256: stored.SHA256, Size: stored.Size, Pages: 1}); err != nil {
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
	officers  string
	day       string
}

func (f *Files) drafter(tx *store.Tx, c Case, code string) (*drafter, error) {
	facts, err := f.Facts(tx, c)
	if err != nil {
		return nil, err
	}
	papers, err := PapersOf(tx, c.ID)
	if err != nil {
		return nil, err
	}
	office, _, err := account.OfficeOf(tx)
	if err != nil {
		return nil, err
	}
	procedure, _ := f.Procedure(c)
	var names []string
	officers, _ := facts["off"].([]map[string]any)
	slices.SortFunc(officers, func(a, b map[string]any) int {
		return strings.Compare(fmt.Sprint(a["cert_no"], a["name"]), fmt.Sprint(b["cert_no"], b["name"]))
	})
	for _, o := range officers {
		if name, _ := o["name"].(string); name != "" {
			names = append(names, name)
		}
	}
	return &drafter{procedure: procedure, book: procedure.Book(), code: code, facts: facts, papers: papers, of: c, office: office,
		officers: strings.Join(names, "、"), day: tx.Today()}, nil
}

// said lists what the draft says of itself, under the names of the paper's fields. What it could not say is left out.
func (d *drafter) said() map[string]any {
	values := map[string]any{}
	say := func(attribute string, value any) {
		if text, isText := value.(string); value == nil || isText && (text == "" || strings.Contains(text, blankMark)) {
			return
		}
		values["d."+d.code+"."+attribute] = value
	}
	kind, _ := d.procedure.Paper(d.code)
	if kind.Decides == "" && d.code != "D31" { // their day comes later
		say("on", d.day)
	}
	if kind.Side == "front" {
		say("party", d.facts["p.name"])
	}
	for _, k := range kind.KeyFields {
		if k.From != "" {
			say(k.ID, d.facts[k.From])
		}
		if k.ID == "remedy" {
			say(k.ID, d.remedy())
		}
	}
	switch d.code {
	case "D02":
		say("cause", d.cause())
		say("officers", splitList(d.officers))
		say("law", d.value("x.law_bad"))
	case "D20":
		say("facts", d.facts["c.facts"])
		say("proposal", d.decision())
		say("fine", d.facts["x.fine"])
	case "D21":
		say("penalty", d.decision())
		say("facts", d.facts["c.facts"])
		say("reasons", d.reasons())
		say("basis", d.value("x.law_pen"))
		say("rights", true)
		say("hearing", d.is("h.entitled"))
		say("fine", d.facts["x.fine"])
		say("conf", d.facts["x.conf"])
	case "D26":
		values["g.on"] = d.day
	case "D27":
		d.saidByDecision(say)
	case "D28":
		say("reason", d.unpunished())
		say("education", d.education())
	case "D31":
		say("receiver", d.facts["p.name"])
		say("on", d.facts["d."+d.servedCode()+".served_on"])
	case "D36":
		say("performed", d.performance())
	}
	return values
}

// saidByDecision are the particulars that a decision must have (行政处罚法第五十九条).
func (d *drafter) saidByDecision(say func(attribute string, value any)) {
	say("facts", d.facts["c.facts"])
	say("decision", d.decision())
	say("basis", d.value("x.law_pen"))
	say("fine", d.facts["x.fine"])
	say("conf", d.facts["x.conf"])
	say("org_name", d.office.Name)
	if d.fined() {
		say("pay_days", int64(15))
		say("surcharge", true)
		say("payee", d.facts["d.D27.payee"])
	}
}
