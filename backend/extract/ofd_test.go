package extract_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/extract"
)

const ofdNames = `xmlns:ofd="http://www.ofdspec.org/2016"`

func ofdText(x, y, w float64, text string) string {
	return fmt.Sprintf(`<ofd:TextObject Boundary="%g %g %g 5"><ofd:TextCode X="0" Y="4">%s</ofd:TextCode></ofd:TextObject>`, x, y, w, text)
}

func ofd(t testing.TB, stroke string, pages ...string) []byte {
	t.Helper()
	list := ""
	parts := []string{}
	for i, page := range pages {
		list += fmt.Sprintf(`<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>`, i+10, i)
		parts = append(parts, strings.ReplaceAll(fmt.Sprintf("Doc_0/Pages/Page_%d/Content.xml", i), "/", stroke),
			`<ofd:Page `+ofdNames+`><ofd:Template TemplateID="2"/><ofd:Content><ofd:Layer><ofd:PageBlock>`+page+`</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>`)
	}
	parts = append(parts,
		strings.ReplaceAll("Doc_0/Tpls/T.xml", "/", stroke), `<ofd:Page `+ofdNames+`><ofd:Content><ofd:Layer>`+ofdText(10, 5, 60, "启东市虚构局")+`</ofd:Layer></ofd:Content></ofd:Page>`,
		strings.ReplaceAll("Doc_0/Document.xml", "/", stroke), `<ofd:Document `+ofdNames+`><ofd:CommonData><ofd:TemplatePage ID="2" BaseLoc="/Doc_0/Tpls/T.xml"/></ofd:CommonData><ofd:Pages>`+list+`</ofd:Pages></ofd:Document>`,
		"OFD.xml", `<ofd:OFD `+ofdNames+`><ofd:DocBody><ofd:DocInfo><ofd:Title>决定书</ofd:Title><ofd:CreationDate>2026-04-02</ofd:CreationDate></ofd:DocInfo><ofd:DocRoot>doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`)
	return zipOf(t, parts...)
}

func TestOFDIsReadInTheOrderOfThePage(t *testing.T) {
	pool := newPool(t, nil)
	for _, stroke := range []string{"/", `\`} {
		result := read(t, pool, "决定书.ofd", ofd(t, stroke,
			ofdText(10, 40, 30, "罚款")+ofdText(10, 20, 20, "行政处罚")+ofdText(30, 20.5, 20, "决定书")+ofdText(80, 40, 20, "5000元"), ofdText(10, 20, 20, "第二页")))
		want := "启东市虚构局\n行政处罚决定书\n罚款\t5000元\n---\n启东市虚构局\n第二页"
		if result.Media.Format != "ofd" || texts(result) != want || result.PageCount != 2 {
			t.Errorf("%s %q (%v)", result.Media.Format, texts(result), result.Reason)
		}
		if result.Meta[extract.MetaTitle] != "决定书" || result.Meta[extract.MetaCreated] != "2026-04-02" {
			t.Errorf("meta %v", result.Meta)
		}
	}
}

func TestDamagedOFD(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 5 * time.Second })
	random := rand.New(rand.NewPCG(33, 190))
	seed := ofd(t, "/", ofdText(10, 20, 20, "行政处罚"))
	for i := range 60 {
		if result := read(t, pool, fmt.Sprintf("%d.ofd", i), mutate(random, seed)); result.Status == "" || result.Cause == extract.CauseTimeout {
			t.Errorf("%d: %s %s", i, result.Status, result.Cause)
		}
	}
	loop := zipOf(t, "OFD.xml", `<OFD><DocBody><DocRoot>OFD.xml</DocRoot></DocBody></OFD>`)
	if result := read(t, pool, "loop.ofd", loop); result.Status == extract.Read {
		t.Errorf("a package that names itself: %+v", result)
	}
	if result := read(t, pool, "nothing.ofd", zipOf(t, "OFD.xml", `<OFD/>`)); result.Cause != extract.CauseDamaged {
		t.Errorf("a package without a document: %+v", result)
	}
}
