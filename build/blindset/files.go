package blindset

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"zhiheng/backend/paper"
)

// File is a paper as it comes to the office.
type File struct {
	Name  string
	Data  []byte
	Sheet *Sheet
}

// Files writes the papers of a case as Word files or PDF. Each file bears its text and nothing more.
func (c *Case) Files() (list []File, err error) {
	for i, s := range c.Sheets {
		document := paper.Document{Blocks: blocks(c.text(s))}
		write, suffix := paper.Docx, ".docx"
		if c.Hand.pdf {
			write, suffix = paper.PDF, ".pdf"
		}
		data, err := write(document)
		if err != nil {
			return nil, err
		}
		name := fmt.Sprintf("%02d%s", i+1, s.Name)
		switch c.Hand.files {
		case 1:
			name = fmt.Sprintf("scan_%04d", i+1)
		case 3:
			name = fmt.Sprintf("%s_%s_%d", cmp.Or(string(s.On), "草稿"), strings.NewReplacer(" ", "", "\n", "").Replace(s.Name), i+1)
		case 2:
			name = fmt.Sprintf("%s-%s（%d）", s.Name, c.Words["rep"], i+1)
		}
		list = append(list, File{Name: name + suffix, Data: data, Sheet: s})
	}
	return list, nil
}

// save puts files into a folder.
func save(folder string, files []File) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(folder, f.Name), f.Data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// blocks lays a text out: see wordings/common.txt for the signs at the beginning of lines.
func blocks(text string) (list []paper.Block) {
	var rows [][]string
	flush := func() {
		if len(rows) > 0 {
			list, rows = append(list, paper.Table{Rows: rows}), nil
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if row, form := strings.CutPrefix(line, "|"); form {
			rows = append(rows, strings.Split(row, "|"))
			continue
		}
		flush()
		switch {
		case line == "":
		case strings.HasPrefix(line, "^"):
			list = append(list, paper.Paragraph{Text: line[1:], Align: paper.Center, Flush: true})
		case strings.HasPrefix(line, ">"):
			list = append(list, paper.Paragraph{Text: line[1:], Align: paper.End, Flush: true})
		case strings.HasPrefix(line, "# "):
			list = append(list, paper.Heading{Level: 1, Text: line[2:]})
		default:
			list = append(list, paper.Paragraph{Text: line})
		}
	}
	flush()
	return list
}
