// Package judged measures search and similar cases against what people judged: a collection of texts, questions, and for
// each question the texts that answer it. It runs the functions that an office runs, over files of its own.
package judged

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
)

// Document is a text of a collection. Types are what it is about in the words of a list: a violation, a charge.
type Document struct {
	ID    string
	Title string
	Text  string
	Types []string
}

// Question is what is asked of a collection. Keywords is the short form, often empty.
type Question struct {
	ID       string
	Text     string
	Keywords string
	Types    []string
}

// Collection is a judged collection. Grades are by question and document; 0 is judged and no answer.
type Collection struct {
	Documents []Document
	Questions []Question
	Grades    map[string]map[string]int
}

// line is a line of a corpus or of questions, with every name in use for the same thing.
type line struct {
	ID      string          `json:"id"`
	DocID   string          `json:"_id"`
	Title   string          `json:"title"`
	Text    string          `json:"text"`
	Keyword string          `json:"kw"`
	Type    precedent.Texts `json:"type"`
	Charge  precedent.Texts `json:"charge"`
}

func (l line) id() string {
	if l.ID != "" {
		return l.ID
	}
	return l.DocID
}

func (l line) types() []string { return append(append([]string(nil), l.Type...), l.Charge...) }

// Read reads a collection: JSON Lines for texts and questions, plain or gzipped, and judgments in the form of TREC, whose
// lines have four columns, or without its second.
func Read(corpus, questions, judgments string) (c Collection, err error) {
	err = each(corpus, func(raw []byte) error {
		var l line
		if err := json.Unmarshal(raw, &l); err != nil {
			return err
		}
		c.Documents = append(c.Documents, Document{l.id(), l.Title, l.Text, l.types()})
		return nil
	})
	if err != nil {
		return c, err
	}
	err = each(questions, func(raw []byte) error {
		var l line
		if err := json.Unmarshal(raw, &l); err != nil {
			return err
		}
		c.Questions = append(c.Questions, Question{l.id(), l.Text, l.Keyword, l.types()})
		return nil
	})
	if err != nil {
		return c, err
	}
	c.Grades = map[string]map[string]int{}
	return c, each(judgments, func(raw []byte) error {
		f := strings.Fields(string(raw))
		if len(f) == 4 {
			f = []string{f[0], f[2], f[3]}
		}
		if len(f) != 3 {
			return fmt.Errorf("%d columns", len(f))
		}
		grade, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return err
		}
		if c.Grades[f[0]] == nil {
			c.Grades[f[0]] = map[string]int{}
		}
		c.Grades[f[0]][f[1]] = int(grade)
		return nil
	})
}

// each calls a function for each line of a file that is not empty. An error names the line.
func each(path string, take func(raw []byte) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fault.New(fault.Invalid, "judged.read", fault.Tf("打不开 %[1]s", "%[1]s cannot be opened", path)).WithCause(err)
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			return fault.New(fault.Invalid, "judged.read", fault.Tf("%[1]s 不是 gzip 文件", "%[1]s is no gzip file", path)).WithCause(err)
		}
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<26)
	for n := 1; lines.Scan(); n++ {
		if len(strings.TrimSpace(lines.Text())) == 0 {
			continue
		}
		if err := take(lines.Bytes()); err != nil {
			return fault.New(fault.Invalid, "judged.read", fault.Tf("%[1]s 第 %[2]d 行看不懂", "line %[2]d of %[1]s makes no sense", path, n)).WithCause(err)
		}
	}
	if err := lines.Err(); err != nil {
		return fault.New(fault.Invalid, "judged.read", fault.Tf("%[1]s 读不完", "%[1]s cannot be read to its end", path)).WithCause(err)
	}
	return nil
}

// Bytes is the length of all texts and titles.
func (c Collection) Bytes() (n int64) {
	for _, d := range c.Documents {
		n += int64(len(d.Text) + len(d.Title))
	}
	return n
}

// shelf shows a collection to an index. The sequence of a text is its place, from 1.
type shelf struct {
	documents []Document
	place     map[string]int
}

func newShelf(documents []Document) *shelf {
	s := &shelf{documents, make(map[string]int, len(documents))}
	for i, d := range documents {
		s.place[d.ID] = i
	}
	return s
}

// Head implements precedent.Source.
func (s *shelf) Head(context.Context) (precedent.Head, error) {
	return precedent.Head{Seq: int64(len(s.documents)), Papers: len(s.documents)}, nil
}

// Mark implements precedent.Source.
func (s *shelf) Mark(context.Context, int64) (string, error) { return "", nil }

// Changes implements precedent.Source.
func (s *shelf) Changes(_ context.Context, after int64, limit int) (list []precedent.Change, err error) {
	for i := int(after); i < len(s.documents) && len(list) < limit; i++ {
		list = append(list, precedent.Change{Seq: int64(i + 1), Paper: s.documents[i].ID})
	}
	return list, nil
}

// Paper implements precedent.Source.
func (s *shelf) Paper(_ context.Context, id string) (precedent.Paper, error) {
	d := s.documents[s.place[id]]
	return precedent.Paper{ID: d.ID, Case: d.ID, Title: d.Title, Types: d.Types}, nil
}

// Text implements precedent.Source.
func (s *shelf) Text(_ context.Context, id string) ([]precedent.Page, error) {
	return []precedent.Page{{No: 1, Text: s.documents[s.place[id]].Text}}, nil
}
