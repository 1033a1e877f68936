package casefile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// Reviewed is one thing that a review rests on: a confirmed value, or the bytes of a paper. Part says of what it is part:
// case, party, penalty, notice, hearing or evidence.
type Reviewed struct {
	Part  string `json:"part"`
	Item  string `json:"item"`  // field name, or paper id
	Value string `json:"value"` // JSON of the field, or SHA-256 of the paper
	Title string `json:"title,omitempty"`
}

// Fingerprint is a hash over all that a review rests on, with the list. It is read from the tables alone, so that the
// ledger can be replayed under any rulebook. The order of papers and fields does not matter; their content does.
func Fingerprint(from store.Source, caseID string) (string, []Reviewed, error) {
	fields, err := FieldsOf(from, caseID)
	if err != nil {
		return "", nil, err
	}
	papers, err := PapersOf(from, caseID)
	if err != nil {
		return "", nil, err
	}
	list := []Reviewed{}
	for _, f := range fields {
		if f.Part != "" {
			list = append(list, Reviewed{Part: f.Part, Item: f.Name, Value: string(f.Value)})
		}
	}
	for _, p := range papers {
		if p.Part != "" {
			list = append(list, Reviewed{Part: p.Part, Item: p.ID, Value: p.Code + " " + p.SHA256, Title: p.Title})
		}
	}
	slices.SortFunc(list, func(a, b Reviewed) int {
		return strings.Compare(a.Part+"\x00"+a.Item, b.Part+"\x00"+b.Item)
	})
	hashed := make([][3]string, len(list))
	for i, r := range list {
		hashed[i] = [3]string{r.Part, r.Item, r.Value}
	}
	raw, err := json.Marshal(hashed)
	if err != nil {
		return "", nil, fault.Wrap("casefile.fingerprint", err)
	}
	canonical, err := ledger.Canonical(json.RawMessage(raw))
	if err != nil {
		return "", nil, err
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), list, nil
}
