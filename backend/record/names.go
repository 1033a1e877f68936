package record

import (
	"path"
	"regexp"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/ledger"
	"zhiheng/backend/rulebook"
)

var (
	stamp    = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])[-_ T.]?([01]\d|2[0-3])[-_.:]?([0-5]\d)[-_.:]?([0-5]\d)(?:[^0-9]|$)`)
	caseNo   = regexp.MustCompile(`\d{6}-[A-Z]{2,4}-\d{4}-\d{5}`)
	eventIDs = regexp.MustCompile(`(?i)(?:^|[^A-Za-z0-9])(AV\d{2})(?:[^0-9]|$)`)
)

// clues are what the office knows, by which the name of a file is read.
type clues struct {
	devices map[string]Device // by number
	people  []account.Person
	book    *rulebook.Book
}

// named reads what the path of a recording says: when it was made, with which device, by whom, in which case and of which event.
func (c clues) named(name string) values {
	v := values{}
	if m := stamp.FindStringSubmatch(path.Base(name)); m != nil {
		if at, err := time.ParseInLocation("20060102150405", strings.Join(m[1:], ""), ledger.Zone); err == nil {
			v["started_at"] = at.Format(time.RFC3339)
		}
	}
	for no := range c.devices {
		if strings.Contains(strings.ToUpper(name), strings.ToUpper(no)) && len(no) > len(v["device"]) {
			v["device"] = no
		}
	}
	for _, p := range c.people {
		if p.CertNo != "" && strings.Contains(strings.ToUpper(name), strings.ToUpper(p.CertNo)) || strings.Contains(name, p.Name) && len([]rune(p.Name)) > 1 {
			v["operator"], v["operator_cert"] = p.Name, p.CertNo
			break
		}
	}
	if no := caseNo.FindString(name); no != "" {
		v["case"] = no
	}
	if m := eventIDs.FindStringSubmatch(name); m != nil {
		v["event"] = strings.ToUpper(m[1])
	}
	return v
}

// event finds an event of the table by its id or its name.
func (c clues) event(text string) string {
	for _, r := range c.book.Recordings {
		if text != "" && (strings.EqualFold(r.ID, text) || r.Label.Zh == text || strings.EqualFold(r.Label.En, text)) {
			return r.ID
		}
	}
	return ""
}
