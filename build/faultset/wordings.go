package faultset

import "regexp"

// wording is one passage and other ways in which offices write it.
type wording struct {
	of   *regexp.Regexp
	ways []string
}

// wordings are the passages that offices word differently. A passage in which a fault was planted no longer fits, and stays.
var wordings = []wording{
	{regexp.MustCompile(`可以在收到本决定书之日起六十日内(向[^；，。]{2,30})申请行政复议；也可以在六个月内依法(向[^；，。]{2,30})提起行政诉讼`), []string{
		"可以自收到本决定书之日起60日内${1}申请行政复议，也可以自收到本决定书之日起6个月内${2}起诉",
		"可以在接到本决定书之日起六十日内，依法${1}提出行政复议申请；或者在六个月内直接${2}提起行政诉讼",
		"可自收到本决定书之日起六十日内依法${1}申请复议，或者自收到本决定书之日起六个月内依法${2}提起行政诉讼"}},
	{regexp.MustCompile(`申请行政复议或者提起行政诉讼期间，行政处罚不停止执行`), []string{"复议、诉讼期间，本处罚决定不停止执行", "行政复议和行政诉讼期间，除法律另有规定外，不停止本决定的执行"}},
	{regexp.MustCompile(`自收到本处罚决定书之日起十五日内，(?:将罚款|将罚没款)?缴至`), []string{"自收到本决定书之日起15日内，将罚没款缴至", "于收到本处罚决定书之日起十五日内将罚款交至"}},
	{regexp.MustCompile(`每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额`), []string{"每日按罚款数额的3%加处罚款，加处罚款的数额不超过罚款本数", "依法每日按罚款数额的百分之三加处罚款（加处罚款总额不得超出罚款数额）"}},
	{regexp.MustCompile(`(?m)^经查明：`), []string{"经查，", "现查明：", "经依法调查查明："}},
	{regexp.MustCompile(`上述事实，有以下证据证明：`), []string{"以上事实有下列证据予以证明：", "认定上述事实的证据如下："}},
	{regexp.MustCompile(`决定给予当事人如下行政处罚`), []string{"决定对当事人作出如下行政处罚", "本局决定对当事人给予以下行政处罚"}},
	{regexp.MustCompile(`违反了(《[^》]+》第[^，。]{2,30})的规定`), []string{"违反${1}之规定", "已违反了${1}规定"}},
	{regexp.MustCompile(`(?m)^当事人：`), []string{"当事人名称：", "被处罚人：", "当事人（单位）："}},
	{regexp.MustCompile(`(?m)^统一社会信用代码：`), []string{"统一社会信用代码（注册号）：", "社会信用代码："}},
	{regexp.MustCompile(`(?m)^法定代表人：`), []string{"法定代表人（负责人）：", "法定代表人（负责人、经营者）："}},
	{regexp.MustCompile(`(?m)^(?:住所|住址)：`), []string{"住所（住址）：", "地址："}},
	{regexp.MustCompile(`(?m)^公民身份号码：`), []string{"身份证号码：", "身份证件号码："}},
	{regexp.MustCompile(`(?m)^检查人员：`), []string{"执法人员：", "检查人："}},
	{regexp.MustCompile(`(?m)^询问人：`), []string{"询问人员：", "调查人员："}},
	{regexp.MustCompile(`你有权申请回避`), []string{"你是否要求我们回避", "如认为执法人员与本案有利害关系，可以申请其回避"}},
	{regexp.MustCompile(`(?m)^案件编号：`), []string{"案号：", "案 件 编 号："}},
}

// words writes some passages of a paper otherwise.
func (w style) words(text string) string {
	for _, p := range wordings {
		if n := w.random.IntN(len(p.ways) + 1); n > 0 {
			text = p.of.ReplaceAllString(text, p.ways[n-1])
		}
	}
	return text
}
