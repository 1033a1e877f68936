package decision

import (
	"fmt"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/store"
)

// The places in a draft that are filled when it is issued.
const (
	NumberMark = "{{文号}}"
	DayMark    = "{{决定日期}}"
)

// blankMark begins a place in a draft that nobody has filled yet.
const blankMark = "【待填"

// complete refuses a text in which places are still to be filled.
func complete(text, article string) error {
	if n := strings.Count(text, blankMark); n > 0 {
		return fault.New(fault.Refused, "decision.issue", fault.Tf("决定书还有%[1]d处待填内容", "the decision has %[1]d places that are still to be filled", n)).
			WithArticle(article).WithHint(fault.T("补全代拟稿后重新送审。", "Complete the draft and submit it to review again."))
	}
	return nil
}

func fill(text, no, day string) string {
	var year, month, date int
	if _, err := fmt.Sscanf(day, "%d-%d-%d", &year, &month, &date); err == nil {
		day = fmt.Sprintf("%d年%d月%d日", year, month, date)
	}
	return strings.NewReplacer(NumberMark, no, DayMark, day).Replace(text)
}

// nextNo is the next number of the year for this kind of decision: no gap, no number twice.
func nextNo(tx *store.Tx, word string) (string, error) {
	office, _, err := account.OfficeOf(tx)
	if err != nil {
		return "", err
	}
	prefix := fmt.Sprintf("%s%s〔%s〕", office.CodeWord, word, tx.Today()[:4])
	numbers, err := store.All[string](tx, queries.Get("numbers"), prefix+"%")
	if err != nil {
		return "", err
	}
	last := 0
	for _, no := range numbers {
		if parsed, err := idcode.ParseDocNo(no); err == nil {
			last = max(last, parsed.Number)
		}
	}
	return fmt.Sprintf("%s%d号", prefix, last+1), nil
}
