package rulebook

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// texts reports sentences that lack one of the two languages, labels that are empty and rows without a source.
func (l *loader) texts(name, id string, row any) {
	v := reflect.ValueOf(row)
	for i := range v.NumField() {
		field, kind := v.Field(i), v.Type().Field(i)
		switch value := field.Interface().(type) {
		case fault.Text:
			if (value.Zh == "") != (value.En == "") || (kind.Name == "Label" && value.IsZero()) {
				l.problem(name, id, "“%[1]s”一栏须有中文（zh）和英文（en）", "%[1]s needs both zh and en", strings.ToLower(kind.Name))
			}
		case Force:
			for _, day := range []string{value.InForceFrom, value.InForceTo} {
				if day != "" && !wellFormed(Date, day) {
					l.problem(name, id, "“%s”不是有效日期", "%q is not a date", day)
				}
			}
		case string:
			if kind.Name == "Source" && value == "" {
				l.problem(name, id, "没有写明来源", "no source")
			}
		}
	}
}

// check looks for everything in a procedure that points nowhere.
func (l *loader) check(p *Procedure) {
	c := &checker{loader: l, p: p}
	c.head(p.ID + "/procedure.json")
	c.fields("fields.json")
	c.papers(l.file(p, "papers.json"))
	c.deadlines(l.file(p, "deadlines.json"))
	c.lifecycle(l.file(p, "states.json"), l.file(p, "transitions.json"))
	c.review()
	c.prechecks()
	c.elements()
	c.disclosure()
	c.archive(l.file(p, "archive_order.json"))
	c.proposals(l.file(p, "proposals.json"))
	c.scores(l.file(p, "dossier_scores.json"))
	c.recordings("recordings.json")
	c.showings("showings.json")
}

// head checks what a procedure says of itself.
func (c *checker) head(file string) {
	c.code(file, "", "kind", c.p.Kind)
	if c.p.Sub != "" {
		c.code(file, "", "proc", c.p.Sub)
	}
	c.oneOf(file, "", fault.T("审核", "answer to review"), c.p.Review, "", ReviewAlways, ReviewMajor)
	if c.p.NoWord == "" {
		c.problem(file, "", "没有写明案号用字", "no word for case numbers")
	}
	c.fieldOf(file, "", c.p.Amount, Money)
}

// fields checks what fields hold by themselves.
func (c *checker) fields(file string) {
	for _, f := range c.p.book.Fields {
		if _, err := f.Clean(f.Default); err != nil {
			c.problem(file, f.Name, "缺省值 %v 不符合类型“%s”", "the default %v is not of type %q", f.Default, f.Type)
		}
		if f.Derive != "" && f.Type != Bool {
			c.problem(file, f.Name, "只有“是否”（bool）类要素可以由条件推算", "only a bool is derived by a condition")
		}
		c.condition(file, f.Name, f.Derive)
		if f.Counts == nil {
			continue
		}
		if f.Type != Int || !f.Computed {
			c.problem(file, f.Name, "只有计算得出的整数（int）要素可以统计案件", "only a computed int counts cases")
		}
		for _, kind := range f.Counts.Actions {
			c.code(file, f.Name, "kind", kind)
		}
		for _, name := range f.Counts.Same {
			c.field(file, f.Name, name)
		}
		if f.Counts.EarlierInYear != "" {
			c.fieldOf(file, f.Name, f.Counts.EarlierInYear, Date)
		}
	}
}

// checker checks one procedure.
type checker struct {
	*loader
	p *Procedure
}

// condition compiles a condition and keeps it.
func (c *checker) condition(file, row, source string) {
	if source == "" {
		return
	}
	if c.p.conditions.compiled[source] != nil {
		return
	}
	compiled, err := c.p.compileShared(source)
	if err != nil {
		c.report(file, row, conditionFault(source, err))
		return
	}
	c.p.conditions.compiled[source] = compiled
}

// from names the file that a row came from: the root's if the procedure's own has no such id.
func (c *checker) from(file, id string) string {
	if c.where[file][id] {
		return file
	}
	return file[strings.Index(file, "/")+1:]
}

func (c *checker) codes(file, row string, codes []string) {
	for _, code := range codes {
		if _, ok := c.p.papers[code]; !ok {
			c.problem(file, row, "没有“%s”这种文书", "unknown paper %q", code)
		}
	}
}

func (c *checker) field(file, row, name string) {
	if name == "" {
		return
	}
	if _, ok := c.p.Field(name); !ok {
		c.problem(file, row, "没有“%s”这个要素", "unknown field %q", name)
	}
}

// fieldOf checks that a field exists and is of a type.
func (c *checker) fieldOf(file, row, name string, t Type) {
	c.field(file, row, name)
	if f, ok := c.p.Field(name); ok && f.Type != t {
		c.problem(file, row, "要素 %s 的类型不是“%s”", "%s is not of type %q", name, t)
	}
}

// code checks that a code table has an entry.
func (c *checker) code(file, row, table, id string) {
	if !slices.ContainsFunc(c.p.book.Table(table), func(k Code) bool { return k.ID == id }) {
		c.problem(file, row, "代码表 %s 中没有“%s”", "unknown %s %q", table, id)
	}
}

func (c *checker) papers(file string) {
	owner := map[string]string{}
	for _, paper := range c.p.Papers {
		file := c.from(file, paper.Code)
		c.oneOf(file, paper.Code, fault.T("要求", "level"), paper.Level, "must", "when", "should")
		c.oneOf(file, paper.Code, fault.T("卷别", "side"), paper.Side, "front", "back")
		c.code(file, paper.Code, "phase", paper.Phase)
		if paper.Evidence != "" {
			c.code(file, paper.Code, "evidence_kind", paper.Evidence)
		}
		c.oneOf(file, paper.Code, fault.T("计入内容", "part of the fingerprint"), paper.Fingerprint, fingerprints...)
		for _, alias := range paper.Aliases {
			if other, taken := owner[alias]; taken {
				c.problem(file, paper.Code, "别名“%s”与文书 %s 的相同", "alias %q is also one of %s", alias, other)
			}
			owner[alias] = paper.Code
		}
		for _, k := range paper.KeyFields {
			if _, shared := c.p.book.fields["d.*."+k.ID]; shared {
				c.problem(file, paper.Code, "栏目“%s”与各文书共有的属性同名", "key field %q hides the attribute of every paper", k.ID)
			}
			if !slices.Contains(fieldTypes, k.Type) || k.Label.Zh == "" || k.Label.En == "" {
				c.problem(file, paper.Code, "栏目“%s”须有类型和中英文名称", "key field %q needs a type and a label in zh and en", k.ID)
			}
			c.fieldOf(file, paper.Code, k.From, k.Type)
		}
	}
}

func (c *checker) deadlines(file string) {
	for _, d := range c.p.Deadlines {
		file := c.from(file, d.ID)
		c.oneOf(file, d.ID, fault.T("单位", "unit"), string(d.Unit), string(Workday), string(CalendarDay), string(Hour), string(Month), string(Year), string(YearDate))
		c.field(file, d.ID, d.From)
		c.field(file, d.ID, d.To)
		c.fieldOf(file, d.ID, d.Fills, Date)
		c.condition(file, d.ID, d.When)
		if d.Param != "" {
			if _, ok := c.p.book.parameters[d.Param]; !ok {
				c.problem(file, d.ID, "没有“%s”这个参数", "unknown parameter %q", d.Param)
			}
		}
		c.lengths(file, d)
	}
}

// lengths checks what lengthens a period and what is not counted in it.
func (c *checker) lengths(file string, d Deadline) {
	if _, ok := c.p.deadlines[d.After]; !ok && d.After != "" || d.After == d.ID {
		c.problem(file, d.ID, "所接续的期限“%s”不存在", "unknown period %q to run after", d.After)
	}
	if e := d.Extend; e.Unit != "" {
		c.oneOf(file, d.ID, fault.T("单位", "unit"), string(e.Unit), string(Workday), string(CalendarDay), string(Month), string(Year))
	}
	for _, g := range d.Extend.Grants {
		for _, name := range []string{g.On, g.N, g.Reason, g.By} {
			c.field(file, d.ID, name)
		}
		c.condition(file, d.ID, g.When)
		if g.On == "" {
			c.problem(file, d.ID, "延长没有写明记批准日期的要素", "a grant names no field for the day of approval")
		}
	}
	for _, e := range d.Exclude {
		c.field(file, d.ID, e.From)
		c.field(file, d.ID, e.To)
		c.condition(file, d.ID, e.When)
		if e.From == "" || e.To == "" || e.Label.Zh == "" || e.Label.En == "" {
			c.problem(file, d.ID, "不计入的期间须有起点、终点和中英文名称", "an exclusion needs from, to and a label in zh and en")
		}
	}
	c.field(file, d.ID, d.Excluded)
}

func (c *checker) review() {
	for _, r := range c.p.MajorRules {
		file := c.from(c.file(c.p, "major.json"), r.ID)
		c.oneOf(file, r.ID, fault.T("层级", "tier"), r.Tier, "statutory", "catalogue", "unit")
		c.condition(file, r.ID, r.When)
		c.field(file, r.ID, r.Manual)
		if r.When == "" {
			c.problem(file, r.ID, "没有写明条件", "no condition")
		}
		for _, code := range r.Papers {
			if paper, _ := c.p.Paper(code); paper.Decides == "" {
				c.problem(file, r.ID, "文书 %s 不是决定文书", "%s carries no decision", code)
			}
		}
	}
	for _, r := range c.p.MaterialRules {
		file := c.from(c.file(c.p, "materials.json"), r.ID)
		c.oneOf(file, r.ID, fault.T("要求", "level"), r.Level, "must", "when", "should")
		c.condition(file, r.ID, r.When)
		c.codes(file, r.ID, slices.Concat(r.AllOf, r.AnyOf))
		for _, name := range r.Filled {
			c.field(file, r.ID, name)
		}
	}
	for _, r := range c.p.ReviewerRules {
		file := c.from(c.file(c.p, "reviewer_rules.json"), r.ID)
		c.condition(file, r.ID, r.When)
		c.condition(file, r.ID, r.Require)
		if r.Require == "" || r.Message.IsZero() || r.Hint.IsZero() {
			c.problem(file, r.ID, "没有写明要求，或没有写明不符合时的说明和提示", "no requirement, or nothing to say where it is not met")
		}
	}
	file := c.file(c.p, "checklist.json")
	for _, item := range c.p.Checklist {
		if _, ok := c.p.book.Heading(item.Heading); !ok {
			c.problem(file, item.ID, "没有“%s”这个审核项目", "unknown heading %q", item.Heading)
		}
		c.oneOf(file, item.ID, fault.T("类别", "class"), item.Class, "A", "S", "M")
		c.codes(file, item.ID, item.Papers)
		c.condition(file, item.ID, item.Applies)
		c.condition(file, item.ID, item.Check)
		c.condition(file, item.ID, item.Departs)
		if item.Question.IsZero() || item.LookAt.IsZero() {
			c.problem(file, item.ID, "没有写明问题，或没有写明查看什么", "no question or nothing to look at")
		}
	}
}

func (c *checker) disclosure() {
	file := c.file(c.p, "disclosure_fields.json")
	for _, f := range c.p.DisclosureFields {
		c.oneOf(file, f.Code, fault.T("必填", "requirement"), f.Required, "must", "when", "optional")
		c.condition(file, f.Code, f.When)
		for _, name := range f.From {
			c.field(file, f.Code, name)
		}
	}
	file = c.file(c.p, "disclosure_checks.json")
	for _, v := range c.p.DisclosureChecks {
		c.oneOf(file, v.ID, fault.T("要求", "level"), v.Level, "block", "warn", "fix")
		for _, column := range v.Columns {
			if !slices.ContainsFunc(c.p.DisclosureFields, func(f DisclosureField) bool { return f.Code == column }) {
				c.problem(file, v.ID, "没有“%s”这一公示字段", "unknown column %q", column)
			}
		}
		c.oneOf(file, v.ID, fault.T("校验", "check"), v.Check, disclosureChecks...)
	}
	file = c.file(c.p, "disclosure_rules.json")
	for _, r := range c.p.DisclosureRules {
		c.oneOf(file, r.ID, fault.T("是否公示", "answer to publish"), r.Publish, "yes", "no", "never")
		c.condition(file, r.ID, r.When)
		if _, ok := c.p.deadlines[r.Deadline]; !ok && r.Deadline != "" {
			c.problem(file, r.ID, "没有“%s”这个期限", "unknown deadline %q", r.Deadline)
		}
		c.destinationPeriods(file, r)
		if _, ok := find(c.p.book.Grounds, r.Ground, func(g Ground) string { return g.ID }); !ok && r.Ground != "" {
			c.problem(file, r.ID, "没有“%s”这个不公开事由", "unknown ground %q", r.Ground)
		}
	}
	for _, g := range c.p.book.Grounds {
		c.condition("grounds.json", g.ID, g.When)
		c.oneOf("grounds.json", g.ID, fault.T("效果", "effect"), g.Effect, "withhold", "seal", "mask", "hold")
		c.oneOf("grounds.json", g.ID, fault.T("知悉范围", "restriction"), g.Restricts, "", RestrictsCase, BarsCase)
	}
}

// disclosureChecks are the checks that the disclosure package runs.
var disclosureChecks = []string{"required", "credit_code", "person_columns", "entity_columns", "resident_id", "kinds_and_sums", "kind_codes", "timely", "published_until",
	"valid_until", "document_number", "agency", "half_width", "length", "masked", "withheld", "duplicate", "one_per_party", "validity", "plain_title", "consulted", "assessed"}

func (c *checker) archive(file string) {
	for _, s := range c.p.ArchiveOrder {
		row := fmt.Sprintf("%s/%d", s.Side, s.No)
		c.oneOf(file, row, fault.T("卷别", "side"), s.Side, "front", "back")
		c.codes(file, row, s.Papers)
	}
}

func (c *checker) proposals(file string) {
	for _, r := range c.p.ProposalRules {
		row := r.Paper + "/" + r.Fact + "/" + r.Label + "/" + r.Field
		if r.Paper != "*" {
			c.codes(file, row, []string{r.Paper})
		}
		if code, attr, ok := paperField(r.Field); ok && code == "this" {
			if r.Paper != "*" {
				c.field(file, row, "d."+r.Paper+"."+attr)
			} else if _, shared := c.p.book.fields["d.*."+attr]; !shared {
				c.problem(file, row, "没有“%s”这个要素", "unknown field %q", r.Field)
			}
		} else {
			c.field(file, row, r.Field)
		}
		if r.Weight < 1 || r.Weight > 100 {
			c.problem(file, row, "分量 %d 不在1至100之间", "the weight %d is not between 1 and 100", r.Weight)
		}
	}
}
