package disclosure_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/store"
)

const (
	scanNo    = "启虚监处罚〔2026〕12号"
	firstPage = "检验报告 启东市虚构监督管理局\n文号 启虚监处罚〔2026〕12号\n送检人李雷 电话13812345678\n见《中华人民共和国食品安全法》第\n证号320681198503121237"
)

// scanned makes an office whose decision goes out with a scan of two pages, and returns its disclosure and the paper.
func scanOffice(t *testing.T, pages ...string) (o *office, caseID, id, paper string, read *tiles) {
	t.Helper()
	o = newOffice(t)
	read = &tiles{installed: true, sure: 90}
	o.files.Reading, o.files.Scans = read, read
	caseID, id = o.decided(scanNo, "company.txt", company())
	o.serve(caseID)
	if len(pages) == 0 {
		pages = []string{firstPage, "附图\n李雷   \n无其他内容"}
	}
	return o, caseID, id, o.bring(caseID, "检验报告.png", "SCAN\n"+strings.Join(pages, "\f")), read
}

// bring takes a file into the dossier of a case.
func (o *office) bring(caseID, name, content string) string {
	o.t.Helper()
	i, err := o.files.StartImport(bg, o.handler, casefile.ImportStart{Name: name, Case: caseID})
	o.check(err)
	o.check(o.files.Receive(bg, o.handler, i.ID, name, strings.NewReader(content)))
	o.check(o.files.RunImport(bg, o.handler, i.ID, nil))
	var id string
	o.check(o.store.View(bg, func(r *store.Reader) error {
		papers, err := casefile.PapersOf(r, caseID)
		for _, p := range papers {
			if p.Path == name {
				id = p.ID
			}
		}
		return err
	}))
	if id == "" {
		o.t.Fatalf("%s did not come in", name)
	}
	return id
}

func coverOver(t *testing.T, d disclosure.Detail, text string) disclosure.Cover {
	t.Helper()
	for _, c := range d.Scans[0].Covers {
		if c.Original == text {
			return c
		}
	}
	t.Fatalf("nothing covers %s: %+v", text, d.Scans[0].Covers)
	return disclosure.Cover{}
}

// inputs are the covers of a scan as a person would send them again.
func inputs(d disclosure.Detail) (list []disclosure.CoverInput) {
	for _, c := range d.Scans[0].Covers {
		list = append(list, disclosure.CoverInput{ID: c.ID, Page: c.Page, Region: c.Region, Rule: c.Rule, Reason: c.Reason.Zh, Accepted: c.Accepted})
	}
	return list
}

func TestAScanIsProposedCoveredApprovedAndPublished(t *testing.T) {
	o, _, id, paper, read := scanOffice(t)
	o.check(o.AddScan(bg, o.publisher, id, paper, "检验报告"))
	d := o.get(id)
	if d.State != disclosure.Masking || len(d.Scans) != 1 || d.Scans[0].Title != "检验报告" || len(d.Scans[0].Finished) != 2 || !d.CanRead {
		t.Fatalf("%+v", d.Scans)
	}
	for _, text := range []string{"13812345678", "320681198503121237", "李雷"} {
		if c := coverOver(t, d, text); !c.Accepted || c.By != "machine" || c.Label.IsZero() || c.Reason.Zh == "" {
			t.Errorf("%+v", c)
		}
	}
	if blocks := problems(d, "block"); len(blocks) > 0 {
		t.Fatalf("%+v", blocks)
	}
	o.check(o.Submit(bg, o.publisher, id))
	refused(t, "by whoever covered it", o.Approve(bg, o.publisher, id), fault.Forbidden)
	o.check(o.Approve(bg, o.reviewer, id))
	batch, err := o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
	pictures := 0
	for _, f := range batch.Files {
		if filepath.Ext(f.Name) != ".jpg" {
			continue
		}
		pictures++
		raw := o.content(filepath.Join(batch.Folder, f.Name))
		got, err := read.Recognise(bg, raw)
		o.check(err)
		if leaks := redact.Absent(got.Text, []string{"李雷", "13812345678", "320681198503121237"}); len(leaks) > 0 {
			t.Errorf("%s shows %+v", f.Name, leaks)
		}
		if strings.HasSuffix(f.Name, "-1-1.jpg") {
			for _, must := range []string{"启虚监处罚〔2026〕12号", "启东市虚构监督管理局", "食品安全法"} {
				if !strings.Contains(got.Text, must) {
					t.Errorf("%s lacks %s: %s", f.Name, must, got.Text)
				}
			}
		}
		if notes := program(t, "exiftool", "-a", "-G1", "-EXIF:all", "-XMP:all", "-IPTC:all", filepath.Join(batch.Folder, f.Name)); strings.TrimSpace(notes) != "" {
			t.Errorf("%s carries %s", f.Name, notes)
		}
	}
	if pictures != 2 || !slices.ContainsFunc(o.get(id).Files, func(f disclosure.File) bool { return strings.HasSuffix(f.Name, "-1-2.jpg") }) {
		t.Errorf("%d pictures in %+v", pictures, batch.Files)
	}
	var record disclosure.Record
	o.check(json.Unmarshal(o.content(filepath.Join(batch.Folder, "启虚监处罚〔2026〕12号.json")), &record))
	if len(record.Scans) != 1 || len(record.Scans[0].Pages) != 2 || record.Scans[0].Pages[0].Covers == 0 || record.Scans[0].Pages[0].Width != tilePage {
		t.Errorf("%+v", record.Scans)
	}
	page := string(o.content(filepath.Join(batch.Folder, "启虚监处罚〔2026〕12号.html")))
	if !strings.Contains(page, `img-src 'self'`) || !strings.Contains(page, `src="启虚监处罚〔2026〕12号-1-2.jpg" alt="检验报告 第2页，共2页（遮盖1处）"`) {
		t.Errorf("%s", page)
	}
	if check, err := o.CheckPackage(bg, batch.Folder); err != nil || !check.Sound {
		t.Errorf("%+v %v", check, err)
	}
	o.noneInLedger("李雷", "13812345678", "320681198503121237")
	o.replays()
}

func (o *office) content(path string) []byte {
	o.t.Helper()
	raw, err := os.ReadFile(path)
	o.check(err)
	return raw
}

// noneInLedger sees that no entry about scans holds what is hidden.
func (o *office) noneInLedger(secrets ...string) {
	o.t.Helper()
	o.check(o.store.View(bg, func(r *store.Reader) error {
		bodies, err := store.All[string](r, "SELECT body FROM entry WHERE body LIKE '%disclosure.covered%' OR body LIKE '%disclosure.scan_added%'")
		if len(bodies) < 2 {
			o.t.Errorf("%d entries", len(bodies))
		}
		for _, leak := range redact.Absent(strings.Join(bodies, "\n"), secrets) {
			o.t.Errorf("the ledger holds %s", leak.Secret)
		}
		return err
	}))
}

// Whatever goes wrong in drawing a finished page is found before anything is published.
func TestAPlantedLeakInAFinishedPageStopsThePackage(t *testing.T) {
	plants := map[string]func(sheet *image.RGBA, areas []image.Rectangle, good []byte) []byte{
		"a box that is half transparent": func(sheet *image.RGBA, areas []image.Rectangle, _ []byte) []byte {
			for _, area := range areas {
				draw.Draw(sheet, area, image.NewUniform(color.RGBA{A: 0x80}), image.Point{}, draw.Over)
			}
			return coded(t, sheet)
		},
		"a box that is all but opaque": func(sheet *image.RGBA, areas []image.Rectangle, _ []byte) []byte {
			for _, area := range areas {
				draw.Draw(sheet, area, image.NewUniform(color.RGBA{A: 0xd0}), image.Point{}, draw.Over)
			}
			return coded(t, sheet)
		},
		"a box beside its place": func(sheet *image.RGBA, areas []image.Rectangle, _ []byte) []byte {
			for _, area := range areas {
				draw.Draw(sheet, area.Add(image.Pt(0, 60)), image.NewUniform(color.Black), image.Point{}, draw.Src)
			}
			return coded(t, sheet)
		},
		"a forgotten thumbnail": func(_ *image.RGBA, _ []image.Rectangle, good []byte) []byte {
			thumb := append([]byte("Exif\x00\x00"), good[:4000]...)
			segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(thumb)+2))
			return slices.Concat(good[:2], segment, thumb, good[2:])
		},
		"a text behind the pixels": func(_ *image.RGBA, _ []image.Rectangle, good []byte) []byte {
			return append(slices.Clone(good), "送检人李雷"...)
		},
		"another form with a layer of text": func(*image.RGBA, []image.Rectangle, []byte) []byte { return []byte("%PDF-1.7\n李雷") },
		"a picture of another size": func(sheet *image.RGBA, areas []image.Rectangle, _ []byte) []byte {
			return coded(t, sheet.SubImage(image.Rect(0, 0, 800, 600)))
		},
	}
	for _, installed := range []bool{true, false} {
		o, _, id, paper, read := scanOffice(t)
		o.check(o.AddScan(bg, o.publisher, id, paper, "检验报告"))
		o.check(o.Submit(bg, o.publisher, id))
		read.installed = installed
		o.check(o.ApproveSeen(bg, o.reviewer, id, true))
		good := o.Burn
		for name, plant := range plants {
			o.Burn = func(sheet *image.RGBA, areas []image.Rectangle) ([]byte, error) {
				clean := image.NewRGBA(sheet.Bounds())
				copy(clean.Pix, sheet.Pix)
				raw, err := good(clean, areas)
				return plant(sheet, areas, raw), err
			}
			_, err := o.Publish(bg, o.publisher, []string{id}, o.out)
			refused(t, fmt.Sprintf("%s, reader %v", name, installed), err, fault.Refused)
			if left, _ := filepath.Glob(filepath.Join(o.out, "*")); len(left) > 0 {
				t.Errorf("%s leaves %v", name, left)
			}
			if d := o.get(id); d.State != disclosure.Approved {
				t.Errorf("%s: it is %s", name, d.State)
			}
		}
		o.Burn = good
		if _, err := o.Publish(bg, o.publisher, []string{id}, o.out); err != nil {
			t.Errorf("with nothing planted: %v", err)
		}
	}
}

func coded(t *testing.T, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWithoutAReaderOfPicturesAPersonLooksAndThatIsOnRecord(t *testing.T) {
	o, caseID, id, paper, read := scanOffice(t)
	read.installed = false
	o.check(o.AddScan(bg, o.publisher, id, paper, "检验报告"))
	d := o.get(id)
	if len(d.Scans[0].Covers) != 0 || d.CanRead || d.Scans[0].Finished[0].Read {
		t.Errorf("%+v", d.Scans)
	}
	box := casefile.Region{X: 300, Y: 2000, Width: 5000, Height: 600}
	o.check(o.SetCovers(bg, o.publisher, id, paper, []disclosure.CoverInput{{Page: 1, Region: box, Rule: "X-R07", Reason: "证人", Accepted: true}}))
	o.check(o.Submit(bg, o.publisher, id))
	if e := refused(t, "unseen", o.Approve(bg, o.reviewer, id), fault.Refused); e.Field != "by_eye" || !strings.Contains(e.Hint.Zh, "tesseract-ocr-chi-sim") {
		t.Errorf("%+v", e)
	}
	o.check(o.ApproveSeen(bg, o.reviewer, id, true))
	o.check(o.store.View(bg, func(r *store.Reader) error {
		bodies, err := store.All[string](r, "SELECT body FROM entry WHERE body LIKE '%disclosure.approved%'")
		if len(bodies) != 1 || !strings.Contains(bodies[0], `"by_eye":true`) || strings.Count(bodies[0], `"read":false`) != 2 || !strings.Contains(bodies[0], d.Scans[0].Finished[1].SHA256) {
			t.Errorf("%s", bodies)
		}
		return err
	}))
	batch, err := o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
	if len(batch.Items) != 1 || caseID == "" {
		t.Errorf("%+v", batch)
	}
}

func TestWhatAPersonMaySayOfCovers(t *testing.T) {
	o, _, id, paper, _ := scanOffice(t)
	refused(t, "no such scan", o.SetCovers(bg, o.publisher, id, paper, nil), fault.NotFound)
	o.check(o.AddScan(bg, o.publisher, id, paper, ""))
	d := o.get(id)
	phone := coverOver(t, d, "13812345678")
	own := disclosure.CoverInput{Page: 2, Region: casefile.Region{X: 300, Y: 400, Width: 900, Height: 500}, Rule: "X-R19", Reason: "签名", Accepted: true}
	with := func(change func(*disclosure.CoverInput)) disclosure.CoverInput { c := own; change(&c); return c }
	for name, c := range map[string]struct {
		input disclosure.CoverInput
		kind  fault.Kind
	}{
		"a must left open without reason":        {disclosure.CoverInput{ID: phone.ID}, fault.Refused},
		"the machine's words are no reason":      {disclosure.CoverInput{ID: phone.ID, Reason: phone.Reason.Zh}, fault.Refused},
		"a cover of the machine off the page":    {disclosure.CoverInput{ID: phone.ID, Accepted: true, Region: casefile.Region{X: 9000, Y: 10, Width: 2000, Height: 100}}, fault.Invalid},
		"an own cover without reason":            {with(func(c *disclosure.CoverInput) { c.Reason = " " }), fault.Invalid},
		"an own cover without rule":              {with(func(c *disclosure.CoverInput) { c.Rule = "" }), fault.Invalid},
		"an own cover under a rule that keeps":   {with(func(c *disclosure.CoverInput) { c.Rule = "X-R18" }), fault.Invalid},
		"an own cover on no page":                {with(func(c *disclosure.CoverInput) { c.Page = 3 }), fault.Invalid},
		"an own cover without extent":            {with(func(c *disclosure.CoverInput) { c.Region.Width = 3 }), fault.Invalid},
		"an own cover that begins off the page":  {with(func(c *disclosure.CoverInput) { c.Region.X = -5 }), fault.Invalid},
		"an own cover that ends beyond the page": {with(func(c *disclosure.CoverInput) { c.Region.Height = extract.Whole }), fault.Invalid},
	} {
		refused(t, name, o.SetCovers(bg, o.publisher, id, paper, []disclosure.CoverInput{c.input}), c.kind)
	}
	refused(t, "by a reviewer", o.SetCovers(bg, o.reviewer, id, paper, nil), fault.Forbidden)
	o.check(o.SetCovers(bg, o.publisher, id, paper, []disclosure.CoverInput{own, {ID: phone.ID, Region: phone.Region, Reason: "单位服务电话"}}))
	d = o.get(id)
	if c := coverOver(t, d, "13812345678"); c.Accepted || c.Reason.Zh != "单位服务电话" || len(problems(d, "block")) != 0 {
		t.Errorf("%+v %+v", c, problems(d, "block"))
	}
	o.check(o.SetCovers(bg, o.publisher, id, paper, nil))
	if d = o.get(id); slices.ContainsFunc(d.Scans[0].Covers, func(c disclosure.Cover) bool { return c.By == "person" }) {
		t.Error("a cover of one's own cannot be taken off")
	}
	o.check(o.RemoveScan(bg, o.publisher, id, paper))
	if d = o.get(id); len(d.Scans) != 0 {
		t.Errorf("%+v", d.Scans)
	}
	o.replays()
}

func TestWhatIsCoveredOnceIsCoveredEverywhereAndWhatStandsOpenBlocks(t *testing.T) {
	o, _, id, paper, _ := scanOffice(t, "配方甲乙丙丁一份\n其他", "再次提到配方甲乙丙丁\n启虚监处罚〔2026〕12号")
	o.check(o.AddScan(bg, o.publisher, id, paper, "检验报告"))
	at := func(page, row, from, to int) casefile.Region {
		left, right := tileEdge+from*tilePitch, tileEdge+(to-1)*tilePitch+tileWide
		top := tileEdge + row*2*tilePitch
		return casefile.Region{X: left * extract.Whole / tilePage, Y: top * extract.Whole / 1200, Width: (right - left) * extract.Whole / tilePage, Height: tileWide * extract.Whole / 1200}
	}
	secret := disclosure.CoverInput{Page: 1, Region: at(1, 0, 0, 6), Rule: "X-R16", Reason: "商业秘密", Accepted: true}
	o.check(o.SetCovers(bg, o.publisher, id, paper, []disclosure.CoverInput{secret}))
	if blocks := problems(o.get(id), "block"); len(blocks) != 1 || blocks[0].Field != "scan/"+paper+"/2" {
		t.Fatalf("it stands open on the second page: %+v", blocks)
	}
	refused(t, "hand in", o.Submit(bg, o.publisher, id), fault.Refused)
	secret.Everywhere = true
	o.check(o.SetCovers(bg, o.publisher, id, paper, []disclosure.CoverInput{secret}))
	d := o.get(id)
	if blocks := problems(d, "block"); len(blocks) != 0 || len(d.Scans[0].Covers) != 2 || d.Scans[0].Covers[1].Page != 2 || d.Scans[0].Covers[1].Original != "配方甲乙丙丁" {
		t.Errorf("%+v %+v", blocks, d.Scans[0].Covers)
	}
	hidden := disclosure.CoverInput{Page: 2, Region: at(2, 1, 0, 14), Rule: "X-R16", Reason: "误遮", Accepted: true}
	o.check(o.SetCovers(bg, o.publisher, id, paper, append(inputs(d), hidden)))
	if blocks := problems(o.get(id), "block"); !slices.ContainsFunc(blocks, func(p disclosure.Problem) bool {
		return strings.Contains(p.Message.Zh, "遮盖了应当公开的内容："+scanNo)
	}) {
		t.Errorf("the number is covered and nobody says so: %+v", blocks)
	}
}

func TestAChangeAfterApprovalAndAPaperOfTheInternalVolumeAreRefused(t *testing.T) {
	o, caseID, id, paper, _ := scanOffice(t)
	other, _ := o.decided("启虚监处罚〔2026〕13号", "trader.txt", trader())
	refused(t, "of another case", o.AddScan(bg, o.publisher, id, o.bring(other, "别案.png", "SCAN\n别案"), "别案"), fault.Refused)
	internal, err := o.files.Write(bg, o.handler, caseID, "R01", "", "法制审核送审表")
	o.check(err)
	refused(t, "internal", o.AddScan(bg, o.publisher, id, internal.ID, ""), fault.Refused)
	refused(t, "a title that shows a name", o.AddScan(bg, o.publisher, id, paper, "送检人李雷的报告"), fault.Refused)
	o.check(o.AddScan(bg, o.publisher, id, paper, "检验报告"))
	o.check(o.Submit(bg, o.publisher, id))
	refused(t, "handed in", o.SetCovers(bg, o.publisher, id, paper, nil), fault.Conflict)
	refused(t, "handed in", o.RemoveScan(bg, o.publisher, id, paper), fault.Conflict)
}

// The width of what is covered does not tell a name of two characters from one of four, where nothing stands beside it.
func TestTheWidthOfACoverTellsNothing(t *testing.T) {
	widths := map[string]bool{}
	for _, name := range []string{"李雷", "李雷雷", "欧阳雷雷"} {
		facts := company()
		facts["p.legal_rep"] = name
		o, _, id, _, read := scanOffice(t)
		o.check(o.files.SetFields(bg, o.handler, o.get(id).Case, facts))
		paper := o.bring(o.get(id).Case, "附图.png", "SCAN\n姓名 "+name)
		o.check(o.AddScan(bg, o.publisher, id, paper, "附图"))
		raw, err := o.FinishedPicture(bg, id, paper, 1)
		o.check(err)
		drawn, _, err := image.Decode(bytes.NewReader(raw))
		o.check(err)
		got, _ := read.Recognise(bg, raw)
		if strings.Contains(got.Text, "雷") || len(o.get(id).Scans[0].Finished[0].Plain) > 0 {
			t.Errorf("%s: %s %+v", name, got.Text, o.get(id).Scans[0])
		}
		dark := 0
		for x := range drawn.Bounds().Dx() {
			if y := color.GrayModel.Convert(drawn.At(x, tileEdge+tileWide/2)).(color.Gray).Y; y < 20 {
				dark++
			}
		}
		widths[fmt.Sprint(dark/8)] = true
	}
	if len(widths) != 1 {
		t.Errorf("widths %v", widths)
	}
}
