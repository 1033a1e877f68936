package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

func TestTextIsReadOffAPicture(t *testing.T) {
	program, err := extract.OCR{}.Ready(context.Background())
	if err != nil {
		t.Skipf("%v: apt-get install tesseract-ocr tesseract-ocr-chi-sim", err)
	}
	if !strings.Contains(program, "tesseract") || !strings.HasSuffix(program, "chi_sim") {
		t.Errorf("program %q", program)
	}
	pool := newPool(t, nil)
	picture, _, err := pool.PageImage(context.Background(), put(t, pdf("行政处罚决定书\n当事人：云汀县青禾食品有限公司\n罚款人民币5000元")), 1, 2480)
	if err != nil {
		t.Fatal(err)
	}
	page, err := extract.OCR{}.Recognise(context.Background(), picture)
	if err != nil {
		t.Fatal(err)
	}
	if page.Text == "" {
		t.Skip("nothing was drawn: no font that can show Chinese is installed (fonts-wqy-microhei)")
	}
	if !strings.Contains(page.Text, "行政处罚决定书\n") || !strings.Contains(page.Text, "5000元") || page.Confidence < 60 {
		t.Errorf("%d %q", page.Confidence, page.Text)
	}
	if again, err := (extract.OCR{}).Recognise(context.Background(), picture); err != nil || !reflect.DeepEqual(again, page) {
		t.Errorf("two readings differ: %+v, %v", again, err)
	}
	placed := false
	for _, line := range page.Lines {
		at := string([]rune(page.Text)[line.Start:][:len(line.Edges)-1])
		placed = placed || strings.Contains(at, "青禾食品") && line.Y > 0 && line.Y < extract.Whole/4 && line.Height < extract.Whole/20 && line.Edges[0] < extract.Whole/3
	}
	if !placed {
		t.Errorf("the words have no place: %+v", page.Lines)
	}
	if page, err := (extract.OCR{}).Recognise(context.Background(), smallPNG(t, 300, 300)); err != nil || page.Text != "" || page.Confidence != 0 {
		t.Errorf("an empty picture: %+v, %v", page, err)
	}
	if _, err := (extract.OCR{}).Recognise(context.Background(), []byte("no picture")); fault.KindOf(err) != fault.Unreadable {
		t.Errorf("no picture: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	within(t, 3*time.Second, func() {
		if _, err := (extract.OCR{}).Recognise(ctx, picture); fault.KindOf(err) != fault.Cancelled {
			t.Errorf("cancelled: %v", err)
		}
	})
}

// stand is a program that answers as the real one would.
func stand(t *testing.T, script string) extract.OCR {
	if runtime.GOOS == "windows" {
		t.Skip("the program that stands in is a shell script")
	}
	path := filepath.Join(t.TempDir(), "tesseract")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	return extract.OCR{Program: path}
}

func TestAMachineWithoutRecognitionSaysWhatToInstall(t *testing.T) {
	for name, o := range map[string]extract.OCR{
		"no program": {Program: filepath.Join(t.TempDir(), "none")},
		"no Chinese": stand(t, "echo 'List of available languages (1):'; echo eng"),
	} {
		_, err := o.Ready(context.Background())
		if f := fault.As(err); fault.KindOf(err) != fault.Unavailable || !strings.Contains(f.Hint.Zh, "tesseract-ocr-chi-sim") || !strings.Contains(f.Hint.En, "tesseract-ocr-chi-sim") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryCharacterThatIsRecognisedHasItsPlace(t *testing.T) {
	o := stand(t, "cat >/dev/null\necho '1\t1\t0\t0\t0\t0\t0\t0\t1000\t2000\t-1\t'\necho '5\t1\t1\t1\t1\t1\t100\t200\t200\t50\t90\t张三'\necho '5\t1\t1\t1\t2\t1\t100\t400\t100\t50\t90\t男'\n")
	page, err := o.Recognise(context.Background(), []byte("x"))
	want := []extract.Line{{Start: 0, Y: 1000, Height: 250, Edges: []int{1000, 2000, 3000, 3000}}, {Start: 3, Y: 2000, Height: 250, Edges: []int{1000, 2000}}}
	if err != nil || page.Text != "张三\n男" || !reflect.DeepEqual(page.Lines, want) {
		t.Errorf("%+v %v", page, err)
	}
}

func TestWhatIsRecognisedIsPutTogetherByPlaceAndWeighedByLength(t *testing.T) {
	row := func(line, left, conf, word string) string {
		return "echo '5\t1\t1\t1\t" + line + "\t1\t" + left + "\t0\t9\t9\t" + conf + "\t" + word + "'\n"
	}
	o := stand(t, "cat >/dev/null\necho 'level\tpage_num'\n"+row("1", "0", "90", "行政")+row("1", "30", "90", "处罚")+row("2", "0", "30", "No")+row("2", "20", "30", "1")+row("2", "30", "30", "2")+row("2", "60", "nan", "x")+row("2", "60", "-1", " ")+"echo garbage\n")
	page, err := o.Recognise(context.Background(), []byte("x"))
	if err != nil || page.Text != "行政处罚\nNo 12" || page.Confidence != 60 {
		t.Errorf("%+v %v", page, err)
	}
	long := stand(t, "cat >/dev/null\nyes | head -c 30000000\n")
	if page, err := long.Recognise(context.Background(), []byte("x")); err != nil || page.Text != "" {
		t.Errorf("an endless answer: %d, %v", len(page.Text), err)
	}
}
