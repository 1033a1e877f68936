package app

import (
	"fmt"
	"io"
	"path/filepath"

	"zhiheng/backend/account"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

// collectionCommands keep the collections of what other offices have made public.
type collectionCommands struct {
	Import collectionImport `cmd:"" help:"${collection_import}"`
	List   collectionList   `cmd:"" help:"${collection_list}"`
	Remove collectionRemove `cmd:"" help:"${collection_remove}"`
}

type collectionImport struct {
	File   string `arg:"" type:"existingfile" help:"${collection_file}"`
	Name   string `required:"" help:"${collection_name}"`
	Source string `required:"" help:"${collection_source}"`
}

// Run imports a file as a collection and waits until it is searched. What held no text is told.
func (c *collectionImport) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		done, err := o.Past.Import(t.ctx, actor, c.Name, c.Source, c.File, filepath.Base(c.File))
		if err != nil {
			return err
		}
		if err := o.Past.Others.CatchUp(t.ctx); err != nil {
			return err
		}
		return t.print(done, func(w io.Writer) {
			fmt.Fprintf(w, t.text("已导入案例集 %s：%d 件\n", "imported the collection %s: %d decisions\n"), done.Collection.ID, done.Collection.Documents)
			for _, where := range done.LeftOut {
				fmt.Fprintf(w, t.text("没有正文，未导入：%s\n", "without a text, left out: %s\n"), where)
			}
		})
	})
}

type collectionList struct{}

// Run lists the collections that are searched.
func (c *collectionList) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		var list []precedent.Collection
		err := o.Store.View(t.ctx, func(r *store.Reader) (err error) {
			list, err = precedent.CollectionsOf(r)
			return err
		})
		if err != nil {
			return err
		}
		return t.print(list, func(w io.Writer) {
			for _, c := range list {
				fmt.Fprintf(w, t.text("%s  %s  %d 件  来源：%s\n", "%s  %s  %d decisions  from: %s\n"), c.ID, c.Name, c.Documents, c.Source)
			}
		})
	})
}

type collectionRemove struct {
	ID     string `arg:"" help:"${collection_id}"`
	Reason string `required:"" help:"${collection_reason}"`
}

// Run takes a collection out of search.
func (c *collectionRemove) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		if err := o.Past.Remove(t.ctx, actor, c.ID, c.Reason); err != nil {
			return err
		}
		return o.Past.Others.CatchUp(t.ctx)
	})
}
