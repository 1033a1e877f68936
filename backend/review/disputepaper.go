package review

import (
	"fmt"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

func hasID(id string) func(rulebook.Item) bool {
	return func(i rulebook.Item) bool { return i.ID == id }
}

// writeDispute puts the record of a dispute into the dossier, with every step so far, and returns the paper's id.
func (d *Desk) writeDispute(tx *store.Tx, c casefile.Case, r Round, title string, steps []DisputeStep) (string, error) {
	office, _, err := account.OfficeOf(tx)
	if err != nil {
		return "", err
	}
	procedure, _ := d.Files.Procedure(c)
	kind, _ := procedure.Book().Opinion(r.Opinion)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n案件名称：%s\n案件编号：%s\n所涉意见书：%s（%s）\n审核内容摘要（SHA-256）：%s\n\n", office.Name, title, c.Title, c.No, r.No, kind.Label.Zh, r.Fingerprint)
	for i, s := range steps {
		by, err := account.PersonOf(tx, s.By)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%d．%s  %s  %s\n", i+1, s.At[:10], by.Name, stepName(s))
		if len(s.Items) > 0 {
			fmt.Fprintf(&b, "　　所涉要点：%s\n", strings.Join(s.Items, "、"))
		}
		fmt.Fprintf(&b, "　　%s\n", s.Text)
		if s.Minority != "" {
			fmt.Fprintf(&b, "　　不同意见：%s\n", s.Minority)
		}
	}
	b.WriteString("\n异议的处理不代替法制审核；未经审核或者审核未通过的，不得作出决定。\n")
	record, _ := procedure.ReviewPaper(rulebook.DisputePaper)
	paper, err := d.Files.AddSigned(tx, c, record.Code, title, "", b.String())
	return paper.ID, err
}

// stepName is what a step of a dispute is called on paper.
func stepName(s DisputeStep) string {
	levels := map[string]string{Deputy: "分管负责人", Head: "主要负责人", Meeting: "集体讨论"}
	results := map[string]string{Upheld: "维持审核意见", Again: "重新审核"}
	switch s.Kind {
	case Objected:
		return "承办机构提出异议"
	case Answered:
		return "法制机构答复：" + results[s.Result]
	case Referred:
		return "提请" + levels[s.Level]
	case Ruled:
		return levels[s.Level] + "意见：" + results[s.Result]
	}
	return "撤回异议"
}
