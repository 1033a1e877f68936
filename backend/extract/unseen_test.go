package extract_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
)

const (
	concealed = "Zhou Bucun 13812345678"
	openly    = "The party sold expired soy sauce."
)

// sheetOf makes a PDF of one page with more in its catalogue, its page and its resources than usual, and further objects from 6 on.
func sheetOf(content, catalogue, page, resources string, more ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(text string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), text)
	}
	b.WriteString("%PDF-1.7\n")
	object("<</Type/Catalog/Pages 2 0 R" + catalogue + ">>")
	object("<</Type/Pages/Count 1/Kids[4 0 R]>>")
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" + page + "/Resources<</Font<</F1 3 0 R>>" + resources + ">>/Contents 5 0 R>>")
	object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content))
	for _, text := range more {
		object(text)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// around puts what is concealed between or behind what everybody reads.
func around(last bool, between string) string {
	line := func(y int, text string) string { return fmt.Sprintf("BT /F1 12 Tf 60 %d Td (%s) Tj ET\n", y, text) }
	text := line(760, openly) + line(740, "The fine is 5000 yuan.") + line(720, "It may be paid at a bank.")
	if last {
		return text + between
	}
	return line(760, openly) + between + line(720, "The fine is 5000 yuan.") + line(700, "It may be paid at a bank.")
}

// set is what is concealed as a text at a place.
func set(at, before string) string {
	return fmt.Sprintf("q BT /F1 12 Tf %s %s Td (%s) Tj ET Q\n", before, at, concealed)
}

// sheets are the ways in which a text is on a page of a PDF and is not seen, in the middle of it and at its end.
func sheets() map[string][]byte {
	const spot, box = "60 640", "55 634 220 20 re"
	plain := set(spot, "")
	contents := map[string]string{"white": set(spot, "1 g"), "nearly white": set(spot, "0.97 g"), "drawn invisibly": set(spot, "3 Tr"), "drawn as a clip": set(spot, "7 Tr"), "under a black box": plain + "q 0 g " + box + " f Q\n",
		"under a white box": plain + "q 1 g " + box + " f Q\n", "under a grey box": plain + "q 0.5 g " + box + " f Q\n", "black on black": "q 0 g " + box + " f Q\n" + set(spot, "0 g"), "red on red": "q 1 0 0 rg " + box + " f Q\n" + set(spot, "1 0 0 rg"),
		"under a picture": plain + "q 220 0 0 20 55 634 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n", "tiny": strings.Replace(plain, "12 Tf", "0.5 Tf", 1), "drawn small": "q 0.05 0 0 0.05 0 0 cm " + set("1200 12800", "") + "Q\n",
		"left of the page": set("-400 640", ""), "right of the page": set("700 640", ""), "above the page": set("60 900", ""), "below the page": set("60 -40", ""), "clipped away": "q 0 0 10 10 re W n " + plain + "Q\n"}
	list := map[string][]byte{}
	for _, last := range []bool{false, true} {
		for what, content := range contents {
			list[fmt.Sprint("pdf, ", what, " ", last)] = sheetOf(around(last, content), "", "", "")
		}
		list[fmt.Sprint("pdf, in a layer that is off ", last)] = sheetOf(around(last, "/OC /L BDC "+plain+"EMC\n"), "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>", "", "/Properties<</L 6 0 R>>", "<</Type/OCG/Name(x)>>")
		list[fmt.Sprint("pdf, transparent ", last)] = sheetOf(around(last, "q /G gs "+plain+"Q\n"), "", "", "/ExtGState<</G<</ca 0>>>>")
		list[fmt.Sprint("pdf, outside what is shown of the page ", last)] = sheetOf(around(last, plain), "", "/CropBox[0 680 595 842]", "")
	}
	return list
}

// documents are the ways in which a text is in a Word document and is not seen.
func documents(t *testing.T) map[string][]byte {
	run := func(looks string) string {
		return `<w:r><w:rPr>` + looks + `</w:rPr><w:t xml:space="preserve">` + concealed + `</w:t></w:r>`
	}
	inside := map[string]string{"white": run(`<w:color w:val="FFFFFF"/>`), "white, small letters": run(`<w:color w:val="ffffff"/>`), "tiny": run(`<w:sz w:val="2"/>`), "hidden": run(`<w:vanish/>`), "hidden, in so many words": run(`<w:vanish w:val="1"/>`),
		"hidden otherwise": run(`<w:specVanish/>`), "hidden and bold": run(`<w:b/><w:vanish/>`), "struck out by a revision": `<w:del w:id="1" w:author="x"><w:r><w:delText>` + concealed + `</w:delText></w:r></w:del>`,
		"white, in pieces": strings.ReplaceAll(run(`<w:color w:val="FFFFFF"/>`), " 138", ` </w:t></w:r><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t xml:space="preserve">138`)}
	list := map[string][]byte{}
	for what, piece := range inside {
		list["docx, "+what] = docx(t, p(r(openly)+piece)+p(r("The end.")))
		list["docx, in a table, "+what] = docx(t, p(r(openly))+`<w:tbl><w:tr><w:tc>`+p(piece)+`</w:tc><w:tc>`+p(r("5000 yuan"))+`</w:tc></w:tr></w:tbl>`)
	}
	list["docx, in a comment"] = docx(t, p(r(openly)), "word/comments.xml", `<w:comments `+names+`><w:comment w:id="1" w:author="Wang">`+p(r(concealed))+`</w:comment></w:comments>`)
	list["docx, white in a header"] = docx(t, p(r(openly)), "word/header1.xml", `<w:hdr `+names+`>`+p(run(`<w:color w:val="FFFFFF"/>`))+`</w:hdr>`)
	return list
}

const names = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// TestWhatIsOnAPageAndCannotBeSeenIsFound holds that a text which nobody sees who looks at a page is either not read, or named; and
// that what is seen is read and not named.
func TestWhatIsOnAPageAndCannotBeSeenIsFound(t *testing.T) {
	pool := newPool(t, nil)
	inputs := sheets()
	for what, data := range documents(t) {
		inputs[what] = data
	}
	if len(inputs) < 60 {
		t.Errorf("only %d inputs", len(inputs))
	}
	named := 0
	for what, data := range inputs {
		name := "a." + what[:strings.Index(what, ",")]
		text := texts(read(t, pool, name, data))
		list, err := pool.Unseen(context.Background(), put(t, data), name)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if !strings.Contains(text, openly) {
			t.Errorf("%s: what is seen is not read: %q", what, text)
		}
		left := squeezed(text)
		for _, u := range list {
			if strings.Contains(u.Text, "expired") || strings.Contains(u.Text, "5000") {
				t.Errorf("%s: what is seen is named: %q", what, u.Text)
			}
			if u.Start >= 0 {
				if page := []rune(text); !strings.HasPrefix(string(page[min(len(page), u.Start):]), u.Text) {
					t.Errorf("%s: %q does not stand at %d", what, u.Text, u.Start)
				}
			}
			left = strings.ReplaceAll(left, squeezed(u.Text), "")
		}
		if len(list) > 0 {
			named++
		}
		if strings.Contains(left, "Bucun") || strings.Contains(left, "2345678") {
			t.Errorf("%s: it is read and not named: %q, %+v", what, text, list)
		}
	}
	t.Logf("%d inputs, %d named, the others not read", len(inputs), named)
}

// TestWhatIsSeenIsNotNamed holds that nothing is named that can be read on the page, however it looks.
func TestWhatIsSeenIsNotNamed(t *testing.T) {
	pool := newPool(t, nil)
	const spot, box = "60 640", "55 634 220 20 re"
	for what, data := range map[string][]byte{
		"plain.pdf": sheetOf(around(true, set(spot, "")), "", "", ""), "white on black.pdf": sheetOf(around(true, "q 0 g "+box+" f Q\n"+set(spot, "1 g")), "", "", ""), "grey.pdf": sheetOf(around(true, set(spot, "0.6 g")), "", "", ""), "small.pdf": sheetOf(around(true, strings.Replace(set(spot, ""), "12 Tf", "5 Tf", 1)), "", "", ""),
		"turned.pdf": sheetOf(around(true, set(spot, "")), "", "/Rotate 90", ""), "marked with a pen.pdf": sheetOf(around(true, "q 1 1 0 rg "+box+" f Q\n"+set(spot, "")), "", "", ""), "chinese.pdf": pdf("当事人一人到场。", "罚款一万元。"),
		"plain.docx": docx(t, p(r(openly))), "white on a ground.docx": docx(t, p(`<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:fill="000000"/></w:rPr><w:t>seen</w:t></w:r>`)), "white in a dark cell.docx": docx(t, `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>`+p(`<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>head</w:t></w:r>`)+`</w:tc></w:tr></w:tbl>`),
		"the mark of a paragraph hidden.docx": docx(t, `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>`+r(openly)+`</w:p>`),
	} {
		list, err := pool.Unseen(context.Background(), put(t, data), what)
		if err != nil || len(list) > 0 {
			t.Errorf("%s: %+v %v", what, list, err)
		}
		if text := texts(read(t, pool, what, data)); strings.TrimSpace(text) == "" {
			t.Errorf("%s: nothing is read", what)
		}
	}
}

// TestAPageThatSeemsEmptyIsToldOf holds that a page on which nothing at all is seen is not taken for one that hides everything.
func TestAPageThatSeemsEmptyIsToldOf(t *testing.T) {
	list, err := newPool(t, nil).Unseen(context.Background(), put(t, sheetOf("1 g "+around(true, ""), "", "", "")), "a.pdf")
	if err != nil || len(list) != 1 || list[0].Text != "" || list[0].Page != 1 {
		t.Errorf("%+v %v", list, err)
	}
}
