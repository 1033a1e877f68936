package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

type discloseCorrect struct {
	No     string `arg:"" help:"${no}"`
	Reason string `arg:"" help:"${reason}"`
}

// Run begins the correction of what is public.
func (c *discloseCorrect) Run(t *terminal) error {
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error {
		return o.Disclosure.Correct(t.ctx, actor, id, c.Reason)
	})
}

type discloseWithdraw struct {
	No     string `arg:"" help:"${no}"`
	Reason string `arg:"" help:"${reason}"`
}

// Run takes back what was published.
func (c *discloseWithdraw) Run(t *terminal) error {
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error {
		return o.Disclosure.Withdraw(t.ctx, actor, id, c.Reason)
	})
}

type discloseTakeDown struct {
	No       string `arg:"" help:"${no}"`
	Repaired string `help:"${repaired}" placeholder:"TEXT"`
}

// Run ends a publication whose time has run out, or whose party has mended its credit.
func (c *discloseTakeDown) Run(t *terminal) error {
	end := disclosure.EndExpired
	if c.Repaired != "" {
		end = disclosure.EndRepaired
	}
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error {
		return o.Disclosure.TakeDown(t.ctx, actor, id, end, c.Repaired)
	})
}

type discloseAssess struct {
	No       string `arg:"" help:"${no}"`
	Purpose  string `required:"" help:"${assess_purpose}" placeholder:"TEXT"`
	Risks    string `required:"" help:"${assess_risks}" placeholder:"TEXT"`
	Measures string `required:"" help:"${assess_measures}" placeholder:"TEXT"`
	Improve  bool   `help:"${assess_improve}"`
}

// Run enters an assessment of the impact of a publication on people.
func (c *discloseAssess) Run(t *terminal) error {
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error {
		return o.Disclosure.Assess(t.ctx, actor, id, disclosure.AssessmentInput{Kind: disclosure.AssessImpact, Purpose: c.Purpose, Risks: c.Risks, Measures: c.Measures, Passed: !c.Improve})
	})
}

// handling is what was done at a destination, and a picture of it.
type handling struct {
	No          string `arg:"" help:"${no}"`
	Destination string `arg:"" help:"${destination}"`
	Address     string `help:"${address}"`
	At          string `help:"${at}" placeholder:"RFC3339"`
	Note        string `help:"${note}"`
	Picture     string `help:"${picture}" type:"existingfile"`
}

func (h *handling) run(t *terminal, recall bool) error {
	return t.onDisclosure(h.No, func(o *Office, actor account.Person, id string) error {
		done := disclosure.Handling{Destination: h.Destination, Address: h.Address, At: h.At, Note: h.Note}
		note := o.Disclosure.Uploaded
		if recall {
			note = o.Disclosure.Recall
		}
		if err := note(t.ctx, actor, id, done); err != nil || h.Picture == "" {
			return err
		}
		file, err := os.Open(h.Picture)
		if err != nil {
			return fault.Wrap("app.picture", err)
		}
		defer file.Close()
		return o.Disclosure.Picture(t.ctx, actor, id, h.Destination, filepath.Base(h.Picture), recall, file)
	})
}

type disclosePlaced struct{ handling }

// Run notes where and when a decision was put.
func (c *disclosePlaced) Run(t *terminal) error { return c.run(t, false) }

type discloseRecalled struct{ handling }

// Run notes that a decision was taken away from a destination.
func (c *discloseRecalled) Run(t *terminal) error { return c.run(t, true) }

type discloseAnswered struct {
	No          string `arg:"" help:"${no}"`
	Destination string `arg:"" help:"${destination}"`
	Rejected    string `help:"${rejected}" placeholder:"TEXT"`
	Field       string `help:"${field}"`
}

// Run notes what the receiver of a row said.
func (c *discloseAnswered) Run(t *terminal) error {
	return t.onDisclosure(c.No, func(o *Office, actor account.Person, id string) error {
		return o.Disclosure.Answered(t.ctx, actor, id, disclosure.Answer{Destination: c.Destination, Accepted: c.Rejected == "", Field: c.Field, Reason: c.Rejected})
	})
}

type discloseRow struct {
	No          string `arg:"" help:"${no}"`
	Destination string `arg:"" help:"${destination}"`
	Out         string `required:"" help:"${out}" type:"path"`
}

// Run writes the full row of a decision into a folder; that it was taken out is noted.
func (c *discloseRow) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		id, err := o.disclosureOf(t, c.No)
		if err != nil {
			return err
		}
		name, content, err := o.Disclosure.ExportRow(t.ctx, actor, id, c.Destination)
		if err != nil {
			return err
		}
		return t.hand(c.Out, name, content)
	})
}

type discloseReport struct {
	Destination string   `arg:"" help:"${destination}"`
	Form        string   `arg:"" help:"${profile}"`
	No          []string `arg:"" help:"${no}"`
	Out         string   `required:"" help:"${out}" type:"path"`
	CSV         bool     `name:"csv" help:"${csv}"`
}

// Run writes the full rows of decisions in the form of a destination into a folder; that they were taken out is noted.
func (c *discloseReport) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		ids, err := o.disclosuresOf(t, c.No)
		if err != nil {
			return err
		}
		name, content, err := o.Disclosure.ExportForm(t.ctx, actor, ids, c.Destination, c.Form, c.CSV)
		if err != nil {
			return err
		}
		return t.hand(c.Out, name, content)
	})
}

// hand writes a file that was handed out into a folder, and says where it lies.
func (t *terminal) hand(folder, name string, content []byte) error {
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return fault.New(fault.Storage, "app.row", fault.T("文件写不出来", "the file cannot be written")).WithCause(err).
			WithHint(fault.T("请检查输出文件夹。", "Check the folder."))
	}
	return t.print(map[string]string{"file": path}, func(w io.Writer) { fmt.Fprintln(w, path) })
}
