package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/ledger"
	"zhiheng/backend/paper"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/store"
)

// Anchors are the heads that were fixed outside the ledger, and how much is not anchored yet.
type Anchors struct {
	Head      Head        `json:"head"`
	Line      string      `json:"line" doc:"the present head in one line"`
	Key       string      `json:"key" doc:"the office's public key"`
	Anchors   []AnchorRow `json:"anchors"`
	Held      []HeldRow   `json:"held" doc:"heads of other offices, for which this one is the witness"`
	Window    int64       `json:"window" doc:"entries since the last head that left the office"`
	Days      int         `json:"days" doc:"days since then; -1 if none ever did"`
	Alarm     bool        `json:"alarm"`
	AlarmDays int         `json:"alarm_days"`
	Trusting  bool        `json:"trusting" doc:"the office trusts a time-stamping authority"`
	Service   bool        `json:"service" doc:"it has set where time-stamps are asked for"`
}

// AnchorRow is an anchored head. Outside says that somebody else holds it.
type AnchorRow struct {
	ID        string `json:"id"`
	Kind      string `json:"kind" enum:"daily,issue,printed,line,witness,timestamp"`
	Size      int64  `json:"size"`
	Root      string `json:"root"`
	Line      string `json:"line"`
	With      string `json:"with"`
	At        string `json:"at"`
	By        Ref    `json:"by"`
	Witnessed bool   `json:"witnessed"`
	Outside   bool   `json:"outside"`
	SM3       string `json:"sm3" doc:"root over the same entries by SM3, in hex"`
	Alg       string `json:"alg" doc:"of the hash that a time-stamping authority is told"`
	Stamped   string `json:"stamped" doc:"the instant that it named"`
	Stamper   string `json:"stamper" doc:"who it is"`
}

// HeldRow is the head of another office.
type HeldRow struct {
	Office string `json:"office"`
	Size   int64  `json:"size"`
	At     string `json:"at"`
	Key    string `json:"key"`
}

// WitnessFile is a file between an office and its witness, as text.
type WitnessFile struct {
	Name string `json:"name"`
	File string `json:"file"`
}

type anchorOrder struct {
	Kind string `json:"kind" enum:"printed,line,timestamp"`
	With string `json:"with" maxLength:"200"`
	Alg  string `json:"alg,omitempty" enum:"sha256,sm3" doc:"of the hash that a time-stamping authority is told"`
}

type offerOrder struct {
	With string `json:"with" maxLength:"200"`
	From int64  `json:"from" minimum:"0" doc:"size of the head that the witness holds; 0 for the first time"`
}

type fileOrder struct {
	File string `json:"file" maxLength:"1000000"`
}

// alarmDays is how long a ledger may go without a head that leaves the office.
const alarmDays = 7

func (s *Server) anchorRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/anchors", account.ReadLedger, "Heads anchored outside the ledger, and the window", func(ctx context.Context, _ account.Person, _ *nothing) (Anchors, error) {
		return s.anchors(ctx)
	})
	handle(s, http.MethodPost, "/api/anchors", account.RunVerification, "Anchor the present head: printed, sent as a line, or to be stamped", func(ctx context.Context, actor account.Person, in *body[anchorOrder]) (Anchors, error) {
		var err error
		if in.Body.Kind == anchor.Timestamp {
			_, err = s.Anchoring.AskFor(ctx, actor, in.Body.Alg, in.Body.With)
		} else {
			_, err = s.Anchoring.Make(ctx, actor.ID, in.Body.Kind, in.Body.With)
		}
		if err != nil {
			return Anchors{}, err
		}
		return s.anchors(ctx)
	})
	handle(s, http.MethodPost, "/api/anchors/offers", account.RunVerification, "Anchor the present head with a witness: the file for it", func(ctx context.Context, actor account.Person, in *body[offerOrder]) (WitnessFile, error) {
		file, err := s.Anchoring.Offer(ctx, actor, in.Body.With, in.Body.From)
		return WitnessFile{"witness-offer.json", string(file)}, err
	})
	handle(s, http.MethodPost, "/api/anchors/answers", account.RunVerification, "Keep the answer of a witness", func(ctx context.Context, actor account.Person, in *body[fileOrder]) (Anchors, error) {
		if err := s.Anchoring.Keep(ctx, actor, []byte(in.Body.File)); err != nil {
			return Anchors{}, err
		}
		return s.anchors(ctx)
	})
	handle(s, http.MethodPost, "/api/anchors/held", account.RunVerification, "Witness the head of another office: the answer for it", func(ctx context.Context, actor account.Person, in *body[fileOrder]) (WitnessFile, error) {
		file, _, err := s.Anchoring.Take(ctx, actor, []byte(in.Body.File))
		return WitnessFile{"witness-answer.json", string(file)}, err
	})
	s.raw(mux, http.MethodGet, "/api/anchors/{id}/sheet", account.ReadLedger, "An anchored head to be printed, as a PDF", "application/pdf", s.anchorSheet)
	s.timestampRoutes(mux)
}

func (s *Server) anchors(ctx context.Context) (out Anchors, err error) {
	out = Anchors{Anchors: []AnchorRow{}, Held: []HeldRow{}, Days: -1, AlarmDays: alarmDays, Key: s.Store.PublicKey()}
	if out.Head, err = s.ledgerHead(ctx); err != nil {
		return out, err
	}
	out.Line, out.Window = ledger.Line(out.Head.Note), out.Head.Size
	err = s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		list, err := anchor.Anchors(r)
		if err != nil {
			return err
		}
		for _, a := range list {
			if a.Kind == anchor.Issue && actorOf(ctx).May(account.ReadCases) {
				if c, err := casefile.CaseOf(r, a.With); err == nil {
					a.With = c.No // else it is one that these eyes do not see
				}
			}
			out.Anchors = append(out.Anchors, AnchorRow{a.ID, a.Kind, a.Size, a.Root, ledger.Line(a.Note), a.With, a.At, who.of(a.By), a.Witness != "", a.Outside(), a.SM3, a.Alg, a.Stamped, a.Stamper})
			if a.Outside() && out.Days < 0 {
				out.Window, out.Days = out.Head.Size-a.Size, s.daysSince(a.At)
			}
		}
		if out.Trusting, out.Service, err = timestampsReady(r); err != nil {
			return err
		}
		held, err := anchor.HeldHeads(r)
		for _, h := range held {
			out.Held = append(out.Held, HeldRow{h.Office, h.Size, h.At, h.Key})
		}
		return err
	})
	out.Alarm = out.Head.Size > 0 && (out.Days < 0 || out.Days > alarmDays)
	return out, err
}

func (s *Server) daysSince(instant string) int {
	at, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return -1
	}
	return int(s.options.Clock().Sub(at).Hours() / 24)
}

// anchorSheet is an anchored head on paper, to be kept where the computer is not.
func (s *Server) anchorSheet(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	var found anchor.Anchor
	var office account.Office
	err := s.Store.View(r.Context(), func(reader *store.Reader) (err error) {
		if found, err = anchor.Of(reader, r.PathValue("id")); err == nil {
			office, _, err = account.OfficeOf(reader)
		}
		return err
	})
	if err != nil {
		return err
	}
	doc := paper.Document{Head: office.Name, Title: "账本首部锚定单", Number: found.ID, Unnumbered: true, Meta: paper.Meta{Creator: office.Name}, Blocks: []paper.Block{
		paper.Paragraph{Text: "下列首部由本单位签名,涵盖账本的前若干条账目。请打印后盖章,交单位以外的人或者另室保存。日后把这一行输入“zhiheng verify --anchor”或者“留痕核验”页,即可证明此前的账目没有改动、删除或者重写。"},
		paper.Facts{Items: []paper.Fact{{Label: "账目条数", Value: fmt.Sprint(found.Size)}, {Label: "树根(SHA-256)", Value: found.Root}, {Label: "树根(SM3)", Value: found.SM3}, {Label: "锚定时间", Value: found.At}, {Label: "交存", Value: found.With}, {Label: "首部一行", Value: ledger.Line(found.Note)}, {Label: "公钥", Value: s.Store.PublicKey()}}},
		paper.QR{Text: ledger.Line(found.Note), Caption: "首部一行"}}}
	return handOver(w, doc, "anchor", "pdf")
}
