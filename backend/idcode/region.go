package idcode

import (
	_ "embed"
	"encoding/json"
	"slices"
	"sync"
)

// Region is an administrative division by its code (GB/T 2260). From and To are the years in which the code came into use and
// went out of it, empty where it is older than what is known here, or still in use; in the year of a change both hold.
// FollowedBy is the code of the division that took its place.
type Region struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	From       string `json:"from,omitempty"`
	To         string `json:"to,omitempty"`
	FollowedBy string `json:"followed_by,omitempty"`
}

//go:embed regions.json
var regionsFile []byte

// regions are the divisions that are known by name: those of the city that the office's own codes come from. Others are no
// fault of a code.
var regions = sync.OnceValue(func() (list []Region) {
	if err := json.Unmarshal(regionsFile, &list); err != nil {
		panic("idcode: regions.json: " + err.Error()) // the file is part of the program
	}
	return list
})

// RegionOf finds a division by its code; ok is false for one that is not known by name.
func RegionOf(code string) (r Region, ok bool) {
	i := slices.IndexFunc(regions(), func(r Region) bool { return r.Code == bare(code) })
	if i < 0 {
		return r, false
	}
	return regions()[i], true
}

// CheckRegion names the rules that a region code breaks on a day (YYYY-MM-DD, empty for no matter when): "length", "digits",
// "province", or "validity" for a code that was not in use that year. A code that is not known by name may still be good.
func CheckRegion(code, day string) (found []Problem) {
	code = bare(code)
	if len(code) != 6 {
		return []Problem{problem("length", -1, "行政区划代码应为6位，实为%d位", "a region code has 6 digits, not %d", len([]rune(code)))}
	}
	for i, r := range code {
		if r < '0' || r > '9' {
			return []Problem{problem("digits", i, "第%d位应为数字，实为%c", "character %d is no digit but %c", i+1, r)}
		}
	}
	if code[0] < '1' || code[0] > '8' {
		found = append(found, problem("province", 0, "没有以%c开头的行政区划代码", "no region code begins with %c", rune(code[0])))
	}
	r, known := RegionOf(code)
	if !known || day == "" {
		return found
	}
	year := day[:min(len(day), 4)]
	if r.From != "" && year < r.From || r.To != "" && year > r.To {
		found = append(found, r.outOfUse(year))
	}
	return found
}

// outOfUse says when a code was in use and what came after it.
func (r Region) outOfUse(year string) Problem {
	next, followed := RegionOf(r.FollowedBy)
	switch {
	case followed:
		return problem("validity", -1, "%[1]s（%[2]s）用到%[3]s年，%[4]s年应为%[5]s（%[6]s）", "%[1]s (%[2]s) was in use until %[3]s: in %[4]s it is %[5]s (%[6]s)", r.Code, r.Name, r.To, year, next.Code, next.Name)
	case r.To != "" && year > r.To:
		return problem("validity", -1, "%[1]s（%[2]s）用到%[3]s年", "%[1]s (%[2]s) was in use until %[3]s", r.Code, r.Name, r.To)
	}
	return problem("validity", -1, "%[1]s（%[2]s）自%[3]s年起使用", "%[1]s (%[2]s) is in use from %[3]s only", r.Code, r.Name, r.From)
}
