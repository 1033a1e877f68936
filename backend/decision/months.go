package decision

import "zhiheng/backend/store"

// MonthTally is how many decisions were issued in a month, YYYY-MM.
type MonthTally struct {
	Month string `json:"month"`
	Count int    `json:"count"`
}

// IssuedByMonth counts decisions in each of the last 24 months that have any, the latest first.
func IssuedByMonth(from store.Source) ([]MonthTally, error) {
	return store.All[MonthTally](from, queries.Get("issued_by_month"))
}
