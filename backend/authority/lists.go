package authority

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Row is an entry of a list that is disclosed before enforcement: a value for each field that has one. Place orders the
// rows; dates are YYYY-MM-DD, pictures are the SHA-256 of an original.
type Row struct {
	ID      string            `json:"id"`
	Place   int               `json:"place"`
	Content map[string]string `json:"content"`
}

// Version is a state of a list that somebody has approved. SHA256 is over its rows in order, as [Digest] has it.
type Version struct {
	List      string `json:"list"`
	Version   int    `json:"version"`
	ValidFrom string `json:"valid_from"`
	Reason    string `json:"reason"`
	Rows      int    `json:"rows"`
	SHA256    string `json:"sha256"`
	At        string `json:"at"`
	By        string `json:"by"`
}

// Posting says that a version was put before the public on a day, at an address.
type Posting struct {
	Seq     int64  `json:"seq"`
	List    string `json:"list"`
	Version int    `json:"version"`
	Day     string `json:"day"`
	Address string `json:"address"`
	At      string `json:"at"`
	By      string `json:"by"`
}

// The events of the lists. Their subject is the list's id.
type (
	rowPut struct {
		Row
		File *File `json:"file,omitempty"` // a picture that came with it
	}
	rowRemoved struct {
		ID     string `json:"id"`
		Reason string `json:"reason"`
	}
	approved struct {
		Version   int    `json:"version"`
		ValidFrom string `json:"valid_from"`
		Reason    string `json:"reason"`
		Rows      int    `json:"rows"`
		SHA256    string `json:"sha256"`
	}
	posted struct {
		Version int    `json:"version"`
		Day     string `json:"day"`
		Address string `json:"address"`
	}
)

// File is an original that came with a row.
type File struct {
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3,omitempty"`
	Size   int64  `json:"size"`
}

// listEvents are the events of the lists and what they do to the tables.
func listEvents() map[string]store.Apply {
	return map[string]store.Apply{
		"authority.list_row_put": store.On(func(t *store.Tables, e store.Event, d rowPut) error {
			if d.File != nil {
				if err := t.Original(e, d.File.SHA256, d.File.SM3, d.File.Size); err != nil {
					return err
				}
			}
			if err := t.Exec(queries.Get("row_put"), e.Subject, d.ID, d.Place, store.JSON(d.Content), e.Seq); err != nil {
				return err
			}
			return t.Exec(queries.Get("editor_add"), e.Subject, e.Actor)
		}),
		"authority.list_row_removed": store.On(func(t *store.Tables, e store.Event, d rowRemoved) error {
			if err := t.Exec(queries.Get("row_delete"), e.Subject, d.ID); err != nil {
				return err
			}
			return t.Exec(queries.Get("editor_add"), e.Subject, e.Actor)
		}),
		"authority.list_approved": store.On(applyApproved),
		"authority.list_posted": store.On(func(t *store.Tables, e store.Event, d posted) error {
			return t.Exec(queries.Get("posting_insert"), e.Seq, e.Subject, d.Version, d.Day, d.Address, e.Instant(), e.Actor)
		}),
	}
}

// applyApproved keeps a version. The tables alone tell that it is the next one, that it says what stands in the rows, and that
// whoever approves has changed none of them.
func applyApproved(t *store.Tables, e store.Event, d approved) error {
	versions, err := store.All[Version](t, queries.Get("versions"), e.Subject)
	if err != nil {
		return err
	}
	if d.Version != len(versions)+1 {
		return conflict(fault.Tf("清单已有第 %[1]d 版", "the list is at version %[1]d already", len(versions)))
	}
	rows, err := RowsOf(t, e.Subject)
	if err != nil {
		return err
	}
	if digest := Digest(rows); digest != d.SHA256 || len(rows) != d.Rows {
		return conflict(fault.T("清单在核对之后又有改动", "the list has changed since it was looked at"))
	}
	if err := secondPerson(t, e.Subject, e.Actor); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("version_insert"), e.Subject, d.Version, d.ValidFrom, d.Reason, d.Rows, d.SHA256, e.Instant(), e.Actor); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("version_rows_close"), d.Version-1, e.Subject); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("version_rows_open"), d.Version, e.Subject); err != nil {
		return err
	}
	return t.Exec(queries.Get("editors_clear"), e.Subject)
}

// secondPerson refuses an approval by somebody who has changed the list since its last version.
func secondPerson(from store.Source, list, person string) error {
	editors, err := store.All[string](from, queries.Get("editors"), list)
	if err != nil {
		return err
	}
	if slices.Contains(editors, person) {
		return fault.New(fault.Refused, "authority.approve_list", fault.T("改动清单的人不能自己批准", "whoever changed the list does not approve it")).
			WithHint(fault.T("请由另一位有批准权的人员核对后批准。", "Have another person who may approve look it over."))
	}
	return nil
}

func conflict(message fault.Text) error {
	return fault.New(fault.Conflict, "authority.approve_list", message).WithHint(fault.T("请刷新后重新核对。", "Reload and look it over again."))
}

// RowsOf lists the rows of a list as they are being kept.
func RowsOf(from store.Source, list string) ([]Row, error) {
	return store.All[Row](from, queries.Get("rows"), list)
}

// RowsAt lists the rows of a version of a list.
func RowsAt(from store.Source, list string, version int) ([]Row, error) {
	return store.All[Row](from, queries.Get("rows_of_version"), list, version, version)
}

// VersionsOf lists the versions of a list, the latest first.
func VersionsOf(from store.Source, list string) ([]Version, error) {
	return store.All[Version](from, queries.Get("versions"), list)
}

// PostingsOf lists when and where versions of a list were put before the public, the latest first.
func PostingsOf(from store.Source, list string) ([]Posting, error) {
	return store.All[Posting](from, queries.Get("postings"), list)
}

// Digest is the hex SHA-256 over the rows of a list in order: a JSON array of objects with id, place and content.
func Digest(rows []Row) string {
	raw, err := json.Marshal(rows)
	if err != nil {
		panic(fmt.Sprintf("authority: %v", err)) // texts and whole numbers always marshal
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// definition finds a list in the rulebook in force.
func (a *Authority) definition(list string) (rulebook.DisclosureList, error) {
	d, ok := a.Rules.Current().List(list)
	if !ok {
		return d, fault.New(fault.NotFound, "authority.list", fault.Tf("没有编号为 %[1]s 的清单", "there is no list %[1]s", list))
	}
	return d, nil
}
