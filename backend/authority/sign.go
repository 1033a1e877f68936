package authority

import (
	"context"
	"io"
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Sign sets a row of a list as a sign to be put up at the counter or shown, a PDF of one A4 page: the photograph, what the
// version in force says of the person, and a QR code that leads to where the list was published. Only what somebody has
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
	var e edition
	var postings []Posting
	err = a.Store.View(ctx, func(r *store.Reader) (err error) {
		if e, err = editionOf(r, d, 0); err == nil {
			postings, err = PostingsOf(r, list)
		}
		return err
	})
	if err != nil {
		return "", nil, err
	}
	at := slices.IndexFunc(e.Rows, func(r Row) bool { return r.ID == row })
	if at < 0 {
		return "", nil, fault.New(fault.NotFound, "authority.sign", fault.T("现行版本里没有这一行", "the version in force has no such row")).
			WithHint(fault.T("先批准清单，再制作公示牌。", "Have the list approved first."))
	}
	picture, err := a.read(e.Rows[at].Content[d.Fields[photo].ID])
	if err != nil {
		return "", nil, err
	}
	content, err = paper.PDF(e.sign(e.Rows[at], picture, postings))
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

func (e edition) sign(row Row, picture []byte, postings []Posting) paper.Document {
	doc := paper.Document{Head: e.Office.Name, Title: e.Label.Zh, Meta: paper.Meta{Creator: e.Office.Name}}
	if picture != nil {
		doc.Blocks = append(doc.Blocks, paper.Photo{Data: picture})
	}
	facts := paper.Facts{}
	for _, f := range e.shown() {
		if v := row.Content[f.ID]; v != "" {
			facts.Items = append(facts.Items, paper.Fact{Label: f.Label.Zh, Value: v})
		}
	}
	facts.Items = append(facts.Items, paper.Fact{Label: "工作状态", Value: "□ 在岗　　□ 离岗"})
	doc.Blocks = append(doc.Blocks, facts)
	if len(postings) > 0 {
		doc.Blocks = append(doc.Blocks, paper.QR{Text: postings[0].Address, Caption: "扫码查看公布的" + e.Label.Zh})
	}
	return doc
}
