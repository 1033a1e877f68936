package disclosure

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/store"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// propose finds everything in the decision's text that the rules and the people of the case want hidden. What is hidden
// already, such as 周某 or an address that ends with the county, is left alone.
func (d *Desk) propose(s *sight) []Mask {
	masks := []Mask{}
	for _, hit := range d.redactor().Find(s.text, s.dictionary()) {
		if showsNothingMore(hit) {
			continue
		}
		masks = append(masks, Mask{ID: maskID(hit.Start, hit.End), Rule: hit.Rule, Level: hit.Level, Start: hit.Start, End: hit.End,
			Mask: hit.Mask, Reason: hit.Why, Accepted: true, By: "machine"})
	}
	return d.withoutUnseen(s, masks)
}

// maskID names a mask of the machine.
func maskID(start, end int) string { return fmt.Sprintf("m%d-%d", start, end) }

// showsNothingMore tells whether a find would look the same when masked.
func showsNothingMore(hit redact.Hit) bool {
	return len(redact.Absent(hit.Mask, []string{hit.Text})) > 0
}

// hits are the accepted masks, as the engine applies them.
func hits(masks []Mask) []redact.Hit {
	var list []redact.Hit
	for _, m := range masks {
		if m.Accepted {
			list = append(list, redact.Hit{Rule: m.Rule, Level: m.Level, Start: m.Start, End: m.End, Mask: m.Mask})
		}
	}
	return list
}

// Prepare lets the machine propose the masks and takes the disclosure into masking. Prepared again after the text has
// changed, it begins anew; otherwise what people have decided stays.
func (d *Desk) Prepare(ctx context.Context, actor account.Person, id string) error {
	return d.mask(ctx, actor, id, func(s *sight) error {
		if s.item.TextSHA256 == s.textSHA {
			return nil
		}
		s.masks = d.propose(s)
		return nil
	})
}

// MaskInput is what a person says of one mask. With the ID of a mask that the machine has found it accepts or refuses that
// one, and may give another text for the mask; without one it is a mask of the person's own, and Start and End (rune
// offsets, End exclusive) say where. An empty Mask takes that of the rule.
type MaskInput struct {
	ID       string `json:"id,omitempty"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Rule     string `json:"rule"`
	Mask     string `json:"mask"`
	Reason   string `json:"reason"`
	Accepted bool   `json:"accepted"`
}

// SetMasks takes what a person has decided. Masks of the machine that are not named stay as they are; those of people are
// replaced by the ones given. A nil remark stays as it is; otherwise it goes into the report's last column.
func (d *Desk) SetMasks(ctx context.Context, actor account.Person, id string, inputs []MaskInput, remark *string) error {
	return d.mask(ctx, actor, id, func(s *sight) error {
		if s.item.TextSHA256 != "" && s.item.TextSHA256 != s.textSHA {
			return textChanged()
		}
		if remark != nil {
			s.item.Remark = strings.TrimSpace(*remark)
		}
		masks := slices.DeleteFunc(slices.Clone(s.masks), func(m Mask) bool { return m.By == "person" })
		for _, input := range inputs {
			if i := slices.IndexFunc(masks, func(m Mask) bool { return m.ID == input.ID && m.By == "machine" }); i >= 0 {
				if err := judgeMask(&masks[i], input); err != nil {
					return err
				}
				continue
			}
			own, err := d.ownMask(s, input)
			if err != nil {
				return err
			}
			masks = slices.DeleteFunc(masks, func(m Mask) bool { return m.ID == own.ID })
			masks = append(masks, own)
		}
		s.masks = masks
		d.name(s)
		return consistent(masks)
	})
}

// mask runs a change of the masks by whoever prepares disclosures, and records their whole list.
func (d *Desk) mask(ctx context.Context, actor account.Person, id string, change func(s *sight) error) error {
	if err := actor.Demand(account.PrepareDisclosure); err != nil {
		return err
	}
	m, err := d.read(ctx, id)
	if err != nil {
		return err
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		s, err := d.look(tx, id, m)
		if err != nil {
			return err
		}
		if s.item.State != ToJudge && s.item.State != Masking {
			return wrongState(s.item)
		}
		if err := change(s); err != nil {
			return err
		}
		return d.recordMasks(tx, s)
	})
}

// recordMasks records the whole list of masks of a text.
func (d *Desk) recordMasks(tx *store.Tx, s *sight) error {
	data := masked{ID: s.item.ID, TextSHA256: s.textSHA, Rulebook: d.Files.Rules.Current().Version, Remark: s.item.Remark, Masks: []Mask{}}
	for _, m := range s.masks {
		m.Original, m.Label = "", fault.Text{} // the ledger does not hold what is hidden
		data.Masks = append(data.Masks, m)
	}
	_, err := tx.Record("disclosure.masked", s.c.ID, data)
	return err
}

// judgeMask takes a person's word on a mask that the machine has found.
func judgeMask(m *Mask, input MaskInput) error {
	reason, own := ownReason(input.Reason, m.Reason)
	if !input.Accepted && m.Level == redact.Must && !own && m.Accepted {
		return fault.New(fault.Refused, "disclosure.set_masks", fault.Tf("“%[1]s”应当隐去,不隐去须写明理由", "%[2]s is to be hidden: say why it is shown", m.Label.Zh, m.Label.In("en"))).
			WithArticle("政府信息公开条例第十五条").WithField(m.ID).WithHint(fault.T("填写理由,或保留该处脱敏。", "Give a reason, or keep the mask."))
	}
	if own {
		m.Reason = reason
	}
	if input.Accepted && strings.TrimSpace(input.Mask) != "" {
		m.Mask = input.Mask
	}
	m.Accepted = input.Accepted
	return goodMask(*m)
}

// ownReason is what a person gives as the reason, and tells whether it is another than the one that stands there.
func ownReason(given string, stands fault.Text) (fault.Text, bool) {
	given = strings.TrimSpace(given)
	return fault.T(given, given), given != "" && given != stands.Zh && given != stands.En
}

// hidesBy refuses a rule by which nothing is hidden.
func (d *Desk) hidesBy(op, id string) error {
	if rule, known := d.rule(id); !known || rule.Level == redact.Keep {
		return fault.New(fault.Invalid, op, fault.T("请选择脱敏规则", "choose a rule of redaction")).WithField("rule")
	}
	return nil
}

// ownMask makes a mask that a person has drawn.
func (d *Desk) ownMask(s *sight, input MaskInput) (Mask, error) {
	const op = "disclosure.set_masks"
	runes := []rune(s.text)
	if input.Start < 0 || input.End > len(runes) || input.Start >= input.End {
		return Mask{}, fault.New(fault.Invalid, op, fault.T("脱敏位置不在文本之内", "the mask lies outside the text")).WithField("start")
	}
	m := Mask{ID: fmt.Sprintf("p%d-%d", input.Start, input.End), Rule: input.Rule, Level: redact.Must, Start: input.Start, End: input.End,
		Original: string(runes[input.Start:input.End]), Mask: input.Mask, Reason: fault.T(strings.TrimSpace(input.Reason), strings.TrimSpace(input.Reason)), Accepted: true, By: "person"}
	if err := d.hidesBy(op, input.Rule); err != nil {
		return m, err
	}
	switch {
	case m.Reason.Zh == "":
		return m, fault.New(fault.Invalid, op, fault.T("请写明脱敏理由", "say why this is hidden")).WithField("reason")
	case !input.Accepted:
		return m, fault.New(fault.Invalid, op, fault.T("自行标注的脱敏不需要时请删除", "take a mask of your own away instead of refusing it")).WithField("accepted")
	case tooShort(plain(m.Original)):
		return m, fault.New(fault.Invalid, op, fault.T("至少选择两个汉字或者四个字母、数字,过短的内容无法核验是否隐去", "mark two Chinese characters or four letters and digits at least: the absence of less cannot be proved")).WithField("end")
	}
	if strings.TrimSpace(m.Mask) == "" {
		m.Mask = "***"
		for _, hit := range d.redactor().Find(m.Original, redact.Dictionary{Phrases: []redact.Phrase{{Text: m.Original, Rule: m.Rule}}}) {
			if hit.Rule == m.Rule {
				m.Mask = hit.Mask
			}
		}
	}
	return m, goodMask(m)
}

// tooShort tells whether a text is so short that it stands in any page by chance.
func tooShort(text string) bool {
	n := utf8.RuneCountInString(text)
	return n < 2 || n < 4 && len(text) == n
}

// goodMask refuses a mask that shows what it hides.
func goodMask(m Mask) error {
	if m.Accepted && len(redact.Absent(m.Mask, []string{m.Original})) > 0 {
		return fault.New(fault.Invalid, "disclosure.set_masks", fault.T("替换文字中仍含有应隐去的内容", "the mask shows what it is to hide")).WithField("mask")
	}
	return nil
}

// consistent refuses to hide a text in one place and to show it in another, since its absence could not be proved.
func consistent(masks []Mask) error {
	accepted := map[string]bool{}
	for _, m := range masks {
		accepted[plain(m.Original)] = accepted[plain(m.Original)] || m.Accepted
	}
	for _, m := range masks {
		if !m.Accepted && accepted[plain(m.Original)] {
			return fault.New(fault.Invalid, "disclosure.set_masks", fault.Tf("同一内容(%[1]s)一处隐去、一处保留", "the same text (%[2]s) is hidden in one place and shown in another", m.Label.Zh, m.Label.In("en"))).
				WithField(m.ID).WithHint(fault.T("全部隐去,或写明理由全部保留。", "Hide it everywhere, or show it everywhere with a reason."))
		}
	}
	return nil
}

func textChanged() error {
	return fault.New(fault.Conflict, "disclosure.text", fault.T("决定书文本已变动,原脱敏结果不再适用", "the decision's text has changed: the masks no longer fit it")).
		WithHint(fault.T("请重新生成脱敏稿。", "Prepare the masks anew."))
}

func wrongState(i Item) error {
	return fault.New(fault.Conflict, "disclosure.state", fault.Tf("公示记录%[1]s,不能进行此项操作", "the disclosure is %[2]s: this cannot be done now", i.State.Label().Zh, i.State.Label().En)).
		WithHint(fault.T("刷新后查看当前环节。", "Refresh and look where it stands."))
}
