package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// labelKind is one word that stands before a value, in its usual form, and the kind of value it announces.
type labelKind struct {
	label string
	kind  Kind
}

// labelKinds lists the labels of forms and papers. Where one begins with another, the longer stands first.
func labelKinds() []labelKind {
	var all []labelKind
	for _, group := range []struct {
		kind   Kind
		labels string
	}{
		{PartyName, "当事人姓名或者名称 当事人名称 当事人姓名 当事人 被处罚人名称 被处罚人姓名 被处罚单位 被处罚人 行政相对人名称 行政相对人 被检查单位 被检查对象 被检查人 检查对象 复查对象 " +
			"缴费义务人 缴费单位 缴费人 被征收人 " +
			"单位名称 企业名称 个体工商户字号 字号名称 字号 姓名或名称 名称 受送达人 申请人"},
		{Representative, "法定代表人姓名 法定代表人 主要负责人 负责人 经营者姓名 经营者 投资人"},
		{PersonName, "姓名 被询问人 委托代理人 证人 陈述人"},
		{Address, "经营场所 经营地址 注册地址 注册地 住所地 住所 住址 家庭住址 联系地址 通讯地址 户籍地址 现住址 地址"},
	} {
		for label := range strings.FieldsSeq(group.labels) {
			all = append(all, labelKind{label, group.kind})
		}
	}
	return all
}

// labelPattern finds a label at the beginning of a line or cell or after a stop, with blanks among its letters and a
// remark in brackets allowed, and the value up to the end of the cell, a stop or the next label.
var labelPattern = regexp.MustCompile(`(?m)(?:^|[\t 　，,。；;（(、])(` + spacedLabels() + `)[ 　]*(?:[（(][^）)\n]{1,20}[）)])?[ 　]*(?:[：:][ 　\t]*|\t[ 　]*)` +
	`((?:[^\n\t，,。；;：:（）()、]|[（(][^（）()\n]+[）)])+)`)

func spacedLabels() string {
	var all []string
	for _, l := range labelKinds() {
		var letters []string
		for _, r := range l.label {
			letters = append(letters, string(r))
		}
		all = append(all, strings.Join(letters, "[ 　]*"))
	}
	return strings.Join(all, "|")
}

// nextLabel finds where another label begins within what was taken for a value, as in "张示例 性别：男".
var nextLabel = regexp.MustCompile(`[ 　]+(?:\p{Han}{2,10}|\p{Han}[ 　]+\p{Han})[ 　]*(?:[（(][^）)]{1,16}[）)])?$`)

func (f *finder) labels() {
	text := f.page.Text
	for at := 0; at < len(text); {
		m := labelPattern.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return
		}
		start, end := at+m[4], at+m[5]
		label := squeeze(text[at+m[2] : at+m[3]])
		at += m[3] // the value may hold a label of its own
		if end < len(text) && strings.ContainsRune("：:", firstRune(text[end:])) {
			cut := nextLabel.FindStringIndex(text[start:end])
			if cut == nil {
				continue
			}
			end = start + cut[0]
		}
		kind := kindOf(label)
		if kind == PartyName && (signs(text, end) || strings.Contains(text[at:start], "签")) {
			kind = PersonName
		}
		end = start + len(valueOf(kind, text[start:end]))
		if value := normalValue(kind, text[start:end]); value != "" {
			f.addBytes(kind, value, label, start, end)
		}
	}
}

// unmarked finds who stands for a body where the name follows the word with no mark between them, as in running text.
var unmarked = regexp.MustCompile(`(法定代表人|主要负责人|经营者|投资人)(?:姓名)?[（(]?(\p{Han}{2,4})[）)]?(?:[，,。；;、）)]|\n|$)`)

// noName is what such a word may be followed by that is nobody's name.
var noName = regexp.MustCompile(`负责|代表|经营者|投资人|身份|证明|授权|委托|签字|签名|盖章|签章|姓名|住所|住址|地址|营业|执照|证照|应当|已经|没有|到场|变更|或者|以及|及其|不在|拒绝|本人|同意|的|责任|情况|信息`)

func (f *finder) standsFor() {
	for _, m := range unmarked.FindAllStringSubmatchIndex(f.page.Text, -1) {
		if name := f.page.Text[m[4]:m[5]]; !noName.MatchString(name) {
			f.addBytes(Representative, name, f.page.Text[m[2]:m[3]], m[4], m[5])
		}
	}
}

// signs tells whether a value is followed on its line by somebody else who signs: a line below a record bears the hands of those
// who were there, and who signs for a body is not the body.
func signs(text string, end int) bool {
	line, _, _ := strings.Cut(text[end:], "\n")
	return signer.MatchString(line)
}

var signer = regexp.MustCompile(`^[ 　\t；;，,]*(?:（签名）|（签字）|[（(]签[名字][）)])?[ 　\t]*(?:行政)?(?:执法|检查|调查|询问|核查|办案|送达|记录|见证)(?:人员|人)[^：:\n]{0,6}[：:]`)

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func kindOf(label string) Kind {
	for _, l := range labelKinds() {
		if l.label == label {
			return l.kind
		}
	}
	return ""
}

// squeeze leaves out all blanks.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// identified is a remark that says who somebody is, behind the name.
var identified = regexp.MustCompile(`[（(](?:[^（）()]*(?:信用代码|身份证|身份号码|证件号)|以下|下称|简称)[^（）()]*[）)]?$`)

// gap is a blank that parts two values on one line; a single one within a name of spaced letters does not.
var gap = regexp.MustCompile(`[ 　]{2,}|　|[ ]`)

// valueOf cuts what follows the value on the same line.
func valueOf(kind Kind, s string) string {
	s = strings.TrimRight(s, " 　")
	if cut := identified.FindStringIndex(s); cut != nil && cut[0] > 0 && kind != Address {
		s = strings.TrimRight(s[:cut[0]], " 　")
	}
	if kind == Address {
		if i := strings.Index(s, "  "); i > 0 {
			return s[:i]
		}
		return s
	}
	for _, g := range gap.FindAllStringIndex(s, -1) {
		if foreign(s[:g[0]], s[g[1]:]) {
			continue
		}
		if utf8.RuneCountInString(s[:g[0]]) > 1 { // "张　例" goes on after its first letter
			return s[:g[0]]
		}
	}
	return s
}

// foreign tells whether a blank stands between two words in Latin letters.
func foreign(before, after string) bool {
	return before != "" && after != "" && before[len(before)-1] < utf8.RuneSelf && after[0] < utf8.RuneSelf && after[0] != ' '
}

// tight leaves out all blanks but those between words in Latin letters.
func tight(s string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(s) {
		if foreign(b.String(), word) {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// columnHead is the head of the next column of a table, where a label is the head of one itself.
var columnHead = regexp.MustCompile(`^(?:数量|规格|型号|规格型号|单位|单价|备注|序号|状态|金额|日期|页次|页码)$`)

// normalValue is the value without blanks, or "" if it cannot be one of its kind.
func normalValue(kind Kind, s string) string {
	value := tight(s)
	n := utf8.RuneCountInString(value)
	han := strings.ContainsFunc(value, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	most := 50
	switch kind {
	case Address:
		most = 80
	case PersonName, Representative:
		most = 20
	}
	latin := kind != Address && n >= 4 && strings.ContainsFunc(value, unicode.IsLetter)
	if n < 2 || n > most || !han && !latin || kindOf(squeeze(value)) != "" || columnHead.MatchString(value) {
		return ""
	}
	switch {
	case kind == Address && n < 4,
		strings.HasPrefix(value, "签名"), strings.HasPrefix(value, "签字"), strings.HasPrefix(value, "盖章"), strings.HasPrefix(value, "不详"),
		strings.HasPrefix(value, "无") && n == 2, strings.HasPrefix(value, "以下"), strings.HasPrefix(value, "身份证"), strings.HasPrefix(value, "统一社会"):
		return ""
	}
	return value
}
