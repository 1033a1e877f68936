package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/ledger/verifier"
	"zhiheng/backend/paper"
	"zhiheng/backend/record"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

func (s *Server) receiptRoutes(mux *http.ServeMux) {
	s.raw(mux, http.MethodGet, "/api/receipts/{id}/{form}", account.ReadCases, "The receipt of a case, a paper, a recording or a review: json, pdf, or html for the page that checks it", "application/octet-stream", s.receiptFile)
}

// openKinds are the kinds of entries whose body a receipt shows: what the case is and which files it holds. Of the others it
// shows the hash alone, so that a receipt can be handed out.
var openKinds = []string{"casefile.opened", "casefile.paper_added", "casefile.paper_revised", "review.opinion_issued", "decision.issued", "record.received", "record.still_taken"}

// about says what a receipt is about, and lists the entries, the oldest first.
func (s *Server) about(ctx context.Context, id string) (subject string, title fault.Text, entries []ledger.Entry, err error) {
	var caseID, only string
	err = s.Store.View(ctx, func(r *store.Reader) error {
		if p, err := casefile.PaperOf(r, id); err == nil {
			caseID, subject, only, title = p.Case, p.ID, `"`+p.ID+`"`, same(p.Title)
			return nil
		}
		if rec, err := record.Of(r, id); err == nil {
			caseID, subject, only, title = rec.Case, rec.ID, rec.ID, fault.Tf("音像记录 %[1]s", "recording %[1]s", rec.Name())
			return nil
		}
		if round, err := review.RoundOf(r, id); err == nil {
			c, err := casefile.CaseOf(r, round.Case)
			caseID, subject, only, title = round.Case, round.ID, round.ID, fault.Tf("%[1]s 第%[2]d轮法制审核", "%[1]s, review %[2]d", c.Title, round.Round)
			return err
		}
		c, err := casefile.CaseOf(r, id)
		caseID, subject, title = c.ID, c.ID, same(c.Title)
		return err
	})
	if err != nil {
		return "", title, nil, err
	}
	var list []ledger.Entry
	if caseID == "" { // a recording of no case yet
		list, err = s.Store.EntriesAbout(ctx, []string{subject}, 0, mostEntries)
	} else {
		list, err = s.entriesOfCase(ctx, caseID)
	}
	for _, e := range list {
		if only == "" || e.Subject == only || strings.Contains(string(e.Data), only) {
			entries = append(entries, e)
		}
	}
	slices.Reverse(entries)
	return subject, title, entries, err
}

// Receipt is the receipt of something by its id.
func (s *Server) Receipt(ctx context.Context, id string) (ledger.Receipt, fault.Text, error) {
	subject, title, entries, err := s.about(ctx, id)
	if err != nil {
		return ledger.Receipt{}, title, err
	}
	var seqs []int64
	hidden := map[int64]bool{}
	for _, e := range entries {
		seqs = append(seqs, e.Seq)
		hidden[e.Seq] = !slices.Contains(openKinds, e.Kind)
	}
	if len(seqs) > 0 && !slices.ContainsFunc(seqs, func(seq int64) bool { return !hidden[seq] }) {
		hidden[seqs[0]] = false
	}
	anchors, err := s.anchored(ctx)
	if err != nil {
		return ledger.Receipt{}, title, err
	}
	receipt, err := s.Store.Receipt(ctx, subject, seqs, hidden, anchors)
	return receipt, title, err
}

// mostAnchors is how many anchors a receipt carries.
const mostAnchors = 8

// anchored are the heads that left the office, the latest few and the first ones.
func (s *Server) anchored(ctx context.Context) (list []store.Anchored, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) error {
		all, err := anchor.Anchors(r)
		for _, a := range all {
			if a.Outside() && len(list) < mostAnchors {
				list = append(list, store.Anchored{Signed: a.Note, Seq: a.Seq, WitnessNote: a.Witness, WitnessKey: a.Key, StampSeq: a.Stamp})
			}
		}
		return err
	})
	return list, err
}

func (s *Server) receiptFile(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	form := r.PathValue("form")
	if form == "html" {
		attach(w, "verify.html")
		_, err := w.Write(verifier.Page)
		return err
	}
	receipt, title, err := s.Receipt(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if form != "json" {
		var office account.Office
		err := s.Store.View(r.Context(), func(reader *store.Reader) (err error) { office, _, err = account.OfficeOf(reader); return err })
		if err != nil {
			return err
		}
		doc, err := receiptPaper(office, receipt, title.Zh)
		if err != nil {
			return err
		}
		return handOver(w, doc, "receipt", form)
	}
	raw, err := receipt.Bytes()
	if err != nil {
		return err
	}
	attach(w, "receipt-"+receipt.ID+".json")
	_, err = w.Write(raw)
	return err
}

// receiptPaper is the receipt on one page.
func receiptPaper(office account.Office, r ledger.Receipt, title string) (paper.Document, error) {
	raw, err := r.Bytes()
	if err != nil {
		return paper.Document{}, err
	}
	p, err := ledger.CheckReceipt(raw, r.Key)
	if err != nil {
		return paper.Document{}, err
	}
	at := ""
	if len(p.Entries) > 0 {
		at = p.Entries[len(p.Entries)-1].At
	}
	since := "尚无账本外的锚定,目前只有本单位签名为证"
	if p.Since != "" {
		since = "最迟自 " + p.Since + " 起已存在(账本外锚定)"
	}
	return paper.Document{Head: office.Name, Title: "存证凭证", Number: r.ID, Unnumbered: true, Meta: paper.Meta{Creator: office.Name}, Blocks: []paper.Block{
		paper.Facts{Items: []paper.Fact{{Label: "名称", Value: title}, {Label: "所证账目", Value: fmt.Sprintf("%d 条,最后一条第 %d 条 %s", p.Count, p.Last, at)}, {Label: "账本首部", Value: fmt.Sprintf("%d 条", p.Head.Size)},
			{Label: "存在时间", Value: since}, {Label: "未锚定的尾部", Value: fmt.Sprintf("%d 条", p.Window)}, {Label: "本单位公钥", Value: r.Key}}},
		paper.QR{Text: ledger.Line(r.Checkpoint), Caption: "签名首部。凭证文件用 verify.html(离线)或者 zhiheng verify 核验"},
	}}, nil
}

// receiptBytes is the receipt of something as a file, for the folder of a dossier.
func (s *Server) receiptBytes(ctx context.Context, id string) ([]byte, error) {
	receipt, _, err := s.Receipt(ctx, id)
	if err != nil {
		return nil, err
	}
	return receipt.Bytes()
}
