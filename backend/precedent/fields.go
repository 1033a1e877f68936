package precedent

import (
	"encoding/binary"
	"fmt"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// The fields of the index. The body holds tokens, the others whole terms.
const (
	fieldBody       = "body"
	fieldTail       = "tail"    // last characters of runs of Han characters in the body
	fieldLength     = "length"  // class of the number of tokens in the body
	fieldDocNo      = "docno"   // numbers that stand in the paper
	fieldOwnNo      = "own"     // the paper's own numbers
	fieldCode       = "code"    // credit code of the party
	fieldParty      = "party"   // names of the parties, folded, as all that follow
	fieldName       = "name"    // title, name of the file, kind
	fieldCase       = "case"    // number and title of the case
	fieldCaseID     = "caseid"  // as it is
	fieldArticle    = "article" // articles as they are written
	fieldLaw        = "law"     // articles as they are compared, to gather what was decided under them
	fieldNumber     = "number"  // the paper's own numbers as they are written
	fieldOn         = "on"      // date
	fieldAmount     = "amount"  // big-endian, so that the order of the terms is that of the amounts
	fieldRestricted = "restricted"
	fieldInternal   = "internal"
)

// often are the classes of how often a token stands in a body. A token that stands so often or more has a term of its own
// beside the plain one, with the class behind it as a control character. Bleve's own frequencies and lengths, which it keeps
// with every posting, would take more room than the postings themselves, and be read one by one.
var often = []struct {
	from int     // times, from which on it belongs to the class
	as   float64 // times that the class counts for
}{{1, 1}, {2, 2}, {3, 3.4}, {5, 6}, {9, 12}}

// oftenTerm is the term of a token in a class.
func oftenTerm(token string, class int) string {
	if class == 0 {
		return token
	}
	return token + string(rune(often[class].from))
}

// docField is a field whose terms are already counted. A bare one keeps which papers hold a term and nothing else; the terms
// of the others take no room of their own when only one paper holds them.
type docField struct {
	name  string
	bare  bool
	terms map[string]bool
	freqs index.TokenFrequencies
}

func (f *docField) Name() string                                     { return f.name }
func (f *docField) Value() []byte                                    { return nil }
func (f *docField) ArrayPositions() []uint64                         { return nil }
func (f *docField) EncodedFieldType() byte                           { return 't' }
func (f *docField) Options() index.FieldIndexingOptions              { return index.IndexField }
func (f *docField) AnalyzedLength() int                              { return 1 }
func (f *docField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.freqs }
func (f *docField) NumPlainTextBytes() uint64                        { return 0 }
func (f *docField) Size() int                                        { return 64 + 64*len(f.freqs) }

// Analyze turns the terms into what Bleve wants.
func (f *docField) Analyze() {
	if f.freqs != nil {
		return
	}
	f.freqs = make(index.TokenFrequencies, len(f.terms))
	list := make([]index.TokenFreq, len(f.terms))
	i := 0
	for term := range f.terms {
		t := &list[i]
		t.Term = []byte(term)
		if !f.bare {
			t.SetFrequency(1)
		}
		f.freqs[term] = t
		i++
	}
	f.terms = nil
}

// termsField indexes whole terms that few papers share; bareField those that many do.
func termsField(name string, terms ...string) *docField {
	f := &docField{name: name, terms: make(map[string]bool, len(terms))}
	for _, t := range terms {
		if t != "" {
			f.terms[t] = true
		}
	}
	return f
}

func bareField(name string, terms ...string) *docField {
	f := termsField(name, terms...)
	f.bare = true
	return f
}

// bodyField indexes the tokens of folded texts and tells how many there are.
func bodyField(texts []folded) (f *docField, length int) {
	size := 0
	for _, t := range texts {
		size += len(t.r)
	}
	count := make(map[string]int, size/2+8)
	var word [4 * longestWord]byte
	for _, t := range texts {
		tokens(t.r, func(tok []rune, _ int) {
			b := word[:0]
			for _, r := range tok {
				b = utf8.AppendRune(b, r)
			}
			count[string(b)]++
			length++
		})
	}
	f = &docField{name: fieldBody, bare: true, terms: make(map[string]bool, len(count)+len(count)/3)}
	for token, n := range count {
		for class, o := range often {
			if n < o.from {
				break
			}
			f.terms[oftenTerm(token, class)] = true
		}
	}
	return f, length
}

// buildDocument makes the document of a paper.
func buildDocument(p Paper, pages []Page) *document.Document {
	secrets := secretsOf(p, pages)
	text := compose(p, pages, secrets)
	c := cardOf(p, secrets)
	d := document.NewDocument(p.ID)

	parts := make([]folded, 0, len(text))
	tail, numbers := map[rune]bool{}, map[string]bool{}
	for _, part := range text {
		parts = append(parts, part.folded)
		tails(part.r, func(r rune) { tail[r] = true })
		for _, n := range findDocNos(part.r) {
			for _, form := range n.forms() {
				numbers[form] = true
			}
		}
	}
	body, length := bodyField(parts)
	own := map[string]bool{}
	for _, s := range c.DocNos {
		for _, n := range findDocNos(fold(s).r) {
			for _, form := range n.forms() {
				own[form] = true
			}
		}
	}
	d.AddField(body)
	d.AddField(bareField(fieldTail, keys(tail)...))
	d.AddField(bareField(fieldLength, lengthTerm(length)))
	d.AddField(termsField(fieldDocNo, keys(numbers)...))
	d.AddField(termsField(fieldOwnNo, keys(own)...))
	d.AddField(termsField(fieldNumber, foldedTerms(c.DocNos...)...))
	d.AddField(termsField(fieldCaseID, fold(p.Case).String()))
	d.AddField(termsField(fieldCode, fold(c.Code).String()))
	d.AddField(termsField(fieldParty, foldedTerms(c.Party...)...))
	d.AddField(termsField(fieldName, foldedTerms(c.Title, c.FileName, c.Kind)...))
	d.AddField(termsField(fieldCase, foldedTerms(c.CaseNo, c.CaseTitle)...))
	d.AddField(bareField(fieldArticle, foldedTerms(c.Articles...)...))
	d.AddField(bareField(fieldLaw, each(c.Articles, articleTerm)...))
	d.AddField(bareField(fieldOn, c.On))
	d.AddField(bareField(fieldAmount, amountTerm(c.Amount)))
	if p.Restricted {
		d.AddField(bareField(fieldRestricted, "1"))
	}
	if p.Internal {
		d.AddField(bareField(fieldInternal, "1"))
	}
	for facet, values := range c.facets() {
		d.AddField(bareField(facetField(facet), values...))
	}
	return d
}

func foldedTerms(list ...string) []string {
	return each(list, func(s string) string { return fold(s).String() })
}

// amountTerm is an amount as a term, none for none.
func amountTerm(fen int64) string {
	if fen <= 0 {
		return ""
	}
	return string(binary.BigEndian.AppendUint64(nil, uint64(fen)))
}

func amountOfTerm(term string) (int64, error) {
	if len(term) != 8 {
		return 0, fmt.Errorf("%w: amount %q", errDoubt, term)
	}
	return int64(binary.BigEndian.Uint64([]byte(term))), nil
}

func keys[K rune | string, V any](set map[K]V) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, string(k))
	}
	return out
}
