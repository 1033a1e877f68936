package precedent

import (
	"context"
	"slices"
	"strings"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

// mostLines bounds a batch.
const mostLines = 500

// BatchLine is one line of a batch with what it found. Query is what was asked: a line that is no expression is asked for by
// its very words. Wrong says why it could not be asked.
type BatchLine struct {
	Line    string
	Query   string
	Total   int
	AtLeast bool
	Hits    []Hit // the first few
	Wrong   *fault.Error
}

// Lines are the lines of a list, without empty and repeated ones.
func Lines(text string) (lines []string) {
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// DraftLines are what one would look up of a draft: the parties and people, the document numbers and the articles that it
// names, each as a query.
func DraftLines(text string) (lines []string) {
	add := func(line string) {
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	for _, f := range extract.Facts([]extract.Page{{Number: 1, Text: text}}) {
		switch f.Kind {
		case extract.PartyName, extract.Representative, extract.PersonName:
			add(`"` + f.Value + `"`)
		case extract.CreditCode:
			add("party:" + f.Value)
		case extract.DocNumber:
			add("docno:" + f.Value)
		case extract.LawArticle:
			add(`article:"` + strings.NewReplacer("《", "", "》", "").Replace(f.Value) + `"`)
		}
	}
	return lines
}

// asQuery is what a line asks: as it is if it is an expression, else its very words.
func asQuery(line string) string {
	if strings.ContainsAny(line, `"“”:：*?()（）`) || strings.Contains(line, " OR ") || strings.Contains(line, " AND ") || strings.Contains(line, "NOT ") || len(rawNumbers(line)) > 0 {
		return line
	}
	return `"` + line + `"`
}

// Batch asks one query for each line. Base says where, how narrowed down and for whose eyes; its text is not used.
func (x *Index) Batch(ctx context.Context, lines []string, base Query, progress func(done int)) ([]BatchLine, error) {
	if len(lines) == 0 {
		return nil, fault.New(fault.Invalid, "precedent.batch", fault.T("没有可以检索的行", "there is no line to search for")).WithField("text")
	}
	if len(lines) > mostLines {
		return nil, fault.New(fault.Invalid, "precedent.batch", fault.Tf("一次最多检索%[1]d行，这里有%[2]d行", "at most %[1]d lines at once; these are %[2]d", mostLines, len(lines))).WithField("text").
			WithHint(fault.T("请分几次检索。", "Search for them in several goes."))
	}
	out := make([]BatchLine, 0, len(lines))
	for i, line := range lines {
		one := BatchLine{Line: line, Query: asQuery(line), Hits: []Hit{}}
		query := base
		query.Text, query.Limit, query.Offset, query.Facets = one.Query, 3, 0, false
		found, err := x.Search(ctx, query)
		switch {
		case fault.KindOf(err) == fault.Invalid:
			one.Wrong = fault.As(err)
		case err != nil:
			return nil, err
		default:
			one.Total, one.AtLeast, one.Hits = found.Exact, found.AtLeast, found.Hits[:min(len(found.Hits), found.Exact)]
		}
		out = append(out, one)
		if progress != nil {
			progress(i + 1)
		}
	}
	return out, nil
}
