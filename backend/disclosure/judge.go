package disclosure

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// change runs a step of a disclosure by somebody with a permission, on a fresh sight of it.
func (d *Desk) change(ctx context.Context, actor account.Person, permission account.Permission, id string, step func(tx *store.Tx, s *sight) error) error {
	if err := actor.Demand(permission); err != nil {
		return err
	}
	m, err := d.read(ctx, id)
	if err != nil {
		return err
	}
	return d.changeUnread(ctx, actor, permission, id, m, step)
}

// changeUnread runs a step that does not need the decision's text, or has it already: a decision whose paper cannot be read
// can still be withheld or withdrawn.
func (d *Desk) changeUnread(ctx context.Context, actor account.Person, permission account.Permission, id string, m material, step func(tx *store.Tx, s *sight) error) error {
	if err := actor.Demand(permission); err != nil {
		return err
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		s, err := d.look(tx, id, m)
		if err != nil {
			return err
		}
		return step(tx, s)
	})
}

// Submit hands the masked text to whoever approves. What blocks the report is a refusal.
func (d *Desk) Submit(ctx context.Context, actor account.Person, id string) error {
	if err := actor.Demand(account.PrepareDisclosure); err != nil {
		return err
	}
	if _, err := d.readBack(ctx, id, Masking); err != nil {
		return err
	}
	return d.change(ctx, actor, account.PrepareDisclosure, id, func(tx *store.Tx, s *sight) error {
		if s.item.State != Masking {
			return wrongState(s.item)
		}
		if err := d.clear(s); err != nil {
			return err
		}
		_, err := tx.Record("disclosure.submitted", s.c.ID, named{id})
		return err
	})
}

// readBack reads the finished pictures of a disclosure in a state, and refuses it when anything can be read on them that must be
// hidden, or cannot that must not.
func (d *Desk) readBack(ctx context.Context, id string, state State) (pages []FinishedPage, err error) {
	m, err := d.read(ctx, id)
	if err != nil {
		return nil, err
	}
	var s *sight
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		s, err = d.look(r, id, m)
		return err
	})
	if err != nil || len(s.scans) == 0 || s.item.State != state {
		return nil, err
	}
	if err := d.clear(s); err != nil {
		return nil, err
	}
	pages, problems, err := d.proofread(ctx, s, true)
	if err == nil && len(problems) > 0 {
		err = blocked(problems[0], len(problems))
	}
	return pages, err
}

// blocked refuses what problems stand against, and names the first.
func blocked(first Problem, count int) error {
	return fault.New(fault.Refused, "disclosure.check", fault.Tf("校验未通过(共%[1]d项):%[2]s %[3]s", "%[1]d checks block this: %[2]s %[4]s", count, first.ID, first.Message.Zh, first.Message.In("en"))).
		WithField(first.Field).WithArticle(first.Article).WithHint(fault.T("在脱敏稿或案件信息中改正后重试。", "Mend the masks or the facts of the case, then try again."))
}

// clear refuses a disclosure that something blocks: the text is another one, it must never be published, or a check fails.
func (d *Desk) clear(s *sight) error {
	const op = "disclosure.check"
	if s.item.TextSHA256 != s.textSHA {
		return textChanged()
	}
	for _, one := range s.scans {
		if one.paper.SHA256 != one.SHA256 {
			return fault.New(fault.Conflict, op, fault.Tf("图像材料“%[1]s”已变动或者移出案卷", "the paper “%[1]s” that goes out as pictures has changed, or is no longer in the dossier", one.Title)).
				WithHint(fault.T("请移除后重新加入。", "Leave it out and take it in again."))
		}
	}
	if g, sealed := s.sealed(); sealed {
		return fault.New(fault.Refused, op, fault.Tf("不得公示:%[1]s", "must not be published: %[2]s", g.Label.Zh, g.Label.In("en"))).WithArticle(g.Article).
			WithHint(fault.Tf("请以理由 %[1]s 办理不予公示。", "Withhold it on ground %[1]s.", g.ID))
	}
	if g, stands := s.restricted(); stands {
		return fault.New(fault.Refused, op, restrictedWord(g)).WithArticle(g.Article).WithHint(restrictedExit(g))
	}
	row, err := d.row(s)
	if err != nil {
		return err
	}
	var first *Problem
	count := 0
	for _, p := range d.problems(s, row) {
		if p.Level == "block" {
			if count++; first == nil {
				first = &p
			}
		}
	}
	if first == nil {
		return nil
	}
	return blocked(*first, count)
}

// Approve releases the masked text and the report for publication. Nobody approves what they have prepared, or what they
// handle.
func (d *Desk) Approve(ctx context.Context, actor account.Person, id string) error {
	return d.ApproveSeen(ctx, actor, id, false)
}

// ApproveSeen is the same for a disclosure with pictures. Where text cannot be read off them here, nothing but eyes can tell that
// what is covered cannot be seen: whoever approves says by byEye that they have looked at every page, and that is put on record.
func (d *Desk) ApproveSeen(ctx context.Context, actor account.Person, id string, byEye bool) error {
	if err := actor.Demand(account.ApproveDisclosure); err != nil {
		return err
	}
	pages, err := d.readBack(ctx, id, Checking)
	if err != nil {
		return err
	}
	if n := unseen(pages); n > 0 && !byEye {
		return fault.New(fault.Refused, "disclosure.approve", fault.Tf("有%[1]d页图像不能由程序读回核验，须由审批人逐页查看", "%[1]d pages cannot be read back by the program: whoever approves looks at each", n)).WithField("by_eye").
			WithHint(fault.T("逐页查看成品图像，确认遮盖处无法辨认后勾选“已逐页查看”；安装 tesseract-ocr 和 tesseract-ocr-chi-sim 后可自动核验。",
				"Look at every finished page, then say that you have; with tesseract-ocr and tesseract-ocr-chi-sim installed the program reads them back."))
	}
	return d.change(ctx, actor, account.ApproveDisclosure, id, func(tx *store.Tx, s *sight) error {
		if s.item.State != Checking {
			return wrongState(s.item)
		}
		if err := d.mayJudge(tx, actor, s); err != nil {
			return err
		}
		if err := d.clear(s); err != nil {
			return err
		}
		sha, err := d.fingerprint(s)
		if err != nil {
			return err
		}
		_, err = tx.Record("disclosure.approved", s.c.ID, approved{ID: id, SHA256: sha, Pictures: pages, ByEye: byEye && len(pages) > 0})
		return err
	})
}

// mayJudge refuses whoever has worked on the masks or on the case itself.
func (d *Desk) mayJudge(from store.Source, actor account.Person, s *sight) error {
	if err := notPreparer(from, s.item.ID, actor.ID); err != nil {
		return err
	}
	handlers, err := casefile.HandlersOf(from, s.c.ID)
	if err != nil || !slices.Contains(handlers, actor.ID) {
		return err
	}
	return fault.New(fault.Refused, "disclosure.approve", fault.T("本案承办人不得审核本案公示", "whoever handles a case does not approve its disclosure")).
		WithArticle("政府信息公开条例第十七条").WithHint(fault.T("请由本案以外的法制审核人员或负责人审核。", "Ask a reviewer or leader who does not handle the case."))
}

// fingerprint is a hash over what is approved: the public text and the public row, less what depends on the day.
func (d *Desk) fingerprint(s *sight) (string, error) {
	row, err := d.row(s)
	if err != nil {
		return "", err
	}
	values := map[string]string{}
	for _, c := range row {
		if !c.made("disc.end_on") {
			values[c.Code] = c.Public
		}
	}
	text, _ := s.public()
	all := []any{text, values}
	for _, one := range s.scans {
		all = append(all, one.Scan)
		for _, c := range one.covers {
			all = append(all, []any{c.Page, c.Region, c.Accepted})
		}
	}
	raw, err := json.Marshal(all)
	return digest(string(raw)), fault.Wrap("disclosure.fingerprint", err)
}

// Return gives a disclosure back for masking: one that waits for approval, one that was approved, or one that was withheld
// on a ground that no longer holds.
func (d *Desk) Return(ctx context.Context, actor account.Person, id, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return fault.New(fault.Invalid, "disclosure.return", fault.T("请写明退回理由", "say why it is returned")).WithField("reason")
	}
	return d.changeUnread(ctx, actor, account.ApproveDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		if !slices.Contains([]State{Checking, Approved, Withheld}, s.item.State) {
			return wrongState(s.item)
		}
		if g, sealed := s.sealed(); sealed && s.item.State == Withheld {
			return fault.New(fault.Refused, "disclosure.return", fault.Tf("不得公示:%[1]s", "must not be published: %[2]s", g.Label.Zh, g.Label.In("en"))).WithArticle(g.Article)
		}
		_, err := tx.Record("disclosure.returned", s.c.ID, reasoned{id, reason})
		return err
	})
}

// Withhold keeps a decision from publication on a ground of the rulebook. Whoever approves decides; a ground that the law
// leaves no choice about needs no note, every other one does.
func (d *Desk) Withhold(ctx context.Context, actor account.Person, id, ground, note string) error {
	const op = "disclosure.withhold"
	note = strings.TrimSpace(note)
	return d.changeUnread(ctx, actor, account.ApproveDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		g := groundOf(s.procedure.Book(), ground)
		if g.ID == "" {
			return fault.New(fault.Invalid, op, fault.T("请选择不予公示的理由", "choose a ground for not publishing")).WithField("ground")
		}
		if note == "" && !g.Never {
			return fault.New(fault.Invalid, op, fault.T("请写明不予公示的具体情况", "say what the ground rests on")).WithField("note").WithArticle(g.Article)
		}
		if !slices.Contains([]State{ToJudge, Masking, Checking, Approved}, s.item.State) {
			return wrongState(s.item)
		}
		if s.item.correcting() {
			return fault.New(fault.Refused, op, fault.T("已公示的内容须办理撤回,不能改为不予公开", "what is public is withdrawn, not withheld")).WithHint(fault.T("请办理撤回。", "Withdraw it."))
		}
		if err := d.mayJudge(tx, actor, s); err != nil {
			return err
		}
		if !g.On(s.item.DecidedOn) {
			return fault.New(fault.Refused, op, fault.Tf("理由 %[1]s 在决定之日尚未施行", "ground %[1]s was not in force on the day of the decision", g.ID)).WithField("ground").WithArticle(g.Article)
		}
		_, err := tx.Record("disclosure.withheld", s.c.ID, withheld{ID: id, Ground: g.ID, Note: note})
		return err
	})
}

// step is the move that publishing makes in a case: none if the case has gone on since it was served. A case that has not
// been served is refused.
func (d *Desk) step(from store.Source, s *sight, actor account.Person) (*casefile.Move, error) {
	t, ok := s.procedure.Lifecycle.On(s.c.State, rulebook.DisclosurePublished, "")
	if ok {
		move, err := d.Files.EventMove(from, s.c, rulebook.DisclosurePublished, "", actor)
		return &move, err
	}
	steps, err := casefile.StepsOf(from, s.c.ID)
	if err != nil {
		return nil, err
	}
	for _, candidate := range s.procedure.Lifecycle.Transitions {
		if candidate.By == rulebook.DisclosurePublished {
			t = candidate
		}
	}
	if slices.ContainsFunc(steps, func(step casefile.Step) bool { return slices.Contains(t.From, step.State) }) {
		return nil, nil
	}
	return nil, fault.New(fault.Refused, "disclosure.publish", fault.T("决定书尚未送达当事人,不能公示", "the decision has not been served on the party: it cannot be published yet")).
		WithArticle(serving(s.procedure.Lifecycle, t).Article).WithHint(fault.T("先送达并登记送达回证,再公示。", "Serve it and enter the proof of service first."))
}

// serving is the step that people make before a decision can be published.
func serving(life rulebook.Lifecycle, publish rulebook.Transition) rulebook.Transition {
	for _, t := range life.Transitions {
		if t.By == "" && t.Converts == "" && slices.Contains(publish.From, t.To) {
			return t
		}
	}
	return rulebook.Transition{}
}
