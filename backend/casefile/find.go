package casefile

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

const (
	mostFound = 1000 // places that are listed; more are only counted
	around    = 16   // runes shown on either side of what was found
)

// Found is what looking for words in the papers of a case gave. Total counts the places that are not listed too; Unread are the
// papers, by id, in which nobody could look, since they hold no text that could be read.
type Found struct {
	Total  int
	Places []FoundPlace
	Unread []string
}

// FoundPlace is a place with what stands around it.
type FoundPlace struct {
	Place
	Before, After string
}

// Find looks for words in the papers of a case, in the order of the dossier. White space, case, and the width of characters do
// not count. The papers of the internal volume are looked at if internal is set.
func (f *Files) Find(ctx context.Context, caseID, query string, internal bool) (Found, error) {
	found := Found{Places: []FoundPlace{}, Unread: []string{}}
	wanted, _ := solid(query, nil, nil)
	if len(wanted) == 0 {
		return found, fault.New(fault.Invalid, "casefile.find", fault.T("请输入要找的文字", "say what to look for")).WithField("q")
	}
	var papers []Paper
	err := f.Store.View(ctx, func(r *store.Reader) error {
		c, err := CaseOf(r, caseID)
		if err != nil {
			return err
		}
		papers, err = PapersOf(r, caseID)
		papers = slices.DeleteFunc(papers, func(p Paper) bool { return !internal && f.Internal(c, p.Code) })
		return err
	})
	if err != nil {
		return found, err
	}
	words := string(wanted)
	var text []byte
	var at []int32
	for _, p := range papers {
		if err := ctx.Err(); err != nil {
			return found, fault.New(fault.Cancelled, "casefile.find", fault.T("已取消", "cancelled")).WithCause(err)
		}
		if p.Recording() || p.Status != "read" {
			found.Unread = append(found.Unread, p.ID)
			continue
		}
		pages, err := f.Pages(ctx, p)
		if err != nil {
			return found, err
		}
		for _, page := range pages {
			text, at = solid(page.Text, text[:0], at[:0])
			found.look(p.ID, page, string(text), at, words)
		}
	}
	return found, nil
}

// look finds the words in one page, whose solid text and the runes it was made of are given.
func (f *Found) look(id string, page extract.Page, text string, at []int32, words string) {
	var runes []rune
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return
		}
		begin := from + i
		from = begin + len(words)
		if f.Total++; len(f.Places) >= mostFound {
			continue
		}
		if runes == nil {
			runes = []rune(page.Text)
		}
		start, end := int(at[begin]), int(at[from-1])+1
		f.Places = append(f.Places, FoundPlace{
			Place:  Place{Paper: id, Page: page.Number, Start: start, Length: end - start, Quote: string(runes[start:end])},
			Before: flat(runes[max(0, start-around):start]), After: flat(runes[end:min(len(runes), end+around)]),
		})
	}
}

// solid gathers the characters of a text that are no white space, in lower case and plain width; at tells for each byte of
// it the rune of the text it came from.
func solid(text string, into []byte, at []int32) ([]byte, []int32) {
	n := int32(-1)
	for _, r := range text {
		n++
		begin := len(into)
		switch {
		case r > 0x2fff && r < 0xff00: // most of Chinese stands for itself
			if r == 0x3000 {
				continue
			}
			into = utf8.AppendRune(into, r)
		case unicode.IsSpace(r):
			continue
		case r < 0x80:
			into = append(into, byte(unicode.ToLower(r)))
		default:
			into = append(into, strings.ToLower(norm.NFKC.String(string(r)))...)
		}
		for range len(into) - begin {
			at = append(at, n)
		}
	}
	return into, at
}

// flat writes a snippet on one line.
func flat(runes []rune) string {
	return strings.Join(strings.FieldsFunc(string(slices.Clone(runes)), unicode.IsSpace), " ")
}
