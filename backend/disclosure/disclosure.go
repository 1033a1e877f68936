// Package disclosure is about what becomes public of a decision: whether, by when, with what hidden, by whom approved. It
// proposes masks and checks the report to the credit platforms, and writes packages for publication that it reads again,
// to see that nothing masked is in them and nothing that must be there is missing.
package disclosure

import (
	_ "embed"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// State is where a disclosure stands.
type State string

// The states. A disclosure goes from the first to Published, back to Masking when it is returned, to Withheld when there is
// a ground against it, and to Withdrawn when what was published must go, or to TakenDown at the end of its time. One that is
// corrected goes back to Masking while its first text stays public.
const (
	ToJudge   State = "to_judge"
	Masking   State = "masking"
	Checking  State = "checking"
	Approved  State = "approved"
	Published State = "published"
	Withheld  State = "withheld"
	Withdrawn State = "withdrawn"
	TakenDown State = "taken_down"
)

// Label is the state in words.
func (s State) Label() fault.Text {
	switch s {
	case ToJudge:
		return fault.T("待判断", "to be judged")
	case Masking:
		return fault.T("脱敏中", "being masked")
	case Checking:
		return fault.T("待审批", "waiting for approval")
	case Approved:
		return fault.T("已批准", "approved")
	case Published:
		return fault.T("已公示", "published")
	case Withheld:
		return fault.T("不予公开", "withheld")
	case Withdrawn:
		return fault.T("已撤回", "withdrawn")
	case TakenDown:
		return fault.T("已下线", "taken down")
	}
	return fault.T("未知环节", "an unknown stage")
}

// Item is the disclosure of one decision. Days are YYYY-MM-DD, instants RFC 3339 or empty. Rule and Deadline are the
// rulebook's; Rule is empty when the facts did not settle it yet. TextSHA256 names the text for which the masks were made.
type Item struct {
	ID          string `json:"id"`
	Case        string `json:"case_id"`
	DecisionNo  string `json:"decision_no"`
	DecidedOn   string `json:"decided_on"`
	Paper       string `json:"paper"`
	Rule        string `json:"rule"`
	Deadline    string `json:"deadline"`
	DueOn       string `json:"due_on"`
	State       State  `json:"state"`
	OpenedAt    string `json:"opened_at"`
	TextSHA256  string `json:"text_sha256"`
	Remark      string `json:"remark"`
	PreparedBy  string `json:"prepared_by"`
	SubmittedBy string `json:"submitted_by"`
	ApprovedBy  string `json:"approved_by"`
	ApprovedAt  string `json:"approved_at"`
	ApprovedSHA string `json:"approved_sha"`
	Ground      string `json:"ground"`
	GroundNote  string `json:"ground_note"`
	Reason      string `json:"reason"`
	Party       string `json:"party"`
	PublishedAt string `json:"published_at"`
	Folder      string `json:"folder"`
	RecordSHA   string `json:"record_sha"`
	Ended       End    `json:"ended"`
	EndedOn     string `json:"ended_on"`
	NoticedAt   string `json:"noticed_at"`
	ShownAt     string `json:"shown_at"`
	Until       string `json:"until"`
	Replaces    string `json:"replaces"`
	Correction  string `json:"correction"`
}

// Mask is a place in the decision's text that is hidden, or that a person has decided to show (Accepted false). Start and
// End are rune offsets, End exclusive. By is "machine" or "person": who found it. Original is what stands there; it is read
// from the text and stands in no entry of the ledger.
type Mask struct {
	ID       string       `json:"id"`
	Rule     string       `json:"rule"`
	Label    fault.Text   `json:"label,omitzero"`
	Level    redact.Level `json:"level"`
	Start    int          `json:"start"`
	End      int          `json:"end"`
	Original string       `json:"original,omitempty"`
	Mask     string       `json:"mask"`
	Reason   fault.Text   `json:"reason"`
	Accepted bool         `json:"accepted"`
	By       string       `json:"by"`
}

// File is a file of a published package. Size is in bytes.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3,omitempty"`
}

// Issued is an issued decision: its number, its day (YYYY-MM-DD) and the paper that carries it.
type Issued struct {
	Case  string
	No    string
	On    string
	Paper string
}

// Decisions knows which decisions were issued.
type Decisions interface {
	// Issued returns the decision in a case; found is false if there is none.
	Issued(from store.Source, caseID string) (issued Issued, found bool, err error)
}

// Pillar is what the store needs to know of this package. The subject of every event is the case.
func Pillar() store.Pillar {
	item := store.Veil{Column: "item", Through: "disclosure_item"}
	return store.Pillar{Name: "disclosure", Tables: tables, Veils: map[string]store.Veil{
		"disclosure_item": {Column: "case_id", Names: []string{"id"}}, "disclosure_mask": item, "disclosure_preparer": item, "disclosure_file": item, "disclosure_version": item,
		"disclosure_place": item, "disclosure_answer": item, "disclosure_request": item, "disclosure_consultation": item, "disclosure_assessment": item,
		"disclosure_scan": item, "disclosure_cover": item,
		"disclosure_due": item, "disclosure_showing": {Column: "case_id"},
	}, Events: map[string]store.Apply{
		"disclosure.opened":       store.On(applyOpened),
		"disclosure.masked":       store.On(applyMasked),
		"disclosure.scan_added":   store.On(applyScanAdded),
		"disclosure.scan_removed": store.On(applyScanRemoved),
		"disclosure.covered":      store.On(applyCovered),
		"disclosure.submitted":    store.On(applySubmitted),
		"disclosure.returned":     store.On(applyReturned),
		"disclosure.approved":     store.On(applyApproved),
		"disclosure.withheld":     store.On(applyWithheld),
		"disclosure.withdrawn":    store.On(applyWithdrawn),

		packagedKind:                       store.On(applyPackaged),
		"disclosure.shown":                 store.On(applyShown),
		"disclosure.receipts_imported":     store.On(applyReceipts),
		"disclosure.consulted":             store.On(applyConsulted),
		"disclosure.consultation_answered": store.On(applyConsultationAnswered),
		"disclosure.assessed":              store.On(applyAssessed),

		"disclosure.correction_requested": store.On(applyRequested),
		"disclosure.correction_decided":   store.On(applyDecided),
		"disclosure.correction_opened":    store.On(applyCorrection),
		"disclosure.taken_down":           store.On(applyTakenDown),
		"disclosure.uploaded":             store.On(applyUploaded),
		"disclosure.answered":             store.On(applyAnswered),
		"disclosure.recalled":             store.On(applyRecalled),
		"disclosure.pictured":             store.On(applyPictured),
		"disclosure.row_exported":         store.On(applyRowExported),

		rulebook.DisclosurePublished: store.On(applyPublished),
	}}
}

// ItemOf returns a disclosure from what is being read; an unknown id is fault.NotFound.
func ItemOf(from store.Source, id string) (Item, error) {
	i, found, err := store.One[Item](from, queries.Get("item"), id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "disclosure.item", fault.T("没有这条公示记录", "no such disclosure"))
	}
	return i, err
}

// OfCase returns the latest disclosure of a case; found is false if there is none.
func OfCase(from store.Source, caseID string) (i Item, found bool, err error) {
	return store.One[Item](from, queries.Get("item_of_case"), caseID)
}

// MasksOf lists the masks of a disclosure by place, without labels and originals.
func MasksOf(from store.Source, id string) ([]Mask, error) {
	return store.All[Mask](from, queries.Get("masks"), id)
}

// FilesOf lists the published files of a disclosure.
func FilesOf(from store.Source, id string) ([]File, error) {
	return store.All[File](from, queries.Get("files"), id)
}

// Facts adds to the facts of a case when it was published and withdrawn.
func Facts(from store.Source, caseID string, facts rulebook.Facts) error {
	i, found, err := OfCase(from, caseID)
	if err != nil || !found {
		return err
	}
	if i.PublishedAt != "" {
		facts["disc.published_on"], facts["disc.public"] = i.PublishedAt[:len("2006-01-02")], true
	}
	if i.State == Withheld {
		facts["disc.public"] = false
	}
	if i.Ended == EndWithdrawn {
		facts["disc.withdrawn_on"] = i.EndedOn
	}
	requests, err := RequestsOf(from, i.ID)
	if n := len(requests); err == nil && n > 0 {
		facts["disc.requested_on"], facts["disc.answered_on"] = requests[n-1].GotOn, requests[n-1].DecidedOn
	}
	return err
}

var _ casefile.FactSource = Facts
