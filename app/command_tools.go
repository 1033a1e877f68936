package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/ledger"
	"zhiheng/backend/ledger/timestamp"
	"zhiheng/backend/precedent"
	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

type searchCommand struct {
	Query string `arg:"" help:"${query}"`
	Scope string `default:"office" help:"${scope}"`
	Limit int    `default:"20" help:"${limit}"`
}

// Run searches the papers; finding nothing is found wanting.
func (c *searchCommand) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		query := precedent.Query{Text: c.Query, Limit: c.Limit, May: everything, Internal: true} // whoever holds the folder holds all that lies in it
		if len(c.Scope) > 5 && c.Scope[:5] == "case:" {
			id, err := o.caseID(t.ctx, c.Scope[5:])
			if err != nil {
				return err
			}
			query.Case = id
		}
		if err := o.Index.CatchUp(t.ctx); err != nil {
			return err
		}
		result, err := o.Index.Search(t.ctx, query)
		if err != nil {
			return err
		}
		err = t.print(result, func(w io.Writer) {
			for _, hit := range result.Hits {
				fmt.Fprintf(w, "%s  %s  %s %d\n    %s\n", hit.Paper.CaseNo, hit.Paper.Title, t.text("页", "page"), hit.Page, hit.Snippet.Text)
			}
			fmt.Fprintf(w, t.text("共 %d 份\n", "%d papers\n"), result.Total)
		})
		if err == nil && result.Total == 0 {
			err = errWanting
		}
		return err
	})
}

type verifyCommand struct {
	Receipt string   `arg:"" optional:"" help:"${receipt}"`
	Key     string   `help:"${receipt_key}"`
	Anchor  []string `help:"${anchor}"`

	CA         string `name:"ca" help:"${receipt_ca}" type:"existingfile"`
	SHA256Only bool   `name:"sha256-only" help:"${sha256_only}"`
}

// Run verifies the office and names what is not as it was written; or a receipt, with nothing but what stands in it.
func (c *verifyCommand) Run(t *terminal) error {
	if c.Receipt != "" {
		return c.receipt(t)
	}
	return t.office(func(o *Office) error {
		anchors, err := c.anchors()
		if err != nil {
			return err
		}
		report, err := o.VerifyWith(t.ctx, store.VerifyOptions{Anchors: anchors, SHA256Only: c.SHA256Only, Progress: t.verifying()})
		if err != nil {
			return err
		}
		return t.report(report)
	})
}

// anchors are the signed heads that were kept elsewhere: lines, or files that hold a line or a note.
func (c *verifyCommand) anchors() (notes []string, err error) {
	for _, text := range c.Anchor {
		if raw, err := os.ReadFile(text); err == nil {
			text = string(raw)
		}
		note, err := ledger.FromLine(text)
		if err != nil {
			if _, isNote := strings.CutPrefix(text, "zhiheng\n"); !isNote {
				return nil, err
			}
			note = text
		}
		notes = append(notes, note)
	}
	return notes, nil
}

// receipt checks a receipt, without any office.
func (c *verifyCommand) receipt(t *terminal) error {
	raw, err := os.ReadFile(c.Receipt)
	if err != nil {
		return fault.New(fault.Storage, "app.verify", fault.T("无法读取凭证文件", "the receipt cannot be read")).WithCause(err)
	}
	p, err := ledger.CheckReceipt(raw, c.Key)
	if err != nil {
		return err
	}
	if err := c.stamps(p); err != nil {
		return err
	}
	return t.print(p, func(w io.Writer) {
		fmt.Fprintf(w, t.text("✓ 已证明:%s 的 %d 条账目在 %d 条账目的账本中,未被改动\n", "✓ proved: %s, %d entries stand unchanged in a ledger of %d\n"), p.ID, p.Count, p.Head.Size)
		if p.Since != "" {
			fmt.Fprintf(w, t.text("最迟自 %s 起已存在(账本外锚定)\n", "it existed by %s: the head was anchored outside\n"), p.Since)
		} else {
			fmt.Fprintln(w, t.text("没有账本外锚定涵盖这些账目,目前只有单位签名为证", "no anchor outside the ledger covers it: only the office's own signature speaks for it"))
		}
		for _, a := range p.Anchors {
			if a.Stamped != "" && c.CA != "" {
				fmt.Fprintf(w, t.text("✓ 时间戳:前 %d 条账目在 %s 已存在(%s)\n", "✓ time-stamp: the first %d entries existed at %s (%s)\n"), a.Size, a.Stamped, a.Authority)
			} else if a.Stamped != "" {
				fmt.Fprintf(w, t.text("时间戳 %s(%s):签名未核,请用 --ca 指定该机构的根证书\n", "time-stamp %s (%s): its signature was not checked; give the authority's root certificate by --ca\n"), a.Stamped, a.Authority)
			}
		}
		fmt.Fprintf(w, t.text("未锚定的尾部:%d 条\n公钥:%s\n", "entries since the last anchor: %d\nkey: %s\n"), p.Window, p.Key)
		if c.Key == "" {
			fmt.Fprintln(w, t.text("请与单位公布的公钥比对,或者用 --key 指定", "compare the key with the one that the office publishes, or give it by --key"))
		}
	})
}

// stamps checks the time-stamps of a receipt, if it is told whom to trust.
func (c *verifyCommand) stamps(p ledger.Proved) error {
	if c.CA == "" {
		return nil
	}
	raw, err := os.ReadFile(c.CA)
	if err != nil {
		return fault.New(fault.Invalid, "app.verify", fault.T("文件读不出来", "the file cannot be read")).WithCause(err)
	}
	trusted, err := timestamp.ReadCertificates(raw)
	for _, a := range p.Anchors {
		if err == nil && a.Stamped != "" {
			_, err = a.CheckStamp(trusted)
		}
	}
	return err
}

type replayCommand struct{}

// Run rebuilds the tables aside and compares them.
func (c *replayCommand) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		report, err := o.Store.Replay(t.ctx, t.verifying())
		if err != nil {
			return err
		}
		return t.report(report)
	})
}

func (t *terminal) report(r store.Report) error {
	err := t.print(r, func(w io.Writer) {
		for _, f := range r.Findings {
			fmt.Fprintf(w, "✗ %s\n", f.What.In(t.lang))
		}
		if r.Intact {
			fmt.Fprint(w, t.text("✓ 完好。", "✓ Intact. "))
		} else {
			fmt.Fprintf(w, t.text("✗ 发现 %d 处问题。", "✗ %d findings. "), r.Total)
		}
		fmt.Fprintf(w, t.text("账目 %d 条,表行 %d 行,原件 %d 个\n", "%d entries, %d rows, %d originals\n"), r.Entries, r.Rows, r.Files)
	})
	if err == nil && !r.Intact {
		err = errWanting
	}
	return err
}

type reindexCommand struct{}

// Run makes the search index anew.
func (c *reindexCommand) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		if err := o.Reindex(t.ctx); err != nil {
			return err
		}
		state := o.Index.State()
		return t.print(state, func(w io.Writer) { fmt.Fprintf(w, t.text("已索引 %d 份\n", "%d papers indexed\n"), state.Done) })
	})
}

type redactCommand struct {
	File    string   `arg:"" help:"${file}" type:"existingfile"`
	Out     string   `required:"" help:"${out}" type:"path"`
	People  string   `help:"${redact_people}" type:"existingfile"`
	Box     []string `help:"${redact_box}" sep:"none" placeholder:"X,Y,W,H"`
	Explain bool     `help:"${explain}"`
}

// Run masks personal data in a text file. The file at --out must not exist.
func (c *redactCommand) Run(t *terminal) error {
	book, err := rulebook.Embedded()
	if err != nil {
		return err
	}
	content, err := os.ReadFile(c.File)
	if err != nil {
		return fault.New(fault.Invalid, "app.redact", fault.T("文件读不出来", "the file cannot be read")).WithCause(err)
	}
	if len(c.Box) > 0 {
		return c.cover(t, content)
	}
	people := redact.Dictionary{}
	if c.People != "" {
		list, err := os.ReadFile(c.People)
		if err == nil {
			people, err = book.Redactor.ParsePeople(string(list), rulebook.RedactOther)
		}
		if err != nil {
			return fault.New(fault.Invalid, "app.redact", fault.T("人员名单读不出来：每行一个姓名，可在逗号后写规则编号或者 body", "the list of people cannot be read: a name a line, after a comma the id of a rule or “body”")).WithCause(err)
		}
	}
	hits := book.Redactor.Find(string(content), people)
	masked, _ := redact.Apply(string(content), hits)
	out, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.New(fault.Invalid, "app.redact", fault.Tf("不能写入 %[1]s", "%[1]s cannot be written", c.Out)).WithCause(err)
	}
	defer out.Close()
	if _, err := io.WriteString(out, masked); err != nil {
		return fault.New(fault.Storage, "app.redact", fault.T("写入失败", "writing failed")).WithCause(err)
	}
	return t.print(map[string]any{"hits": hits}, func(w io.Writer) {
		for _, hit := range hits {
			if c.Explain {
				fmt.Fprintf(w, "%d–%d  %s\n", hit.Start, hit.End, hit.Why.In(t.lang))
			}
		}
		fmt.Fprintf(w, t.text("脱敏 %d 处\n", "%d masks\n"), len(hits))
	})
}

// cover puts boxes over a scan, in pixels.
func (c *redactCommand) cover(t *terminal, content []byte) error {
	var boxes []disclosure.Box
	for _, text := range c.Box {
		b, err := disclosure.ParseBox(text)
		if err != nil {
			return err
		}
		boxes = append(boxes, b)
	}
	covered, err := disclosure.CoverScan(bytes.NewReader(content), boxes)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.New(fault.Invalid, "app.redact", fault.Tf("不能写入 %[1]s", "%[1]s cannot be written", c.Out)).WithCause(err)
	}
	_, err = out.Write(covered)
	if err = errors.Join(err, out.Close()); err != nil {
		return fault.New(fault.Storage, "app.redact", fault.T("写入失败", "writing failed")).WithCause(err)
	}
	return t.print(map[string]any{"boxes": boxes}, func(w io.Writer) {
		fmt.Fprintf(w, t.text("遮盖 %d 处，已栅格化\n", "%d boxes covered; nothing is under them\n"), len(boxes))
	})
}

type codeCommands struct {
	Check codeCheck `cmd:"" help:"${code}"`
}

type codeCheck struct {
	Codes []string `arg:"" help:"${code}"`
}

// codeResult is what is known of one code. Kind is credit_code, resident_id, doc_no, region or amount.
type codeResult struct {
	Code     string           `json:"code"`
	Kind     string           `json:"kind"`
	Normal   string           `json:"normal"`
	Good     bool             `json:"good"`
	Problems []idcode.Problem `json:"problems"`
}

// Run checks credit codes, resident ids, document numbers, region codes and sums; a bad one is found wanting.
func (c *codeCheck) Run(t *terminal) error {
	results, bad := []codeResult{}, false
	for _, code := range c.Codes {
		r := checkCode(code, time.Now().In(ledger.Zone).Format(time.DateOnly))
		results, bad = append(results, r), bad || !r.Good
	}
	err := t.print(results, func(w io.Writer) {
		for _, r := range results {
			mark := "✓"
			if !r.Good {
				mark = "✗"
			}
			fmt.Fprintf(w, "%s %s  %s\n", mark, r.Normal, r.Kind)
			for _, p := range r.Problems {
				fmt.Fprintf(w, "    %s\n", p.Text.In(t.lang))
			}
		}
	})
	if err == nil && bad {
		err = errWanting
	}
	return err
}

// checkCode tells by what is in it what a text is: a document number, a sum, a region, a resident id or a credit code.
func checkCode(code, today string) codeResult {
	if doc, err := idcode.ParseDocNo(code); err == nil {
		return codeResult{Code: code, Kind: "doc_no", Normal: doc.String(), Good: true, Problems: []idcode.Problem{}}
	}
	if sum, err := idcode.ParseAmount(code); err == nil && strings.ContainsAny(code, "元圆万亿￥¥") {
		return codeResult{Code: code, Kind: "amount", Normal: idcode.FormatFigures(sum) + "元 " + idcode.FormatCapitals(sum), Good: true, Problems: []idcode.Problem{}}
	}
	id, credit := idcode.NormalizeResidentID(code), idcode.NormalizeCreditCode(code)
	if len(id) == len("320681") {
		return checkRegion(code, id, today)
	}
	idProblems, creditProblems := idcode.CheckResidentID(id, ""), idcode.CheckCreditCode(credit)
	if len(idProblems) == 0 || len(creditProblems) > len(idProblems) || len(creditProblems) > 0 && idcode.HasBirthday(id) {
		return codeResult{Code: code, Kind: "resident_id", Normal: id, Good: len(idProblems) == 0, Problems: idProblems}
	}
	return codeResult{Code: code, Kind: "credit_code", Normal: credit, Good: len(creditProblems) == 0, Problems: creditProblems}
}

// checkRegion checks a region code for today, and says what it is called.
func checkRegion(code, normal, today string) codeResult {
	problems := idcode.CheckRegion(normal, today)
	if r, known := idcode.RegionOf(normal); known {
		normal += " " + r.Name
	}
	return codeResult{Code: code, Kind: "region", Normal: normal, Good: len(problems) == 0, Problems: append([]idcode.Problem{}, problems...)}
}

type versionCommand struct{}

// Run prints the version.
func (c *versionCommand) Run(t *terminal) error {
	v := map[string]any{"version": Version, "format": store.Format, "go": runtime.Version(), "system": runtime.GOOS + "/" + runtime.GOARCH}
	return t.print(v, func(w io.Writer) {
		fmt.Fprintf(w, "zhiheng %s (%s/%s, %s)\n", Version, runtime.GOOS, runtime.GOARCH, runtime.Version())
	})
}
