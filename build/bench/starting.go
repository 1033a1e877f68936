package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"time"
)

// starting measures the built program from its start to the first page of the case list over HTTP, and its memory.
func starting(ctx context.Context, b *bench, s *section) error {
	made, err := b.bigOffice(ctx)
	if err != nil {
		return err
	}
	cases := thousands(made.Cases) + " cases"
	listening, screen, page, rest := "Process start until it listens, "+cases, "Process start until the first page of the case list has come, "+cases,
		"The case list's first page over HTTP: median and p95 of 50", "Memory at rest, ten seconds after the start and those pages"
	if !b.hasProgram() {
		s.missing("< 1 s", "there is no "+b.program, screen)
		s.missing("< 50 ms", "there is no "+b.program, page)
		s.missing("< 300 MiB", "there is no "+b.program, rest)
		return inProcess(ctx, made, s)
	}
	if err := b.settle(ctx, made); err != nil {
		return err
	}
	var heard, seen []time.Duration
	for range max(b.runs(), 3) {
		v, err := b.visit(ctx, made)
		if err != nil {
			return err
		}
		heard, seen = append(heard, v.heard), append(seen, v.seen)
		if err := v.program.interrupt(); err != nil {
			return err
		}
	}
	s.add(listening, "%.0f ms", quantile(heard, .5).Seconds()*1000)
	s.judge(quantile(seen, .5) < time.Second, "< 1 s", screen, "%.0f ms", quantile(seen, .5).Seconds()*1000)
	v, err := b.visit(ctx, made)
	if err != nil {
		return err
	}
	var times []time.Duration
	for range 50 {
		begin := time.Now()
		if err := v.list(made, 0); err != nil {
			return err
		}
		times = append(times, time.Since(begin))
	}
	half := quantile(times, .5)
	s.judge(half < 50*time.Millisecond, "< 50 ms", page, "%s, %s", millis(half), millis(quantile(times, .95)))
	time.Sleep(10 * time.Second)
	memory := resident(v.program.cmd.Process.Pid)
	s.judge(memory < 300<<20, "< 300 MiB", rest, "%s", mebibytes(memory))
	return v.program.interrupt()
}

// settle lets the program index the office's papers once, as it would long have done.
func (b *bench) settle(ctx context.Context, made big) error {
	p, err := startProgram(ctx, b, "search", "--data", made.Dir, "--as", "lin", "--json", "行政处罚决定书")
	if err != nil {
		return err
	}
	var found struct {
		Total int `json:"total"`
	}
	if err := p.finish(&found); err != nil {
		return err
	}
	if found.Total < made.Papers {
		return fmt.Errorf("the program finds %d of %d papers", found.Total, made.Papers)
	}
	return nil
}

// visit is a program that serves, and a browser that has seen the first screen.
type visit struct {
	program     *program
	client      *http.Client
	address     string
	heard, seen time.Duration
}

func (b *bench) visit(ctx context.Context, made big) (*visit, error) {
	begin := time.Now()
	p, err := startProgram(ctx, b, "serve", "--listen", "127.0.0.1:0", "--data", made.Dir, "--json")
	if err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	v := &visit{program: p, client: &http.Client{Jar: jar, Timeout: time.Minute}}
	var said struct{ Address, Link string }
	if err := p.read(&said); err != nil {
		return nil, fmt.Errorf("the program does not serve: %w: %s", err, p.stderr.String())
	}
	v.heard, v.address = time.Since(begin), said.Address
	if _, err := v.get(said.Link); err != nil {
		return nil, err
	}
	if err := v.list(made, 0); err != nil {
		return nil, err
	}
	v.seen = time.Since(begin)
	return v, nil
}

func (v *visit) get(address string) ([]byte, error) {
	res, err := v.client.Get(address)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s: %.300s", address, res.Status, body)
	}
	return body, err
}

// list fetches a page of the case list and checks it.
func (v *visit) list(made big, offset int) error {
	raw, err := v.get(fmt.Sprintf("%s/api/cases?limit=50&offset=%d", v.address, offset))
	if err != nil {
		return err
	}
	var page struct {
		Total int               `json:"total"`
		Cases []json.RawMessage `json:"cases"`
	}
	if err := json.Unmarshal(raw, &page); err != nil {
		return err
	}
	if page.Total != made.Cases || len(page.Cases) != 50 {
		return fmt.Errorf("the case list shows %d of %d cases, not 50 of %d", len(page.Cases), page.Total, made.Cases)
	}
	return nil
}

// inProcess measures what can be measured without the program: opening the parts and listing.
func inProcess(ctx context.Context, made big, s *section) error {
	took, err := median(5, func(int) error {
		o, err := openOffice(ctx, made.Dir)
		if err != nil {
			return err
		}
		defer o.close()
		return made.check(ctx, o)
	})
	if err != nil {
		return err
	}
	s.add("Opening the office's parts in this process, without the search index and the server", "%.0f ms", took.Seconds()*1000)
	return nil
}
