package precedent

import "strings"

// rolesBefore are the words after which the name of a person stands.
var rolesBefore = []string{"被告人", "被害人", "嫌疑人", "当事人", "经营者", "负责人", "代表人", "举报人", "投诉人", "同案人", "证人", "同伙", "伙同", "女友", "男友", "司机", "店员", "员工", "老板"}

// surnames are the hundred most common family names.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万钱覃武戴孔汤庞樊兰殷施洪翟安颜倪严牛温芦季俞章鲁葛伍申尤毕聂柴焦莫冉"

// bare takes out of a folded text what tells one case from another without saying what happened: names, dates, numbers. What
// is taken out ends a token, as hidden does; the text keeps its length.
func bare(r []rune, names []folded) []rune {
	out := append([]rune(nil), r...)
	f := hideSecrets(folded{r: out}, names)
	hideSecrets(f, namesIn(out))
	for i := 0; i < len(out); i++ {
		switch {
		case isAlnum(out[i]):
			digits := false
			j := i
			for ; j < len(out) && (isAlnum(out[j]) || out[j] == '.' || out[j] == ','); j++ {
				digits = digits || isDigit(out[j])
			}
			if digits {
				for j < len(out) && strings.ContainsRune("年月日时分许元万余", out[j]) {
					j++
				}
				blank(out[i:j])
			}
			i = j - 1
		case out[i] == '某' || out[i] == '×':
			from, to := i, i+1
			if i > 0 && strings.ContainsRune(surnames, out[i-1]) {
				from--
			}
			for to < len(out) && strings.ContainsRune("某×甲乙丙丁戊己", out[to]) {
				to++
			}
			blank(out[from:to])
			i = to - 1
		}
	}
	return out
}

// namesIn guesses the names of persons in a folded text: what begins with a family name and stands behind a word for a
// person, and stands in the text again.
func namesIn(r []rune) (names []folded) {
	text := string(r)
	had := map[string]bool{}
	for _, role := range rolesBefore {
		for rest := text; ; {
			_, after, found := strings.Cut(rest, role)
			if !found {
				break
			}
			rest = after
			next := []rune(after[:min(len(after), 12)])
			if len(next) < 3 || !strings.ContainsRune(surnames, next[0]) || !isHan(next[1]) {
				continue
			}
			name := string(next[:2])
			if long := string(next[:3]); isHan(next[2]) && strings.Count(text, long)*3 >= strings.Count(text, name)*2 {
				name = long
			}
			if !had[name] && strings.Count(text, name) > 1 {
				had[name] = true
				names = append(names, folded{r: []rune(name)})
			}
		}
	}
	return names
}
