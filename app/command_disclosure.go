package app

import (
	"fmt"
	"io"
	"path/filepath"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/disclosure/site"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

type discloseCommands struct {
	List     discloseList     `cmd:"" help:"${list}"`
	Show     discloseShow     `cmd:"" help:"${show}"`
	Mask     discloseMask     `cmd:"" help:"${redact}"`
	Assess   discloseAssess   `cmd:"" help:"${disclose_assess}"`
	Submit   discloseSubmit   `cmd:"" help:"${disclose}"`
	Approve  discloseApprove  `cmd:"" help:"${disclose}"`
	Return   discloseReturn   `cmd:"" help:"${reason}"`
	Withhold discloseWithhold `cmd:"" help:"${ground}"`

	Correct  discloseCorrect  `cmd:"" help:"${disclose_correct}"`
	Withdraw discloseWithdraw `cmd:"" help:"${disclose_withdraw}"`
	TakeDown discloseTakeDown `cmd:"" help:"${disclose_take_down}"`
	Uploaded disclosePlaced   `cmd:"" help:"${disclose_uploaded}"`
	Recalled discloseRecalled `cmd:"" help:"${disclose_recalled}"`
	Answered discloseAnswered `cmd:"" help:"${disclose_answered}"`
	Answers  discloseAnswers  `cmd:"" help:"${disclose_answers}"`
	Board    discloseBoard    `cmd:"" help:"${disclose_board}"`
	Row      discloseRow      `cmd:"" help:"${disclose_row}"`
	Report   discloseReport   `cmd:"" help:"${disclose_report}"`
}

type discloseList struct{}

// Run lists the queue of disclosures, the most urgent first.
func (c *discloseList) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		rows, err := o.Disclosure.List(t.ctx, disclosure.Filter{})
		if err != nil {
			return err
		}
		return t.print(rows, func(w io.Writer) {
			for _, r := range rows {
				fmt.Fprintf(w, "%s  %-10s %s  %s %s\n", r.CaseNo, r.State, r.DecisionNo, t.text("到期", "due"), r.DueOn)
			}
		})
	})
}

// disclosureOf finds the disclosure of a case.
func (o *Office) disclosureOf(t *terminal, no string) (id string, err error) {
	caseID, err := o.caseID(t.ctx, no)
	if err != nil {
		return "", err
	}
	err = o.Store.View(t.ctx, func(r *store.Reader) error {
		item, found, err := disclosure.OfCase(r, caseID)
		if err == nil && !found {
			err = fault.New(fault.NotFound, "app.disclosure", fault.T("本案没有公示记录", "the case has no disclosure")).
				WithHint(fault.T("作出决定后自动进入公示。", "It begins by itself once the decision is issued."))
		}
		id = item.ID
		return err
	})
	return id, err
}

// disclosuresOf finds the disclosures of several cases.
func (o *Office) disclosuresOf(t *terminal, nos []string) (ids []string, err error) {
	for _, no := range nos {
		id, err := o.disclosureOf(t, no)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// onDisclosure does something to the disclosure of a case and shows what has become of it.
func (t *terminal) onDisclosure(no string, act func(o *Office, actor account.Person, id string) error) error {
	return t.acting(func(o *Office, actor account.Person) error {
		id, err := o.disclosureOf(t, no)
		if err != nil {
			return err
		}
		if err := act(o, actor, id); err != nil {
			return err
		}
		return t.showDisclosure(o, id)
	})
}

func (t *terminal) showDisclosure(o *Office, id string) error {
	d, err := o.Disclosure.Get(t.ctx, id)
	if err != nil {
		return err
	}
	return t.print(d, func(w io.Writer) {
		fmt.Fprintf(w, "%s  %s  %s  %s %s\n\n%s\n", d.CaseNo, d.State, d.DecisionNo, t.text("到期", "due"), d.DueOn, d.PublicText)
		for _, p := range d.Problems {
			fmt.Fprintf(w, "%s %s  %s\n", p.ID, p.Level, p.Message.In(t.lang))
		}
	})
}

type discloseShow struct {
	No string `arg:"" help:"${no}"`
}

// Run shows the disclosure of a case.
func (c *discloseShow) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		id, err := o.disclosureOf(t, c.No)
		if err != nil {
			return err
		}
		return t.showDisclosure(o, id)
	})
}

type discloseMask struct {
	No string `arg:"" help:"${no}"`
}

// Run has the machine propose the masks and takes them.
func (c *discloseMask) Run(t *terminal) error {
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error { return o.Disclosure.Prepare(t.ctx, actor, id) })
}

type discloseSubmit struct {
	No string `arg:"" help:"${no}"`
}

// Run submits the masked text for approval.
func (c *discloseSubmit) Run(t *terminal) error {
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error { return o.Disclosure.Submit(t.ctx, actor, id) })
}

type discloseApprove struct {
	No string `arg:"" help:"${no}"`
}

// Run approves what somebody else has prepared.
func (c *discloseApprove) Run(t *terminal) error {
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error { return o.Disclosure.Approve(t.ctx, actor, id) })
}

type discloseReturn struct {
	No     string `arg:"" help:"${no}"`
	Reason string `arg:"" help:"${reason}"`
}

// Run sends it back to whoever prepared it.
func (c *discloseReturn) Run(t *terminal) error {
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error {
		return o.Disclosure.Return(t.ctx, actor, id, c.Reason)
	})
}

type discloseWithhold struct {
	No     string `arg:"" help:"${no}"`
	Ground string `arg:"" help:"${ground}"`
	Note   string `help:"${note}"`
}

// Run decides that it is not published.
func (c *discloseWithhold) Run(t *terminal) error {
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error {
		return o.Disclosure.Withhold(t.ctx, actor, id, c.Ground, c.Note)
	})
}

type publishCommand struct {
	Out     string   `required:"" help:"${out}" type:"path"`
	Profile []string `help:"${profile}" placeholder:"NAME"`
}

// Run writes a package of all that is approved and due, and brings the office's own site beside it up to date.
func (c *publishCommand) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		batch, err := o.Disclosure.Publish(t.ctx, actor, nil, c.Out, c.Profile...)
		if err != nil {
			return err
		}
		report, err := site.Own(t.ctx, c.Out, o.today())
		if err != nil {
			return err
		}
		written := struct {
			disclosure.Batch
			Site site.Report `json:"site"`
		}{batch, report}
		return t.print(written, func(w io.Writer) {
			fmt.Fprintln(w, batch.Folder)
			for _, f := range batch.Files {
				fmt.Fprintf(w, "  %s  %d\n", f.Name, f.Size)
			}
			for _, left := range batch.Left {
				fmt.Fprintf(w, "! %s  %s\n", left.CaseNo, left.Reason.In(t.lang))
			}
			t.showSite(w, filepath.Join(c.Out, site.OwnSite), report)
		})
	})
}

type checkCommands struct {
	Package checkPackage `cmd:"" help:"${check}"`
}

type checkPackage struct {
	Dir string `arg:"" type:"existingdir" help:"${out}"`
}

// Run checks a package against its manifest, the office's record, and everything that was masked.
func (c *checkPackage) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		check, err := o.Disclosure.CheckPackage(t.ctx, c.Dir)
		if err != nil {
			return err
		}
		err = t.print(check, func(w io.Writer) {
			for _, finding := range check.Findings {
				fmt.Fprintf(w, "✗ %s\n", finding.In(t.lang))
			}
			if check.Sound {
				fmt.Fprintf(w, t.text("✓ 公示包完好:文件 %d 个,公示 %d 件\n", "✓ Sound: %d files, %d disclosures\n"), check.Files, check.Items)
			}
		})
		if err == nil && !check.Sound {
			err = errWanting
		}
		return err
	})
}
