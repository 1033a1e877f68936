package review

import (
	"fmt"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

const (
	whole         = 10_000                      // of a side of a page, in the parts that a region counts in
	leastMark     = 10                          // of those parts: a smaller box cannot be seen again
	leastSpan     = 100                         // milliseconds
	longestRecord = int64(24 * time.Hour / 1e6) // milliseconds of the longest recording that a span can lie in
	mostProofs    = 100                         // of one point
)

// checkProofs refuses a proof that leads nowhere: to another case's paper, to a page that is not there, off the page, or to a
// stretch of time in a paper that is no recording.
func checkProofs(from store.Source, r Round, proofs []casefile.Place) error {
	if len(proofs) > mostProofs {
		return fault.New(fault.Invalid, "review.judge", fault.Tf("一项要点最多引用 %d 处", "a point cites at most %d places", mostProofs)).WithField("proofs")
	}
	for _, proof := range proofs {
		p, err := casefile.PaperOf(from, proof.Paper)
		if err != nil {
			return err
		}
		if p.Case != r.Case {
			return fault.New(fault.NotFound, "review.judge", fault.T("引用的材料不在本案卷内", "the cited paper is not of this case"))
		}
		if err := checkPlace(p, proof); err != nil {
			return err
		}
	}
	return nil
}

func checkPlace(p casefile.Paper, proof casefile.Place) error {
	bad := func(zh, en string) error {
		return fault.New(fault.Invalid, "review.judge", fault.T(zh, en)).WithField("proofs").
			WithHint(fault.T("请重新打开这份材料，再标一次。", "Open the paper again and mark the place anew."))
	}
	if proof.Page < 1 || proof.Page > max(p.PagesCount, 1) {
		return bad("引用的页不存在", "the cited page is not there")
	}
	if box := proof.Region; box != (casefile.Region{}) {
		if box.X < 0 || box.Y < 0 || box.Width < leastMark || box.Height < leastMark || box.X > whole-box.Width || box.Y > whole-box.Height {
			return bad("画框超出了页面，或者太小", "the box leaves the page, or is too small")
		}
	}
	if span := proof.Span; span != (casefile.Span{}) {
		if !p.Recording() {
			return bad("只有录音、录像可以标时间段", "only a recording has stretches of time")
		}
		if span.From < 0 || span.To < span.From+leastSpan || span.To > longestRecord {
			return bad("时间段的起止不对", "the stretch of time does not run from a beginning to an end")
		}
	}
	return nil
}

// where says on which page, or from when to when, a proof stands.
func where(p casefile.Place) string {
	if p.Span != (casefile.Span{}) {
		return clock(p.Span.From) + "至" + clock(p.Span.To)
	}
	return fmt.Sprintf("第%d页", p.Page)
}

// clock writes a moment of a recording: hours, minutes, seconds.
func clock(ms int64) string {
	s := ms / 1000
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}
