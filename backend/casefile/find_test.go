package casefile_test

import (
	"bytes"
	"image"
	_ "image/jpeg"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
)

func TestWordsAreFoundInAllPapersOfACase(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	p := o.Write(c, "R01", "裁量说明\n当事人ＡＢ公 司\n名称为望江镇\n东风路９号，望江镇东风路9号。")
	find := func(words string) casefile.Found {
		found, err := o.Files.Find(o.Ctx, c.ID, words, true)
		o.Must(err)
		return found
	}
	found := find("东风路9号")
	if found.Total != 2 || len(found.Places) != 2 || found.Places[0].Paper != p.ID || found.Places[0].Quote != "东风路９号" || found.Places[1].Before != "名称为望江镇 东风路９号，望江镇" {
		t.Errorf("%+v", found)
	}
	text := []rune("裁量说明\n当事人ＡＢ公 司\n名称为望江镇\n东风路９号，望江镇东风路9号。")
	for words, quote := range map[string]string{"ab公司": "ＡＢ公 司", "望江镇东风路": "望江镇\n东风路", "  号。 ": "号。"} {
		at := find(words).Places[0]
		if string(text[at.Start:at.Start+at.Length]) != quote || at.Quote != quote {
			t.Errorf("%q gives %+v", words, at)
		}
	}
	if none := find("没有这几个字"); none.Total != 0 || len(none.Places) != 0 {
		t.Errorf("%+v", none)
	}
	if _, err := o.Files.Find(o.Ctx, c.ID, " \n", true); fault.KindOf(err) != fault.Invalid {
		t.Errorf("nothing to look for: %v", err)
	}
	if _, err := o.Files.Find(o.Ctx, "c-none", "字", true); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such case: %v", err)
	}
	o.Write(c, "D24", strings.Repeat("甲乙", 2000))
	if many := find("甲乙"); many.Total < 2000 || len(many.Places) != 1000 {
		t.Errorf("%d of %d", len(many.Places), many.Total)
	}
}

func TestAPaperThatIsOnlyTextHasPages(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	p := o.Write(c, "R01", "裁量说明\n按一般情形处罚。")
	if !p.HasPages() {
		t.Fatal("it has none")
	}
	for range 2 { // drawn, then kept
		data, kind, err := o.Files.PageImage(o.Ctx, p, 1, 200)
		o.Must(err)
		picture, _, err := image.Decode(bytes.NewReader(data))
		if err != nil || kind != "image/jpeg" || picture.Bounds().Dx() != 200 {
			t.Fatalf("%s %v %v", kind, picture.Bounds(), err)
		}
	}
	face, err := o.Files.PageFace(o.Ctx, p, 1)
	o.Must(err)
	if len(face.Lines) != 2 || face.Lines[1].Start != 5 || len(face.Lines[1].Edges) != 9 || face.Width != 595 || !strings.HasPrefix(face.Text, "裁量说明") {
		t.Errorf("%+v", face)
	}
	for _, page := range []int{0, 2} {
		if _, err := o.Files.PageFace(o.Ctx, p, page); fault.KindOf(err) != fault.NotFound {
			t.Errorf("page %d: %v", page, err)
		}
		if _, _, err := o.Files.PageImage(o.Ctx, p, page, 200); fault.KindOf(err) != fault.NotFound {
			t.Errorf("picture of page %d: %v", page, err)
		}
	}
}
