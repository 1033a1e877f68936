package rulebook

import (
	"slices"

	"zhiheng/backend/redact"
)

// The redaction rules that disclosure relies on by their ids. A rulebook has them all; how they mask is the office's to say.
const (
	RedactIdentity = "X-R01"  // an identity number
	RedactPhone    = "X-R04"  // a telephone number
	RedactAccount  = "X-R06b" // a bank account
	RedactOther    = "X-R07"  // the name of somebody other than the party
	RedactParty    = "X-R08"  // the name of a party who is a person
	RedactKeeper   = "X-R09"  // the name of whoever keeps an individual business
	RedactHome     = "X-R10"  // an address
	RedactOfficer  = "X-R18"  // the name of an officer
	RedactUnseen   = "X-R21"  // text that is not seen on the page
)

var redactionNeeded = []string{RedactIdentity, RedactPhone, RedactAccount, RedactOther, RedactParty, RedactKeeper, RedactHome, RedactOfficer}

// redactor compiles the redaction rules, each by itself first so that a fault is told by its row.
func (l *loader) redactor(rules []redact.Rule) *redact.Redactor {
	const file = "redaction.json"
	for _, rule := range rules {
		if _, err := redact.Compile([]redact.Rule{rule}); err != nil {
			l.report(file, rule.ID, reason(err))
		}
	}
	for _, id := range redactionNeeded {
		if !slices.ContainsFunc(rules, func(r redact.Rule) bool { return r.ID == id }) {
			l.problem(file, id, "缺少这条脱敏规则，公示须用到它", "the rule is missing; disclosure relies on it")
		}
	}
	redactor, err := redact.Compile(rules)
	if err != nil {
		return nil // told by row
	}
	return redactor
}
