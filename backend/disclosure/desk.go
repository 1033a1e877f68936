package disclosure

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/paper"
	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Desk is where disclosures are worked on, over the cases of an open office.
type Desk struct {
	Files     *casefile.Files
	Decisions Decisions
	Page      func(paper.Document) []byte // writes the page of a decision

	Burn func(sheet *image.RGBA, areas []image.Rectangle) ([]byte, error) // writes the picture of a page with its covers
}

// New makes the desk. It refuses a rulebook that asks for a check that it does not know.
func New(files *casefile.Files, decisions Decisions) (*Desk, error) {
	known := checks()
	for _, p := range files.Rules.Current().Procedures {
		for _, c := range p.DisclosureChecks {
			if known[c.Check] == nil {
				return nil, fault.Wrap("disclosure.new", fmt.Errorf("check %s of %s is not known: %q", c.ID, p.ID, c.Check))
			}
		}
	}
	return &Desk{Files: files, Decisions: decisions, Page: paper.HTML, Burn: burnIn}, nil
}

// redactor is that of the current rulebook, for old cases too: what is hidden from now on is a question of today.
func (d *Desk) redactor() *redact.Redactor { return d.Files.Rules.Current().Redactor }

// Open opens the disclosure of the decision in a case, as part of the change that issued it: what is due, and by which
// rule. A decision that has its disclosure already keeps it. It returns the disclosure's id.
func (d *Desk) Open(tx *store.Tx, caseID string) (string, error) {
	const op = "disclosure.open"
	c, err := casefile.CaseOf(tx, caseID)
	if err != nil {
		return "", err
	}
	issued, found, err := d.Decisions.Issued(tx, c.ID)
	if err != nil {
		return "", err
	}
	if !found {
		procedure, _ := d.Files.Procedure(c)
		return "", fault.New(fault.Refused, op, fault.T("本案尚未作出决定,没有可公示的内容", "no decision has been issued in this case: there is nothing to publish")).
			WithArticle(procedure.PublicationArticle()).WithHint(fault.T("作出决定后自动进入公示。", "Its disclosure begins by itself once the decision is issued."))
	}
	if id, found, err := store.One[string](tx, queries.Get("item_of_decision"), c.ID, issued.No); err != nil || found {
		return id, err
	}
	s := &sight{c: c, item: Item{Case: c.ID, Paper: issued.Paper, DecisionNo: issued.No, DecidedOn: issued.On}}
	if err := d.facts(tx, s); err != nil {
		return "", err
	}
	data := opened{DecisionNo: issued.No, DecidedOn: issued.On, Paper: issued.Paper}
	rule, verdict, _ := s.procedure.DisclosureRuleFor(s.facts)
	if verdict == rulebook.Met {
		data.Rule, data.Deadline = rule.ID, rule.Deadline
	}
	if data.Deadline, data.DueOn, err = s.due(data.Deadline); err != nil {
		return "", err
	}
	if data.Dues, err = s.dues(rule, verdict); err != nil {
		return "", err
	}
	for _, due := range data.Dues { // what comes first is the day of the whole
		if data.DueOn == "" || due.DueOn < data.DueOn {
			data.Deadline, data.DueOn = due.Period, due.DueOn
		}
	}
	if data.ID, err = tx.NewID("g"); err != nil {
		return "", err
	}
	_, err = tx.Record("disclosure.opened", c.ID, data)
	return data.ID, err
}

// Decided opens the disclosure of the decision in a case. It has the shape of the hook that an issued decision calls.
func (d *Desk) Decided(tx *store.Tx, caseID string) error {
	_, err := d.Open(tx, caseID)
	return err
}

// OpenFor opens the disclosure of a decision that was issued before there was one, for whoever prepares disclosures.
func (d *Desk) OpenFor(ctx context.Context, actor account.Person, caseID string) (id string, err error) {
	if err := actor.Demand(account.PrepareDisclosure); err != nil {
		return "", err
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) (err error) {
		id, err = d.Open(tx, caseID)
		return err
	})
	return id, err
}

// sight is all that is known of a disclosure at one moment.
type sight struct {
	item      Item
	c         casefile.Case
	procedure *rulebook.Procedure
	code      string // of the paper that carries the decision
	facts     rulebook.Facts
	office    account.Office
	body      authority.Body
	handlers  []string // names
	masks     []Mask
	text      string // the decision's, unmasked
	textSHA   string
	scans     []scanned
	closed    *casefile.Restriction // nil for a case that is for everybody
	read      material

	sameNumber, sameReport bool
	consultations          []Consultation
	assessments            []Assessment
}

// facts gathers what is known of the case of a disclosure. The decision's own number and day go before what the dossier says.
func (d *Desk) facts(from store.Source, s *sight) (err error) {
	var known bool
	if s.procedure, known = d.Files.Procedure(s.c); !known {
		return fault.New(fault.Unavailable, "disclosure.facts", fault.Tf("规则库没有程序 %[1]s", "the rulebook has no procedure %[1]s", s.c.Procedure))
	}
	if s.facts, err = d.Files.Facts(from, s.c); err != nil {
		return err
	}
	if err := authority.Facts(from, s.c.ID, s.facts); err != nil {
		return err
	}
	p, err := casefile.PaperOf(from, s.item.Paper)
	if err != nil {
		return err
	}
	if s.code = p.Code; p.Code != "" {
		prefix := "d." + p.Code + "."
		s.facts[prefix+"present"], s.facts[prefix+"no"], s.facts[prefix+"on"] = true, s.item.DecisionNo, s.item.DecidedOn
	}
	settleMinor(s.facts)
	s.procedure.Complete(s.facts)
	if s.office, _, err = account.OfficeOf(from); err != nil {
		return err
	}
	if s.body, _, err = authority.BodyOf(from); err != nil {
		return err
	}
	officers, _ := s.facts["off"].([]map[string]any)
	for _, o := range officers {
		if name, ok := o["name"].(string); ok {
			s.handlers = append(s.handlers, name)
		}
	}
	return nil
}

// settleMinor says whether the party was under eighteen, where nobody has said so: an organisation never is, and a birthday
// tells for the rest.
func settleMinor(f rulebook.Facts) {
	if f["p.minor"] != nil {
		return
	}
	text := func(name string) string { s, _ := f[name].(string); return s }
	if text("p.type") == "entity" {
		f["p.minor"] = false
		return
	}
	number := text("p.id_no")
	if text("p.type") == "sole" {
		number = text("p.rep_id_no")
	}
	id := idcode.ResidentID{Birthday: text("p.birth")}
	if known, err := idcode.ParseResidentID(number); id.Birthday == "" && err == nil {
		id = known
	}
	if at := text("c.illegal_from"); id.Birthday != "" && at != "" {
		f["p.minor"] = id.AgeOn(at) < 18
	}
}

// due reckons the day by which the decision must be public: by the rule's deadline, or where no rule is settled by the
// earliest that runs. Both are empty if none runs.
func (s *sight) due(deadline string) (id, day string, err error) {
	for _, candidate := range s.procedure.Deadlines {
		if candidate.To != "disc.published_on" || deadline != "" && candidate.ID != deadline {
			continue
		}
		if deadline == "" && s.procedure.Applies(candidate, s.facts) != rulebook.Met {
			continue
		}
		result, ok, err := s.procedure.Due(candidate, s.facts)
		if err != nil {
			return "", "", err
		}
		if end := result.Legal.String(); ok && !result.Open && (day == "" || end < day) {
			id, day = candidate.ID, end
		}
	}
	return id, day, nil
}

// dues reckons by when the decision must be public at each destination of its rule.
func (s *sight) dues(rule rulebook.DisclosureRule, verdict rulebook.Verdict) (dues []Due, err error) {
	if verdict != rulebook.Met || rule.Publish != "yes" {
		return nil, nil
	}
	for _, destination := range rule.Destinations {
		id, day, err := s.due(rule.PeriodFor(destination))
		if err != nil {
			return nil, err
		}
		if day != "" {
			dues = append(dues, Due{destination, id, day})
		}
	}
	return dues, nil
}

// material is what is read of papers for a disclosure before a change begins, since it may take a while: the decision's text, what
// of it is not seen on the pages of its file, and the pages of its scans by their paper. The zero material is nothing read.
type material struct {
	text, sha string
	unseen    []place
	looked    bool // at every page of that file
	faces     map[string][]casefile.Face
}

// read reads the text of the paper that carries the decision, and what is known of the pages of its scans.
func (d *Desk) read(ctx context.Context, id string) (m material, err error) {
	var i Item
	var papers []casefile.Paper
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		if i, err = ItemOf(r, id); err != nil {
			return err
		}
		papers, err = papersOf(r, id)
		return err
	})
	if err != nil {
		return m, err
	}
	p, pages, err := d.Files.PagesByID(ctx, i.Paper)
	if err != nil {
		return m, err
	}
	m.text = casefile.Join(pages)
	m.sha = digest(m.text)
	if m.unseen, m.looked, err = d.unseenOf(ctx, p, pages, m.text); err != nil {
		return m, err
	}
	for _, p := range papers {
		if m.faces == nil {
			m.faces = map[string][]casefile.Face{}
		}
		if m.faces[p.ID], err = d.faces(ctx, p, false); err != nil {
			return m, err
		}
	}
	return m, nil
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// look gathers what is known of a disclosure. Where nobody has prepared it yet, the masks are those that the machine proposes.
func (d *Desk) look(from store.Source, id string, m material) (*sight, error) {
	s := &sight{text: m.text, textSHA: m.sha, read: m}
	var err error
	if s.item, err = ItemOf(from, id); err != nil {
		return nil, err
	}
	if s.c, err = casefile.CaseOf(from, s.item.Case); err != nil {
		return nil, err
	}
	if err := d.facts(from, s); err != nil {
		return nil, err
	}
	if s.item.State == ToJudge || s.item.TextSHA256 == "" {
		s.masks = d.propose(s)
	} else if s.masks, err = MasksOf(from, id); err != nil {
		return nil, err
	}
	d.name(s)
	if r, restricted, err := casefile.RestrictionOf(from, s.c.ID); err != nil {
		return nil, err
	} else if restricted {
		s.closed = &r
	}
	if s.scans, err = d.scans(from, s, m); err != nil {
		return nil, err
	}
	if s.consultations, err = ConsultationsOf(from, id); err != nil {
		return nil, err
	}
	if s.assessments, err = AssessmentsOf(from, id); err != nil {
		return nil, err
	}
	numbers, _, err := store.One[int](from, queries.Get("same_number"), s.item.DecisionNo, s.c.ID)
	if err != nil {
		return nil, err
	}
	party, _ := s.facts["p.name"].(string)
	reports, _, err := store.One[int](from, queries.Get("same_report"), s.item.DecisionNo, party, id)
	s.sameNumber, s.sameReport = numbers > 0, reports > 0
	return s, err
}

// name adds to each mask its rule's name and what stands under it.
func (d *Desk) name(s *sight) {
	runes := []rune(s.text)
	for i := range s.masks {
		m := &s.masks[i]
		rule, _ := d.rule(m.Rule)
		m.Label = rule.Name
		if m.Start >= 0 && m.Start < m.End && m.End <= len(runes) {
			m.Original = string(runes[m.Start:m.End])
		}
	}
}

// rule finds a redaction rule.
func (d *Desk) rule(id string) (redact.Rule, bool) {
	for _, rule := range d.redactor().Rules() {
		if rule.ID == id {
			return rule, true
		}
	}
	return redact.Rule{}, false
}
