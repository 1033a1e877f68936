package extract_test

import (
	"strings"
	"testing"

	"zhiheng/backend/extract"
)

func TestEachFormatIsReadThroughTheChild(t *testing.T) {
	pool := newPool(t, nil)
	cases := []struct {
		name, format, want string
		data               []byte
	}{
		{"笔录.txt", "txt", "被询问人：张示例", []byte(transcript)},
		{"笔录-旧.txt", "txt", "货值金额3200元", gb18030(t, transcript)},
		{"笔录.docx", "docx", "身份证号码：320681198503121237", docx(t, paragraphs(transcript))},
		{"台账.xlsx", "xlsx", "案号\t罚款\n启市监罚〔2026〕7号\t5000", xlsx(t, [][]any{{"案号", "罚款"}, {"启市监罚〔2026〕7号", 5000}})},
		{"台账.csv", "csv", "案号\t罚款\n启市监罚〔2026〕7号\t5000", []byte("案号,罚款\n启市监罚〔2026〕7号,\"5000\"\n")},
		{"公告.html", "html", "行政处罚决定\n当事人：张示例", []byte("<html><head><title>公告</title><script>var 甲=1</script></head><body><h1>行政处罚决定</h1><p>当事人：张示例</p></body></html>")},
		{"告知书.pdf", "pdf", "行政处罚告知书", pdf("行政处罚告知书\n当事人：张示例", "第二页")},
	}
	for _, c := range cases {
		r := read(t, pool, c.name, c.data)
		if r.Media.Format != c.format || r.Status != extract.Read {
			t.Errorf("%s: format %q, status %q, reason %v", c.name, r.Media.Format, r.Status, r.Reason)
		}
		if !strings.Contains(texts(r), c.want) {
			t.Errorf("%s: %q lacks %q", c.name, texts(r), c.want)
		}
	}
}
