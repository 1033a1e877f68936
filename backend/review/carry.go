package review

import (
	"slices"

	"zhiheng/backend/casefile"
	"zhiheng/backend/store"
)

// carried takes the findings on these points over from an earlier round of the case.
type carried struct {
	Case  string   `json:"case_id"`
	From  string   `json:"from"` // id of the round they come from
	Items []string `json:"items"`
}

func applyCarried(t *store.Tables, e store.Event, d carried) error {
	for _, item := range d.Items {
		if err := t.Exec(queries.Get("item_carry"), e.Subject, d.From, item); err != nil {
			return err
		}
	}
	return nil
}

// carry takes over into a new round the findings of the last one that rest on nothing that has changed since.
func (d *Desk) carry(tx *store.Tx, c casefile.Case, last Round, id string) error {
	_, changes, err := compare(tx, last)
	if err != nil {
		return err
	}
	open, err := d.touched(tx, c, last.ID, changes)
	if err != nil {
		return err
	}
	procedure, _ := d.Files.Procedure(c)
	findings, err := findingsOf(tx, last.ID)
	if err != nil {
		return err
	}
	data := carried{Case: c.ID, From: last.ID}
	for _, item := range procedure.Checklist {
		if recused, err := RecusedIn(tx, c.ID, findings[item.ID].By); err != nil {
			return err
		} else if recused {
			continue
		}
		if f, found := findings[item.ID]; found && f.Finding != Unchecked && !slices.Contains(open, item.ID) {
			data.Items = append(data.Items, item.ID)
		}
	}
	if len(data.Items) == 0 {
		return nil
	}
	_, err = tx.Record("review.findings_carried", id, data)
	return err
}
