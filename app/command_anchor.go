package app

import (
	"errors"
	"fmt"
	"io"
	"os"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/ledger/timestamp"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/store"
)

// anchorCommands fix the head of the ledger outside of it.
type anchorCommands struct {
	List  anchorList  `cmd:"" help:"${anchor_list}"`
	Make  anchorMake  `cmd:"" help:"${anchor_make}"`
	Stamp anchorStamp `cmd:"" help:"${anchor_stamp}"`
	Trust anchorTrust `cmd:"" help:"${anchor_trust}"`
}

type anchorList struct{}

// Run lists the anchors, the latest first.
func (c *anchorList) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		var list []anchor.Anchor
		err := o.Store.View(t.ctx, func(r *store.Reader) (err error) { list, err = anchor.Anchors(r); return err })
		if err != nil {
			return err
		}
		return t.print(list, func(w io.Writer) {
			for _, a := range list {
				fmt.Fprintf(w, "%s  %s  %-9s  %d  %s  %s\n", a.ID, a.At, a.Kind, a.Size, a.With, a.Stamped)
			}
		})
	})
}

type anchorMake struct {
	Kind string `help:"${anchor_kind}" enum:"line,printed,timestamp" default:"line"`
	Alg  string `help:"${anchor_alg}" enum:"sha256,sm3" default:"sha256"`
	With string `help:"${anchor_with}"`
	Out  string `help:"${anchor_out}" type:"path"`
}

// Run anchors the present head. It prints its line, or writes the request for a time-stamp.
func (c *anchorMake) Run(t *terminal) error {
	if (c.Kind == anchor.Timestamp) != (c.Out != "") {
		return fault.New(fault.Invalid, "app.anchor", fault.T("申请时间戳须以 --out 指定请求文件(.tsq),其他方式不写文件", "a time-stamp needs --out for its request (.tsq), and nothing else does")).WithField("out")
	}
	return t.acting(func(o *Office, actor account.Person) error {
		made, err := c.make(t, o, actor)
		if err != nil {
			return err
		}
		return t.print(made, func(w io.Writer) { fmt.Fprintln(w, ledger.Line(made.Note)) })
	})
}

func (c *anchorMake) make(t *terminal, o *Office, actor account.Person) (made anchor.Anchor, err error) {
	if c.Kind != anchor.Timestamp {
		if err := actor.Demand(account.RunVerification); err != nil {
			return made, err
		}
		return o.Anchoring.Make(t.ctx, actor.ID, c.Kind, c.With)
	}
	out, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return made, fault.New(fault.Invalid, "app.anchor", fault.Tf("不能写入 %[1]s", "%[1]s cannot be written", c.Out)).WithField("out").WithCause(err)
	}
	var raw []byte
	if made, err = o.Anchoring.AskFor(t.ctx, actor, c.Alg, c.With); err == nil {
		raw, err = made.Request()
	}
	if err == nil {
		_, err = out.Write(raw)
	}
	return made, errors.Join(err, out.Close())
}

type anchorStamp struct {
	File string `arg:"" help:"${anchor_reply}" type:"existingfile"`
}

// Run keeps the answer of a time-stamping authority.
func (c *anchorStamp) Run(t *terminal) error {
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return fault.New(fault.Invalid, "app.anchor", fault.T("文件读不出来", "the file cannot be read")).WithCause(err)
	}
	return t.acting(func(o *Office, actor account.Person) error {
		kept, err := o.Anchoring.Stamp(t.ctx, actor, raw)
		if err != nil {
			return err
		}
		return t.print(kept, func(w io.Writer) {
			fmt.Fprintf(w, t.text("✓ 前 %d 条账目在 %s 已存在:%s\n", "✓ the first %d entries existed at %s: %s\n"), kept.Size, kept.Stamped, kept.Stamper)
		})
	})
}

type anchorTrust struct {
	File string `arg:"" help:"${anchor_root}" type:"existingfile"`
}

// Run trusts the certificates of a time-stamping authority.
func (c *anchorTrust) Run(t *terminal) error {
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return fault.New(fault.Invalid, "app.anchor", fault.T("文件读不出来", "the file cannot be read")).WithCause(err)
	}
	return t.acting(func(o *Office, actor account.Person) error {
		if err := o.Anchoring.Trust(t.ctx, actor, raw); err != nil {
			return err
		}
		list, err := timestamp.ReadCertificates(raw)
		if err != nil {
			return err
		}
		return t.print(list, func(w io.Writer) {
			for _, a := range list {
				fmt.Fprintf(w, "%s  %s\n", a.SHA256, a.Name)
			}
		})
	})
}
