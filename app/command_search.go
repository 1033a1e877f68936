package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
	"zhiheng/backend/precedent/judged"
)

type similarCommand struct {
	Case    string `arg:"" name:"no|file" help:"${no_or_file}"`
	Decided bool   `help:"${decided}"`
	Limit   int    `default:"10" help:"${limit}"`
}

// Run shows the office's cases that are like one, or like what a file tells; finding none is found wanting.
func (c *similarCommand) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		ask := precedent.Past{Decided: c.Decided, Limit: c.Limit, May: everything}
		var err error
		if info, missing := os.Stat(c.Case); missing == nil && info.Mode().IsRegular() {
			ask.Text, err = o.textOf(t, c.Case)
		} else {
			ask.Case, err = o.caseID(t.ctx, c.Case)
		}
		if err != nil {
			return err
		}
		if err := errors.Join(o.Past.Cases.CatchUp(t.ctx), o.Past.Others.CatchUp(t.ctx)); err != nil {
			return err
		}
		found, err := o.Past.Similar(t.ctx, ask)
		if err != nil {
			return err
		}
		err = t.print(found, func(w io.Writer) { t.showSimilar(w, o, found) })
		if err == nil && len(found.Cases)+len(found.Others) == 0 {
			err = errWanting
		}
		return err
	})
}

// textOf reads the text of a file the way papers are read.
func (o *Office) textOf(t *terminal, path string) (string, error) {
	read, err := o.pool.Read(t.ctx, path, filepath.Base(path))
	if err != nil {
		return "", err
	}
	if read.Status != extract.Read {
		return "", fault.New(fault.Unreadable, "app.similar", fault.Tf("读不出 %[1]s 的文字", "the text of %[1]s cannot be read", path))
	}
	return casefile.Join(read.Pages), nil
}

func (t *terminal) showSimilar(w io.Writer, o *Office, found precedent.PastCases) {
	if found.Guessed && len(found.Types) > 0 {
		fmt.Fprintf(w, t.text("推定事由: %s\n", "taken to be about: %s\n"), strings.Join(found.Types, " / "))
	}
	for i, c := range found.Cases {
		fmt.Fprintf(w, "%2d  %s  %s\n", i+1, c.No, c.Title)
		var why []string
		why = append(why, c.Why.Articles...)
		why = append(why, c.Why.Types...)
		why = append(why, c.Why.Words...)
		if len(why) > 0 {
			fmt.Fprintf(w, "    %s %s\n", t.text("相同:", "shared:"), strings.Join(why, " | "))
		}
		outcome := t.text("在办", "open")
		if c.Outcome.Code != "" {
			outcome = fmt.Sprintf("%s  %s  ¥%.2f", c.Outcome.On, c.Outcome.No, float64(c.Fine)/100)
		}
		if op := c.Outcome.Opinion; op != nil {
			outcome += "  " + op.Code
			if spec, known := o.Rules.Current().Opinion(op.Code); known {
				outcome += " " + spec.Label.In(t.lang)
			}
		}
		fmt.Fprintf(w, "    %s\n", outcome)
	}
	fmt.Fprintf(w, t.text("共 %d 件\n", "%d cases\n"), len(found.Cases))
	for _, f := range found.Others {
		fmt.Fprintf(w, t.text("案例集 %s  %s  %s  ¥%.2f\n", "collection %s  %s  %s  ¥%.2f\n"), f.Name, f.No, f.Title, float64(f.Fine)/100)
	}
}

type evaluateCommand struct {
	Corpus   string      `required:"" type:"existingfile" help:"${corpus}" placeholder:"F"`
	Queries  string      `required:"" type:"existingfile" help:"${queries}" placeholder:"F"`
	Qrels    string      `required:"" type:"existingfile" help:"${qrels}" placeholder:"F"`
	Mode     judged.Mode `default:"search" enum:"search,keywords,similar" help:"${mode}"`
	Given    bool        `name:"given-types" help:"${given}"`
	Pool     bool        `help:"${pool}"`
	Relevant int         `default:"1" help:"${relevant}"`
	Out      string      `type:"path" help:"${run_out}" placeholder:"F"`
}

// Run measures search or similar cases over a judged collection.
func (c *evaluateCommand) Run(t *terminal) (err error) {
	collection, err := judged.Read(c.Corpus, c.Queries, c.Qrels)
	if err != nil {
		return err
	}
	bench, err := judged.Open(t.ctx, collection, "", time.Now)
	if err != nil {
		return err
	}
	defer bench.Close()
	var line func(judged.Line) error
	if c.Out != "" {
		file, err := os.Create(c.Out)
		if err != nil {
			return fault.New(fault.Storage, "app.evaluate", fault.Tf("无法写入 %[1]s", "%[1]s cannot be written", c.Out)).WithCause(err)
		}
		defer func() {
			if closing := file.Close(); err == nil && closing != nil {
				err = fault.New(fault.Storage, "app.evaluate", fault.Tf("无法写入 %[1]s", "%[1]s cannot be written", c.Out)).WithCause(closing)
			}
		}()
		encoder := json.NewEncoder(file)
		line = func(l judged.Line) error { return encoder.Encode(l) }
	}
	report, err := bench.Run(t.ctx, judged.Options{Mode: c.Mode, Given: c.Given, Judged: c.Pool, Relevant: c.Relevant}, line)
	if err != nil {
		return err
	}
	return t.print(report, func(w io.Writer) { t.showReport(w, report) })
}

func (t *terminal) showReport(w io.Writer, r judged.Report) {
	fmt.Fprintf(w, "NDCG@10 %.4f  P@5 %.4f  R@100 %.4f  MAP %.4f\n", r.NDCG10, r.P5, r.R100, r.MAP)
	fmt.Fprintf(w, "p50 %.1f ms  p95 %.1f ms  p99 %.1f ms\n", r.P50, r.P95, r.P99)
	fmt.Fprintf(w, t.text("%d 篇，%d 个问题；索引用时 %.1f 秒，%.1f MB，为文本的 %.2f 倍\n", "%d documents, %d questions; indexed in %.1f s, %.1f MB, %.2f of the text\n"),
		r.Documents, r.Questions, float64(r.IndexMs)/1000, float64(r.IndexBytes)/1e6, r.SizePerText)
}
