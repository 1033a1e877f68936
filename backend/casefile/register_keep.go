package casefile

import (
	"context"
	"io"
	"slices"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// registerImported is a register that has been taken over, with the meaning of its columns, by heading.
type registerImported struct {
	Name    string           `json:"name"`
	SHA256  string           `json:"sha256"`
	SM3     string           `json:"sm3,omitempty"`
	Size    int64            `json:"size"`
	Cases   int              `json:"cases"`
	Known   int              `json:"known"`
	LeftOut []int            `json:"left_out,omitempty"` // rows with faults
	Columns []registerColumn `json:"columns"`
}

type registerColumn struct {
	Heading string `json:"heading"` // bare
	Target  string `json:"target"`
}

func applyRegister(t *store.Tables, e store.Event, d registerImported) error {
	if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
		return err
	}
	for _, c := range d.Columns {
		if err := t.Exec(queries.Get("register_column"), c.Heading, c.Target); err != nil {
			return err
		}
	}
	return t.Exec(queries.Get("register_insert"), e.Subject, d.Name, d.SHA256, d.Size, d.Cases, d.Known, len(d.LeftOut), e.Instant(), e.Actor)
}

// pastRecorded is a case that was finished before it came into the program. It rests where its course ends and moves no more.
type pastRecorded struct {
	No        string      `json:"no"`
	Title     string      `json:"title"`
	Procedure string      `json:"procedure"`
	State     string      `json:"state"`
	Since     string      `json:"since"` // day on which it was closed, as far as is known
	Handlers  []string    `json:"handlers"`
	Rulebook  string      `json:"rulebook"`
	Review    *ReviewDuty `json:"review"`
	Register  string      `json:"register"`
	Row       int         `json:"row"`
	Fields    []fieldSet  `json:"fields"`
	Outcome   PastOutcome `json:"outcome"`
}

func applyPast(t *store.Tables, e store.Event, d pastRecorded) error {
	if err := t.Exec(queries.Get("case_insert"), e.Subject, d.No, d.Title, d.Procedure, d.State, d.Since, e.Instant(), e.Actor, e.Instant(), e.Seq, d.Rulebook, store.JSON(d.Review), ""); err != nil {
		return err
	}
	if err := setHandlers(t, e.Subject, d.Handlers); err != nil {
		return err
	}
	o := d.Outcome
	if err := t.Exec(queries.Get("past_insert"), e.Subject, d.Register, d.Row, o.Code, o.No, o.On, o.Opinion, o.OpinionText, o.OpinionBy, o.OpinionOn); err != nil {
		return err
	}
	return applyFields(t, e, fieldsSet{Fields: d.Fields})
}

// Past is what is known of how a case ended that was finished before it came into the program.
type Past struct {
	Case     string `json:"case_id"`
	Register string `json:"register"`
	Row      int    `json:"row"`
	PastOutcome
}

// PastOf tells how a case from a register ended; found is false for a case that was opened here.
func PastOf(from store.Source, caseID string) (past Past, found bool, err error) {
	return store.One[Past](from, queries.Get("past"), caseID)
}

// RegisterKept is a register that was imported.
type RegisterKept struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Cases   int    `json:"cases"`
	Known   int    `json:"known"`
	LeftOut int    `json:"left_out"`
	At      string `json:"at"`
	By      string `json:"by"`
}

// Registers lists the registers that were imported, the latest first.
func Registers(from store.Source) ([]RegisterKept, error) {
	return store.All[RegisterKept](from, queries.Get("registers"))
}

// TryRegister tells what the import of a register would do and writes nothing.
func (f *Files) TryRegister(from store.Source, t extract.Table, o RegisterOrder) (RegisterTrial, error) {
	reader, sheet, err := f.registerOf(from, t, o)
	if err != nil {
		return RegisterTrial{}, err
	}
	_, trial, err := reader.rows(sheet)
	return trial, err
}

// ImportRegister takes the cases of a register over, all of them in one go or none. The file itself is kept as an original.
func (f *Files) ImportRegister(ctx context.Context, actor account.Person, t extract.Table, o RegisterOrder, file io.Reader) (trial RegisterTrial, err error) {
	const op = "casefile.import_register"
	if err := actor.Demand(account.OpenCases); err != nil {
		return trial, err
	}
	var good []PastRow
	if trial, err = f.viewTrial(ctx, t, o); err != nil { // before the file is kept: a refusal leaves nothing behind
		return trial, err
	}
	if trial.Faulty > 0 && !o.LeaveOut {
		return trial, fault.New(fault.Refused, op, fault.Tf("有%[1]d行不能导入，本次没有导入任何案件", "%[1]d rows cannot be imported; nothing was imported", trial.Faulty)).
			WithHint(fault.T("请按提示改正表格后再导入，或者选择略去有问题的行。", "Mend the table as the list says and import again, or choose to leave the faulty rows out."))
	}
	if trial.Good == 0 {
		return trial, fault.New(fault.Refused, op, fault.T("没有可以导入的新案件", "there is no new case to import"))
	}
	stored, err := f.Blobs.Put(file)
	if err != nil {
		return trial, err
	}
	err = f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		reader, sheet, err := f.registerOf(tx, t, o)
		if err != nil {
			return err
		}
		if good, trial, err = reader.rows(sheet); err != nil {
			return err
		}
		id, err := tx.NewID("g")
		if err != nil {
			return err
		}
		event := registerImported{Name: short(CleanPath(o.Name), 200), SHA256: stored.SHA256, SM3: stored.SM3, Size: stored.Size, Cases: len(good), Known: trial.Known, LeftOut: trial.faulty}
		for i, target := range o.Targets {
			if i < len(reader.heads) && bareHeading(reader.heads[i]) != "" {
				event.Columns = append(event.Columns, registerColumn{bareHeading(reader.heads[i]), target})
			}
		}
		if _, err := tx.Record("casefile.register_imported", id, event); err != nil {
			return err
		}
		for _, row := range good {
			if err := f.keepPast(tx, actor, reader.procedure, id, row); err != nil {
				return err
			}
		}
		return nil
	})
	return trial, err
}

func (f *Files) viewTrial(ctx context.Context, t extract.Table, o RegisterOrder) (trial RegisterTrial, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		trial, err = f.TryRegister(r, t, o)
		return err
	})
	return trial, err
}

// keepPast records one case.
func (f *Files) keepPast(tx *store.Tx, actor account.Person, procedure *rulebook.Procedure, register string, row PastRow) error {
	id, err := tx.NewID("c")
	if err != nil {
		return err
	}
	if code := row.Outcome.Code; code != "" { // where the papers of a decision have their numbers and days
		row.Values["d."+code+".no"], row.Values["d."+code+".on"] = row.Outcome.No, row.Outcome.On
	}
	since := row.Outcome.On // the last day that the register tells of
	for name, v := range row.Values {
		if field, _ := procedure.Field(name); field.Type == rulebook.Date && field.Group == "case" {
			since = max(since, v.(string))
		}
	}
	event := pastRecorded{No: row.No, Title: row.Title, Procedure: procedure.ID, State: restOf(procedure), Since: since, Handlers: []string{}, Rulebook: f.Rules.Current().Hash, Review: dutyOf(procedure),
		Register: register, Row: row.Row, Outcome: row.Outcome}
	if actor.Holds("handler") {
		event.Handlers = append(event.Handlers, actor.ID)
	}
	names := make([]string, 0, len(row.Values))
	for name := range row.Values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		spec, known := procedure.Field(name)
		if !known || row.Values[name] == "" {
			continue
		}
		raw, err := value(row.Values[name])
		if err != nil {
			return err
		}
		event.Fields = append(event.Fields, fieldSet{Name: name, Value: raw, Part: partOf(procedure, name), Column: spec.Column, Found: spec.Sensitive || spec.Articles})
	}
	_, err = tx.Record("casefile.past_recorded", id, event)
	return err
}

// restOf is the state in which a finished case rests: where archiving leads, else the last that is final.
func restOf(procedure *rulebook.Procedure) (state string) {
	for _, t := range procedure.Lifecycle.Transitions {
		if t.By == rulebook.CaseArchived {
			return t.To
		}
	}
	for _, s := range procedure.Lifecycle.States {
		if s.Final {
			state = s.ID
		}
	}
	return state
}

// excelDay is the day of a serial number of a workbook.
func excelDay(n int) string {
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly)
}
