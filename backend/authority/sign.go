package authority

import (
	"context"
	"io"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Sign sets a row of a list as a sign to be put up at the counter or shown, a PDF of one A4 page: the photograph, what the
// version in force says of the person, and a QR code that leads to the published entry of the person. Only what somebody has
// approved is put up.
func (a *Authority) Sign(ctx context.Context, list, row string) (name string, content []byte, err error) {
	d, err := a.definition(list)
	if err != nil {
		return "", nil, err
	}
	photo := slices.IndexFunc(d.Fields, func(f rulebook.ListField) bool { return f.Type == "picture" })
	if photo < 0 {
		return "", nil, fault.New(fault.Invalid, "authority.sign", fault.T("这张清单没有照片一栏，不做公示牌", "a list without photographs has no signs"))
	}
	var e Edition
	var address string
	at := -1
	err = a.Store.View(ctx, func(r *store.Reader) (err error) {
		if e, err = EditionOf(r, d, 0); err != nil {
			return err
		}
		if at = slices.IndexFunc(e.Rows, func(r Row) bool { return r.ID == row }); at >= 0 {
			address, err = a.published(r, list, row, e.Rows[at].Content["name"])
		}
		return err
	})
	if err != nil {
		return "", nil, err
	}
	if at < 0 {
		return "", nil, fault.New(fault.NotFound, "authority.sign", fault.T("现行版本里没有这一行", "the version in force has no such row")).
			WithHint(fault.T("先批准清单，再制作公示牌。", "Have the list approved first."))
	}
	picture, err := a.read(e.Rows[at].Content[d.Fields[photo].ID])
	if err != nil {
		return "", nil, err
	}
	content, err = paper.PDF(e.sign(e.Rows[at], picture, address))
	return nameOf(d) + " " + e.Rows[at].Content["name"] + ".pdf", content, err
}

// read reads a picture; nil without one.
func (a *Authority) read(sha string) ([]byte, error) {
	if sha == "" {
		return nil, nil
	}
	file, err := a.Blobs.Open(sha)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	return content, fault.Wrap("authority.picture", err)
}

func (e Edition) sign(row Row, picture []byte, address string) paper.Document {
	sign := paper.Sign{Head: e.Office.Name, Title: e.Label.Zh, Photo: picture, Name: row.Content["name"], Post: row.Content["post"], Status: []string{"□ 在岗", "□ 离岗"}}
	for _, f := range e.shown() {
		if v := row.Content[f.ID]; v != "" && f.ID != "name" && f.ID != "post" {
			sign.Facts = append(sign.Facts, paper.Fact{Label: f.Label.Zh, Value: v})
		}
	}
	if address != "" {
		sign.QR = paper.QR{Text: address, Caption: "扫码查看公布的信息"}
	}
	return paper.Document{Meta: paper.Meta{Creator: e.Office.Name}, Blocks: []paper.Block{sign}, Unnumbered: true}
}

// published is the address at which the public finds a person: the entry on the list of officers, or else on the list itself.
// It is empty where neither was put before the public with the person on it.
func (a *Authority) published(from store.Source, list, row, name string) (address string, err error) {
	for _, d := range a.Rules.Current().Lists {
		if d.From != "people" || name == "" {
			continue
		}
		if address, err = postedEntry(from, d.ID, func(r Row) bool { return r.Content["name"] == name }); err != nil || address != "" {
			return address, err
		}
	}
	return postedEntry(from, list, func(r Row) bool { return r.ID == row })
}

// postedEntry is the address of an entry in the version of a list that was published last.
func postedEntry(from store.Source, list string, is func(r Row) bool) (address string, err error) {
	postings, err := PostingsOf(from, list)
	if err != nil || len(postings) == 0 {
		return "", err
	}
	rows, err := RowsAt(from, list, postings[0].Version)
	at := slices.IndexFunc(rows, is)
	if err != nil || at < 0 {
		return "", err
	}
	address = postings[0].Address
	if !strings.Contains(address, "://") { // a place on a wall has no entries to lead to
		return "", nil
	}
	if !strings.Contains(address, "#") {
		address += "#" + rows[at].ID
	}
	return address, nil
}
