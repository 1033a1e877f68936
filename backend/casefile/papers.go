package casefile

import (
	"cmp"
	"context"
	"path"
	"strings"
	"unicode/utf8"

	"zhiheng/backend/account"
	"zhiheng/backend/blob"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// draftMedia is the media type of a text that was written in the program.
const draftMedia = "text/plain; charset=utf-8"

// mostDraft is the longest draft, in bytes.
const mostDraft = 1 << 20

// Recording tells whether a paper is heard or seen in time, not read page by page.
func (p Paper) Recording() bool {
	return strings.HasPrefix(p.Media, "audio/") || strings.HasPrefix(p.Media, "video/")
}

// Sorting is what a person says of a paper: which of the catalogue it is and the facts on its face. ServedOn and
// ApprovedBy become fields of the case under the paper's code. A nil field stays as it is.
type Sorting struct {
	Code       *string `json:"code,omitempty"`
	Title      *string `json:"title,omitempty"`
	No         *string `json:"no,omitempty"`
	MadeOn     *string `json:"made_on,omitempty"`
	ServedOn   *string `json:"served_on,omitempty"`
	ApprovedBy *string `json:"approved_by,omitempty"`
}

// Sort puts a paper into its place in the dossier.
func (f *Files) Sort(ctx context.Context, actor account.Person, paperID string, s Sorting) error {
	return f.changePaper(ctx, actor, paperID, func(tx *store.Tx, c Case, p Paper) error {
		procedure, _ := f.Procedure(c)
		if err := cmp.Or(signedStays("casefile.sort", p, procedure), issuedStays("casefile.sort", p, procedure)); err != nil {
			return err
		}
		data := paperSorted{Paper: p.ID, Code: or(s.Code, p.Code), Title: or(s.Title, p.Title), No: or(s.No, p.No), MadeOn: or(s.MadeOn, p.MadeOn), Evidence: p.Evidence}
		if data.Code != "" {
			kind, known := procedure.Paper(data.Code)
			if !known {
				return fault.New(fault.Invalid, "casefile.sort", fault.Tf("文书目录没有 %[1]s", "the catalogue has no paper %[1]s", data.Code)).WithField("code")
			}
			data.Part, data.Evidence = kind.Fingerprint, kind.Evidence
			if kind.Decides != "" {
				if or(s.No, "") != "" || or(s.MadeOn, "") != "" {
					return byTheDoor("casefile.sort", kind).WithField("no")
				}
				s.No, s.MadeOn, data.No, data.MadeOn = nil, nil, "", ""
			}
		} else if p.Code != "" {
			data.Evidence = ""
		}
		if data.Part == "" && data.Evidence != "" {
			data.Part = "evidence"
		}
		if _, err := tx.Record("casefile.paper_sorted", c.ID, data); err != nil {
			return err
		}
		values := map[string]any{}
		prefix := "d." + data.Code + "."
		for name, given := range map[string]*string{"on": s.MadeOn, "no": s.No, "served_on": s.ServedOn, "approved_by": s.ApprovedBy} {
			if given != nil && data.Code != "" {
				values[prefix+name] = *given
			}
		}
		if err := f.setFields(tx, c.ID, values, nil, nil); err != nil {
			return err
		}
		return f.JudgeMajor(tx, c.ID)
	})
}

func or(given *string, old string) string {
	if given == nil {
		return old
	}
	return *given
}

// changePaper runs a change of a paper by somebody who works on its case.
func (f *Files) changePaper(ctx context.Context, actor account.Person, paperID string, change func(tx *store.Tx, c Case, p Paper) error) error {
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		p, err := PaperOf(tx, paperID)
		if err != nil {
			return err
		}
		c, err := CaseOf(tx, p.Case)
		if err != nil {
			return err
		}
		if err := f.MayWork(tx, actor, c); err != nil {
			return err
		}
		return change(tx, c, p)
	})
}

// Remove takes a paper out of the dossier. It stays in the ledger and its original stays on the disk, with the reason.
func (f *Files) Remove(ctx context.Context, actor account.Person, paperID, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "casefile.remove", fault.T("请写明移出卷宗的理由", "say why the paper is taken out")).WithField("reason")
	}
	return f.changePaper(ctx, actor, paperID, func(tx *store.Tx, c Case, p Paper) error {
		procedure, _ := f.Procedure(c)
		if err := cmp.Or(signedStays("casefile.remove", p, procedure), issuedStays("casefile.remove", p, procedure)); err != nil {
			return err
		}
		_, err := tx.Record("casefile.paper_removed", c.ID, paperRemoved{p.ID, reason})
		return err
	})
}

// Write adds a draft written in the program.
func (f *Files) Write(ctx context.Context, actor account.Person, caseID, code, title, text string) (paper Paper, err error) {
	err = f.Change(ctx, actor, caseID, func(tx *store.Tx, c Case) error {
		if paper, err = f.AddWritten(tx, c, code, title, "", text); err != nil {
			return err
		}
		return f.JudgeMajor(tx, c.ID)
	})
	return paper, err
}

// signedStays refuses a change of a paper whose words somebody has signed within the program.
func signedStays(op string, p Paper, procedure *rulebook.Procedure) error {
	if !p.Signed {
		return nil
	}
	kind, _ := procedure.Paper(p.Code)
	return fault.New(fault.Refused, op, fault.Tf("《%[1]s》已签署入卷,不能修改、改归类或者移出", "%[2]s was signed into the dossier: it is not changed, sorted elsewhere or taken out", p.Title, kind.Label.En)).
		WithArticle(kind.Article).WithHint(fault.T("如有变动,按程序另行出具新的文书。", "If something has changed, a new paper is made by the step that makes it."))
}

// AddWritten puts a finished paper that the program has written into the dossier, as part of a change of any pillar.
func (f *Files) AddWritten(tx *store.Tx, c Case, code, title, no, text string) (Paper, error) {
	return f.addWritten(tx, c, code, Paper{Title: title, No: no, Draft: no == ""}, text)
}

// AddSigned is AddWritten for a paper that says what somebody has just signed: nobody writes on it any more.
func (f *Files) AddSigned(tx *store.Tx, c Case, code, title, no, text string) (Paper, error) {
	return f.addWritten(tx, c, code, Paper{Title: title, No: no, MadeOn: tx.Today(), Signed: true}, text)
}

func (f *Files) addWritten(tx *store.Tx, c Case, code string, p Paper, text string) (Paper, error) {
	stored, err := f.KeepText(text)
	if err != nil {
		return Paper{}, err
	}
	procedure, _ := f.Procedure(c)
	kind, known := procedure.Paper(code)
	if !known {
		return Paper{}, fault.New(fault.Invalid, "casefile.add_written", fault.Tf("文书目录没有 %[1]s", "the catalogue has no paper %[1]s", code)).WithField("code")
	}
	if kind.Decides != "" && p.No != "" {
		return Paper{}, byTheDoor("casefile.add_written", kind)
	}
	if p.Title == "" {
		p.Title = kind.Label.Zh
	}
	if p.ID, err = tx.NewID("d"); err != nil {
		return Paper{}, err
	}
	if p.No != "" {
		p.MadeOn = tx.Today()
	}
	p.Code, p.Part, p.Evidence, p.Path, p.Media, p.Format = code, kind.Fingerprint, kind.Evidence, p.Title+".txt", draftMedia, "txt"
	p.SHA256, p.SM3, p.Size, p.Status, p.PagesCount, p.SortConfirmed = stored.SHA256, stored.SM3, stored.Size, "read", 1, true
	if _, err := tx.Record("casefile.paper_added", c.ID, paperAdded{Paper: p}); err != nil {
		return Paper{}, err
	}
	return PaperOf(tx, p.ID)
}

// Revise saves a new version of a draft. A paper that came from outside becomes a draft by it; its original stays. What
// was issued is not revised.
func (f *Files) Revise(ctx context.Context, actor account.Person, paperID, text string) error {
	stored, err := f.KeepText(text)
	if err != nil {
		return err
	}
	return f.changePaper(ctx, actor, paperID, func(tx *store.Tx, c Case, p Paper) error {
		if p.SHA256 == stored.SHA256 {
			return nil
		}
		procedure, _ := f.Procedure(c)
		if err := cmp.Or(signedStays("casefile.revise", p, procedure), issuedStays("casefile.revise", p, procedure)); err != nil {
			return err
		}
		if !p.Draft && p.No != "" && strings.HasPrefix(p.Media, "text/plain") {
			kind, _ := procedure.Paper(p.Code)
			return fault.New(fault.Refused, "casefile.revise", fault.T("已签发的文书不能修改", "an issued paper is not changed")).
				WithArticle(kind.Article).WithHint(fault.T("如确有错误,请走变更、撤销程序。", "If it is wrong, amend or revoke the decision."))
		}
		_, err := tx.Record("casefile.paper_revised", c.ID, paperRevised{Paper: p.ID, SHA256: stored.SHA256, SM3: stored.SM3, Size: stored.Size, Pages: 1})
		return err
	})
}

// KeepText keeps a written text as an original.
func (f *Files) KeepText(text string) (stored blob.Stored, err error) {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return stored, fault.New(fault.Invalid, "casefile.write", fault.T("文本含有无效字符", "the text holds invalid characters")).WithField("text")
	}
	if len(text) > mostDraft {
		return stored, fault.New(fault.Invalid, "casefile.write", fault.T("文本过长", "the text is too long")).WithField("text")
	}
	return f.Blobs.Put(strings.NewReader(strings.ReplaceAll(text, "\r\n", "\n")))
}

// guessed says which paper of the catalogue a file seems to be, and which evidence when it is none: recordings are audio-visual
// material.
func guessed(procedure *rulebook.Procedure, name, text, media string) (code, part, evidence string, reason *fault.Text) {
	guess := procedure.Sort(path.Base(name), text)
	code, evidence = guess.Code, guess.Evidence
	if guess.Code != "" {
		kind, _ := procedure.Paper(guess.Code)
		part = kind.Fingerprint
		if evidence == "" {
			evidence = kind.Evidence
		}
	}
	switch {
	case code != "":
	case evidence == "photo":
		evidence = "4"
	case evidence == "video" || evidence == "audio" || strings.HasPrefix(media, "audio/") || strings.HasPrefix(media, "video/"):
		evidence = "3"
	}
	if part == "" && evidence != "" {
		part = "evidence"
	}
	if !guess.Reason.IsZero() {
		reason = &guess.Reason
	}
	return code, part, evidence, reason
}
