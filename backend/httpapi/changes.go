package httpapi

import (
	"context"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// Change is one thing that is not as it was submitted. Before and After are values as JSON, or a paper's code and hash; an
// empty one means that it was not there. Diff tells how the text of a paper has changed.
type Change struct {
	Part   string     `json:"part"`
	Label  fault.Text `json:"label"`
	Item   string     `json:"item"`
	Before string     `json:"before"`
	After  string     `json:"after"`
	Diff   []DiffPart `json:"diff,omitempty"`
}

// DiffPart is a piece of text that stayed, came or went.
type DiffPart struct {
	Op   string `json:"op" enum:"same,added,removed"`
	Text string `json:"text"`
}

// changes names what has changed: a paper by its title, a value by its field's label.
func (s *Server) changes(_ store.Source, c casefile.Case, list []review.Change) []Change {
	out := []Change{}
	procedure, _ := s.Files.Procedure(c)
	for _, change := range list {
		label := fault.T(change.Title, change.Title)
		if label.IsZero() {
			if field, known := procedure.Field(change.Item); known {
				label = field.Label
			} else {
				label = fault.T(change.Item, change.Item)
			}
		}
		out = append(out, Change{Part: change.Part, Label: label, Item: change.Item, Before: change.Before, After: change.After})
	}
	return out
}

// mostDiffs is how many papers are compared in one answer.
const mostDiffs = 10

// addDiffs compares the texts of papers that were there before and after. A text that cannot be read has no diff.
func (s *Server) addDiffs(ctx context.Context, list []Change) error {
	done := 0
	for i, change := range list {
		_, before, wasPaper := strings.Cut(change.Before, " ")
		_, after, isPaper := strings.Cut(change.After, " ")
		if !wasPaper || !isPaper || len(before) != 64 || len(after) != 64 || before == after || done >= mostDiffs {
			continue
		}
		old, err := s.Files.VersionText(ctx, change.Item, before)
		if err != nil {
			continue // the hashes say that it changed; that is what counts
		}
		now, err := s.Files.VersionText(ctx, change.Item, after)
		if err != nil {
			continue
		}
		done++
		list[i].Diff = diff(pieces(old), pieces(now))
	}
	return ctx.Err()
}

// pieces cuts a text after line ends and full stops.
func pieces(text string) []string {
	var out []string
	start := 0
	for i, r := range text {
		if r == '\n' || r == '。' || r == '\uff1b' {
			end := i + len(string(r))
			out, start = append(out, text[start:end]), end
		}
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

// mostPieces is how many pieces between the common ends of two texts are compared with each other.
const mostPieces = 1500

// diff finds the longest common subsequence of two lists of pieces.
func diff(before, after []string) []DiffPart {
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && tail < len(after)-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	a, b := before[head:len(before)-tail], after[head:len(after)-tail]
	out := joined(nil, "same", before[:head]...)
	if len(a) > mostPieces || len(b) > mostPieces {
		out = joined(joined(out, "removed", a...), "added", b...)
	} else {
		out = middle(out, a, b)
	}
	return joined(out, "same", before[len(before)-tail:]...)
}

func middle(out []DiffPart, a, b []string) []DiffPart {
	width := len(b) + 1
	common := make([]int32, (len(a)+1)*width) // common[i*width+j] is the length for a[i:] and b[j:]
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			out = joined(out, "same", a[i])
			i, j = i+1, j+1
		case common[(i+1)*width+j] >= common[i*width+j+1]:
			out = joined(out, "removed", a[i])
			i++
		default:
			out = joined(out, "added", b[j])
			j++
		}
	}
	return joined(joined(out, "removed", a[i:]...), "added", b[j:]...)
}

// joined adds pieces to the last part if it is of the same kind.
func joined(out []DiffPart, op string, texts ...string) []DiffPart {
	for _, text := range texts {
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += text
		} else {
			out = append(out, DiffPart{op, text})
		}
	}
	return out
}
