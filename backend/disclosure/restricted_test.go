package disclosure_test

import (
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

func TestARestrictedCaseIsNotPublishedUntilItsMarkIsLifted(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.approved(id)
	o.check(o.files.Restrict(bg, o.leader, caseID, casefile.Restriction{Ground: "X03", Reason: "涉及公共安全"}))
	_, err := o.Publish(bg, o.publisher, []string{id}, o.out)
	if e := refused(t, "published", err, fault.Refused); !strings.Contains(e.Message.Zh, "X03") || e.Article == "" || !strings.Contains(e.Hint.Zh, "解除限制知悉") || !strings.Contains(e.Hint.En, "X03") {
		t.Errorf("%+v", e)
	}
	_, err = o.Publish(bg, o.publisher, nil, o.out)
	refused(t, "with all others", err, fault.Refused)
	if blocks := problems(o.get(id), "block"); len(blocks) != 1 || blocks[0].ID != "X03" || blocks[0].Article == "" {
		t.Errorf("the desk does not say so: %+v", blocks)
	}
	o.check(o.Return(bg, o.reviewer, id, "案件限制知悉"))
	refused(t, "handed in", o.Submit(bg, o.publisher, id), fault.Refused)
	o.check(o.files.LiftRestriction(bg, o.leader, caseID, "已经核实，可以公开"))
	o.check(o.Submit(bg, o.publisher, id))
	o.check(o.Approve(bg, o.reviewer, id))
	_, err = o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
	o.replays()
}

func TestACaseRestrictedForASecretIsPublishedInPart(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.check(o.Prepare(bg, o.publisher, id))
	o.check(o.files.Restrict(bg, o.leader, caseID, casefile.Restriction{Ground: "X04", Reason: "当事人主张商业秘密"}))
	if e := refused(t, "nothing masked by hand", o.Submit(bg, o.publisher, id), fault.Refused); !strings.Contains(e.Hint.Zh, "部分公开") {
		t.Errorf("%+v", e)
	}
	d := o.get(id)
	start := len([]rune(d.Text[:strings.Index(d.Text, "酱油配方三号")]))
	o.check(o.SetMasks(bg, o.publisher, id, []disclosure.MaskInput{{Start: start, End: start + 6, Rule: "X-R16", Reason: "商业秘密", Accepted: true}}, nil))
	o.check(o.Submit(bg, o.publisher, id))
	o.check(o.Approve(bg, o.reviewer, id))
	batch, err := o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
	if len(batch.Items) != 1 {
		t.Errorf("%+v", batch)
	}
}
