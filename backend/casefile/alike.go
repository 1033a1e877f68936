package casefile

import (
	"encoding/json"
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// alikeFacts counts the other cases of the same party that fields ask for. What a count rests on must be known.
func alikeFacts(from store.Source, c Case, procedure *rulebook.Procedure, facts rulebook.Facts) error {
	for _, field := range procedure.Book().Fields {
		if field.Counts == nil || c.Party == "" || !slices.Contains(field.Counts.Actions, procedure.Kind) {
			continue
		}
		same, known := map[string]string{}, true
		for _, name := range field.Counts.Same {
			raw, err := json.Marshal(facts[name])
			if err != nil {
				return fault.Wrap("casefile.alike", err)
			}
			same[name], known = string(raw), known && facts[name] != nil
		}
		if !known {
			continue
		}
		want, err := json.Marshal(same)
		if err != nil {
			return fault.Wrap("casefile.alike", err)
		}
		year, before := "", ""
		if name := field.Counts.EarlierInYear; name != "" {
			day, _ := facts[name].(string)
			if before = day; day == "" {
				day, _ = facts["today"].(string)
				before = day + "~" // after all that is of today
			}
			year = day[:4]
		}
		n, _, err := store.One[int64](from, queries.Get("cases_alike"), c.Party, c.Procedure, c.ID, string(want), field.Counts.EarlierInYear, `"`+year, `"`+before)
		if err != nil {
			return err
		}
		facts[field.Name] = n
	}
	return nil
}

// PartiesElsewhere tells which of some names are the parties of other cases.
func PartiesElsewhere(from store.Source, caseID string, names []string) ([]string, error) {
	return store.All[string](from, queries.Get("parties_elsewhere"), store.JSON(names), caseID)
}
