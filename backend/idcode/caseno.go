package idcode

import (
	"fmt"
	"regexp"
	"strconv"

	"zhiheng/backend/fault"
)

// CaseNo is an office's own case number such as 320681SJ-PEN-2026-0012: region (six digits), short code of the office,
// code of the kind of action, year, and serial within the year.
type CaseNo struct {
	Region string `json:"region"`
	Office string `json:"office"`
	Action string `json:"action"`
	Year   int    `json:"year"`
	Serial int    `json:"serial"`
}

// String is the number as it is written, with a serial of at least four digits.
func (c CaseNo) String() string {
	return fmt.Sprintf("%s%s-%s-%d-%04d", c.Region, c.Office, c.Action, c.Year, c.Serial)
}

var (
	caseNoPattern = regexp.MustCompile(`(\d{6})([A-Za-z]{1,8})-([A-Za-z]{2,5})-((?:19|20)\d{2})-(\d{4,6})`)
	courtPattern  = regexp.MustCompile(openBrackets + ` ?((?:19|20)\d{2}) ?` + closeBrackets +
		` ?(最高法|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼兵]) ?(\d{2,4})? ?(\p{Han}{1,4}) ?(\d{1,6}) ?号`)
)

// ParseCaseNo reads a case number; small letters and full width are allowed.
func ParseCaseNo(text string) (CaseNo, error) {
	code := FoldString(text)
	m := caseNoPattern.FindStringSubmatch(code)
	if m == nil || m[0] != code {
		return CaseNo{}, fault.New(fault.Invalid, "idcode.caseno",
			fault.T("案件编号应形如“320681SJ-PEN-2026-0012”", "a case number looks like 320681SJ-PEN-2026-0012"))
	}
	return caseNo(m), nil
}

func caseNo(m []string) CaseNo {
	c := CaseNo{Region: m[1], Office: bare(m[2]), Action: bare(m[3])}
	c.Year, _ = strconv.Atoi(m[4])
	c.Serial, _ = strconv.Atoi(m[5])
	return c
}

// FindCaseNos finds the case numbers in a text.
func FindCaseNos(text string) []Match[CaseNo] {
	f := Fold(text)
	var found []Match[CaseNo]
	f.each(caseNoPattern, func(start, end int) bool {
		found = append(found, match(f, start, end, caseNo(caseNoPattern.FindStringSubmatch(f.Text[start:end]))))
		return true
	})
	return found
}

// FindCourtCaseNos finds the numbers of court cases, such as （2024）苏0681行初12号, each with its canonical form.
func FindCourtCaseNos(text string) []Match[string] {
	f := Fold(text)
	var found []Match[string]
	for _, m := range courtPattern.FindAllStringSubmatchIndex(f.Text, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return f.Text[m[2*i]:m[2*i+1]]
		}
		canonical := "（" + part(1) + "）" + part(2) + part(3) + part(4) + part(5) + "号"
		found = append(found, match(f, m[0], m[1], canonical))
	}
	return found
}
