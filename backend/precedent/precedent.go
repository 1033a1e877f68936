// Package precedent finds papers by their words: it keeps a full-text index of the office's papers that follows the ledger,
// checks it before trusting it, rebuilds it by itself, and answers searches in the office's own query language.
//
// The index is derived data. It holds which two-character pairs occur in which paper, and the values by which a search
// narrows down, counts and sorts; it does not hold the text. Phrases are verified and snippets cut from the text that
// [Source] gives at the time of the search. Numbers in the shape of resident ids, telephones and accounts, and whatever a
// paper names as sensitive, are left out before anything is written.
package precedent

import "context"

// Source is the office as the index sees it: the ledger's order of changes and the papers as they stand now.
// Paper and Text give a fault.NotFound error for a paper that is gone.
type Source interface {
	// Head tells where the ledger ends and how many papers there are to search.
	Head(ctx context.Context) (Head, error)
	// Mark names the ledger's history up to a sequence, such as the hash of that entry. The index compares it to notice
	// that the office was put back from a backup and went on differently. An empty mark is not compared.
	Mark(ctx context.Context, seq int64) (string, error)
	// Changes lists, in ascending order, at most limit changes to papers behind a sequence. An empty list means there are
	// none up to the head.
	Changes(ctx context.Context, after int64, limit int) ([]Change, error)
	// Paper gives a paper as it stands now.
	Paper(ctx context.Context, id string) (Paper, error)
	// Text gives the pages of a paper in order. A paper without readable text has none.
	Text(ctx context.Context, id string) ([]Page, error)
}

// Head is the end of the ledger.
type Head struct {
	Seq    int64 // sequence of the last entry; 0 for an empty ledger
	Papers int   // papers that exist now, for "1,200 of 3,400"; 0 when unknown
}

// Change says that a paper, or what search needs to know of it, changed at a sequence of the ledger.
type Change struct {
	Seq   int64
	Paper string // paper id
	Gone  bool   // deleted, or sealed against search altogether
}

// Paper is what search needs to know of a paper beside its text.
type Paper struct {
	ID         string   `json:"id"`
	Case       string   `json:"case,omitempty"`       // case id
	CaseNo     string   `json:"case_no,omitempty"`    // 案号
	CaseTitle  string   `json:"case_title,omitempty"` // 案件名称
	Code       string   `json:"code,omitempty"`       // credit code of the party; a resident id is left out
	Title      string   `json:"title,omitempty"`      // 文书名称
	FileName   string   `json:"file_name,omitempty"`  // name of the file as received
	DocNos     []string `json:"doc_nos,omitempty"`    // 文号, in any form
	Party      []string `json:"party,omitempty"`      // 当事人
	Kind       string   `json:"kind,omitempty"`       // kind of paper, such as D27
	On         string   `json:"on,omitempty"`         // date of the paper, YYYY-MM-DD
	Amount     int64    `json:"amount,omitempty"`     // fen
	Articles   []string `json:"articles,omitempty"`   // 法条, such as 食品安全法第三十四条
	Types      []string `json:"types,omitempty"`      // what was done, in the words of a list: 案由, 权责清单事项编码
	Degree     string   `json:"degree,omitempty"`     // code of the discretion: 裁量情形
	Action     string   `json:"action,omitempty"`     // kind of administrative action: penalty
	Body       string   `json:"body,omitempty"`       // enforcing body
	PartyType  string   `json:"party_type,omitempty"` // code of the kind of party
	Penalties  []string `json:"penalties,omitempty"`  // kinds of penalty
	Region     string   `json:"region,omitempty"`
	Result     string   `json:"result,omitempty"`     // how the case ended
	Reviewers  []string `json:"reviewers,omitempty"`  // who reviewed the case
	Internal   bool     `json:"internal,omitempty"`   // of the internal volume
	Restricted bool     `json:"restricted,omitempty"` // not for everyone: May decides
	Sensitive  []string `json:"-"`                    // strings that must not enter the index
}

// Page is one page of a paper's text. No counts from 1.
type Page struct {
	No   int
	Text string
}
