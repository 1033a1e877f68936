package precedent_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/precedent"
)

// The vocabulary of made-up decisions. Words are drawn by rank, so that some are common and most are rare.
var (
	openings = []string{"当事人", "本局执法人员", "经现场检查", "经依法调查", "经询问", "据举报线索", "经抽样检验", "经核对账册"}
	acts     = []string{"经营超过保质期的食品", "未取得药品经营许可证从事零售", "使用未经检定的计价衡器", "发布虚假广告", "擅自改变危险化学品存放地点",
		"超标排放工业废水", "未按规定进行安全生产培训", "销售侵犯注册商标专用权的商品", "无照从事餐饮服务", "拒不改正占道经营"}
	findings = []string{"货值金额共计", "违法所得共计", "现场查获", "账册记载", "检验结论为不合格", "当事人对上述事实无异议", "有现场检查笔录为证", "有询问笔录为证"}
	results  = []string{"没收违法所得，并处罚款", "责令立即改正，给予警告", "吊销许可证件", "责令停产停业整顿", "不予行政处罚并予以教育"}
)

// decision makes a fictional paper of about two kilobytes.
func decision(r *rand.Rand, i int) (precedent.Paper, string) {
	rare := func() string { // a name or a thing of its own
		var b strings.Builder
		for range 2 + r.IntN(3) {
			b.WriteRune(rune(0x4E00 + int(3000*r.Float64()*r.Float64())))
		}
		return b.String()
	}
	pick := func(list []string) string { return list[int(float64(len(list))*r.Float64()*r.Float64())] }
	party := "通海县" + rare() + "有限公司"
	no := fmt.Sprintf("通市监处罚〔%d〕%d号", 2015+i%10, i)
	var b strings.Builder
	fmt.Fprintf(&b, "行政处罚决定书\n%s\n当事人：%s\n", no, party)
	for b.Len() < 1900 {
		fmt.Fprintf(&b, "%s%s，涉及%s，%s%d元；%s，位于%s。", pick(openings), pick(acts), rare(), pick(findings), r.IntN(90000), pick(findings), rare())
	}
	fmt.Fprintf(&b, "%s%d元。", pick(results), r.IntN(100)*1000)
	return precedent.Paper{ID: fmt.Sprintf("d%06d", i), Case: fmt.Sprintf("c%05d", i/5), CaseTitle: party + "案", Title: "行政处罚决定书", DocNos: []string{no},
		Party: []string{party}, Kind: "D27", On: fmt.Sprintf("%d-%02d-01", 2015+i%10, 1+i%12), Amount: int64(r.IntN(100)) * 100000}, b.String()
}

// BenchmarkOffice indexes made-up decisions (ZHIHENG_PAPERS, 5,000 if not set) and searches them.
func BenchmarkOffice(b *testing.B) {
	papers := 5000
	if n, err := strconv.Atoi(os.Getenv("ZHIHENG_PAPERS")); err == nil {
		papers = n
	}
	r := rand.New(rand.NewPCG(5, 6))
	o := newOffice()
	bytes := 0
	for i := range papers {
		p, text := decision(r, i)
		bytes += len(text)
		o.put(p, text)
	}
	dir := b.TempDir()
	begin := time.Now()
	x := open(b, dir, o)
	took := time.Since(begin).Seconds()
	b.Logf("%d papers, %.1f MB: %.0f papers/s, %.2f MB/s, index %.2f of the text", papers, float64(bytes)/1e6, float64(papers)/took,
		float64(bytes)/1e6/took, float64(x.State().Bytes)/float64(bytes))
	for range 3 { // what was merged away is removed in the background
		time.Sleep(300 * time.Millisecond)
		catchUp(b, x)
	}
	b.Logf("settled at %.2f of the text", float64(x.State().Bytes)/float64(bytes))
	if err := x.Close(); err != nil {
		b.Fatal(err)
	}
	begin = time.Now()
	x, err := precedent.Open(dir, o, precedent.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	b.Logf("check and open %v", time.Since(begin).Round(time.Millisecond))
	for name, query := range benchQueries(r, papers) {
		b.Run(name, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				begin := time.Now()
				if query == nil {
					p, text := decision(r, r.IntN(papers))
					o.put(p, text)
					catchUp(b, x)
				} else if _, err := x.Search(context.Background(), precedent.Query{Text: query()}); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(begin))
			}
			b.ReportMetric(float64(quantile(times, .5).Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(quantile(times, .95).Microseconds())/1000, "p95-ms")
		})
	}
}

// benchQueries are the kinds of search that people make.
func benchQueries(r *rand.Rand, papers int) map[string]func() string {
	return map[string]func() string{
		"word":     func() string { return acts[r.IntN(len(acts))][6:12] },
		"words":    func() string { return acts[r.IntN(len(acts))] + " " + findings[r.IntN(len(findings))] },
		"phrase":   func() string { return `"` + acts[r.IntN(len(acts))] + `"` },
		"party":    func() string { p, _ := decision(r, 0); return "当事人:" + p.Party[0][9:18] },
		"docno":    func() string { i := r.IntN(papers); return fmt.Sprintf("通市监处罚(%d)%d号", 2015+i%10, i) },
		"one char": func() string { return string([]rune(acts[r.IntN(len(acts))])[r.IntN(5)]) },
		"filter":   func() string { return acts[r.IntN(len(acts))] + " 日期:2018..2020 金额:1万..5万" },
		"question": func() string {
			return acts[r.IntN(len(acts))] + "而且" + findings[r.IntN(len(findings))] + "应当怎么处理"
		},
		"update": nil,
	}
}

func quantile(times []time.Duration, at float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	return times[min(len(times)-1, int(at*float64(len(times))))].Round(10 * time.Microsecond)
}
