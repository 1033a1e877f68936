package extract

import (
	"bytes"
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"

	"zhiheng/backend/fault"
)

const maxCells = 2_000_000

// readXlsx reads a workbook: each sheet begins a page with its name, a row is a line, cells are parted by tabs and
// shown as the workbook formats them.
func readXlsx(src *source) (Result, error) {
	z, err := openDocument(src.file, src.size)
	if err != nil {
		return Result{}, err
	}
	meta, err := officeMeta(&parts{z, 1 << 20})
	if err != nil {
		return Result{}, err
	}
	data, err := src.bytes(maxUnpacked)
	if err != nil {
		return Result{}, err
	}
	// Both limits are one, so that nothing is unpacked to the disk.
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	switch {
	case errors.Is(err, excelize.ErrWorkbookFileFormat), errors.Is(err, excelize.ErrWorkbookPassword):
		return Result{}, damaged(err)
	case err != nil && strings.Contains(err.Error(), "unzip size exceeds"):
		return Result{}, burst()
	case err != nil:
		return Result{}, damaged(err)
	}
	defer book.Close()
	r := Result{Meta: meta}
	err = sheets(book, &r)
	return r, err
}

func sheets(book *excelize.File, r *Result) error {
	var p pager
	count := 0
	for _, name := range book.GetSheetList() {
		rows, err := book.Rows(name)
		if err != nil { // a chart sheet has no rows
			continue
		}
		p.turn()
		head := name + "\n"
		for rows.Next() {
			row, err := rows.Columns()
			if err != nil {
				return damaged(err)
			}
			if count += len(row) + 1; count > maxCells || p.full() {
				r.Cause, r.Reason = CauseTooBig, fault.T("表格过大，只读取了前面部分", "the workbook is very large; only the first part was read")
				break
			}
			if line := cells(row); line != "" {
				p.add(head + line)
				head = ""
			}
		}
		if err := errors.Join(rows.Error(), rows.Close()); err != nil {
			return damaged(err)
		}
		if r.Cause != CauseNone {
			break
		}
	}
	r.Pages = p.end()
	return nil
}
