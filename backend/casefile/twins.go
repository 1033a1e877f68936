package casefile

import "zhiheng/backend/store"

// Twin is a paper of another case that came in as the very same bytes.
type Twin struct {
	ID        string `json:"id"`
	Case      string `json:"case_id"`
	CaseNo    string `json:"case_no"`
	CaseTitle string `json:"case_title"`
	Title     string `json:"title"`
	Code      string `json:"code"`
}

// TwinsOf lists the papers of other cases that came in as the same bytes as a paper did, the first fifty. What was written in the program
// has none. Of cases that are kept from whoever reads, and of internal volumes they do not read, there are none either.
func (f *Files) TwinsOf(from store.Source, p Paper, internal bool) ([]Twin, error) {
	list := []Twin{}
	if p.Draft || p.Signed || p.Issued || p.SHA256 == "" {
		return list, nil
	}
	found, err := store.All[Twin](from, queries.Get("same_file"), p.SHA256, p.Case)
	if err != nil {
		return nil, err
	}
	for _, t := range found {
		c, err := CaseOf(from, t.Case)
		if err != nil {
			return nil, err
		}
		if internal || !f.Internal(c, t.Code) {
			list = append(list, t)
		}
	}
	return list, nil
}
