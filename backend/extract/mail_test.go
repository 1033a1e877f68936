package extract_test

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/extract"
)

// letter is a message with a text in an encoding and attachments under the headers given.
func letter(t testing.TB, subject string, body []byte, charset string, attachments ...string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "From: =?GB2312?B?%s?= <linyiwei@example.com>\r\nTo: office@example.com\r\nDate: Thu, 5 Mar 2026 09:10:00 +0800\r\nSubject: %s\r\n",
		base64.StdEncoding.EncodeToString(gb18030(t, "林一苇")), subject)
	b.WriteString("MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"=_b1\"\r\n\r\nnot shown\r\n--=_b1\r\n")
	fmt.Fprintf(&b, "Content-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n", charset, base64.StdEncoding.EncodeToString(body))
	for _, head := range attachments {
		fmt.Fprintf(&b, "--=_b1\r\n%s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n", head, base64.StdEncoding.EncodeToString([]byte(transcript)))
	}
	b.WriteString("--=_b1--\r\n")
	return []byte(b.String())
}

func percent(data []byte) string {
	var b strings.Builder
	for _, c := range data {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

func TestMailInEveryEncodingWithItsAttachments(t *testing.T) {
	pool := newPool(t, nil)
	raw := gb18030(t, "关于案件材料的函")
	name := gb18030(t, "询问笔录𬭎.docx")
	message := letter(t, string(raw), gb18030(t, "请查收附件。\n云汀县局"), "gb2312",
		"Content-Disposition: attachment; filename*=gb18030''"+percent(name),
		"Content-Disposition: attachment;\r\n filename*0*=utf-8''"+percent([]byte("送达回"))+";\r\n filename*1*="+percent([]byte("证.pdf")),
		"Content-Type: application/octet-stream; name=\""+string(gb18030(t, "照片；一.jpg"))+"\"",
		"Content-Type: image/png; name==?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte("现场.png"))+"?=",
		"Content-Type: message/rfc822",
		"Content-Disposition: attachment; filename=\"../../逃.sh\"")
	result := read(t, pool, "函.eml", message)
	want := "发件人：林一苇 <linyiwei@example.com>\n收件人：office@example.com\n时间：Thu, 5 Mar 2026 09:10:00 +0800\n主题：关于案件材料的函\n\n请查收附件。\n云汀县局\n\n附件：询问笔录𬭎.docx\n附件：送达回证.pdf\n附件：照片；一.jpg\n附件：现场.png\n附件：附件5.eml\n附件：逃.sh"
	if result.Media.Format != "eml" || texts(result) != want || result.Members != 6 {
		t.Errorf("%s %d members %q (%v)", result.Media.Format, result.Members, texts(result), result.Reason)
	}
	if result.Meta[extract.MetaCreated] != "2026-03-05T09:10:00+08:00" || result.Meta[extract.MetaTitle] != "关于案件材料的函" {
		t.Errorf("meta %v", result.Meta)
	}
	files, listed, _ := unpacked(t, pool, "函.eml", message, ample)
	if len(files) != 5 || files["送达回证.pdf"] != transcript || listed["逃.sh"] != extract.CausePath {
		t.Errorf("%d files, listed %v", len(files), listed)
	}
	for _, c := range []struct {
		charset string
		body    []byte
	}{{"utf-8", []byte("请查收附件。")}, {"gbk", gb18030(t, "请查收附件。")}, {"us-ascii", gb18030(t, "请查收附件。")}, {"", []byte("请查收附件。")}, {"nonsense", gb18030(t, "请查收附件。")}} {
		if result := read(t, pool, "函.eml", letter(t, "x", c.body, c.charset)); !strings.Contains(texts(result), "\n请查收附件。") {
			t.Errorf("%s: %q", c.charset, texts(result))
		}
	}
	page := "From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?Q?=E5=87=BD?=\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body><p>" +
		string(gb18030(t, "网页正文")) + "</p></body></html>"
	if result := read(t, pool, "页.eml", []byte(page)); result.Media.Format != "eml" || !strings.HasSuffix(texts(result), "主题：函\n\n网页正文") {
		t.Errorf("%s %q", result.Media.Format, texts(result))
	}
}

func TestHostileMail(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 5 * time.Second })
	head := "From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
	nested := head
	for range 2000 {
		nested += "--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
	}
	seed := letter(t, "函", []byte("请查收"), "utf-8", "Content-Disposition: attachment; filename*=gb18030''"+percent(gb18030(t, "笔录.txt")))
	cases := map[string][]byte{"深.eml": []byte(nested), "多.eml": []byte(head + strings.Repeat("--a\r\n\r\nx\r\n", 100_000)), "长.eml": []byte(head + "X: " + strings.Repeat("y\r\n ", 500_000))}
	random := rand.New(rand.NewPCG(5, 322))
	for i := range 60 {
		cases[fmt.Sprintf("%d.eml", i)] = mutate(random, seed)
	}
	for name, data := range cases {
		within(t, 6*time.Second, func() {
			first := read(t, pool, name, data)
			if first.Status == "" || first.Cause == extract.CauseTimeout || first.Cause == extract.CauseCrash {
				t.Errorf("%s: %s %s", name, first.Status, first.Cause)
			}
			if again := read(t, pool, name, data); texts(first) != texts(again) {
				t.Errorf("%s: two readings differ", name)
			}
		})
	}
}
