package extract_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

func tableIn(t *testing.T, pool *extract.Pool, name string, data []byte) (extract.Table, error) {
	t.Helper()
	return pool.Table(context.Background(), put(t, data), name)
}

func TestATableKeepsItsRowsAndPlaces(t *testing.T) {
	pool := newPool(t, nil)
	book := excelize.NewFile()
	_ = book.SetSheetRow("Sheet1", "A1", &[]any{"案号", nil, "罚款"})
	_ = book.SetSheetRow("Sheet1", "A3", &[]any{"云市监案〔2021〕1号", nil, 5000.5})
	_, _ = book.NewSheet("空表")
	var xlsx bytes.Buffer
	if err := book.Write(&xlsx); err != nil {
		t.Fatal(err)
	}
	const csv = "案号,,罚款\n\n云市监案〔2021〕1号,,5000.5\n"
	for name, data := range map[string][]byte{"台账.xlsx": xlsx.Bytes(), "台账.csv": []byte(csv), "台账-旧.csv": gb18030(t, csv), "台账.txt": []byte(strings.ReplaceAll(csv, ",", "\t"))} {
		table, err := tableIn(t, pool, name, data)
		if err != nil || len(table.Sheets) == 0 || len(table.Sheets[0].Rows) != 3 {
			t.Errorf("%s: %+v %v", name, table, err)
			continue
		}
		rows := table.Sheets[0].Rows
		if len(rows[1]) != 0 || !slices.Equal(rows[2], []string{"云市监案〔2021〕1号", "", "5000.5"}) {
			t.Errorf("%s: %q", name, rows)
		}
	}
	for _, name := range []string{"台账.xls", "台账.et"} {
		table, err := tableIn(t, pool, name, xls(0, ledgerRows))
		if err != nil || table.Sheets[0].Name != "台账" || len(table.Sheets[0].Rows) != 4 || table.Sheets[0].Rows[1][2] != "5000.12" {
			t.Errorf("%s: %+v %v", name, table, err)
		}
	}
}

func TestWhatIsNoTableIsRefusedInWords(t *testing.T) {
	pool := newPool(t, nil)
	for name, data := range map[string][]byte{"空.xlsx": nil, "坏.xlsx": []byte("PK\x03\x04 no workbook"), "图.png": []byte("\x89PNG\r\n\x1a\n")} {
		if _, err := tableIn(t, pool, name, data); fault.KindOf(err) != fault.Unreadable || fault.As(err).Message.Zh == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
