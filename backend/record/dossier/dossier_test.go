package dossier_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm3"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/paper"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// direct does the tasks of a child in the test itself; a part named as broken breaks them as a hostile file would.
type direct struct{ broken map[string]bool }

func (d direct) Run(_ context.Context, task string, arguments any, out io.Writer, step func(int)) error {
	raw, err := json.Marshal(arguments)
	if err != nil {
		return err
	}
	for name := range d.broken {
		if i := bytes.Index(raw, []byte(name)); i >= 0 && task == "bind-volume" {
			step(bytes.Count(raw[:i], []byte(`"path"`)) - 1)
			return fault.New(fault.Unreadable, "test", fault.T("读取组件中断", "the reader broke down"))
		}
	}
	for _, t := range dossier.Tasks() {
		if t.Name == task {
			return t.Do(raw, out, step)
		}
	}
	return fault.New(fault.Internal, "test", fault.T(task, task))
}

func quiet(int64, int64, fault.Text) {}

// closing walks a licence to where its dossier can be archived.
func closing(o *officetest.Office) casefile.Case {
	c := o.Passed()
	_, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	o.Must(err)
	return o.CaseOf(c.ID)
}

func desk(o *officetest.Office) *dossier.Desk {
	return &dossier.Desk{Files: o.Files, Binder: direct{}}
}

// textOf reads a PDF with another program.
func textOf(t *testing.T, data []byte) string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	path := filepath.Join(t.TempDir(), "v.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestAVolumeHasItsPapersInOrderWithTheirPages(t *testing.T) {
	o := officetest.New(t)
	c := closing(o)
	d := desk(o)
	o.Must(d.Describe(o.Ctx, o.Who["cang"], c.ID, dossier.Particulars{Archive: "20260001", Fonds: "Y12", Compiler: "仓九", Checker: "潘七", Sides: map[string]string{"D02": "back"}}))
	var front, back bytes.Buffer
	made, err := d.Volume(o.Ctx, o.Who["cang"], c.ID, dossier.Order{Side: "front", Purpose: "archive"}, &front, quiet)
	o.Must(err)
	if made.Size != int64(front.Len()) || made.Pages < made.Papers || made.Papers < 5 {
		t.Fatalf("%+v for %d bytes", made, front.Len())
	}
	_, err = d.Volume(o.Ctx, o.Who["cang"], c.ID, dossier.Order{Side: "back", Purpose: "archive"}, &back, quiet)
	o.Must(err)
	text := textOf(t, front.Bytes())
	at := -1
	for _, want := range []string{"行政执法案卷", "正卷", "云汀县青禾食品有限公司涉嫌虚假宣传案", "20260001", "永久", "Y12", "卷内目录", "音像记录资料清单", "完整性说明", "备考表", "潘七"} {
		i := strings.Index(text[max(at, 0):], want)
		if i < 0 {
			t.Fatalf("%s does not follow in:\n%.3000s", want, text)
		}
		at = max(at, 0) + i
	}
	if strings.Contains(text, "法制审核意见书") || !strings.Contains(textOf(t, back.Bytes()), "副卷") {
		t.Error("the internal papers are in the front volume")
	}
	if strings.Contains(text, "立案审批表") {
		t.Error("the side of a paper cannot be set")
	}
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		list, err := dossier.MadeOf(r, c.ID)
		if len(list) != 2 {
			t.Errorf("%d volumes are on record", len(list))
		}
		return err
	}))
	o.MustBeIntact()
}

func TestAPaperThatBreaksTheBinderIsReplaced(t *testing.T) {
	o := officetest.New(t)
	c := closing(o)
	d := desk(o)
	d.Binder = direct{broken: map[string]bool{`/0004.pdf"`: true}}
	var out bytes.Buffer
	_, err := d.Volume(o.Ctx, o.Who["lin"], c.ID, dossier.Order{Side: "front", Purpose: "work"}, &out, quiet)
	o.Must(err)
	if text := textOf(t, out.Bytes()); !strings.Contains(text, "本件不能装订成页") || !strings.Contains(text, "读取组件中断") {
		t.Errorf("nothing says that a paper is missing: %.2000s", text)
	}
	if n, err := paper.PageCount(bytes.NewReader(out.Bytes())); n < 8 || err != nil {
		t.Errorf("%d pages, %v", n, err)
	}
}

func TestTheBackVolumeIsNotForAParty(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	for _, order := range []dossier.Order{{Side: "back", Purpose: "party", For: "林某"}, {Purpose: "court"}, {Purpose: "souvenir"}} {
		if _, err := desk(o).Volume(o.Ctx, o.Who["lin"], c.ID, order, io.Discard, quiet); fault.KindOf(err) != fault.Refused && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", order, err)
		}
	}
}

func TestAClosedDossierTakesNoPaperUntilItIsOpenedAgain(t *testing.T) {
	o := officetest.New(t)
	c := archived(o)
	add := func() error {
		_, err := o.Files.Write(o.Ctx, o.Who["lin"], c.ID, "D43", "", "补充材料")
		return err
	}
	if err := add(); fault.KindOf(err) != fault.Refused {
		t.Fatalf("a paper came into a closed dossier: %v", err)
	}
	err := o.Store.Do(o.Ctx, o.Who["lin"].ID, func(tx *store.Tx) error { // past all that asks nicely
		_, err := tx.Record("casefile.paper_added", c.ID, map[string]any{"paper": map[string]any{"id": "d-x", "title": "后补", "sha256": strings.Repeat("0", 64), "status": "read"}})
		return err
	})
	if fault.KindOf(err) != fault.Refused {
		t.Fatalf("an entry came into a closed dossier: %v", err)
	}
	if err := o.Files.Reopen(o.Ctx, o.Who["lin"], c.ID, "补充"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a handler opened it: %v", err)
	}
	if err := o.Files.Reopen(o.Ctx, o.Who["pan"], c.ID, " "); fault.KindOf(err) != fault.Invalid {
		t.Errorf("opened without a reason: %v", err)
	}
	o.Must(o.Files.Reopen(o.Ctx, o.Who["pan"], c.ID, "送达回证漏订"))
	o.Must(add())
	o.Must(o.Files.CloseAgain(o.Ctx, o.Who["cang"], c.ID, "已补订"))
	if err := add(); fault.KindOf(err) != fault.Refused {
		t.Errorf("it was not closed again: %v", err)
	}
	o.MustBeIntact()
}

func TestADossierIsLentOnceAtATime(t *testing.T) {
	o := officetest.New(t)
	c := archived(o)
	d := desk(o)
	loan := dossier.Loan{Borrower: "魏六", Unit: "县人民法院", Purpose: "行政诉讼", DueOn: "2099-01-01", ApprovedBy: "江五"}
	o.Must(d.Lend(o.Ctx, o.Who["cang"], c.ID, loan))
	if err := d.Lend(o.Ctx, o.Who["cang"], c.ID, loan); fault.KindOf(err) != fault.Conflict {
		t.Errorf("lent twice: %v", err)
	}
	if err := d.Lend(o.Ctx, o.Who["lin"], c.ID, loan); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a handler lent it: %v", err)
	}
	var loans []dossier.Loan
	look := func() {
		o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { loans, err = dossier.LoansOf(r, c.ID); return err }))
	}
	look()
	o.Must(d.Return(o.Ctx, o.Who["cang"], loans[0].ID, "完好"))
	if err := d.Return(o.Ctx, o.Who["cang"], loans[0].ID, "完好"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("returned twice: %v", err)
	}
	o.Must(d.Lend(o.Ctx, o.Who["cang"], c.ID, loan))
	if look(); len(loans) != 2 {
		t.Errorf("%d loans", len(loans))
	}
	o.MustBeIntact()
}

func TestNothingIsDestroyedBeforeItsTimeOrByOnePerson(t *testing.T) {
	o := officetest.New(t)
	c := archived(o)
	d := desk(o)
	cang, jiang, pan := o.Who["cang"], o.Who["jiang"], o.Who["pan"]
	if _, err := d.Propose(o.Ctx, cang, []string{c.ID}, "destroy", 0, "期满"); fault.KindOf(err) != fault.Refused {
		t.Fatalf("proposed to destroy what is kept for ever: %v", err)
	}
	o.Must(d.Describe(o.Ctx, cang, c.ID, dossier.Particulars{Archive: "20260001", Retention: "dossier_general"}))
	if _, err := d.Propose(o.Ctx, cang, []string{c.ID}, "destroy", 0, "期满"); fault.KindOf(err) != fault.Refused {
		t.Fatalf("proposed before its time: %v", err)
	}
	o.Now = o.Now.AddDate(32, 0, 0)
	id, err := d.Propose(o.Ctx, cang, []string{c.ID}, "destroy", 0, "期满,无继续保存价值")
	o.Must(err)
	if err := d.CarryOut(o.Ctx, cang, id, "林一、梅二"); fault.KindOf(err) != fault.Refused {
		t.Errorf("carried out without approval: %v", err)
	}
	o.Must(d.Approve(o.Ctx, pan, id, "同意"))
	if err := d.Approve(o.Ctx, pan, id, "同意"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("approved twice by one: %v", err)
	}
	if err := d.CarryOut(o.Ctx, cang, id, "林一、梅二"); fault.KindOf(err) != fault.Refused {
		t.Errorf("carried out with one approval: %v", err)
	}
	o.Must(d.Approve(o.Ctx, jiang, id, "同意"))
	o.Must(d.CarryOut(o.Ctx, cang, id, "林一、梅二"))
	if _, err := d.Volume(o.Ctx, cang, c.ID, dossier.Order{Purpose: "work"}, io.Discard, quiet); fault.KindOf(err) != fault.Refused {
		t.Errorf("a destroyed dossier was opened: %v", err)
	}
	err = o.Store.View(o.Ctx, func(r *store.Reader) error { return d.Sealed(r, c.ID) })
	if said := fault.As(err); said.Kind != fault.Refused || !strings.Contains(said.Hint.Zh, "林一、梅二") || !strings.Contains(said.Hint.Zh, pan.Name) || !strings.Contains(said.Hint.Zh, jiang.Name) {
		t.Errorf("the report of the destruction: %+v", said)
	}
	o.MustBeIntact() // its originals are all there
}

func TestARoundIsDrawnAgainByItsSeed(t *testing.T) {
	o := officetest.New(t)
	c := archived(o)
	d := desk(o)
	if _, err := d.Draw(o.Ctx, o.Who["lin"], "年度评查", "7", 3, dossier.Criteria{From: "2026-01-01", To: "2026-12-31"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a handler drew: %v", err)
	}
	id, err := d.Draw(o.Ctx, o.Who["fang"], "年度评查", "当众掷得 4 2 6", 3, dossier.Criteria{From: "2026-01-01", To: "2026-12-31"})
	o.Must(err)
	sheet, err := d.Review(o.Ctx, c.ID, id)
	o.Must(err)
	if len(sheet.Lines) != 25 || len(sheet.Vetoes) < 17 || sheet.Open == 0 {
		t.Fatalf("%d lines, %d vetoes, %d open", len(sheet.Lines), len(sheet.Vetoes), sheet.Open)
	}
	full := 0
	for _, l := range sheet.Lines {
		full += l.Full
	}
	if full != 1000 {
		t.Errorf("the lines come to %d", full)
	}
	say := dossier.Say{Vetoes: map[string]string{"VT05": "no"}, Lines: map[string]int{"S06": 20}, Why: map[string]string{}, Remark: "笔录两处未写时间"}
	o.Must(d.Score(o.Ctx, o.Who["he"], c.ID, id, say))
	again, err := d.Review(o.Ctx, c.ID, id)
	o.Must(err)
	if again.Tenths != sheet.Tenths-20 || again.Open >= sheet.Open || again.By != o.Who["he"].ID {
		t.Errorf("%d, open %d, before %d, open %d", again.Tenths, again.Open, sheet.Tenths, sheet.Open)
	}
	say.Vetoes["VT05"] = "yes"
	o.Must(d.Score(o.Ctx, o.Who["he"], c.ID, id, say))
	if again, err = d.Review(o.Ctx, c.ID, id); err != nil || again.Tenths != 0 || again.Grade != "fail" {
		t.Errorf("a veto leaves %d, %s, %v", again.Tenths, again.Grade, err)
	}
	o.MustBeIntact()
}

// archived is a case whose dossier is closed.
func archived(o *officetest.Office) casefile.Case {
	o.T.Helper()
	c := closing(o)
	o.Must(o.Store.Do(o.Ctx, o.Who["cang"].ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.archived", c.ID, map[string]any{"transition": "archive", "from": c.State, "to": "archived", "locked": true})
		return err
	}))
	return o.CaseOf(c.ID)
}

func TestAFolderChecksOutWithPlainTools(t *testing.T) {
	o := officetest.New(t)
	c := closing(o)
	d := desk(o)
	d.Receipt = func(context.Context, string) ([]byte, error) { return []byte("{}"), nil }
	var out bytes.Buffer
	_, err := d.Folder(o.Ctx, o.Who["cang"], c.ID, dossier.Order{Purpose: "supervision", For: "云汀县司法局", Ground: "云司监〔2026〕3号"}, &out, quiet)
	o.Must(err)
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	o.Must(err)
	var manifest dossier.Manifest
	sums, names := map[string]string{}, ""
	for _, f := range archive.File {
		in, err := f.Open()
		o.Must(err)
		data, err := io.ReadAll(in)
		o.Must(err)
		name := strings.TrimPrefix(f.Name, c.No+"/")
		sum := sha256.Sum256(data)
		sums[name] = hex.EncodeToString(sum[:])
		switch names += name + "\n"; name {
		case "manifest.json":
			o.Must(json.Unmarshal(data, &manifest))
		case "metadata.xml":
			if err := xml.Unmarshal(data, new(struct{ XMLName xml.Name })); err != nil || !bytes.Contains(data, []byte("<题名>行政处罚决定书")) {
				t.Errorf("metadata: %v", err)
			}
		}
	}
	for _, want := range []string{"正卷.pdf", "副卷.pdf", "originals/正卷/001-", "receipt.json", "SHA256SUMS"} {
		if !strings.Contains(names, want) {
			t.Errorf("%s is missing:\n%s", want, names)
		}
	}
	if len(manifest.Files) < 10 {
		t.Errorf("%d files in the manifest", len(manifest.Files))
	}
	for _, f := range manifest.Files {
		if sums[f.Path] != f.SHA256 || len(f.SM3) != 64 || f.SM3 == f.SHA256 {
			t.Errorf("%+v is not what lies there", f)
		}
	}
}

// TestAVolumeTellsWhatWasRecordedAndWhoSawIt: the recordings with both hashes, and the custody of evidence, in Chinese.
func TestAVolumeTellsWhatWasRecordedAndWhoSawIt(t *testing.T) {
	o := officetest.New(t)
	c := o.Passed()
	d := desk(o)
	film := []byte("a film")
	sha, other := sha256.Sum256(film), sm3.Sum(film)
	d.Recordings = func(store.Source, string) ([]dossier.Recording, error) {
		return []dossier.Recording{{No: "1", Title: "现场检查", Begun: "2026-03-01 09:00:00", Length: "0:10:00", Device: "ZF-7", SHA256: hex.EncodeToString(sha[:]), SM3: hex.EncodeToString(other[:])}}, nil
	}
	d.Custody = o.Record.CustodyPart
	var evidence string
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		papers, err := casefile.PapersOf(r, c.ID)
		evidence = papers[0].ID
		return err
	}))
	o.Must(o.Record.Handle(o.Ctx, o.Who["he"], evidence, "view", ""))
	o.Must(o.Record.Handle(o.Ctx, o.Who["he"], evidence, "copy", "第1页"))
	var out bytes.Buffer
	_, err := d.Volume(o.Ctx, o.Who["he"], c.ID, dossier.Order{Purpose: "work"}, &out, quiet)
	o.Must(err)
	text := strings.Join(strings.Fields(textOf(t, out.Bytes())), "")
	for _, want := range []string{"音像记录资料清单", "现场检查", "ZF-7", "SM3", "证据流转登记表", "查阅", "复制", "第1页", o.Who["he"].Name} {
		if !strings.Contains(text, want) {
			t.Errorf("the volume lacks %s", want)
		}
	}
	for _, hash := range []string{hex.EncodeToString(sha[:]), hex.EncodeToString(other[:])} {
		for n := 0; n < len(hash); n += 8 { // it is printed in groups, over several lines
			if !strings.Contains(text, hash[n:n+8]) {
				t.Errorf("the volume lacks %s of %s", hash[n:n+8], hash)
			}
		}
	}
}

// TestTheTableCountsWhatWasNotRecordedAndWhatIsLate: the lines of disclosure and record are the machine's.
func TestTheTableCountsWhatWasNotRecordedAndWhatIsLate(t *testing.T) {
	o := officetest.New(t)
	c := closing(o)
	d := desk(o)
	gaps, faults := int64(0), int64(0)
	o.Files.Sources = append(o.Files.Sources, func(_ store.Source, _ string, facts rulebook.Facts) error {
		facts["c.record_gaps"], facts["c.record_faults"] = gaps, faults
		return nil
	})
	line := func(id string) dossier.ScoreLine {
		sheet, err := d.Review(o.Ctx, c.ID, "")
		o.Must(err)
		for _, l := range sheet.Lines {
			if l.ID == id {
				return l
			}
		}
		t.Fatalf("no line %s", id)
		return dossier.ScoreLine{}
	}
	if l := line("S24"); len(l.Faults) != 0 || l.Lost != 0 || l.State != dossier.Clear {
		t.Errorf("nothing is wrong: %+v", l)
	}
	gaps, faults = 1, 2
	if l := line("S24"); len(l.Faults) != 3 || l.Lost != 20+2*5 || l.State != dossier.Found {
		t.Errorf("one gap and two faults: %+v", l)
	}
	before := line("S23")
	o.Now = o.Now.AddDate(0, 2, 0)
	if l := line("S23"); len(l.Faults) != len(before.Faults)+1 || l.Lost != before.Lost+20 || !strings.Contains(l.Faults[len(l.Faults)-1].Message.Zh, "逾期") {
		t.Errorf("not published for two months: %+v", l)
	}
}
