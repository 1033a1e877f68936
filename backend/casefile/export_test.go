package casefile

import (
	"zhiheng/backend/paper/wordtemplate"
	"zhiheng/backend/rulebook"
)

// DraftedBy writes a paper of each specimen by the program's template and by a Word file.
func DraftedBy(p *rulebook.Procedure, code string, docx []byte) (pairs [][2]string, said [][2]map[string]any, err error) {
	b := specimenDrafter(p, code, nil, specimenOffice)
	own, err := b.own(docx)
	if err != nil {
		return nil, nil, err
	}
	for _, facts := range specimens(p, code, specimenOffice) {
		a := specimenDrafter(p, code, facts, specimenOffice)
		shipped, err := a.shippedText()
		if err != nil {
			return nil, nil, err
		}
		b.facts, b.said = facts, map[string]any{}
		lines, err := own.lines(b)
		if err != nil {
			return nil, nil, err
		}
		pairs, said = append(pairs, [2]string{shipped, own.file.Text(lines)}), append(said, [2]map[string]any{a.said, b.said})
	}
	return pairs, said, nil
}

// Filled writes a specimen by a Word file and makes it say a text.
func Filled(p *rulebook.Procedure, code string, docx []byte, text string) ([]byte, error) {
	d := specimenDrafter(p, code, specimens(p, code, specimenOffice)[0], specimenOffice)
	own, err := d.own(docx)
	if err != nil {
		return nil, err
	}
	lines, err := own.lines(d)
	if err != nil {
		return nil, err
	}
	if text != "" {
		lines = own.file.Fit(lines, text)
	}
	return own.file.Fill(lines, wordtemplate.Properties{})
}
