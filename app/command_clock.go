package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

type workdayCommands struct {
	Add    workdayAdd    `cmd:"" help:"${workday_add}"`
	Sub    workdaySub    `cmd:"" help:"${workday_sub}"`
	Count  workdayCount  `cmd:"" help:"${workday_count}"`
	Import workdayImport `cmd:"" help:"${workday_import}"`
}

type workdayAdd struct {
	Date workday.Date `arg:"" help:"${workday_day}"`
	N    int          `arg:"" help:"${workday_n}"`
}

// Run adds working days to a day.
func (c *workdayAdd) Run(t *terminal) error {
	return t.reckon(func(calendar *workday.Calendar) (workday.Result, error) { return calendar.AddWorkdays(c.Date, c.N) })
}

type workdaySub struct {
	Date workday.Date `arg:"" help:"${workday_day}"`
	N    int          `arg:"" help:"${workday_n}"`
}

// Run counts working days back from a day.
func (c *workdaySub) Run(t *terminal) error {
	return t.reckon(func(calendar *workday.Calendar) (workday.Result, error) { return calendar.SubWorkdays(c.Date, c.N) })
}

type workdayCount struct {
	From workday.Date `arg:"" help:"${workday_day}"`
	To   workday.Date `arg:"" help:"${workday_day}"`
}

// Run counts the working days after a day up to another.
func (c *workdayCount) Run(t *terminal) error {
	return t.reckon(func(calendar *workday.Calendar) (workday.Result, error) { return calendar.CountWorkdays(c.From, c.To) })
}

func (t *terminal) reckon(reckon func(*workday.Calendar) (workday.Result, error)) error {
	return t.files(func(f *casefile.Files) error {
		result, err := reckon(f.Rules.Current().Calendar)
		if err != nil {
			return err
		}
		return t.print(result, func(w io.Writer) {
			for _, step := range result.Steps {
				fmt.Fprintf(w, "%s  %s\n", span(step), step.Text.In(t.lang))
			}
			fmt.Fprintf(w, t.text("= %s (%d 个工作日)%s\n", "= %s (%d working days)%s\n"), result.Legal, result.Counted, t.provisional(result.Provisional))
		})
	})
}

// span is the days of a line, as wide for one as for several.
func span(s workday.Step) string {
	if s.From == s.To {
		return fmt.Sprintf("%-22s", s.From)
	}
	return s.From.String() + ".." + s.To.String()
}

func (t *terminal) provisional(is bool) string {
	if !is {
		return ""
	}
	return t.text("（暂定：没有收录放假安排）", " (provisional: the holidays are not on file)")
}

// files gives the office's rules and days to a command that needs no case. Where there is no office the rulebook that comes
// with the program serves; where another process has it open, that is said.
func (t *terminal) files(work func(f *casefile.Files) error) error {
	if _, err := os.Stat(filepath.Join(t.Data, "office.db")); err == nil {
		err := t.office(func(o *Office) error { return work(o.Files) })
		if fault.KindOf(err) != fault.Unavailable {
			return err
		}
		fmt.Fprintln(t.err, t.text("数据目录正在使用，按程序自带的放假安排计算；单位收录的放假通知未计入。",
			"The folder is in use: reckoned by the holidays that come with the program, without those the office has taken up."))
	}
	book, err := rulebook.Embedded()
	if err != nil {
		return err
	}
	return work(&casefile.Files{Rules: rulebook.NewShelf(book), Today: (&Office{clock: time.Now}).today})
}

type workdayImport struct {
	File string `arg:"" help:"${notice_file}" type:"existingfile"`
	Yes  bool   `help:"${notice_yes}"`
}

// Run shows what a notice of holidays would change, and takes it up if the person says so. Without --yes nothing is kept,
// which counts as found wanting.
func (c *workdayImport) Run(t *terminal) error {
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return fault.New(fault.Invalid, "app.workday_import", fault.T("文件读不出来", "the file cannot be read")).WithCause(err)
	}
	notice, err := rulebook.ParseNotice(raw)
	if err != nil {
		return err
	}
	return t.acting(func(o *Office, actor account.Person) error {
		effect, err := o.Authority.Effect(t.ctx, notice)
		if err == nil && c.Yes {
			err = o.Authority.Announce(t.ctx, actor, notice, effect.Mark)
		}
		if err != nil {
			return err
		}
		result := struct {
			rulebook.NoticeEffect
			Saved bool `json:"saved"`
		}{effect, c.Yes}
		if err := t.print(result, func(w io.Writer) { t.showEffect(w, effect, c.Yes) }); err != nil || c.Yes {
			return err
		}
		return errWanting
	})
}

func (t *terminal) showEffect(w io.Writer, e rulebook.NoticeEffect, saved bool) {
	fmt.Fprintf(w, t.text("%d 年：放假 %d 天，调休上班 %d 天；工作日由 %d 天变为 %d 天\n", "%d: %d days off, %d worked in exchange; %d working days become %d\n"),
		e.Year, e.DaysOff, e.Makeups, e.Before, e.After)
	if !e.WorksOut {
		fmt.Fprintln(w, t.text("! 工作日总数与往年相差较大，请核对", "! the number of working days is unusual, please check"))
	}
	for _, change := range e.Changes {
		fmt.Fprintf(w, "  %s  %s → %s  %s\n", change.Date, change.Was, change.Is, change.Name)
	}
	if saved {
		fmt.Fprintln(w, t.text("✓ 已收录", "✓ taken up"))
	} else {
		fmt.Fprintln(w, t.text("没有保存；核对后加 --yes 收录。", "Nothing was saved; check it and add --yes."))
	}
}

type clockCommand struct {
	Kind    string   `arg:"" help:"${clock_kind}"`
	Name    string   `arg:"" help:"${clock_name}"`
	From    string   `required:"" help:"${clock_from}"`
	Exclude []string `help:"${clock_exclude}" placeholder:"A..B" sep:"none"`
	Extend  int      `help:"${clock_extend}" placeholder:"N"`
}

// Run reckons one statutory period with its arithmetic.
func (c *clockCommand) Run(t *terminal) error {
	question := casefile.Supposition{Deadline: c.Name, From: c.From, Extend: c.Extend}
	for _, text := range c.Exclude {
		s, err := casefile.ParseSpan(text)
		if err != nil {
			return err
		}
		question.Exclude = append(question.Exclude, s)
	}
	return t.files(func(f *casefile.Files) error {
		procedure, known := f.Rules.Current().Procedure(c.Kind)
		if !known {
			return fault.New(fault.NotFound, "app.clock", fault.Tf("没有行为类别 %[1]s", "no such kind of action: %[1]s", c.Kind))
		}
		clock, err := f.SupposeAlone(procedure, question)
		if err != nil {
			return err
		}
		return t.print(clock, func(w io.Writer) { t.showClock(w, clock) })
	})
}

func (t *terminal) showClock(w io.Writer, c casefile.Clock) {
	fmt.Fprintf(w, "%s  %s  (%s)%s\n", c.ID, c.Label.In(t.lang), c.Article, t.provisional(c.Provisional))
	for _, line := range c.Arithmetic {
		fmt.Fprintln(w, "  "+line.In(t.lang))
	}
	switch {
	case c.DueAt != "":
		fmt.Fprintf(w, "  = %s\n", c.DueAt)
	case c.DueLegal != "":
		fmt.Fprintf(w, t.text("  = 严格 %s，法律上 %s\n", "  = strictly %s, in law %s\n"), c.DueStrict, c.DueLegal)
	}
}

type caseClocks struct {
	No      string `arg:"" help:"${no}"`
	Waiting bool   `help:"${clock_waiting}"`
	ICS     string `name:"ics" help:"${clock_ics}" type:"path" placeholder:"FILE"`
}

// Run shows all statutory periods of a case with their arithmetic, or writes those that run into a calendar file.
func (c *caseClocks) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		var clocks []casefile.Clock
		var appointments []paper.Appointment
		var name string
		err := o.Store.View(t.ctx, func(r *store.Reader) error {
			file, err := casefile.CaseOf(r, c.No)
			if err != nil {
				return err
			}
			name = file.No
			facts, err := o.Files.Facts(r, file)
			if err != nil {
				return err
			}
			if clocks, err = o.Files.Clocks(r, file, facts); err != nil {
				return err
			}
			if c.Waiting {
				waiting, err := o.Files.Waiting(r, file, facts)
				if err != nil {
					return err
				}
				clocks = append(clocks, waiting...)
			}
			appointments, err = o.Files.Appointments(r, file, t.lang)
			return err
		})
		if err != nil {
			return err
		}
		if c.ICS != "" {
			return t.writeICS(c.ICS, name, appointments, o)
		}
		return t.print(clocks, func(w io.Writer) {
			for _, clock := range clocks {
				fmt.Fprintf(w, "[%s] ", clock.State)
				t.showClock(w, clock)
			}
		})
	})
}

// writeICS writes a calendar file. The file must not exist.
func (t *terminal) writeICS(path, name string, appointments []paper.Appointment, o *Office) (err error) {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.New(fault.Invalid, "app.ics", fault.Tf("不能写入 %[1]s", "%[1]s cannot be written", path)).WithCause(err)
	}
	defer func() {
		if closing := out.Close(); err == nil && closing != nil {
			err = fault.New(fault.Storage, "app.ics", fault.T("写入失败", "writing failed")).WithCause(closing)
		}
	}()
	if err := paper.WriteICS(out, name, appointments, o.clock().In(ledger.Zone)); err != nil {
		return err
	}
	return t.print(map[string]any{"file": path, "appointments": len(appointments)}, func(w io.Writer) {
		fmt.Fprintf(w, t.text("已写入 %s：%d 个期限\n", "%s: %d deadlines\n"), path, len(appointments))
	})
}
