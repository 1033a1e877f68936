// Command searchbench measures search over judged collections, and beside it, in the same run and over the same texts, what
// SQLite's FTS5 and Bleve as they come would do. Its targets are ratios, since walls differ from machine to machine. It
// reads a folder of collections that is no part of the repository: see docs/search.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"zhiheng/backend/precedent/judged"
	"zhiheng/build/processor"
)

// rival is another engine over the same texts. Find gives at most n ids, the best first.
type rival interface {
	Name() string
	Build(ctx context.Context, dir string, documents []judged.Document) error
	Find(ctx context.Context, text string, n int) ([]string, error)
	// Phrase tells how many texts hold a phrase, and finds the first of them. ok is false for an engine that cannot.
	Phrase(ctx context.Context, text string, n int) (total int, ok bool, err error)
	Bytes() int64
	Close()
}

func main() {
	corpus := flag.String("corpus", "", "the folder of judged collections")
	against := flag.String("against", "", "only this of the other engines")
	flag.Parse()
	if err := run(context.Background(), *corpus, *against); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, corpus, against string) error {
	if corpus == "" {
		return fmt.Errorf("which collections? make bench-search CORPUS=FOLDER; docs/search.md tells what it must hold")
	}
	dir, err := os.MkdirTemp("", "zhiheng-searchbench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("load %s, %s\n", load(), time.Now().Format(time.RFC3339))
	if err := articles(ctx, corpus, dir, against); err != nil {
		return err
	}
	return cases(ctx, corpus, dir)
}

// articles measures questions and keywords over articles of law.
func articles(ctx context.Context, corpus, dir, against string) error {
	c, err := read(corpus, "stard")
	if err != nil {
		return err
	}
	fmt.Printf("\nstard: %d texts, %.1f MB, %d questions\n", len(c.Documents), float64(c.Bytes())/1e6, len(c.Questions))
	before := processor.Used()
	ours, err := judged.Open(ctx, c, dir, time.Now)
	if err != nil {
		return err
	}
	defer ours.Close()
	cpu := processor.Used() - before
	question, err := ours.Run(ctx, judged.Options{Mode: judged.Search}, nil)
	if err != nil {
		return err
	}
	keywords, err := ours.Run(ctx, judged.Options{Mode: judged.Keywords}, nil)
	if err != nil {
		return err
	}
	all := []figures{{name: "zhiheng", cpu: cpu, wall: time.Duration(question.IndexMs) * time.Millisecond, size: question.SizePerText, question: question.Quality, keywords: keywords.Quality,
		questionTime: question.Latency, keywordTime: keywords.Latency}}
	more, err := furtherQuestions(corpus, c)
	if err != nil {
		return err
	}
	if err := more.askUs(ctx, ours, &all[0]); err != nil {
		return err
	}
	for _, r := range rivals() {
		if against != "" && against != r.Name() {
			continue
		}
		f, err := compare(ctx, r, dir, c, more)
		if err != nil {
			return fmt.Errorf("%s: %w", r.Name(), err)
		}
		all = append(all, f)
	}
	show(all)
	gates(all)
	return nil
}

// cases measures similar cases within the judged pools.
func cases(ctx context.Context, corpus, dir string) error {
	c, err := read(corpus, "lecard")
	if err != nil {
		return err
	}
	b, err := judged.Open(ctx, c, dir, time.Now)
	if err != nil {
		return err
	}
	defer b.Close()
	fmt.Printf("\nlecard: %d texts, %d questions, judged texts only, an answer from grade 3\n", len(c.Documents), len(c.Questions))
	for _, given := range []bool{false, true} {
		r, err := b.Run(ctx, judged.Options{Mode: judged.Similar, Judged: true, Relevant: 3, Given: given}, nil)
		if err != nil {
			return err
		}
		what, ndcg, precision := "type guessed", 0.79, 0.52
		if given {
			what, ndcg, precision = "type given", 0.86, 0.61
		}
		fmt.Printf("%-14s NDCG@10 %.4f (%s %.2f)  MAP %.4f (%s %.2f)  P@5 %.3f  p50 %.1f  p95 %.1f ms\n", what, r.NDCG10, verdict(r.NDCG10 >= ndcg), ndcg, r.MAP, verdict(r.MAP >= precision), precision, r.P5, r.P50, r.P95)
	}
	return nil
}

func read(corpus, name string) (judged.Collection, error) {
	dir := filepath.Join(corpus, name)
	return judged.Read(filepath.Join(dir, "corpus.jsonl.gz"), filepath.Join(dir, "queries.jsonl"), filepath.Join(dir, "qrels.tsv"))
}

// compare builds a rival's index and asks it what the office's search was asked.
func compare(ctx context.Context, r rival, dir string, c judged.Collection, more further) (figures, error) {
	defer r.Close()
	f := figures{name: r.Name()}
	before, begin := processor.Used(), time.Now()
	if err := r.Build(ctx, filepath.Join(dir, f.name), c.Documents); err != nil {
		return f, err
	}
	f.cpu, f.wall, f.size = processor.Used()-before, time.Since(begin), float64(r.Bytes())/float64(c.Bytes())
	var err error
	f.question, f.questionTime, err = ask(ctx, r, c, func(q judged.Question) string { return q.Text })
	if err == nil {
		f.keywords, f.keywordTime, err = ask(ctx, r, c, func(q judged.Question) string { return q.Keywords })
	}
	if err == nil {
		err = more.ask(ctx, r, &f)
	}
	return f, err
}

func ask(ctx context.Context, r rival, c judged.Collection, form func(judged.Question) string) (judged.Quality, judged.Latency, error) {
	var all []judged.Quality
	var times []time.Duration
	for _, q := range c.Questions {
		text := judged.PlainWords(form(q))
		if text == "" || len(c.Grades[q.ID]) == 0 {
			continue
		}
		ids, err := r.Find(ctx, text, 200)
		if err != nil {
			return judged.Quality{}, judged.Latency{}, err
		}
		begin := time.Now()
		if _, err := r.Find(ctx, text, page); err != nil {
			return judged.Quality{}, judged.Latency{}, err
		}
		times = append(times, time.Since(begin))
		all = append(all, judged.Score(ids, c.Grades[q.ID], 1))
	}
	return judged.Mean(all), judged.Quantiles(times), nil
}

func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return string(raw[:min(len(raw), 14)])
}
