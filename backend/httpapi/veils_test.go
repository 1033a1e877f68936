package httpapi_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// forAllEyes are the tables that hold nothing of any case. One that is added must be thought about: it has a veil, or stands here.
var forAllEyes = strings.Fields(`rulebook_version rulebook_door rulebook_amendment rulebook_law rulebook_law_article account_office account_person account_settings
	authority_body authority_notice authority_row authority_editor authority_version authority_version_row authority_posting
	casefile_kind_off casefile_register casefile_register_column record_device review_training review_sample review_exception
	disclosure_package disclosure_list disclosure_receipts disclosure_receipt_column precedent_collection precedent_saved precedent_synonym dossier_disposal dossier_approval dossier_round anchor_held anchor_authority anchor_service`)

var created = regexp.MustCompile(`(?m)^CREATE TABLE (\w+) \(`)

func TestEveryTableOfCasesHasAVeil(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range pillars() {
		for _, m := range created.FindAllStringSubmatch(p.Tables, -1) {
			table := m[1]
			seen[table] = true
			_, sql, _ := strings.Cut(p.Tables, "CREATE TABLE "+table+" (")
			sql, _, _ = strings.Cut(sql, ") STRICT")
			veil, veiled := p.Veils[table]
			switch open := slices.Contains(forAllEyes, table); {
			case veiled == open:
				t.Errorf("%s: a veil %v, for all eyes %v", table, veiled, open)
			case open && regexp.MustCompile(`(?m)^  case_id `).MatchString(sql):
				t.Errorf("%s names a case and is for all eyes", table)
			case veiled && !regexp.MustCompile(`(?m)^  `+veil.Column+` `).MatchString(sql):
				t.Errorf("%s has no column %s", table, veil.Column)
			}
		}
		for table := range p.Veils {
			if !seen[table] {
				t.Errorf("a veil over %s, which is no table of %s", table, p.Name)
			}
		}
	}
}
