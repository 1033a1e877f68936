package disclosure

import (
	"slices"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

type opened struct {
	ID         string `json:"id"`
	DecisionNo string `json:"decision_no"`
	DecidedOn  string `json:"decided_on"`
	Paper      string `json:"paper"`
	Rule       string `json:"rule,omitempty"`
	Deadline   string `json:"deadline,omitempty"`
	DueOn      string `json:"due_on"`
	Dues       []Due  `json:"dues,omitempty"`
}

// Due is by when (YYYY-MM-DD) a decision must be public at a destination, by which period of the rulebook.
type Due struct {
	Destination string `json:"destination"`
	Period      string `json:"period"`
	DueOn       string `json:"due_on"`
}

func applyOpened(t *store.Tables, e store.Event, d opened) error {
	for _, due := range d.Dues {
		if err := t.Exec(queries.Get("due_insert"), d.ID, due.Destination, due.Period, due.DueOn); err != nil {
			return err
		}
	}
	return t.Exec(queries.Get("item_insert"), d.ID, e.Subject, d.DecisionNo, d.DecidedOn, d.Paper, d.Rule, d.Deadline, d.DueOn, e.Instant(), e.Seq)
}

// expect refuses an event for a disclosure that does not stand where the event begins, so that no second route exists.
func expect(t *store.Tables, e store.Event, id string, states ...State) error {
	i, err := ItemOf(t, id)
	if err != nil {
		return err
	}
	if i.Case != e.Subject || !slices.Contains(states, i.State) {
		return fault.New(fault.Conflict, "disclosure.apply", fault.Tf("公示记录已在其他环节(%[1]s)", "the disclosure is elsewhere by now (%[2]s)", i.State.Label().Zh, i.State.Label().En)).
			WithHint(fault.T("刷新后重试。", "Refresh and try again."))
	}
	return nil
}

// masked is the whole list of masks of a text.
type masked struct {
	ID         string `json:"id"`
	TextSHA256 string `json:"text_sha256"`
	Rulebook   string `json:"rulebook"` // version of the rules
	Masks      []Mask `json:"masks"`
	Remark     string `json:"remark,omitempty"`
}

func applyMasked(t *store.Tables, e store.Event, d masked) error {
	if err := expect(t, e, d.ID, ToJudge, Masking); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("masks_clear"), d.ID); err != nil {
		return err
	}
	for _, m := range d.Masks {
		if err := t.Exec(queries.Get("mask_insert"), d.ID, m.ID, m.Rule, string(m.Level), m.Start, m.End, m.Mask, store.JSON(m.Reason), m.Accepted, m.By); err != nil {
			return err
		}
	}
	if err := t.Exec(queries.Get("preparer_insert"), d.ID, e.Actor); err != nil {
		return err
	}
	return t.Exec(queries.Get("item_masked"), d.TextSHA256, d.Remark, e.Actor, e.Seq, d.ID)
}

type named struct {
	ID string `json:"id"`
}

func applySubmitted(t *store.Tables, e store.Event, d named) error {
	if err := expect(t, e, d.ID, Masking); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("preparer_insert"), d.ID, e.Actor); err != nil {
		return err
	}
	return t.Exec(queries.Get("item_submitted"), e.Actor, e.Seq, d.ID)
}

type reasoned struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

func applyReturned(t *store.Tables, e store.Event, d reasoned) error {
	if err := expect(t, e, d.ID, Checking, Approved, Withheld); err != nil {
		return err
	}
	return t.Exec(queries.Get("item_returned"), d.Reason, e.Seq, d.ID)
}

// approved names what was looked at: a hash over the masked text, the public row and the covers of the scans; the finished pictures
// of their pages; and whether whoever approved has looked at each of them.
type approved struct {
	ID       string         `json:"id"`
	SHA256   string         `json:"sha256"`
	Pictures []FinishedPage `json:"pictures,omitempty"`
	ByEye    bool           `json:"by_eye,omitempty"`
}

func applyApproved(t *store.Tables, e store.Event, d approved) error {
	if err := expect(t, e, d.ID, Checking); err != nil {
		return err
	}
	if err := notPreparer(t, d.ID, e.Actor); err != nil {
		return err
	}
	return t.Exec(queries.Get("item_approved"), e.Actor, e.Instant(), d.SHA256, e.Seq, d.ID)
}

// notPreparer refuses whoever has worked on the masks.
func notPreparer(from store.Source, id, person string) error {
	preparers, err := store.All[string](from, queries.Get("preparers"), id)
	if err != nil || !slices.Contains(preparers, person) {
		return err
	}
	return fault.New(fault.Refused, "disclosure.approve", fault.T("脱敏人不得审核本人办理的公示", "whoever prepared a disclosure does not approve it")).
		WithArticle("政府信息公开条例第十七条").
		WithHint(fault.T("请由未参与脱敏的法制审核人员或负责人审核。", "Ask a reviewer or leader who had no part in the masking."))
}

type withheld struct {
	ID     string `json:"id"`
	Ground string `json:"ground"`
	Note   string `json:"note,omitempty"`
}

func applyWithheld(t *store.Tables, e store.Event, d withheld) error {
	if err := expect(t, e, d.ID, ToJudge, Masking, Checking, Approved); err != nil {
		return err
	}
	if err := notPreparer(t, d.ID, e.Actor); err != nil {
		return err
	}
	return t.Exec(queries.Get("item_withheld"), e.Actor, e.Instant(), d.Ground, d.Note, e.Seq, d.ID)
}

// published is a package that was written and read again. Move is the step that the case takes by it, if it takes one. Head
// is the signed head of the ledger that stands in the manifest.
type published struct {
	ID     string         `json:"id"`
	Folder string         `json:"folder"`
	Party  string         `json:"party"`
	Files  []File         `json:"files"`
	Head   string         `json:"head,omitempty"`
	Record string         `json:"record,omitempty"` // SHA-256 of the public record
	Until  string         `json:"until,omitempty"`
	Places []string       `json:"places,omitempty"` // destinations where it must be seen
	Move   *casefile.Move `json:"move,omitempty"`
}

func applyPublished(t *store.Tables, e store.Event, d published) error {
	if err := expect(t, e, d.ID, Approved); err != nil {
		return err
	}
	for _, f := range d.Files {
		if err := t.Original(e, f.SHA256, f.SM3, f.Size); err != nil {
			return err
		}
		if err := t.Exec(queries.Get("file_insert"), d.ID, f.Name, f.Size, f.SHA256, e.Seq); err != nil {
			return err
		}
	}
	if err := t.Exec(queries.Get("version_insert"), d.ID, e.Instant()); err != nil {
		return err
	}
	for _, place := range d.Places {
		if err := t.Exec(queries.Get("place_insert"), d.ID, place); err != nil {
			return err
		}
	}
	if err := t.Exec(queries.Get("item_published"), d.Party, e.Instant(), d.Folder, d.Record, d.Until, e.Seq, d.ID); err != nil || d.Move == nil {
		return err
	}
	return casefile.Enter(t, e, e.Subject, *d.Move)
}
