package extract_test

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
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

// ofdCase is one document of a set: its parts, and the text that must be read, or the cause.
type ofdCase struct {
	name  string
	parts []string
	want  string
	cause extract.Cause
}

// ofdSet is a set of documents such as offices receive: of one page and of many, with and without templates, annotations,
// pictures and attributes, and broken in every part.
func ofdSet() (set []ofdCase) {
	page := func(body string) string {
		return `<ofd:Page ` + ofdNames + `><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>` + body + `</ofd:Page>`
	}
	layer := func(body string) string { return `<ofd:Content><ofd:Layer>` + body + `</ofd:Layer></ofd:Content>` }
	image := `<ofd:ImageObject ID="7" Boundary="0 0 210 297" ResourceID="9"/>`
	document := func(pages int, more string) string {
		list := ""
		for i := range pages {
			list += fmt.Sprintf(`<ofd:Page ID="%d" BaseLoc="Pages/P%d.xml"/>`, i+1, i)
		}
		return `<ofd:Document ` + ofdNames + `><ofd:CommonData><ofd:TemplatePage ID="90" BaseLoc="T.xml"/></ofd:CommonData><ofd:Pages>` + list + `</ofd:Pages>` + more + `</ofd:Document>`
	}
	root := `<ofd:OFD ` + ofdNames + `><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`
	note := func(text string) string {
		return `<ofd:PageAnnot ` + ofdNames + `><ofd:Annot Type="Stamp"><ofd:Appearance Boundary="90 90 40 40">` + ofdText(0, 0, 20, text) + `</ofd:Appearance></ofd:Annot></ofd:PageAnnot>`
	}
	for _, pages := range []int{1, 2, 7} {
		for _, template := range []bool{false, true} {
			for _, annotated := range []bool{false, true} {
				for _, drawn := range []bool{false, true} {
					more, parts, want := "", []string{}, []string{}
					if annotated {
						more = `<ofd:Annotations>Annots/A.xml</ofd:Annotations>`
						parts = append(parts, "D/Annots/A.xml", `<ofd:Annotations `+ofdNames+`><ofd:Page PageID="1"><ofd:FileLoc>N.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`, "D/Annots/N.xml", note("已核对"))
					}
					parts = append(parts, "OFD.xml", root, "D/Document.xml", document(pages, more), "D/T.xml", page(layer(ofdText(10, 5, 40, "云汀县局"))))
					for i := range pages {
						body, text := "", []string{}
						if template {
							body, text = `<ofd:Template TemplateID="90" ZOrder="Background"/>`, append(text, "云汀县局")
						}
						if drawn {
							body += layer(image)
						} else {
							body += layer(ofdText(10, 20, 40, fmt.Sprintf("第%d页正文", i+1)))
							text = append(text, fmt.Sprintf("第%d页正文", i+1))
						}
						if annotated && i == 0 {
							text = append(text, "已核对")
						}
						parts = append(parts, fmt.Sprintf("D/Pages/P%d.xml", i), page(body))
						want = append(want, strings.Join(text, "\n"))
					}
					set = append(set, ofdCase{fmt.Sprintf("%d页-%v-%v-%v", pages, template, annotated, drawn), parts, strings.Join(want, "\n---\n"), ""})
				}
			}
		}
	}
	sound := func(change map[string]string) []string {
		parts := map[string]string{"OFD.xml": root, "D/Document.xml": document(1, `<ofd:Annotations>Annots/A.xml</ofd:Annotations>`), "D/Pages/P0.xml": page(layer(ofdText(10, 20, 40, "正文")))}
		for name, content := range change {
			parts[name] = content
		}
		var list []string
		for _, name := range []string{"OFD.xml", "D/Document.xml", "D/Pages/P0.xml", "D/T.xml", "D/Annots/A.xml"} {
			if parts[name] != "" {
				list = append(list, name, parts[name])
			}
		}
		return list
	}
	single := document(1, "")
	return append(set,
		ofdCase{"无批注表", sound(nil), "正文", ""},
		ofdCase{"批注表坏", sound(map[string]string{"D/Annots/A.xml": "<a"}), "正文", ""},
		ofdCase{"无页面", sound(map[string]string{"D/Pages/P0.xml": ""}), "", ""},
		ofdCase{"页面坏", sound(map[string]string{"D/Pages/P0.xml": "<ofd:Page"}), "", extract.CauseDamaged},
		ofdCase{"文档坏", sound(map[string]string{"D/Document.xml": "<ofd:Document"}), "", extract.CauseDamaged},
		ofdCase{"入口坏", sound(map[string]string{"OFD.xml": "<"}), "", extract.CauseDamaged},
		ofdCase{"模板自指", sound(map[string]string{"D/Document.xml": strings.Replace(single, "T.xml", "Pages/P0.xml", 1), "D/Pages/P0.xml": page(`<ofd:Template TemplateID="90"/>` + layer(ofdText(10, 20, 40, "正文")))}), "正文正文", ""},
		ofdCase{"坐标荒唐", sound(map[string]string{"D/Pages/P0.xml": page(layer(`<ofd:TextObject Boundary="NaN 1e999 x"><ofd:TextCode X="-1e308" Y="+Inf">正文</ofd:TextCode></ofd:TextObject>`))}), "正文", ""},
		ofdCase{"页面指向包外", sound(map[string]string{"D/Document.xml": strings.Replace(single, "Pages/P0.xml", "../../../../etc/passwd", 1)}), "", ""},
		ofdCase{"胀", sound(map[string]string{"D/Pages/P0.xml": page(strings.Repeat(" ", 30<<20))}), "", extract.CauseTooBig},
	)
}

func TestASetOfOFDDocuments(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 8 * time.Second })
	for _, c := range ofdSet() {
		within(t, 9*time.Second, func() {
			result := read(t, pool, c.name+".ofd", zipOf(t, c.parts...))
			if result.Media.Format != "ofd" || result.Cause != c.cause || strings.Trim(texts(result), "\n-") != strings.Trim(c.want, "\n-") {
				t.Errorf("%s: %s %q, %q, want %q", c.name, result.Media.Format, result.Cause, texts(result), c.want)
			}
			if empty := strings.Count("\n"+c.want+"\n", "\n---\n") + 1; c.cause == "" && strings.Trim(c.want, "\n-") == "" && len(result.Unread()) != empty {
				t.Errorf("%s: pages %v are unread, want %d", c.name, result.Unread(), empty)
			}
		})
	}
}

func TestAnOFDPageThatIsAScanIsDrawn(t *testing.T) {
	pool := newPool(t, nil)
	document := `<ofd:Document ` + ofdNames + `><ofd:CommonData><ofd:PublicRes>P.xml</ofd:PublicRes><ofd:DocumentRes>R.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="P0.xml"/><ofd:Page ID="2" BaseLoc="P1.xml"/></ofd:Pages></ofd:Document>`
	scan := func(size string) []byte {
		return zipOf(t, "OFD.xml", `<ofd:OFD `+ofdNames+`><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`, "D/Document.xml", document,
			"D/P.xml", `<ofd:Res `+ofdNames+` BaseLoc="Res"/>`,
			"D/R.xml", `<ofd:Res `+ofdNames+` BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="8"><ofd:MediaFile>logo.png</ofd:MediaFile></ofd:MultiMedia><ofd:MultiMedia ID="9"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>`,
			"D/P0.xml", `<ofd:Page `+ofdNames+`><ofd:Content><ofd:Layer><ofd:ImageObject Boundary="0 0 9 9" ResourceID="8"/><ofd:ImageObject Boundary="`+size+`" ResourceID="9"/></ofd:Layer></ofd:Content></ofd:Page>`,
			"D/P1.xml", `<ofd:Page `+ofdNames+`/>`, "D/Res/logo.png", string(smallPNG(t, 4, 4)), "D/Res/scan.png", string(smallPNG(t, 60, 80)))
	}
	path := put(t, scan("0 0 210 297"))
	data, kind, err := pool.PageImage(context.Background(), path, 1, 500)
	if err != nil || kind != "image/png" {
		t.Fatalf("%s %v", kind, err)
	}
	if config, err := png.DecodeConfig(bytes.NewReader(data)); err != nil || config.Width != 60 || config.Height != 80 {
		t.Errorf("%+v %v", config, err)
	}
	if _, _, err := pool.PageImage(context.Background(), path, 2, 500); fault.KindOf(err) != fault.Unreadable {
		t.Errorf("a page without a picture: %v", err)
	}
	if _, _, err := pool.PageImage(context.Background(), path, 3, 500); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a page that is not there: %v", err)
	}
	for _, size := range []string{"0 0 NaN 1", "0 0 -5 5", "x", ""} {
		if _, _, err := pool.PageImage(context.Background(), put(t, scan(size)), 1, 500); err != nil && fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%q: %v", size, err)
		}
	}
}
