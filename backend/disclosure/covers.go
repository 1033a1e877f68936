package disclosure

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/store"
)

// AddScan takes the pages of a paper along as pictures, under a title that is published with them, and proposes what is to be
// covered on them. An empty title is that of the kind of paper. Taken again, it gets the title, and where its bytes have changed
// its covers begin anew.
func (d *Desk) AddScan(ctx context.Context, actor account.Person, id, paperID, title string) error {
	if err := actor.Demand(account.PrepareDisclosure); err != nil {
		return err
	}
	var p casefile.Paper
	err := d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		p, err = casefile.PaperOf(r, paperID)
		return err
	})
	if err != nil {
		return err
	}
	if err := picturable(p); err != nil {
		return err
	}
	faces, err := d.faces(ctx, p, true)
	if err != nil {
		return err
	}
	return d.scan(ctx, actor, id, func(tx *store.Tx, s *sight) error {
		if p.Case != s.c.ID || d.Files.Internal(s.c, p.Code) {
			return fault.New(fault.Refused, "disclosure.add_scan", fault.T("不是本案正卷的材料，不得公示", "the paper is not of this case, or stands in its internal volume: it is not published")).
				WithField("paper").WithHint(fault.T("请从正卷材料中选择。", "Choose one of the papers that the party may see."))
		}
		one := scanned{Scan: Scan{Paper: p.ID, SHA256: p.SHA256, Title: strings.TrimSpace(title), Pages: max(p.PagesCount, 1)}, paper: p, faces: faces}
		if one.Title == "" {
			kind, _ := s.procedure.Paper(p.Code)
			if one.Title = kind.Label.Zh; one.Title == "" {
				one.Title = p.Title
			}
		}
		if err := d.mayBeRead(s, one.Title); err != nil {
			return fault.As(err).WithField("title")
		}
		if _, err := tx.Record("disclosure.scan_added", s.c.ID, scanAdded{id, one.Scan}); err != nil {
			return err
		}
		if slices.ContainsFunc(s.scans, func(old scanned) bool { return old.Paper == p.ID && old.SHA256 == p.SHA256 }) {
			return nil
		}
		one.covers = d.proposeCovers(s, one)
		return d.recordCovers(tx, s, one)
	})
}

// picturable refuses a paper whose pages cannot be shown as pictures.
func picturable(p casefile.Paper) error {
	const op = "disclosure.add_scan"
	switch {
	case !p.HasPages():
		return fault.New(fault.Refused, op, fault.T("该材料没有页面图像，不能以图像公示", "the pages of this paper cannot be drawn: it cannot be published as pictures")).WithField("paper").
			WithHint(fault.T("请选择图片、PDF、OFD 或者能读出文字的材料。", "Choose a picture, a PDF, an OFD, or a paper whose text can be read."))
	case p.PagesCount > mostScanPages:
		return fault.New(fault.Refused, op, fault.Tf("材料共%[1]d页，一次最多公示%[2]d页图像", "the paper has %[1]d pages; at most %[2]d are published as pictures", p.PagesCount, mostScanPages)).WithField("paper").
			WithHint(fault.T("请先拆分材料。", "Split the paper first."))
	}
	return nil
}

// RemoveScan leaves the pages of a paper out again.
func (d *Desk) RemoveScan(ctx context.Context, actor account.Person, id, paperID string) error {
	return d.scan(ctx, actor, id, func(tx *store.Tx, s *sight) error {
		if _, err := s.scan(paperID); err != nil {
			return err
		}
		_, err := tx.Record("disclosure.scan_removed", s.c.ID, scanRemoved{id, paperID})
		return err
	})
}

// scan finds a scan of a disclosure.
func (s *sight) scan(paperID string) (scanned, error) {
	i := slices.IndexFunc(s.scans, func(one scanned) bool { return one.Paper == paperID })
	if i < 0 {
		return scanned{}, fault.New(fault.NotFound, "disclosure.scan", fault.T("公示内容中没有这份图像材料", "no such paper goes out as pictures"))
	}
	return s.scans[i], nil
}

// CoverInput is what a person says of one cover. With the ID of one that the machine has found it accepts, refuses or moves that
// one; without one it is a box of the person's own. Everywhere also covers the same text wherever it stands on a page of any scan.
// A box of one's own that is not accepted says that what stands there may be read, and why.
type CoverInput struct {
	ID         string          `json:"id,omitempty"`
	Page       int             `json:"page"`
	Region     casefile.Region `json:"region"`
	Rule       string          `json:"rule"`
	Reason     string          `json:"reason"`
	Accepted   bool            `json:"accepted"`
	Everywhere bool            `json:"everywhere,omitempty"`
}

// SetCovers takes what a person has decided about the pages of a paper. Covers of the machine that are not named stay as they are;
// those of people are replaced by the ones given.
func (d *Desk) SetCovers(ctx context.Context, actor account.Person, id, paperID string, inputs []CoverInput) error {
	return d.scan(ctx, actor, id, func(tx *store.Tx, s *sight) error {
		one, err := s.scan(paperID)
		if err != nil {
			return err
		}
		one.covers = slices.DeleteFunc(slices.Clone(one.covers), func(c Cover) bool { return c.By == "person" })
		var alike []Cover // whose text is covered everywhere
		for _, input := range inputs {
			i := slices.IndexFunc(one.covers, func(c Cover) bool { return c.ID == input.ID && c.By == "machine" })
			if i >= 0 {
				if err := judgeCover(&one.covers[i], input); err != nil {
					return err
				}
				continue
			}
			own, err := d.ownCover(one, input)
			if err != nil {
				return err
			}
			one.covers = append(slices.DeleteFunc(one.covers, func(c Cover) bool { return c.ID == own.ID }), own)
			if input.Everywhere && own.Accepted && !tooShort(plain(own.Original)) {
				alike = append(alike, own)
			}
		}
		for i := range s.scans {
			other := &s.scans[i]
			changed := other.Paper == paperID
			if changed {
				other.covers = one.covers
			}
			for _, like := range alike {
				changed = coverAlike(other, like) || changed
			}
			if changed {
				if err := d.recordCovers(tx, s, *other); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// scan runs a change of the scans by whoever prepares disclosures. The first change of anything keeps the proposed masks.
func (d *Desk) scan(ctx context.Context, actor account.Person, id string, change func(tx *store.Tx, s *sight) error) error {
	return d.change(ctx, actor, account.PrepareDisclosure, id, func(tx *store.Tx, s *sight) error {
		if s.item.State != ToJudge && s.item.State != Masking {
			return wrongState(s.item)
		}
		if s.item.State == ToJudge {
			if err := d.recordMasks(tx, s); err != nil {
				return err
			}
		}
		return change(tx, s)
	})
}

// recordCovers records the whole list of covers of a scan.
func (d *Desk) recordCovers(tx *store.Tx, s *sight, one scanned) error {
	data := covered{ID: s.item.ID, Paper: one.Paper, SHA256: one.SHA256, Rulebook: d.Files.Rules.Current().Version, Covers: []Cover{}}
	for _, c := range one.covers {
		c.Original, c.Label = "", fault.Text{} // the ledger does not hold what is hidden
		data.Covers = append(data.Covers, c)
	}
	_, err := tx.Record("disclosure.covered", s.c.ID, data)
	return err
}

// proposeCovers finds everything in the text of the pages that the rules and the people of the case want hidden, where its place
// is known. What is hidden in the decision's text or on another page is looked for on every page.
func (d *Desk) proposeCovers(s *sight, one scanned) []Cover {
	alike := coverSecrets(s.scans)
	for _, m := range s.masks {
		if m.Accepted {
			alike = append(alike, Secret{Rule: m.Rule, Text: m.Original})
		}
	}
	found := make([][]redact.Hit, len(one.faces))
	for i, face := range one.faces {
		for _, hit := range d.redactor().Find(face.Text, s.dictionary()) {
			if showsNothingMore(hit) {
				continue
			}
			found[i] = append(found[i], hit)
			if hit.Level == redact.Must {
				alike = append(alike, Secret{Rule: hit.Rule, Text: hit.Text})
			}
		}
	}
	covers := []Cover{}
	for i, face := range one.faces {
		for _, hit := range withAlike(found[i], face.Text, alike) {
			for k, box := range boxesOf(face.Lines, hit.Start, hit.End) {
				c := Cover{ID: fmt.Sprintf("m%d-%d-%d", i+1, hit.Start, hit.End), Paper: one.Paper, Page: i + 1, Region: padded(box), Rule: hit.Rule, Level: hit.Level, Reason: hit.Why, Accepted: true, By: "machine"}
				if k > 0 {
					c.ID += fmt.Sprintf(".%d", k)
				}
				covers = append(covers, c)
			}
		}
	}
	return covers
}

// withAlike adds to the finds in a text the places where something stands that is hidden elsewhere.
func withAlike(hits []redact.Hit, text string, alike []Secret) []redact.Hit {
	for _, secret := range alike {
		if tooShort(plain(secret.Text)) {
			continue
		}
		for _, place := range redact.Absent(text, []string{secret.Text}) {
			if !slices.ContainsFunc(hits, func(h redact.Hit) bool { return h.Start < place.End && place.Start < h.End }) {
				hits = append(hits, redact.Hit{Rule: secret.Rule, Level: redact.Must, Start: place.Start, End: place.End, Text: place.Text,
					Why: fault.T("与别处已隐去的内容相同", "the same as what is hidden elsewhere")})
			}
		}
	}
	return hits
}

// padded makes a box around text a little larger, since the reader of pictures cuts close.
func padded(box casefile.Region) casefile.Region {
	y, x := box.Height/6, box.Height/8
	left, top := max(box.X-x, 0), max(box.Y-y, 0)
	return casefile.Region{X: left, Y: top, Width: min(box.X+box.Width+x, extract.Whole) - left, Height: min(box.Y+box.Height+y, extract.Whole) - top}
}

// coverAlike covers the text under a cover wherever else it stands on the pages of a scan, and tells whether it did.
func coverAlike(one *scanned, like Cover) (changed bool) {
	for page := 1; page <= len(one.faces); page++ {
		face := one.face(page)
		for _, found := range redact.Absent(face.Text, []string{like.Original}) {
			if hidden(face.Lines, found.Start, found.End, one.on(page)) {
				continue
			}
			for _, box := range boxesOf(face.Lines, found.Start, found.End) {
				c := like
				c.Paper, c.Page, c.Region = one.Paper, page, padded(box)
				c.ID = ownID(page, c.Region)
				one.covers = append(slices.DeleteFunc(one.covers, func(old Cover) bool { return old.ID == c.ID }), c)
				changed = true
			}
		}
	}
	return changed
}

// judgeCover takes a person's word on a cover that the machine has found.
func judgeCover(c *Cover, input CoverInput) error {
	reason, own := ownReason(input.Reason, c.Reason)
	if !input.Accepted && c.Level == redact.Must && !own && c.Accepted {
		return fault.New(fault.Refused, "disclosure.set_covers", fault.Tf("“%[1]s”应当隐去，不遮盖须写明理由", "%[2]s is to be hidden: say why it is shown", c.Label.Zh, c.Label.In("en"))).
			WithArticle("政府信息公开条例第十五条").WithField(c.ID).WithHint(fault.T("填写理由，或保留该处遮盖。", "Give a reason, or keep the cover."))
	}
	if own {
		c.Reason = reason
	}
	if input.Region != (casefile.Region{}) {
		if err := onPage(input.Region); err != nil {
			return err
		}
		c.Region = input.Region
	}
	c.Accepted = input.Accepted
	return nil
}

// ownCover makes a cover that a person has drawn.
func (d *Desk) ownCover(one scanned, input CoverInput) (Cover, error) {
	const op = "disclosure.set_covers"
	reason := strings.TrimSpace(input.Reason)
	c := Cover{ID: ownID(input.Page, input.Region), Paper: one.Paper, Page: input.Page, Region: input.Region, Rule: input.Rule, Level: redact.Must, Reason: fault.T(reason, reason), Accepted: input.Accepted, By: "person"}
	if err := onPage(input.Region); err != nil {
		return c, err
	}
	if input.Page < 1 || input.Page > one.Pages {
		return c, fault.New(fault.Invalid, op, fault.T("没有这一页", "no such page")).WithField("page")
	}
	if err := d.hidesBy(op, input.Rule); err != nil {
		return c, err
	}
	if reason == "" {
		return c, fault.New(fault.Invalid, op, fault.T("请写明遮盖（或者不遮盖）的理由", "say why this is covered, or left open")).WithField("reason")
	}
	c.Original = under(one.face(c.Page), c.Region)
	return c, nil
}

// ownID names a person's cover by its place.
func ownID(page int, r casefile.Region) string {
	return fmt.Sprintf("p%d-%d-%d-%d-%d", page, r.X, r.Y, r.Width, r.Height)
}

// leastSide is the shortest side of a cover, in ten-thousandths of the page's.
const leastSide = 20

func onPage(r casefile.Region) error {
	if r.X < 0 || r.Y < 0 || r.Width < leastSide || r.Height < leastSide || r.X+r.Width > extract.Whole || r.Y+r.Height > extract.Whole {
		return fault.New(fault.Invalid, "disclosure.set_covers", fault.T("遮盖框不在页面之内，或者过小", "the box lies outside the page, or is too small")).WithField("region")
	}
	return nil
}
