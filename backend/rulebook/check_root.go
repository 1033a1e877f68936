package rulebook

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/workday"
)

// rootFiles and procedureFiles are the data files that a rulebook may have; another would be read by nobody.
var (
	rootFiles = []string{"book", "codes", "penalty_kinds", "roles", "headings", "opinions", "instruments", "articles", "review_limits", "grounds", "publication_periods", "fields", "parameters",
		"holidays", "redaction", "papers", "deadlines", "major", "materials", "reviewer_rules", "consistency", "draft_checks", "wordings", "recordings", "recording_fields", "recording_checks",
		"retention", "dossier_vetoes", "disclosure_lists", "showings", "annual_figures", "report_forms", "indicators", "statistics", "templates", "template_elements"}
	procedureFiles = []string{"procedure", "papers", "deadlines", "major", "materials", "reviewer_rules", "states", "transitions", "checklist", "proposals", "disclosure_fields", "disclosure_checks",
		"disclosure_rules", "archive_order", "consistency", "draft_checks", "dossier_scores", "template_elements"}
	// optionalFiles came with later programs: a book without them asks nothing of the kind.
	optionalFiles = []string{"consistency.json", "draft_checks.json", "wordings.json", "recordings.json", "recording_fields.json", "recording_checks.json", "retention.json", "dossier_vetoes.json", "dossier_scores.json",
		"disclosure_lists.json", "showings.json", "annual_figures.json", "report_forms.json", "indicators.json", "statistics.json", "reviewer_rules.json", "templates.json", "template_elements.json"}
)

// known reports files that nobody reads.
func (l *loader) known() {
	for _, name := range l.files.Names() {
		folder, base, below := strings.Cut(strings.TrimSuffix(name, ".json"), "/")
		switch {
		case !validName(name):
			l.problem(name, "", "不是数据文件的名称", "no name of a data file")
		case !below && !slices.Contains(rootFiles, folder), below && !slices.Contains(procedureFiles, base):
			l.problem(name, "", "程序不使用这个文件", "nobody reads this file")
		case below && l.files[folder+"/procedure.json"] == nil:
			l.problem(name, "", "目录中没有 procedure.json", "the folder has no procedure.json")
		}
	}
}

// oneOf reports a value that is none of those allowed.
func (l *loader) oneOf(file, row string, what fault.Text, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		known := slices.DeleteFunc(slices.Clone(allowed), func(a string) bool { return a == "" })
		l.problem(file, row, "%[1]s不能是“%[2]s”，可以是：%[3]s", "unknown %[1]s %[2]q; it may be: %[3]s", what, value, say("%[1]s", "%[2]s", strings.Join(known, "、"), strings.Join(known, ", ")))
	}
}

// day reports what is no date; an empty one is none and may be.
func (l *loader) day(file, row, day string) {
	if !wellFormed(Date, day) {
		l.problem(file, row, "“%s”不是有效日期", "%q is not a date", day)
	}
}

// checkRoot looks over the rows that hold for every kind of action, where no procedure looks.
func (l *loader) checkRoot(b *Book) {
	l.day("book.json", "", b.InForceFrom)
	for _, r := range b.Roles {
		for _, may := range r.Rules {
			l.oneOf("roles.json", r.ID, fault.T("规则权限", "power over the rulebook"), may, mays...)
		}
	}
	for _, needed := range []struct {
		may  string
		what fault.Text
	}{{MayPropose, fault.T("提出", "propose")}, {MayApprove, fault.T("批准", "approve")}} {
		if !slices.ContainsFunc(b.Roles, func(r Role) bool { return slices.Contains(r.Rules, needed.may) }) {
			l.problem("roles.json", "", "没有角色可以%s规则修订", "no role may %s a change of the rulebook", needed.what)
		}
	}
	for _, k := range b.PenaltyKinds {
		const file = "penalty_kinds.json"
		l.oneOf(file, k.ID, fault.T("听证", "answer to a hearing"), k.Hearing, "no", "amount", "yes", "office")
		l.oneOf(file, k.ID, fault.T("信用类别", "credit class"), k.CreditClass, "minor", "ordinary", "serious", "none")
		if k.Severity < 1 {
			l.problem(file, k.ID, "轻重 %d 小于1", "the severity %d is below 1", k.Severity)
		}
	}
	for _, p := range b.Periods {
		const file = "publication_periods.json"
		l.day(file, p.ID, p.DecidedFrom)
		l.day(file, p.ID, p.DecidedTo)
		l.oneOf(file, p.ID, fault.T("去向", "destination"), p.Destination, "credit", "gsxt", "site")
		l.oneOf(file, p.ID, fault.T("起算依据", "basis"), p.StartBasis, "decision", "publish")
	}
	for _, i := range b.Instruments {
		const file = "instruments.json"
		l.oneOf(file, i.ID, fault.T("要求", "level"), i.Level, "law", "regulation", "rule", "local", "policy", "standard", "interpretation")
		if from := i.InForceFrom; from == "" || !wellFormed(Date, from) && !wellFormed(Date, from+"-01") && !wellFormed(Date, from+"-01-01") {
			l.problem(file, i.ID, "“%s”不是有效的日期、月份或年份", "%q is not a date, a month or a year", from)
		}
		l.day(file, i.ID, i.InForceTo)
	}
	for _, r := range b.ReviewLimits {
		if min(r.Supplement, r.Review, r.Extension, r.Objection, r.Answer) < 0 {
			l.problem("review_limits.json", r.ID, "时限不能小于0", "a limit below nothing")
		}
	}
	l.articles(b)
	l.sums(b)
}

// sums holds the working days of each year against the number that the notice gives.
func (l *loader) sums(b *Book) {
	if b.Calendar == nil {
		return
	}
	for year, want := range b.Holidays.Counts {
		n, err := strconv.Atoi(year)
		if err != nil {
			l.problem("holidays.json", "", "“%s”不是年份", "%q is no year", year)
			continue
		}
		got := 0
		for d := time.Date(n, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == n; d = d.AddDate(0, 0, 1) {
			if day, err := workday.ParseDate(d.Format(time.DateOnly)); err == nil && b.Calendar.IsWorkday(day) {
				got++
			}
		}
		if got != want {
			l.problem("holidays.json", "", "%s年有%d个工作日，不是%d个", "%s has %d working days, not %d", year, got, want)
		}
	}
}
