package app

import (
	"encoding/json"
	"strings"
	"text/template"
)

// sampleKind is a kind of violation. Sums are in yuan: the bounds of the law, fines (the first for a major case) and gains.
type sampleKind struct {
	ID     string   `json:"id"`
	Cause  string   `json:"cause"`
	Item   string   `json:"item"`
	Basis  string   `json:"basis"`
	Entity []string `json:"entity"`
	Sole   []string `json:"sole"`
	Person bool     `json:"person"`
	Goods  []string `json:"goods"`
	Origin []string `json:"origin"`
	Facts  string   `json:"facts"`
	Asked  []string `json:"asked"` // question|answer
	Bad    []string `json:"law_bad"`
	Pen    []string `json:"law_pen"`
	Least  int64    `json:"least"`
	Most   int64    `json:"most"`
	Fines  []int64  `json:"fines"`
	Gains  []int64  `json:"gains"`
	Papers string   `json:"papers"` // the ledger that is found: sales, purchase or none
	Lab    bool     `json:"lab"`
	Minor  bool     `json:"minor"`
}

// sampleTexts are the kinds of violation and the templates of papers.
type sampleTexts struct {
	kinds  []sampleKind
	papers *template.Template
}

func loadSampleTexts() (*sampleTexts, error) {
	t := &sampleTexts{}
	raw, err := sampleData.ReadFile("sampledata/kinds.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &t.kinds); err != nil {
		return nil, err
	}
	t.papers, err = template.New("papers").Option("missingkey=error").Funcs(template.FuncMap{"inc": func(i int) int { return i + 1 }}).ParseFS(sampleData, "sampledata/*.tmpl")
	return t, err
}

// write fills the template of a paper.
func (t *sampleTexts) write(name string, data any) (string, error) {
	var b strings.Builder
	err := t.papers.ExecuteTemplate(&b, name, data)
	return b.String(), err
}

// fill fills a short text.
func fill(text string, data any) (string, error) {
	shape, err := template.New("text").Option("missingkey=error").Parse(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = shape.Execute(&b, data)
	return b.String(), err
}
