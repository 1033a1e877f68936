package review

import (
	"slices"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// touched lists the points of the checklist whose finding in a round rests on what has changed since: on a paper of their
// codes or of their citations, or on a field that their check looks at. A point of which nothing is known to rest on
// anything is touched by every change.
func (d *Desk) touched(from store.Source, c casefile.Case, round string, changes []Change) ([]string, error) {
	list := []string{}
	if len(changes) == 0 {
		return list, nil
	}
	procedure, _ := d.Files.Procedure(c)
	facts, err := d.Files.Facts(from, c)
	if err != nil {
		return nil, err
	}
	findings, err := findingsOf(from, round)
	if err != nil {
		return nil, err
	}
	for _, result := range procedure.Examine(facts) {
		f, found := findings[result.Item.ID]
		if found && f.Finding != Unchecked && slices.ContainsFunc(changes, func(ch Change) bool { return rests(result, f, ch) }) {
			list = append(list, result.Item.ID)
		}
	}
	return list, nil
}

func findingsOf(from store.Source, round string) (map[string]Finding, error) {
	list, err := store.All[Finding](from, queries.Get("items"), round)
	found := map[string]Finding{}
	for _, f := range list {
		found[f.Item] = f
	}
	return found, err
}

// rests tells whether the finding on a point rests on one thing that has changed.
func rests(result rulebook.ItemResult, f Finding, ch Change) bool {
	if slices.ContainsFunc(f.Proofs, func(p casefile.Place) bool { return p.Paper == ch.Item }) || slices.Contains(result.Outcome.Missing, ch.Item) {
		return true
	}
	if slices.ContainsFunc(result.Outcome.Seen, func(v rulebook.FieldValue) bool { return v.Name == ch.Item || aboutPaper(v.Name, ch) }) {
		return true
	}
	for _, value := range []string{ch.Before, ch.After} { // of a paper: its code and its hash
		if code, _, isPaper := strings.Cut(value, " "); isPaper && slices.Contains(result.Item.Papers, code) {
			return true
		}
	}
	return len(result.Item.Papers) == 0 && !result.Checked
}

// aboutPaper tells whether a field speaks of a paper that has changed.
func aboutPaper(field string, ch Change) bool {
	for _, value := range []string{ch.Before, ch.After} {
		if code, _, isPaper := strings.Cut(value, " "); isPaper && strings.HasPrefix(field, "d."+code+".") {
			return true
		}
	}
	return false
}
