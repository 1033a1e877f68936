package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"zhiheng/backend/precedent"
)

// The vocabulary of made-up decisions. Words are drawn so that some are common and most are rare.
var (
	openings = []string{"当事人", "本局执法人员", "经现场检查", "经依法调查", "经询问", "据举报线索", "经抽样检验", "经核对账册"}
	acts     = []string{"经营超过保质期的食品", "未取得药品经营许可证从事零售", "使用未经检定的计价衡器", "发布虚假广告", "擅自改变危险化学品存放地点",
		"超标排放工业废水", "未按规定进行安全生产培训", "销售侵犯注册商标专用权的商品", "无照从事餐饮服务", "拒不改正占道经营"}
	findings = []string{"货值金额共计", "违法所得共计", "现场查获", "账册记载", "检验结论为不合格", "当事人对上述事实无异议", "有现场检查笔录为证", "有询问笔录为证"}
	results  = []string{"没收违法所得，并处罚款", "责令立即改正，给予警告", "吊销许可证件", "责令停产停业整顿", "不予行政处罚并予以教育"}
)

func pick(r *rand.Rand, list []string) string {
	return list[int(float64(len(list))*r.Float64()*r.Float64())]
}

// rareWord is a name or a thing of its own, of two to four characters.
func rareWord(r *rand.Rand) string {
	var b strings.Builder
	for range 2 + r.IntN(3) {
		b.WriteRune(rune(0x4E00 + int(3000*r.Float64()*r.Float64())))
	}
	return b.String()
}

// docNo is the document number of made-up paper i.
func docNo(i int) string { return fmt.Sprintf("云市监处罚〔%d〕%d号", 2015+i%10, i) }

// madeUp is a made-up decision of about two kilobytes.
func madeUp(r *rand.Rand, i int) (precedent.Paper, string) {
	party, no := "云汀县"+rareWord(r)+"有限公司", docNo(i)
	var b strings.Builder
	fmt.Fprintf(&b, "行政处罚决定书\n%s\n当事人：%s\n", no, party)
	for b.Len() < 1900 {
		fmt.Fprintf(&b, "%s%s，涉及%s，%s%d元；%s，位于%s。", pick(r, openings), pick(r, acts), rareWord(r), pick(r, findings), r.IntN(90000), pick(r, findings), rareWord(r))
	}
	fmt.Fprintf(&b, "%s%d元。", pick(r, results), r.IntN(100)*1000)
	return precedent.Paper{ID: fmt.Sprintf("d%06d", i), Case: fmt.Sprintf("c%05d", i/5), CaseTitle: party + "案", Title: "行政处罚决定书", DocNos: []string{no},
		Party: []string{party}, Kind: "D27", On: fmt.Sprintf("%d-%02d-01", 2015+i%10, 1+i%12), Amount: int64(r.IntN(100)) * 100_000}, b.String()
}
