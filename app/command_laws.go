package app

import (
	"fmt"
	"io"
	"path/filepath"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

type rulesImport struct {
	File       string `arg:"" help:"${law_file}"`
	Instrument string `required:"" help:"${law_instrument}"`
	From       string `required:"" help:"${law_from}"`
	To         string `help:"${law_to}"`
	Edition    string `help:"${law_edition}"`
	Confirm    bool   `help:"${law_confirm}"`
}

// Run reads a file as the text of a law, names what is odd about its articles, and keeps it where nothing is or that is confirmed.
func (c *rulesImport) Run(t *terminal) error {
	path, err := filepath.Abs(c.File)
	if err != nil {
		return fault.Wrap("app.rules_import", err)
	}
	return t.acting(func(o *Office, actor account.Person) error {
		draft := rulebook.LawDraft{Instrument: c.Instrument, Edition: c.Edition, InForceFrom: c.From, InForceTo: c.To, Name: filepath.Base(path), Path: path}
		r, err := o.Rules.ReadLaw(t.ctx, o.pool, draft)
		if err != nil {
			return err
		}
		if len(r.Findings) > 0 && !c.Confirm {
			err := t.print(r, func(w io.Writer) {
				for _, f := range r.Findings {
					fmt.Fprintln(w, t.text(f.Says.Zh, f.Says.En))
				}
				fmt.Fprintln(w, t.text("没有导入。对照原文件后加 --confirm 再导入。", "Nothing was imported. Compare with the original, then add --confirm."))
			})
			if err == nil {
				err = errWanting
			}
			return err
		}
		law, err := o.Rules.ImportLaw(t.ctx, rulebook.Actor{ID: actor.ID, Roles: actor.Roles}, o.pool, draft, r.Mark)
		if err != nil {
			return err
		}
		return t.print(law, func(w io.Writer) {
			fmt.Fprintf(w, t.text("%s  %s  %s 起  %d 条\n", "%s  %s  from %s  %d articles\n"), law.ID, law.Instrument, law.InForceFrom, law.Articles)
		})
	})
}

type rulesLaws struct{}

// Run lists the full texts.
func (c *rulesLaws) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		var list []rulebook.LawText
		err := o.Store.View(t.ctx, func(r *store.Reader) (err error) {
			list, err = rulebook.LawsOf(r)
			return err
		})
		if err != nil {
			return err
		}
		return t.print(list, func(w io.Writer) {
			for _, law := range list {
				fmt.Fprintf(w, t.text("%s  %s %s  %s 至 %s  %d 条  %s\n", "%s  %s %s  %s to %s  %d articles  %s\n"), law.ID, law.Instrument, law.Edition, law.InForceFrom, law.InForceTo, law.Articles, law.Name)
			}
		})
	})
}

type rulesArticle struct {
	Citation string `arg:"" help:"${law_citation}"`
	On       string `help:"${law_on}"`
}

// citedText is a provision with the words of its article, if a text that holds it was imported.
type citedText struct {
	rulebook.Cited
	Edition string `json:"edition,omitempty"`
	Part    string `json:"part,omitempty"`
	Words   string `json:"words,omitempty"`
}

// Run says what a citation says; finding nothing is found wanting.
func (c *rulesArticle) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		list, known := []citedText{}, false
		err := o.Store.View(t.ctx, func(r *store.Reader) error {
			for _, cited := range o.Rules.Current().Cite(c.Citation, c.On) {
				one := citedText{Cited: cited}
				known = known || cited.Instrument != ""
				law, article, found, err := rulebook.FullText(r, cited.Instrument, cited.No, cited.Sub, c.On)
				if err != nil {
					return err
				}
				if found && cited.No > 0 {
					one.Edition, one.Part, one.Words = law.Edition, article.Part, article.Text
				}
				list = append(list, one)
			}
			return nil
		})
		if err != nil {
			return err
		}
		err = t.print(list, func(w io.Writer) {
			for _, one := range list {
				fmt.Fprintf(w, "%s  %s  %s\n", one.Text, t.text(one.Label.Zh, one.Label.En), t.text(one.Gist.Zh, one.Gist.En))
				if one.Words != "" {
					fmt.Fprintf(w, "%s %s\n%s\n", one.Part, one.Edition, one.Words)
				}
			}
		})
		if err == nil && !known {
			err = errWanting
		}
		return err
	})
}
