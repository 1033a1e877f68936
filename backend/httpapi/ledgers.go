package httpapi

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/record"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// Entry is an entry of the ledger with a sentence that says what happened. To those who may not read cases, data is empty
// and the sentence names nobody outside the office.
type Entry struct {
	Seq     int64      `json:"seq"`
	At      string     `json:"at"`
	Actor   Ref        `json:"actor"`
	Kind    string     `json:"kind"`
	Subject string     `json:"subject"`
	Text    fault.Text `json:"text"`
	Data    any        `json:"data"`
}

// Head is the signed head of the ledger. Note is the signed text itself, for whoever wants to check it elsewhere.
type Head struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
	At   string `json:"at"`
	Note string `json:"note"`
}

// Ledger is a page of the ledger, the newest entry first.
type Ledger struct {
	Entries  []Entry `json:"entries"`
	Withheld int     `json:"withheld" doc:"entries between these that are not for these eyes"`
	Head     Head    `json:"head"`
}

// Timeline is what happened in a case, the oldest first.
type Timeline struct {
	Entries []Entry `json:"entries"`
}

// EntryPage is an entry with its proof: its canonical body, the hash of that, and the hashes that lead to the root.
type EntryPage struct {
	Entry
	Body  string   `json:"body"`
	Leaf  string   `json:"leaf"`
	Proof []string `json:"proof"`
	Head  Head     `json:"head"`
}

// CaseProof is what can be shown of a case: its entries and the hashes of its papers.
type CaseProof struct {
	Entries  int         `json:"entries"`
	FirstSeq int64       `json:"first_seq"`
	LastSeq  int64       `json:"last_seq"`
	Head     Head        `json:"head"`
	Papers   []PaperHash `json:"papers"`
	Others   []ProofItem `json:"others" doc:"what else a receipt can be had of: signed reviews and recordings"`
}

// PaperHash is a paper with the hash of its bytes.
type PaperHash struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3" doc:"empty where no entry names it"`
	Size   int64  `json:"size"`
}

// ProofItem is something with a receipt of its own. Kind is review or recording.
type ProofItem struct {
	ID    string     `json:"id"`
	Kind  string     `json:"kind" enum:"review,recording"`
	Title fault.Text `json:"title"`
}

type ledgerQuery struct {
	Before  int64  `query:"before" minimum:"0"`
	Subject string `query:"subject" maxLength:"80"`
	Limit   int    `query:"limit" minimum:"0" maximum:"500"`
}

type seqQuery struct {
	Seq int64 `path:"seq" minimum:"1"`
}

// mostEntries is how many entries about one case are shown.
const mostEntries = 5000

func (s *Server) ledgerRoutes() {
	handle(s, http.MethodGet, "/api/ledger", account.ReadLedger, "Entries of the ledger, the newest first", func(ctx context.Context, actor account.Person, in *ledgerQuery) (Ledger, error) {
		if in.Limit == 0 {
			in.Limit = 100
		}
		var subjects []string
		if in.Subject != "" {
			subjects = []string{in.Subject}
		}
		var out Ledger
		list, withheld, err := s.entriesFor(ctx, subjects, in.Before, in.Limit)
		if err == nil {
			out.Withheld = withheld
			out.Entries, err = s.entries(ctx, actor, list)
		}
		if err == nil {
			out.Head, err = s.ledgerHead(ctx)
		}
		return out, err
	})
	handle(s, http.MethodGet, "/api/ledger/{seq}", account.ReadLedger, "An entry with its proof", s.entryPage)
	handle(s, http.MethodGet, "/api/cases/{id}/timeline", account.ReadCases, "What happened in a case", func(ctx context.Context, actor account.Person, in *byID) (Timeline, error) {
		list, err := s.entriesOfCase(ctx, in.ID)
		if err != nil {
			return Timeline{}, err
		}
		shown, err := s.entries(ctx, actor, list)
		for i, j := 0, len(shown)-1; i < j; i, j = i+1, j-1 {
			shown[i], shown[j] = shown[j], shown[i]
		}
		return Timeline{shown}, err
	})
	handle(s, http.MethodGet, "/api/cases/{id}/proof", account.ReadCases, "What can be shown of a case", s.caseProof)
	s.verificationRoutes()
}

// entriesOfCase are the entries about a case, its reviews and its imports, the newest first.
func (s *Server) entriesOfCase(ctx context.Context, id string) ([]ledger.Entry, error) {
	var subjects []string
	err := s.Store.View(ctx, func(r *store.Reader) (err error) {
		subjects, err = subjectsOf(r, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Store.EntriesAbout(ctx, subjects, 0, mostEntries)
}

// subjectsOf are the subjects of the entries that tell of a case.
func subjectsOf(r *store.Reader, id string) ([]string, error) {
	c, err := casefile.CaseOf(r, id)
	if err != nil {
		return nil, err
	}
	subjects, err := casefile.ImportsOf(r, c.ID)
	if err != nil {
		return nil, err
	}
	subjects = append(subjects, c.ID)
	recorded, err := record.Subjects(r, c.ID)
	if err != nil {
		return nil, err
	}
	subjects = append(subjects, recorded...)
	papers, err := casefile.PapersOf(r, c.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range papers {
		if p.Evidence != "" {
			subjects = append(subjects, p.ID) // who has seen it
		}
	}
	rounds, err := review.RoundsOf(r, c.ID)
	for _, round := range rounds {
		subjects = append(subjects, round.ID)
	}
	return subjects, err
}

// entriesFor are as many entries as asked for of those that may be seen under a context, and how many were passed over.
func (s *Server) entriesFor(ctx context.Context, subjects []string, before int64, limit int) (list []ledger.Entry, withheld int, err error) {
	for {
		some, err := s.Store.EntriesAbout(ctx, subjects, before, limit)
		if err != nil {
			return nil, 0, err
		}
		seen, err := s.known(ctx, some)
		if err != nil {
			return nil, 0, err
		}
		list, withheld = append(list, seen...), withheld+len(some)-len(seen)
		if len(some) < limit || len(list) >= limit {
			return list[:min(len(list), limit)], withheld, nil
		}
		before = some[len(some)-1].Seq
	}
}

// entries puts entries into words for somebody.
func (s *Server) entries(ctx context.Context, actor account.Person, list []ledger.Entry) ([]Entry, error) {
	out := []Entry{}
	err := s.Store.View(ctx, func(r *store.Reader) error {
		inside, err := s.tellsInside(r, actor, list)
		if err != nil {
			return err
		}
		gone, err := ofDestroyed(r)
		if err != nil {
			return err
		}
		teller := s.teller(r)
		for _, e := range list {
			out = append(out, teller.entry(e, actor.May(account.ReadCases) && !inside[e.Seq] && !gone[e.Subject]))
		}
		return nil
	})
	return out, err
}

// ofDestroyed are the subjects of the entries of dossiers that were destroyed: that something happened is still known, and not what
// the papers said. The entries themselves stay, for the proof.
func ofDestroyed(r *store.Reader) (map[string]bool, error) {
	cases, err := dossier.DestroyedCases(r)
	gone := map[string]bool{}
	for _, id := range cases {
		if err != nil {
			break
		}
		var subjects []string
		if subjects, err = subjectsOf(r, id); fault.KindOf(err) == fault.NotFound {
			err = nil // not for these eyes: its entries are not shown at all
		}
		for _, subject := range subjects {
			gone[subject] = true
		}
	}
	return gone, err
}

func (s *Server) ledgerHead(ctx context.Context) (Head, error) {
	signed, c, err := s.Store.Head(ctx)
	if err != nil || c.Size == 0 {
		return Head{}, err
	}
	return s.headOf(ctx, signed, c)
}

func (s *Server) headOf(ctx context.Context, signed string, c ledger.Checkpoint) (Head, error) {
	out := Head{Size: c.Size, Root: base64.StdEncoding.EncodeToString(c.Root[:]), Note: signed}
	last, err := s.Store.Entries(ctx, c.Size-1, 1)
	if len(last) == 1 {
		out.At = last[0].At
	}
	return out, err
}

func (s *Server) entryPage(ctx context.Context, actor account.Person, in *seqQuery) (EntryPage, error) {
	proof, err := s.Store.Proof(ctx, in.Seq)
	if err != nil {
		return EntryPage{}, err
	}
	entry, err := ledger.Decode(in.Seq, []byte(proof.Body))
	if err != nil {
		return EntryPage{}, err
	}
	seen, err := s.known(ctx, []ledger.Entry{entry})
	if err == nil && len(seen) == 0 {
		err = fault.New(fault.NotFound, "httpapi.entry", fault.T("没有这条账目", "no such entry"))
	}
	if err != nil {
		return EntryPage{}, err
	}
	shown, err := s.entries(ctx, actor, seen)
	if err != nil {
		return EntryPage{}, err
	}
	out := EntryPage{Entry: shown[0], Body: proof.Body, Leaf: base64.StdEncoding.EncodeToString(proof.Leaf[:]), Proof: []string{}}
	if data, told := shown[0].Data.(map[string]any); told && len(data) == 0 && !aboutTheOffice(entry.Kind) {
		out.Body = ""
	}
	for _, hash := range proof.Path {
		out.Proof = append(out.Proof, base64.StdEncoding.EncodeToString(hash[:]))
	}
	out.Head, err = s.headOf(ctx, proof.Signed, proof.Head)
	return out, err
}

func (s *Server) caseProof(ctx context.Context, actor account.Person, in *byID) (CaseProof, error) {
	list, err := s.entriesOfCase(ctx, in.ID)
	if err != nil {
		return CaseProof{}, err
	}
	out := CaseProof{Entries: len(list), Papers: []PaperHash{}, Others: []ProofItem{}}
	if len(list) > 0 {
		out.FirstSeq, out.LastSeq = list[len(list)-1].Seq, list[0].Seq
	}
	if out.Head, err = s.ledgerHead(ctx); err != nil {
		return out, err
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, in.ID)
		if err != nil {
			return err
		}
		papers, err := casefile.PapersOf(r, c.ID)
		for _, p := range s.shownPapers(actor, c, papers) {
			sm3, err := store.SM3Of(r, p.SHA256)
			if err != nil {
				return err
			}
			out.Papers = append(out.Papers, PaperHash{p.ID, p.Title, p.SHA256, sm3, p.Size})
		}
		if err == nil {
			out.Others, err = proofItems(r, c.ID, actor.May(account.ReadInternal))
		}
		return err
	})
}

// proofItems lists the signed reviews of a case and its recordings.
func proofItems(r *store.Reader, caseID string, internal bool) ([]ProofItem, error) {
	out := []ProofItem{}
	rounds, err := review.RoundsOf(r, caseID)
	if err != nil {
		return out, err
	}
	for _, round := range rounds {
		if round.State == "signed" && internal {
			out = append(out, ProofItem{round.ID, "review", fault.Tf("第%[1]d轮法制审核意见", "opinion of review %[1]d", round.Round)})
		}
	}
	recordings, err := record.OfCase(r, caseID)
	for _, rec := range recordings {
		out = append(out, ProofItem{rec.ID, "recording", fault.T(rec.Name(), rec.Name())})
	}
	return out, err
}

func decoded(raw json.RawMessage) map[string]any {
	data := map[string]any{}
	_ = json.Unmarshal(raw, &data) // an entry's data is an object: it was checked when it was written
	return data
}
