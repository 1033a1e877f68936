package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
	"unicode"

	"zhiheng/backend/precedent"
	"zhiheng/backend/precedent/judged"
)

// page is how many hits are asked for where the time is taken.
const page = 20

// further are questions that nobody has judged, for the time that they take: phrases out of the texts, and the facts of cases.
type further struct{ phrases, facts []string }

func furtherQuestions(corpus string, c judged.Collection) (more further, err error) {
	r := rand.New(rand.NewPCG(31, 32))
	for len(more.phrases) < 400 {
		text := []rune(c.Documents[r.IntN(len(c.Documents))].Text)
		n := 4 + r.IntN(9)
		if len(text) <= n {
			continue
		}
		at := r.IntN(len(text) - n)
		phrase := text[at : at+n]
		han := true
		for _, c := range phrase {
			han = han && unicode.Is(unicode.Han, c)
		}
		if han {
			more.phrases = append(more.phrases, string(phrase))
		}
	}
	cases, err := read(corpus, "lecard")
	for _, q := range cases.Questions {
		more.facts = append(more.facts, judged.PlainWords(q.Text))
	}
	return more, err
}

// askUs asks the office's search, with the snippets that it always cuts.
func (m further) askUs(ctx context.Context, ours *judged.Bench, f *figures) (err error) {
	f.phraseTime, err = timed(m.phrases, func(text string) error {
		res, err := ours.Index().Search(ctx, precedent.Query{Text: `"` + text + `"`, Limit: page})
		if f.found += res.Total; err == nil && (res.Total == 0 || res.AtLeast) {
			err = fmt.Errorf("the phrase %s is in %d texts, or more", text, res.Total)
		}
		return err
	})
	if err == nil {
		f.factsTime, err = timed(m.facts, func(text string) error {
			_, err := ours.Index().Search(ctx, precedent.Query{Text: text, Limit: page})
			return err
		})
	}
	return err
}

// ask asks a rival.
func (m further) ask(ctx context.Context, r rival, f *figures) (err error) {
	f.phraseTime, err = timed(m.phrases, func(text string) error {
		n, _, err := r.Phrase(ctx, text, page)
		f.found += n
		return err
	})
	if err == nil {
		f.factsTime, err = timed(m.facts, func(text string) error {
			_, err := r.Find(ctx, text, page)
			return err
		})
	}
	return err
}

func timed(texts []string, ask func(text string) error) (judged.Latency, error) {
	var times []time.Duration
	for _, text := range texts {
		begin := time.Now()
		if err := ask(text); err != nil {
			return judged.Latency{}, err
		}
		times = append(times, time.Since(begin))
	}
	return judged.Quantiles(times), nil
}
