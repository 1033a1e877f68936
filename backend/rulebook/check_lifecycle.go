package rulebook

import (
	"slices"

	"zhiheng/backend/fault"
)

// lifecycle checks states and transitions: that every name in them exists, that every state can be reached and has a way
// to an end, that a case becomes decided through the one event that may do it, and that review, where there is any, can
// give every opinion.
func (c *checker) lifecycle(states, transitions string) {
	c.transitions(transitions)
	life := c.p.Lifecycle
	reached := life.reach(life.Opening().To)
	decides := false
	for _, s := range life.States {
		if !reached[s.ID] {
			c.problem(states, s.ID, "从立案起没有步骤能到这个环节", "no transition leads here from the opening of a case")
		}
		if !s.Final && len(life.Exits(s.ID)) == 0 {
			c.problem(states, s.ID, "不是终点，却没有下一步", "no way out, and not final")
		} else if !life.ends(s.ID) {
			c.problem(states, s.ID, "从这里到不了终点", "no way to an end")
		}
		c.code(states, s.ID, "phase", s.Phase)
		for _, t := range life.Transitions {
			decides = decides || t.By == DecisionIssued
			if s.Phase == "decision" && t.To == s.ID && t.By != DecisionIssued && t.Converts == "" {
				c.problem(transitions, t.ID, "不经 %[2]s 就到了决定环节“%[1]s”", "leads to the decision %q other than by %s", s.ID, DecisionIssued)
			}
		}
	}
	if decides && len(c.p.Decisions()) == 0 {
		c.problem(transitions, "", "要作出决定，却没有决定文书", "a decision is issued, and no paper carries one")
	}
	for _, t := range life.Transitions {
		if t.By == DecisionIssued && len(c.p.DecisionsBy(t)) == 0 {
			c.problem(transitions, t.ID, "要作出决定，却没有决定文书", "a decision is issued, and no paper carries one")
		}
	}
	for _, paper := range c.p.FurtherDecisions() {
		if paper.Fingerprint == "" {
			c.problem("papers.json", paper.Code, "是决定文书，却没有计入送审内容", "carries a decision, and is no part of what is reviewed")
		}
	}
	c.opinions(transitions)
	c.reviewPapers()
}

// reviewPapers checks that it is known what carries the opinion of review, and in which time it is due.
func (c *checker) reviewPapers() {
	for _, p := range c.p.Papers {
		c.oneOf("papers.json", p.Code, fault.T("审核用途", "part of review"), p.Review, reviewPapers...)
		if first, _ := c.p.ReviewPaper(p.Review); p.Review != "" && p.Code != first.Code {
			c.problem("papers.json", p.Code, "审核的 %s 已由文书 %s 承担", "the %s of review is carried by %s already", p.Review, first.Code)
		}
	}
	period, _ := c.p.OpinionPeriod()
	for _, d := range c.p.Deadlines {
		if d.Opinion && d.ID != period.ID {
			c.problem("deadlines.json", d.ID, "审核意见的期限已由 %s 规定", "the opinion of review is due by %s already", period.ID)
		}
	}
	if _, known := c.p.ReviewPaper(OpinionPaper); c.p.Lifecycle.Reviewed() && !known {
		c.problem("papers.json", "", "没有载明审核意见的文书", "no paper carries the opinion of review")
	}
}

// opinions checks that a case under review can leave it by every opinion.
func (c *checker) opinions(file string) {
	for _, o := range c.p.book.Opinions {
		c.oneOf("opinions.json", o.ID, fault.T("效果", "effect"), o.Effect, "release", "release_after_fix", "return", "stop")
		for _, t := range c.p.Lifecycle.Transitions {
			if t.By != ReviewSubmitted {
				continue
			}
			if _, ok := c.p.Lifecycle.On(t.To, OpinionIssued, o.ID); !ok {
				c.problem(file, t.ID, "在环节“%[2]s”出具意见 %[1]s 后没有下一步", "the opinion %s leads nowhere from %q", o.ID, t.To)
			}
		}
	}
}

// conversions checks the transitions that take a case over into another procedure, once all procedures are read.
func (l *loader) conversions(b *Book, p *Procedure) {
	for _, t := range p.Lifecycle.Transitions {
		if t.Converts == "" {
			continue
		}
		file := l.file(p, "transitions.json")
		target, known := b.Procedure(t.Converts)
		if !known || target == p || target.Kind != p.Kind {
			l.problem(file, t.ID, "要转为“%s”，但它不是同类行为的另一程序", "converts to %q, which is no other procedure of the kind", t.Converts)
			continue
		}
		if state, ok := target.Lifecycle.State(t.To); !ok {
			l.problem(file, t.ID, "程序“%[2]s”没有“%[1]s”这个环节", "unknown state %q of %q", t.To, t.Converts)
		} else if target.Lifecycle.Door(t.To) || state.Phase == "decision" {
			l.problem(file, t.ID, "要转入环节“%s”，但该环节只能由事件到达", "converts into %q, which only an event leads to", t.To)
		}
	}
}

// offspring checks the cases that transitions open, once all procedures are read.
func (l *loader) offspring(b *Book, p *Procedure) {
	c := &checker{loader: l, p: p}
	file := l.file(p, "transitions.json")
	for _, t := range p.Lifecycle.Transitions {
		if t.Opens == nil {
			continue
		}
		target, known := b.Procedure(t.Opens.Procedure)
		if !known {
			c.problem(file, t.ID, "要另立案件的程序“%s”不存在", "opens a case of unknown procedure %q", t.Opens.Procedure)
			continue
		}
		c.code(file, t.ID, "case_source", t.Opens.Source)
		c.fieldOf(file, t.ID, t.Opens.Number, Text)
		for _, name := range t.Opens.Carry {
			c.field(file, t.ID, name)
		}
		of := &checker{loader: l, p: target}
		of.fieldOf(file, t.ID, t.Opens.Origin, Text)
		if t.By != "" || t.Opens.Title == "" {
			c.problem(file, t.ID, "只有由人办理的步骤可以另立案件，且须有标题", "only a step that people make opens a case, and it needs a title")
		}
	}
}

func (c *checker) transitions(file string) {
	openings := 0
	for _, t := range c.p.Lifecycle.Transitions {
		if len(t.From) == 0 {
			openings++
		}
		states := slices.Clone(t.From)
		if t.Converts == "" {
			states = append(states, t.To)
		} else if t.By != "" || len(t.From) == 0 {
			c.problem(file, t.ID, "只有由人办理的步骤可以转换程序", "only a step that people make converts a case")
		}
		for _, s := range states {
			if _, ok := c.p.Lifecycle.State(s); !ok {
				c.problem(file, t.ID, "没有“%s”这个环节", "unknown state %q", s)
			}
		}
		for _, role := range t.Roles {
			if _, ok := c.p.book.Role(role); !ok {
				c.problem(file, t.ID, "没有“%s”这个角色", "unknown role %q", role)
			}
		}
		if len(t.Roles) == 0 {
			c.problem(file, t.ID, "没有角色可以办理这一步骤", "no role may make this move")
		}
		c.oneOf(file, t.ID, fault.T("推动事件", "event"), t.By, events...)
		for _, o := range t.Opinions {
			if _, ok := c.p.book.Opinion(o); !ok {
				c.problem(file, t.ID, "没有“%s”这种审核意见", "unknown opinion %q", o)
			}
		}
		for _, s := range t.Routine {
			if s != everywhere && !slices.Contains(t.From, s) {
				c.problem(file, t.ID, "“常规”写了环节“%s”，但这一步骤不从那里开始", "routine from %q, where it does not begin", s)
			}
		}
		for _, name := range t.Dates {
			c.fieldOf(file, t.ID, name, Date)
		}
		if t.ReviewAfter && (t.By != DecisionIssued || c.p.Kind == "penalty") {
			c.problem(file, t.ID, "这一步骤不能在事后审核", "no review may come after this step")
		}
		for _, id := range slices.Concat(t.Starts, t.Ends, t.Pauses, t.Resumes) {
			if _, ok := c.p.deadlines[id]; !ok {
				c.problem(file, t.ID, "没有“%s”这个期限", "unknown deadline %q", id)
			}
		}
		for _, d := range t.Papers {
			c.oneOf(file, t.ID, fault.T("要求", "level"), d.Level, "must", "when", "should")
			c.codes(file, t.ID, d.Codes)
			c.condition(file, t.ID, d.When)
			if len(d.Codes) == 0 {
				c.problem(file, t.ID, "要求文书，却没有写明哪种文书", "a demand without a paper")
			}
			if (d.Level == "when") != (d.When != "") {
				c.problem(file, t.ID, "要求“%s”与条件“%s”不相配", "level %q and condition %q do not go together", d.Level, d.When)
			}
		}
		for _, g := range t.Guards {
			c.oneOf(file, t.ID+"/"+g.ID, fault.T("要求", "level"), g.Level, "block", "warn")
			c.condition(file, t.ID+"/"+g.ID, g.When)
			c.condition(file, t.ID+"/"+g.ID, g.Require)
			if g.Require == "" || g.Message.Zh == "" || g.Message.En == "" || g.Hint.Zh == "" || g.Hint.En == "" {
				c.problem(file, t.ID+"/"+g.ID, "步骤的条件须有要求，以及中英文的说明和提示", "a guard needs a requirement, a message and a hint in zh and en")
			}
		}
	}
	if openings != 1 {
		c.problem(file, "", "立案步骤有%d个，应当只有一个", "%d transitions open a case; there must be one", openings)
	}
}
