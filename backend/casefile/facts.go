package casefile

import (
	"encoding/json"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Facts gathers all that is known of a case under the canonical names: confirmed values, papers, officers, evidence, and
// what the other pillars add.
func (f *Files) Facts(from store.Source, c Case) (rulebook.Facts, error) {
	procedure, known := f.Procedure(c)
	if !known {
		return nil, fault.New(fault.Unavailable, "casefile.facts", fault.Tf("规则库没有程序 %[1]s", "the rulebook has no procedure %[1]s", c.Procedure))
	}
	facts := rulebook.Facts{"today": f.Today()}
	fields, err := FieldsOf(from, c.ID)
	if err != nil {
		return nil, err
	}
	for _, field := range fields {
		spec, known := procedure.Field(field.Name)
		if !known {
			continue // a field of another version of the rulebook
		}
		var raw any
		if err := json.Unmarshal(field.Value, &raw); err != nil {
			return nil, fault.Wrap("casefile.facts", err)
		}
		if facts[field.Name], err = spec.Clean(raw); err != nil {
			return nil, fault.Wrap("casefile.facts", err)
		}
	}
	facts["c.kind"], facts["c.proc"] = procedure.Kind, procedure.Sub
	if err := paperFacts(from, c.ID, procedure, facts); err != nil {
		return nil, err
	}
	if err := officerFacts(from, c.ID, facts); err != nil {
		return nil, err
	}
	if err := alikeFacts(from, c, procedure, facts); err != nil {
		return nil, err
	}
	var major []string
	for _, hit := range c.Major {
		major = append(major, hit.ID)
	}
	facts["c.major"] = append([]string{}, major...)
	for _, source := range f.Sources {
		if err := source(from, c.ID, facts); err != nil {
			return nil, err
		}
	}
	procedure.Complete(facts)
	return facts, f.fillDue(from, c, procedure, facts)
}

// paperFacts adds which papers are there and the list of evidence.
func paperFacts(from store.Source, caseID string, procedure *rulebook.Procedure, facts rulebook.Facts) error {
	for _, kind := range procedure.Papers { // a value about a paper does not put it into the dossier
		facts["d."+kind.Code+".present"] = false
	}
	papers, err := PapersOf(from, caseID)
	if err != nil {
		return err
	}
	evidence := []map[string]any{}
	counts := map[string]int64{}
	for _, p := range papers {
		if p.Evidence != "" {
			evidence = append(evidence, map[string]any{"kind": p.Evidence, "title": p.Title, "sha256": p.SHA256, "original": true, "verified": true})
		}
		if p.Code == "" {
			continue
		}
		counts[p.Code]++
		prefix := "d." + p.Code + "."
		facts[prefix+"present"], facts[prefix+"count"], facts[prefix+"sha256"], facts[prefix+"title"] = true, counts[p.Code], p.SHA256, p.Title
		if kind, _ := procedure.Paper(p.Code); !p.SortConfirmed || kind.Decides != "" && !p.Issued {
			continue // what the machine read on its face waits for a person, and a decision for the door
		}
		if p.No != "" {
			setDefault(facts, prefix+"no", p.No)
		}
		if p.MadeOn != "" {
			setDefault(facts, prefix+"on", p.MadeOn)
		}
	}
	facts["e"] = evidence
	for _, kind := range procedure.Papers {
		issued := slices.ContainsFunc(papers, func(p Paper) bool { return p.Code == kind.Code && p.Issued })
		if kind.Decides != "" && !issued {
			delete(facts, "d."+kind.Code+".no")
			delete(facts, "d."+kind.Code+".on")
		}
	}
	return nil
}

func setDefault(facts rulebook.Facts, name string, value any) {
	if facts[name] == nil {
		facts[name] = value
	}
}

// officerFacts adds those who handle the case, with their certificates.
func officerFacts(from store.Source, caseID string, facts rulebook.Facts) error {
	handlers, err := HandlersOf(from, caseID)
	if err != nil {
		return err
	}
	officers := []map[string]any{}
	for _, id := range handlers {
		p, err := account.PersonOf(from, id)
		if err != nil {
			return err
		}
		officers = append(officers, map[string]any{"name": p.Name, "cert_no": p.CertNo, "cert_from": p.CertFrom, "cert_to": p.CertTo})
	}
	facts["off"] = officers
	return nil
}

// JudgeMajor works out whether the decision would be a major one and records it when that has changed.
func (f *Files) JudgeMajor(tx *store.Tx, caseID string) error {
	c, err := CaseOf(tx, caseID)
	if err != nil {
		return err
	}
	procedure, _ := f.Procedure(c)
	facts, err := f.Facts(tx, c)
	if err != nil {
		return err
	}
	met, _ := procedure.Major(facts)
	hits := []MajorHit{}
	for _, t := range met {
		hits = append(hits, MajorHit{ID: t.Rule.ID, Label: t.Rule.Label, Tier: t.Rule.Tier, Article: t.Rule.Article, Because: t.Because})
	}
	same := slices.EqualFunc(hits, c.Major, func(a, b MajorHit) bool {
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		return string(x) == string(y)
	})
	if same {
		return nil
	}
	_, err = tx.Record("casefile.major_judged", caseID, majorJudged{hits})
	return err
}

// partOf is the part of the review fingerprint that a field belongs to. What a paper's fields say goes with the paper.
func partOf(procedure *rulebook.Procedure, name string) string {
	if field, known := procedure.Field(name); known && field.Fingerprint != "" {
		return field.Fingerprint
	}
	if code, found := strings.CutPrefix(name, "d."); found {
		code, _, _ = strings.Cut(code, ".")
		if paper, known := procedure.Paper(code); known && paper.Fingerprint == "notice" {
			return paper.Fingerprint
		}
	}
	return ""
}
