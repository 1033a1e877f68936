// Package record is the full-process record (执法全过程记录) of a case in sound and picture: which events must be recorded and
// which were, the recordings with their devices, chapters and marks, what is missing and how it is explained, and who has
// seen or taken away an item. What was recorded is never altered: a still or a cut is a file of its own that names its parent.
package record

import (
	_ "embed"

	"zhiheng/backend/casefile"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Desk is the record of an open office.
type Desk struct {
	Files *casefile.Files
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	return store.Pillar{Name: "record", Tables: tables, Events: map[string]store.Apply{
		"record.device_registered": store.On(applyDevice),
		"record.device_changed":    store.On(applyDevice),
	}}
}
