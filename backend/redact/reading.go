package redact

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// reading is a text in which names are looked for.
type reading struct {
	words
	text   []rune // folded
	counts map[string]int
	short  []string // names that may be a character shorter than they were read
	bodies []string // names of bodies that stand where people's do
}

// spacing are the signs with which people space the letters of a name, beside the blank.
const spacing = "·._/*~|-"

// bareRunes takes out blanks, line breaks and what else spaces the letters, and leaves the middle dots of a name.
func bareRunes(name []rune) string {
	return string(slices.DeleteFunc(slices.Clone(name), func(r rune) bool {
		return r == '\n' || !latin(name) && (r == ' ' || r != '·' && strings.ContainsRune(spacing, r))
	}))
}

func latin(name []rune) bool { return len(name) > 0 && name[0] < unicode.MaxLatin1 }

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

func (t *reading) at(i int) rune {
	if i < 0 || i >= len(t.text) {
		return 0
	}
	return t.text[i]
}

var (
	opening = regexp.MustCompile(`^(?:[(（][^()（）\n]{1,12}[)）])?(?:[甲乙丙丁\d一二三四五]{0,2}[:：])?[ \t|]{0,4}(?:姓名|名叫|名为|称为|自称|分别为|分别是|分别系|依次为|为|是|系|叫|即|如|[:：]|“|")?[:： \t“"\n|]{0,4}(?:姓名[:： ]{0,2})?`)
	joining = regexp.MustCompile(`^(?:[(（][^()（）]{1,80}[)）])?(?:、|和|与|及|以及|，|,|/| ?、 ?)`)
)

// after reads the names that stand from a place on: one, or a list of them. Some words need a colon, a blank or a bracket behind
// them to be taken for a label.
func (t *reading) after(i int, onlyLabelled bool) []string {
	window := string(t.text[i:min(len(t.text), i+40)])
	head := opening.FindString(window)
	i += len([]rune(head))
	labelled := strings.ContainsAny(head, ":：\t") || head != "" && strings.HasSuffix(strings.TrimRight(head, " "), "姓名")
	if onlyLabelled && !labelled && !strings.HasSuffix(head, " ") {
		return nil
	}
	form := labelled
	var list []string
	for {
		if n := t.body(i); n > 0 {
			t.bodies = append(t.bodies, string(t.text[i:i+n]))
			return list
		}
		n := t.name(i, labelled)
		if n == 0 {
			return list
		}
		list = append(list, string(t.text[i:i+n]))
		i += n
		next := joining.FindString(string(t.text[i:min(len(t.text), i+100)]))
		if next == "" && form {
			next = t.beside(i)
		}
		if next == "" || strings.HasSuffix(next, "，") || strings.HasSuffix(next, ",") {
			return list
		}
		i += len([]rune(next))
		labelled = false
	}
}

// beside gives the blanks behind which, in a form, another name stands with nothing else on either side of it.
func (t *reading) beside(i int) string {
	n := 0
	for n < 4 && t.at(i+n) == ' ' {
		n++
	}
	length := 0
	for han(t.at(i + n + length)) {
		length++
	}
	if n == 0 || length < 2 || length > 3 || !t.alone(i+n+length) {
		return ""
	}
	name := t.text[i+n : i+n+length]
	if !t.surname[name[0]] || t.common[string(name[:2])] || t.behind[string(name[:2])] || t.behind[string(name[length-1])] {
		return ""
	}
	return strings.Repeat(" ", n)
}

// name gives the length of the name at a place, blanks inside it included, or 0 if there is none. Behind a label anything short
// enough is one.
func (t *reading) name(i int, labelled bool) int {
	if n := t.dotted(i); n > 0 {
		return n
	}
	if n := t.foreign(i); n > 0 {
		return n
	}
	letters, gaps := t.letters(i)
	if len(letters) < 2 || t.common[string(letters[:2])] {
		return 0
	}
	surname := 1
	switch {
	case t.compound[string(letters[:2])]:
		surname = 2
	case letters[1] == '某':
		return 0
	case !t.surname[letters[0]]:
		if labelled && len(letters) <= 4 && !han(t.at(i+gaps[len(letters)])) && t.alone(i+gaps[len(letters)]) && !nobody[string(letters)] {
			return gaps[len(letters)]
		}
		return 0
	}
	best, score := 0, 1.0
	if !labelled && strings.ContainsRune("应向从有", letters[0]) { // words more often than surnames
		score = 2.9
	}
	for n := surname + 1; n <= min(len(letters), surname+2, 4); n++ {
		if got := t.weigh(i, letters, gaps, n, surname); got > score {
			best, score = n, got
		}
	}
	if surname == 1 && len(letters) >= 4 && t.surname[letters[1]] { // the surnames of both parents
		if got := t.weigh(i, letters, gaps, 4, 2) - 0.4; got > score {
			best = 4
		}
	}
	if best == 0 && !labelled && len(letters) > surname+1 && !t.placed(letters, surname) { // nothing tells where it ends: rather a character too many
		best = surname + 2
		t.short = append(t.short, string(letters[:surname+1]))
	}
	return gaps[best]
}

// placed tells whether the letters behind a surname are rather those of a place or a body.
func (t *reading) placed(letters []rune, surname int) bool {
	return t.behind[string(letters[0])] || strings.ContainsRune("应向从有都全时能别尚连通相终", letters[0]) || slices.ContainsFunc(letters[surname:], func(r rune) bool { return strings.ContainsRune("县市区省镇乡局院厂店馆司", r) }) || t.behind[string(letters[surname])] || t.common[string(letters[surname:surname+2])]
}

// nobody is what stands behind a label when there is no name.
var nobody = map[string]bool{"无": true, "不详": true, "详见附件": true, "见附件": true, "同上": true, "空白": true, "本人": true, "略": true, "未知": true, "保密": true, "匿名": true, "不明": true}

// alone tells whether a value ends at a place, by what follows it.
func (t *reading) alone(i int) bool {
	return i >= len(t.text) || strings.ContainsRune(" \n\t,，;；。、(（)）|/", t.text[i])
}

// letters are up to five characters of a name and where each begins, from the place on; the last of gaps is the end. A blank or
// another sign may stand behind the first, and then the same behind the second; a line break anywhere.
func (t *reading) letters(i int) (letters []rune, gaps []int) {
	gaps = []int{0}
	at, sign := i, ""
	for len(letters) < 5 && at < len(t.text) {
		r := t.text[at]
		if han(r) {
			letters = append(letters, r)
			at++
			gaps = append(gaps, at-i)
			continue
		}
		skip := at
		for len(letters) > 0 && len(letters) < 3 && skip < len(t.text) && skip-at < 3 && (t.text[skip] == ' ' || skip == at && strings.ContainsRune(spacing, t.text[skip])) {
			skip++
		}
		if between := string(t.text[at:skip]); len(letters) == 1 {
			sign = between
		} else if between != sign {
			skip = at
		}
		if skip == at && r == '\n' && len(letters) > 0 && t.wrapped(at) {
			skip++
		}
		if skip == at || !han(t.at(skip)) {
			break
		}
		at = skip
	}
	return letters, gaps
}

// wrapped tells whether a line break is one that the width of the page has made: the line is long, and none begins anew.
func (t *reading) wrapped(i int) bool {
	length := 0
	for j := i - 1; j >= 0 && t.text[j] != '\n'; j-- {
		length++
	}
	return length >= 14 && !label.MatchString(string(t.text[i+1:min(len(t.text), i+14)]))
}

var label = regexp.MustCompile(`^\p{Han}[\p{Han} ]{1,9}(?:[:：]| )`)

// weigh says how likely a name of n characters is.
func (t *reading) weigh(i int, letters []rune, gaps []int, n, surname int) float64 {
	score := map[int]float64{2: 0, 3: 0.5, 4: 0}[n]
	if surname == 2 && n == 4 {
		score = 0.6
	}
	end := i + gaps[n]
	follow := t.at(end)
	for follow == '\n' && t.wrapped(end) {
		end++
		follow = t.at(end)
	}
	one, two := string(follow), ""
	if follow != 0 && han(t.at(end+1)) {
		two = one + string(t.at(end+1))
	}
	switch {
	case !han(follow):
		score += 3
	case t.behind[two]:
		score += 2.6
	case t.behind[one]:
		score += 2
	}
	if last := string(letters[n-1]); n > surname+1 && t.behind[last] {
		score -= 3
		if n == 2 {
			score += 2
		}
	}
	if n > surname+1 && n < len(letters) && t.behind[string(letters[n-1:n+1])] {
		score -= 1.5
	}
	if n > 3 && t.behind[string(letters[n-2:n])] {
		score -= 3
	}
	if strings.ContainsRune("县市区省镇乡局院厂店馆司", letters[n-1]) {
		score -= 3
	}
	whole, part := t.count(string(letters[:n])), t.count(string(letters[:n-1]))
	if n > surname+1 && whole > 1 && whole == part && score >= 2 {
		score += 1.6
	}
	if n > surname+1 && whole == 1 && part > 1 {
		score -= 1.6
	}
	return score
}

// count is how often a text stands in the whole.
func (t *reading) count(text string) int {
	n, known := t.counts[text]
	if !known {
		n = strings.Count(string(t.text), text)
		t.counts[text] = n
	}
	return n
}

// dotted gives the length of a name with middle dots, such as those of the Uyghurs.
func (t *reading) dotted(i int) int {
	n, dots := 0, 0
	for ; n < 24 && (han(t.at(i+n)) || t.at(i+n) == '·' && n > 0 && han(t.at(i+n+1))); n++ {
		if t.at(i+n) == '·' {
			dots = n
		}
	}
	if dots > 2 && t.at(i+dots-2) == '·' { // 李·雷·鸣 is no foreign name but one spaced
		return 0
	}
	if dots == 0 || dots > 8 && !strings.ContainsRune(string(t.text[i:i+8]), '·') {
		return 0
	}
	for end := dots + 3; end <= n; end++ {
		next := string(t.at(i + end))
		two := next
		if end+1 < n {
			two += string(t.at(i + end + 1))
		}
		if end == n || t.behind[two] || t.behind[next] && end > dots+3 {
			return end
		}
	}
	return n
}

var foreignName = regexp.MustCompile(`^[A-Z][a-z]+(?:['-][A-Za-z]+)?(?:[ ·][A-Z][A-Za-z'.-]*){0,4}|^[A-Z]{2,12}(?: [A-Z]{2,12}){1,3}`)

// foreign gives the length of a name in Latin letters.
func (t *reading) foreign(i int) int {
	if i >= len(t.text) || t.text[i] >= unicode.MaxASCII {
		return 0
	}
	name := foreignName.FindString(string(t.text[i:min(len(t.text), i+40)]))
	if end := t.at(i + len(name)); len(name) < 3 || end < unicode.MaxASCII && (unicode.IsLetter(end) || unicode.IsDigit(end) || end == '@' || end == '_') {
		return 0
	}
	return len(name)
}

// ahead gives the names that end at a place: one, or a list of them.
func (t *reading) ahead(i int) []string {
	var list []string
	for i > 0 {
		start := t.begins(i)
		if start == i {
			return list
		}
		list = append(list, string(t.text[start:i]))
		for i = start; i > 0 && t.at(i-1) == ' '; i-- {
		}
		if !strings.ContainsRune("、和与及", t.at(i-1)) {
			return list
		}
		i--
	}
	return list
}

// begins gives the place at which the name that ends at a place begins, or the place itself.
func (t *reading) begins(i int) int {
	end := i
	for i > 0 && t.text[i-1] == ' ' {
		i--
	}
	start := i
	for start > 0 && i-start < 24 && (han(t.text[start-1]) || t.text[start-1] == '·') {
		start--
	}
	if name := t.text[start:i]; slices.Contains(name, '·') {
		for first := slices.Index(name, '·') - 1; first > 0; first-- { // past what is no part of the first name
			if t.behind[string(name[first-1])] {
				return start + first
			}
		}
		return start
	}
	letters, places := t.backwards(i)
	for n := min(4, len(letters)); n >= 2; n-- {
		from := len(letters) - n
		name := letters[from:]
		if t.common[string(name[:2])] || slices.Contains(name, '某') || strings.ContainsRune("县市区省镇乡局院厂店馆司路号", name[n-1]) || t.behind[string(name[n-1])] || t.behind[string(name[n-2:])] {
			continue
		}
		compound := t.compound[string(name[:2])]
		if n == 4 && !compound && !(t.surname[name[0]] && t.surname[name[1]]) || n < 4 && !t.surname[name[0]] && !(compound && n > 2) {
			continue
		}
		before := t.at(places[from] - 1)
		if !han(before) || t.behind[string(before)] || t.behind[string(t.at(places[from]-2))+string(before)] || strings.ContainsRune("询问找送经寻卖借租雇人员者东方长主户现了入室号元楼组", before) {
			return places[from]
		}
	}
	return end
}

// backwards are up to four characters of a name that ends at a place, and where each stands.
func (t *reading) backwards(i int) (letters []rune, places []int) {
	for at := i - 1; at >= 0 && len(letters) < 4; at-- {
		r := t.text[at]
		switch {
		case han(r):
			letters, places = append([]rune{r}, letters...), append([]int{at}, places...)
		case len(letters) == 1 && r == ' ' && i-at <= 3, len(letters) > 0 && r == '\n' && t.wrapped(at):
		default:
			return letters, places
		}
	}
	return letters, places
}

// ending is how the name of a body ends; what stands before it holds no word that a name does not hold.
var ending = regexp.MustCompile(`^[^\s,。;:、"“”的在于经营开设办到从向与和及是为将被把对提承认证系称说]{2,30}?(?:有限(?:责任)?公司|股份公司|集团|分公司|公司|商行|超市|药房|餐厅|饭店|酒店|酒楼|诊所|医院|学校|农场|合作社|[经营批发服务门市]{2,3}部|门市|工作室|个体工商户|委员会|中心|[店馆厂局行坊铺])(?:\([^()]{1,10}\))?(?:[^\s,。;:、]{0,8}(?:分公司|分店|门店))?`)

// body gives the length of the name of a body at a place, or 0.
func (t *reading) body(i int) int {
	name := []rune(ending.FindString(string(t.text[i:min(len(t.text), i+60)])))
	for j := range max(len(name)-2, 0) { // a sentence that happens to end like one
		if strings.ContainsRune("持称说述被经至给让或又还则进0123456789", name[j]) || t.behind[string(name[j:j+2])] {
			return 0
		}
	}
	return len(name)
}
