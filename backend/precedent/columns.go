package precedent

import (
	"math"
	"strconv"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Lengths are kept in classes, each longer than the one before by a seventeenth: the score of a paper hardly differs within one.
const lengthSteps = 12 // classes for a doubling

func lengthTerm(tokens int) string { return strconv.Itoa(lengthClass(tokens)) }

func lengthClass(tokens int) int {
	return min(255, int(math.Round(lengthSteps*math.Log2(float64(max(1, tokens))))))
}

func lengthOf(class int) float64 { return math.Exp2(float64(class) / lengthSteps) }

// columns are values of the papers of a segment by number. A segment never changes, so they are read once, when they are
// first needed.
type columns struct {
	lengths column[uint8]
	on      column[int32] // 20240305, 0 for none
	amount  column[int64] // fen, 0 for none
	tokens  float64       // of all papers, about
}

// column is one of them.
type column[T any] struct {
	once   sync.Once
	values []T
	err    error
}

// read fills a column from the terms of a field.
func (c *column[T]) read(at *scorch.SegmentSnapshot, field string, value func(term string, papers int) (T, error)) ([]T, error) {
	c.once.Do(func() {
		c.values = make([]T, at.FullSize())
		c.err = guarded(func() error {
			return eachTerm(at, field, "", func(term string, p stretch) error {
				v, err := value(term, p.count())
				if err == nil {
					p.each(0, func(n uint32) { c.values[n] = v })
				}
				return err
			})
		})
	})
	return c.values, c.err
}

func (s *seg) lengths() ([]uint8, error) {
	return s.cols.lengths.read(s.at, fieldLength, func(term string, papers int) (uint8, error) {
		n, err := strconv.ParseUint(term, 10, 8)
		s.cols.tokens += lengthOf(int(n)) * float64(papers)
		return uint8(n), err
	})
}

func (s *seg) on() ([]int32, error) {
	return s.cols.on.read(s.at, fieldOn, func(term string, _ int) (int32, error) { return dayNumber(term), nil })
}

func (s *seg) amount() ([]int64, error) {
	return s.cols.amount.read(s.at, fieldAmount, func(term string, _ int) (int64, error) { return amountOfTerm(term) })
}

// dayNumber is a date as a number: 2024-03-05 is 20240305, 2024-03 is 20240300, and what is no date 0.
func dayNumber(day string) int32 {
	n, digits := int32(0), 0
	for _, c := range day {
		if c == '-' {
			continue
		}
		if !isDigit(c) || digits == 8 {
			return 0
		}
		n = 10*n + c - '0'
		digits++
	}
	for ; digits > 0 && digits < 8; digits++ {
		n *= 10
	}
	return n
}

// ons and amounts give the date and the amount of any paper of a view.
func (v *view) ons() (func(uint32) int32, error) {
	return byNumber(v, (*seg).on)
}

func (v *view) amounts() (func(uint32) int64, error) {
	return byNumber(v, (*seg).amount)
}

// byNumber makes a lookup over all segments out of the columns of each.
func byNumber[T any](v *view, column func(*seg) ([]T, error)) (func(uint32) T, error) {
	all := make([][]T, len(v.segs))
	for i, s := range v.segs {
		var err error
		if all[i], err = column(s); err != nil {
			return nil, err
		}
	}
	last := 0
	return func(n uint32) T {
		s := v.segs[last]
		if n < s.first || n >= s.first+s.papers {
			last = v.segOf(n)
			s = v.segs[last]
		}
		return all[last][n-s.first]
	}, nil
}
