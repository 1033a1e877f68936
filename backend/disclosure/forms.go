package disclosure

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Form is a form of report that a destination may ask for.
type Form struct {
	ID           string     `json:"id"`
	Label        fault.Text `json:"label"`
	Destinations []string   `json:"destinations"`
}

// forms are those for the report of a case.
func (s *sight) forms() []Form {
	list := []Form{}
	for _, f := range s.procedure.Book().FormsFor(s.procedure.Kind) {
		list = append(list, Form{f.ID, f.Label, f.Destinations})
	}
	return list
}

// form finds a form by its id; one that is not for the kind of action or the destination is fault.Invalid.
func (s *sight) form(id, destination string) (rulebook.ReportForm, error) {
	for _, f := range s.procedure.Book().FormsFor(s.procedure.Kind) {
		if f.ID == id && (destination == "" || slices.Contains(f.Destinations, destination)) {
			return f, nil
		}
	}
	return rulebook.ReportForm{}, fault.New(fault.Invalid, "disclosure.form", fault.Tf("这类决定在这个渠道没有报送表式 %[1]s", "there is no form %[1]s for such a decision at that destination", id)).WithField("form").
		WithHint(fault.T("请在规则库的报送表式中查看可用的表式。", "The table of report forms in the rulebook says which there are."))
}

// inForm puts a row of a report into a form; every cell is a text. Public says that what is never published stays empty.
func (s *sight) inForm(f rulebook.ReportForm, row []Column, public bool) []string {
	cells := make([]string, len(f.Columns))
	for i, c := range f.Columns {
		cells[i] = c.Value
		if c.Fact != "" {
			cells[i] = s.str(c.Fact)
		}
		for _, column := range row {
			if column.Code != c.Code || c.Code == "" {
				continue
			}
			cells[i] = column.Value
			if public {
				cells[i] = column.Public
			}
			if column.field.Type == "date" && f.Dates == "YYYY-MM-DD" {
				cells[i] = strings.ReplaceAll(cells[i], "/", "-")
			}
			if c.Part > 0 {
				parts := strings.Split(cells[i], ";")
				cells[i] = ""
				if c.Part <= len(parts) {
					cells[i] = parts[c.Part-1]
				}
			}
		}
	}
	return cells
}

// formSheet is the sheet of a form.
func formSheet(f rulebook.ReportForm, rows [][]string) paper.Sheet {
	sheet := paper.Sheet{Name: "Sheet1"}
	for _, c := range f.Columns {
		sheet.Columns = append(sheet.Columns, paper.Column{Title: c.Title})
	}
	for _, row := range rows {
		cells := make([]paper.Cell, len(row))
		for i, text := range row {
			cells[i] = paper.Text(text)
		}
		sheet.Rows = append(sheet.Rows, cells)
	}
	return sheet
}

// ExportForm gives the full rows of decisions in the form that a destination asks for, as a workbook or, with csv, as a CSV file
// in UTF-8. Like [Desk.ExportRow] it holds what is reported and never published, and notes who took it out before it is handed
// over. All decisions must be approved or published, and of the kind of the form.
func (d *Desk) ExportForm(ctx context.Context, actor account.Person, ids []string, destination, id string, csv bool) (name string, content []byte, err error) {
	const op = "disclosure.export_form"
	if err := actor.Demand(account.PublishDisclosure); err != nil {
		return "", nil, err
	}
	if len(ids) == 0 {
		return "", nil, fault.New(fault.Invalid, op, fault.T("请选择要报送的决定", "choose the decisions to be reported")).WithField("ids")
	}
	var form rulebook.ReportForm
	var office string
	rows := make([][]string, 0, len(ids))
	texts := map[string]material{}
	for _, one := range ids {
		if texts[one], err = d.read(ctx, one); err != nil {
			return "", nil, err
		}
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		rows = rows[:0]
		cases := map[string]string{}
		for _, one := range ids {
			s, err := d.look(tx, one, texts[one])
			if err != nil {
				return err
			}
			if s.item.State != Approved && s.item.State != Published {
				return wrongState(s.item)
			}
			if form, err = s.form(id, destination); err != nil {
				return err
			}
			if !slices.Contains(s.places(), destination) {
				return noPlace()
			}
			row, err := d.row(s)
			if err != nil {
				return err
			}
			rows = append(rows, s.inForm(form, row, false))
			office, cases[one] = s.office.Name, s.c.ID
		}
		if name, content, err = formFile(form, rows, office, d.Files.Today(), csv); err != nil {
			return err
		}
		for _, one := range ids {
			if _, err := tx.Record("disclosure.row_exported", cases[one], rowExported{one, destination, digest(string(content)), form.ID}); err != nil {
				return err
			}
		}
		return nil
	})
	return name, content, err
}

// formFile writes rows in a form.
func formFile(f rulebook.ReportForm, rows [][]string, office, day string, csv bool) (name string, content []byte, err error) {
	name = strings.TrimSuffix(fmt.Sprintf("报送-%s-%s", f.ID, strings.ReplaceAll(day, "-", "")), "-")
	sheet := formSheet(f, rows)
	if csv {
		content, err = paper.CSV(sheet, paper.UTF8)
		return name + ".csv", content, err
	}
	content, err = paper.XLSX(paper.Workbook{Title: f.Label.Zh, Sheets: []paper.Sheet{sheet}, Meta: paper.Meta{Creator: office}})
	return name + ".xlsx", content, err
}

// inForms adds to a package the public tables of a form, and refuses a form that fits none of its decisions.
func (b *bundle) inForms(id string, entries []entry) error {
	var form rulebook.ReportForm
	var rows [][]string
	var wanted []string
	for _, e := range entries {
		f, err := e.form(id, "")
		if err != nil {
			continue // of another kind of action
		}
		form = f
		row := e.inForm(f, e.row, true)
		rows = append(rows, row)
		wanted = append(wanted, row...)
	}
	if len(rows) == 0 {
		if len(entries) == 0 {
			return nil
		}
		_, err := entries[0].form(id, "")
		return err
	}
	for _, csv := range []bool{false, true} {
		name, content, err := formFile(form, rows, entries[0].office.Name, "", csv)
		if err != nil {
			return err
		}
		b.add(strings.Replace(name, "报送-", "报表-", 1), bytes.Clone(content), wanted)
	}
	return nil
}
