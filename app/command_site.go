package app

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure/site"
	"zhiheng/backend/ledger"
)

type siteCommands struct {
	Merge siteMerge `cmd:"" help:"${site_merge}"`
	Prove siteProve `cmd:"" help:"${site_prove}"`
}

type siteMerge struct {
	Out      string   `required:"" help:"${out}" type:"path"`
	Title    string   `help:"${site_title}"`
	Base     string   `help:"${site_base}"`
	Day      string   `help:"${site_day}" placeholder:"YYYY-MM-DD"`
	Strict   bool     `help:"${strict}"`
	Full     bool     `help:"${site_full}"`
	Packages []string `arg:"" help:"${packages}" type:"path"`
}

// Run builds one static site out of the packages of any number of offices. It needs no office of its own.
func (c *siteMerge) Run(t *terminal) error {
	if c.Day == "" {
		c.Day = time.Now().In(ledger.Zone).Format(time.DateOnly)
	}
	report, err := site.Merge(t.ctx, site.Options{Out: c.Out, Dirs: c.Packages, Strict: c.Strict, Full: c.Full, Today: c.Day, Title: c.Title, Base: c.Base})
	if err != nil && !report.Wanting() {
		return err
	}
	if shown := t.print(report, func(w io.Writer) { t.showSite(w, c.Out, report) }); err == nil {
		err = shown
	}
	if err == nil && report.Wanting() {
		err = errWanting
	}
	return err
}

// showSite tells what came of a build.
func (t *terminal) showSite(w io.Writer, out string, r site.Report) {
	for _, left := range r.Left {
		for _, finding := range left.Findings {
			fmt.Fprintf(w, "✗ %s  %s\n", left.Dir, finding.In(t.lang))
		}
	}
	for _, finding := range r.Findings {
		fmt.Fprintf(w, "! %s\n", finding.In(t.lang))
	}
	fmt.Fprintf(w, t.text("%s\n机关 %d 个,公示包 %d 个,清单 %d 张,公示 %d 件,已停止 %d 件,更正 %d 次;写入 %d 个文件,移除 %d 个\n",
		"%s\n%d offices, %d packages, %d lists, %d decisions public, %d ended, %d corrections; %d files written, %d removed\n"),
		filepath.Join(out, "index.html"), r.Offices, r.Packages, r.Lists, r.Public, r.Ended, r.Corrected, r.Written, r.Removed)
}

type siteProve struct {
	Package string `arg:"" type:"existingdir" help:"${packages}"`
}

// Run writes the proof of one of the office's own packages under the present head of the ledger.
func (c *siteProve) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		if err := o.Disclosure.Attest(t.ctx, actor, c.Package); err != nil {
			return err
		}
		return t.print(map[string]string{"package": c.Package}, func(w io.Writer) { fmt.Fprintln(w, filepath.Join(c.Package, "proof.json")) })
	})
}
