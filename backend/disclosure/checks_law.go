package disclosure

import (
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
)

// creditCodes is V02: form, check character, and the first two characters by the kind of body.
func (r *report) creditCodes() {
	for _, code := range r.check.Columns {
		c := r.column(code)
		if c.Value == "" {
			continue
		}
		if c.Value != strings.ToUpper(c.Value) {
			r.say(code, "“%[1]s”的字母应为大写", "“%[2]s” has small letters", c.Label.Zh, c.Label.In("en"))
			continue
		}
		if problems := idcode.CheckCreditCode(c.Value); len(problems) > 0 {
			r.say(code, "“%[1]s”不正确:%[3]s", "“%[2]s” is wrong: %[4]s", c.Label.Zh, c.Label.In("en"), problems[0].Text.Zh, problems[0].Text.In("en"))
			continue
		}
		party := c.made("p.uscc")
		switch _, known := idcode.CreditCodeCategory(c.Value); {
		case !known:
			r.say(code, "“%[1]s”的前两位不是登记管理部门和机构类别代码", "the first two characters of “%[2]s” are no registrar and kind of body", c.Label.Zh, c.Label.In("en"))
		case party && r.str("p.type") == "sole" && !strings.HasPrefix(c.Value, "92"):
			r.say(code, "个体工商户的统一社会信用代码应以92开头", "the code of an individual business begins with 92")
		case party && r.str("p.type") == "entity" && strings.HasPrefix(c.Value, "92"):
			r.say(code, "以92开头的是个体工商户,与相对人类别不一致", "a code that begins with 92 is of an individual business, which the type is not")
		case !party && !strings.HasPrefix(c.Value, "1"):
			r.say(code, "“%[1]s”应为机关(11)或者机构编制部门登记的单位(1开头)", "“%[2]s” should be that of an agency (11) or another public body (beginning with 1)", c.Label.Zh, c.Label.In("en"))
		}
	}
}

// personColumns is V03.
func (r *report) personColumns() {
	if r.str("p.type") != "person" {
		return
	}
	for _, code := range r.check.Columns {
		c := r.column(code)
		of := c.made("p.id_type") || c.made("p.id_no")
		switch {
		case of && c.Value == "":
			r.say(code, "相对人为自然人,“%[1]s”须填写", "the party is a natural person: “%[2]s” is required", c.Label.Zh, c.Label.In("en"))
		case !of && c.Value != "":
			r.say(code, "相对人为自然人,“%[1]s”须为空", "the party is a natural person: “%[2]s” must be empty", c.Label.Zh, c.Label.In("en"))
		}
	}
}

// entityColumns is V04.
func (r *report) entityColumns() {
	if kind := r.str("p.type"); kind == "person" || kind == "" {
		return
	}
	for _, code := range r.check.Columns {
		c := r.column(code)
		of := c.made("p.uscc") || c.made("p.legal_rep")
		switch {
		case of && c.Value == "" && (!c.made("p.uscc") || !r.otherCode()):
			r.say(code, "相对人不是自然人,“%[1]s”须填写", "the party is no natural person: “%[2]s” is required", c.Label.Zh, c.Label.In("en"))
		case !of && c.Value != "":
			r.say(code, "相对人不是自然人,“%[1]s”须为空", "the party is no natural person: “%[2]s” must be empty", c.Label.Zh, c.Label.In("en"))
		}
	}
}

// identities is V05. Numbers of other documents only warn.
func (r *report) identities() {
	for _, pair := range [][2]string{{"p.id_no", "p.id_type"}, {"p.rep_id_no", "p.rep_id_type"}} {
		c, kind := r.of(pair[0]), pair[1]
		number := c.Code
		if c.Value == "" || !slices.Contains(r.check.Columns, number) {
			continue
		}
		if r.str(kind) == "resident_id" || r.str(kind) == "" {
			if problems := idcode.CheckResidentID(c.Value, r.today); len(problems) > 0 {
				r.say(number, "“%[1]s”不是有效的身份证号:%[3]s", "“%[2]s” is no valid identity number: %[4]s", c.Label.Zh, c.Label.In("en"), problems[0].Text.Zh, problems[0].Text.In("en"))
			}
			continue
		}
		if n := len(c.Value); n < 8 || n > 18 || strings.Trim(strings.ToUpper(c.Value), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
			r.sayAt("warn", number, fault.Tf("请核对“%[1]s”:不像该类证件的号码", "look at “%[2]s” again: it does not look like the number of such a document", c.Label.Zh, c.Label.In("en")), "")
		}
	}
}

// timely is V08.
func (r *report) timely() {
	switch decided := r.day(r.named(0)); {
	case decided == "":
	case decided > r.today:
		r.say(r.named(0), "决定日期晚于今天", "the decision is dated in the future")
	case r.item.DueOn != "" && r.today > r.item.DueOn:
		r.say(r.named(0), "已超过公示期限(%[1]s),属迟报", "the time to publish ran out on %[1]s: this report is late", r.item.DueOn)
	}
}

// until is V09.
func (r *report) until() {
	end, decided := r.day(r.named(0)), r.day(r.named(1))
	if end == "" {
		return
	}
	if end < decided {
		r.say(r.named(0), "公示截止期早于决定日期", "publication ends before the decision")
	}
	if limit, rule := r.desk.publishedUntil(r.sight); limit != "" && end > limit {
		r.say(r.named(0), "公示截止期超过最长公示期(至%[1]s,%[2]s)", "publication would end after the longest period (until %[1]s, %[2]s)", limit, rule)
	}
}

// valid is V10.
func (r *report) valid() {
	if end := r.day(r.named(0)); end != "" && end < r.day(r.named(1)) {
		r.say(r.named(0), "处罚有效期早于决定日期", "the penalty would end before the decision")
	}
}

// validity is V16.
func (r *report) validity() {
	from, to := r.day(r.named(0)), r.day(r.named(1))
	if from != "" && to != "" && from > to {
		r.say(r.named(1), "有效期至早于有效期自", "the licence would end before it begins")
	}
}

// plainTitle is V17.
func (r *report) plainTitle() {
	if strings.ContainsAny(r.at(r.named(0)), "〔〕[]") {
		r.say(r.named(0), "文书名称填标题，不含文号", "give the title of the paper without its number")
	}
}

// number is V11.
func (r *report) number() {
	no := r.at(r.named(0))
	if no == "" {
		return
	}
	parsed, err := idcode.ParseDocNo(no)
	switch {
	case err != nil:
		e := fault.As(err)
		r.say(r.named(0), "文号格式不正确:%[1]s", "the number is not well formed: %[2]s", e.Message.Zh, e.Message.In("en"))
	case parsed.String() != no:
		r.say(r.named(0), "文号应写作“%[1]s”(六角括号、半角数字)", "write the number as “%[1]s”", parsed.String())
	}
	if r.sameNumber {
		r.say(r.named(0), "本机关另有案件使用同一文号", "another case of this office has the same number")
	}
}

// agency is V12: the name and the code are those of the office, or of the agency that delegated it.
func (r *report) agency() {
	name, code := r.office.Name, r.office.USCC
	if r.body.Delegated() {
		name, code = r.body.DelegBy, r.body.DelegUSCC
	}
	if r.at(r.named(0)) != name {
		r.say(r.named(0), "机关名称应为“%[1]s”", "the agency should be “%[1]s”", name)
	}
	if r.at(r.named(1)) != code {
		r.say(r.named(1), "机关代码与机关名称不一致", "the agency’s code is not that of its name")
	}
}

// withheld is V18: what may never be published blocks, and so does what cannot be settled yet; what is not published by
// default warns.
func (r *report) withheld() {
	if g, sealed := r.sealed(); sealed {
		r.sayAt("block", "text", fault.Tf("不得公示:%[1]s(%[3]s)", "must not be published: %[2]s (%[3]s)", g.Label.Zh, g.Label.In("en"), g.ID), g.Article)
		return
	}
	rule, verdict, missing := r.procedure.DisclosureRuleFor(r.facts)
	switch {
	case verdict == rulebook.Unknown:
		var zh, en []string
		for _, name := range missing {
			field, _ := r.procedure.Field(name)
			zh, en = append(zh, field.Label.Zh), append(en, field.Label.In("en"))
		}
		r.sayAt("block", "text", fault.Tf("尚不能判定是否可以公示,请先确认:%[1]s", "it cannot be told yet whether this may be published; settle first: %[2]s", strings.Join(zh, "、"), strings.Join(en, ", ")), rule.Article)
	case verdict == rulebook.Met && rule.Publish == "no":
		g := r.ground(rule.Ground)
		r.sayAt("warn", "text", fault.Tf("按规定默认不公示:%[1]s(%[3]s),确需公示的由审批人决定", "by default not published: %[2]s (%[3]s); whoever approves decides", g.Label.Zh, g.Label.In("en"), g.ID), rule.Article)
	}
	met, _ := r.procedure.GroundsFor(r.facts)
	for _, g := range met {
		if g.Effect == "mask" {
			r.sayAt("warn", "text", fault.Tf("“%[1]s”:%[3]s", "%[2]s: %[4]s", g.Label.Zh, g.Label.In("en"), g.Then.Zh, g.Then.In("en")), g.Article)
		}
	}
}

// ground finds a ground for not publishing.
func (r *report) ground(id string) rulebook.Ground { return groundOf(r.procedure.Book(), id) }

func groundOf(book *rulebook.Book, id string) rulebook.Ground {
	i := slices.IndexFunc(book.Grounds, func(g rulebook.Ground) bool { return g.ID == id })
	if i < 0 {
		return rulebook.Ground{}
	}
	return book.Grounds[i]
}

// sealed finds the ground by which this may never be published, if the facts meet one.
func (s *sight) sealed() (rulebook.Ground, bool) {
	met, _ := s.procedure.GroundsFor(s.facts)
	i := slices.IndexFunc(met, func(g rulebook.Ground) bool { return g.Never })
	if i < 0 {
		return rulebook.Ground{}, false
	}
	return met[i], true
}
