package extract

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"zhiheng/backend/fault"
)

const (
	ocrLanguage = "chi_sim"
	ocrTimeout  = 90 * time.Second // for one page
	ocrMemory   = 1 << 30
	ocrAnswer   = 8 << 20
)

// OCR reads the text in pictures of pages by the program Tesseract, where it is installed with its data for simplified
// Chinese. It holds nothing and may be used by many at once.
type OCR struct {
	Program string // empty is "tesseract", wherever the system finds it
}

// Recognised is the text of one page that was read off a picture. Confidence is what the program thinks of it, from 0 to
// 100, weighted by the length of the words. Without words it is 0. Lines say where on the picture the text stands; within a
// word the characters are taken to be of one width.
type Recognised struct {
	Text       string
	Confidence int
	Lines      []Line
}

func (o OCR) program() string {
	if o.Program == "" {
		return "tesseract"
	}
	return o.Program
}

// Ready tells whether text can be read off pictures on this machine, and by which program; else the error says what to
// install.
func (o OCR) Ready(ctx context.Context) (program string, err error) {
	const op = "extract.ocr"
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	missing := fault.New(fault.Unavailable, op, fault.T("图片上的文字未读取：本机没有安装文字识别", "the text in pictures is not read: text recognition is not installed here")).
		WithHint(fault.T("请安装 tesseract-ocr 和 tesseract-ocr-chi-sim，然后点“重试”。", "Install tesseract-ocr and tesseract-ocr-chi-sim, then try again."))
	list, err := exec.CommandContext(ctx, o.program(), "--list-langs").Output()
	if err != nil {
		return "", missing.WithCause(err)
	}
	if !strings.Contains("\n"+strings.ReplaceAll(string(list), "\r", ""), "\n"+ocrLanguage+"\n") {
		return "", missing
	}
	version, err := exec.CommandContext(ctx, o.program(), "--version").Output()
	if err != nil {
		return "", missing.WithCause(err)
	}
	first, _, _ := strings.Cut(string(version), "\n")
	return cleanLine(first, 60) + " " + ocrLanguage, nil
}

// Recognise reads the text off a picture of one page. The program runs by itself, with limits on time and memory; if it
// fails, the error is fault.Unreadable.
func (o OCR) Recognise(ctx context.Context, picture []byte) (Recognised, error) {
	const op = "extract.recognise"
	ctx, cancel := context.WithTimeout(ctx, ocrTimeout)
	defer cancel()
	cmd := exec.Command(o.program(), "stdin", "stdout", "-l", ocrLanguage, "--dpi", "300", "--psm", "3", "tsv")
	cmd.Env = append(childEnv(), "OMP_THREAD_LIMIT=1") // several threads for one page take longer than one
	cmd.Stdin = bytes.NewReader(picture)
	out := &capped{left: ocrAnswer}
	cmd.Stdout = out
	cmd.WaitDelay = 2 * time.Second
	detach(cmd)
	err := run(ctx, cmd, ocrMemory, ocrTimeout)
	if errors.Is(ctx.Err(), context.Canceled) {
		return Recognised{}, cancelled(op, ctx.Err())
	}
	if err != nil {
		return Recognised{}, fault.New(fault.Unreadable, op, fault.T("文字识别未能完成", "text recognition did not finish")).WithCause(err)
	}
	return recognisedIn(out.String()), nil
}

// run runs a program within limits, and ends it with its context.
func run(ctx context.Context, cmd *exec.Cmd, memory int64, timeout time.Duration) error {
	runtime.LockOSThread() // the program dies with the thread that started it
	defer runtime.UnlockOSThread()
	if err := cmd.Start(); err != nil {
		return err
	}
	release, err := confine(cmd.Process, memory, timeout)
	defer release()
	if err != nil {
		terminate(cmd.Process)
	}
	stop := context.AfterFunc(ctx, func() { terminate(cmd.Process) })
	defer stop()
	return cmd.Wait()
}

// capped keeps the beginning of what is written to it.
type capped struct {
	bytes.Buffer
	left int
}

func (c *capped) Write(b []byte) (int, error) {
	c.Buffer.Write(b[:min(len(b), c.left)])
	c.left -= min(len(b), c.left)
	return len(b), nil
}

// recognisedIn reads the table that the program writes: a row for each word, with its place and its confidence. Words in
// Chinese are put together without spaces, and so are the digits of a number.
func recognisedIn(table string) Recognised {
	const level, left, width, height, conf, word = 0, 6, 8, 9, 10, 11
	var text strings.Builder
	var sum float64
	var boxes []box
	runes, place, right := 0, "", 0
	wide, high := 0, 0 // of the picture
	for row := range strings.SplitSeq(table, "\n") {
		cells := strings.Split(strings.TrimRight(row, "\r"), "\t")
		if len(cells) > word && cells[level] == "1" {
			wide, high = number(cells[width]), number(cells[height])
		}
		if len(cells) <= word || cells[level] != "5" || strings.TrimSpace(cells[word]) == "" {
			continue
		}
		sure, err := strconv.ParseFloat(cells[conf], 64)
		if err != nil || math.IsNaN(sure) || sure < 0 || sure > 100 {
			continue
		}
		if line := strings.Join(cells[2:5], " "); line != place {
			if place != "" {
				text.WriteByte('\n')
			}
			place = line
		} else if parted(text.String(), cells[word], number(cells[left])-right, number(cells[height])) {
			text.WriteByte(' ')
		}
		right = number(cells[left]) + number(cells[width])
		text.WriteString(cells[word])
		n := utf8.RuneCountInString(cells[word])
		runes += n
		sum += sure * float64(n)
		if wide > 0 && high > 0 {
			boxes = append(boxes, spread(cells[word], cells[left:height+1], wide, high)...)
		}
	}
	if runes == 0 {
		return Recognised{}
	}
	read := Recognised{Text: clean(text.String()), Confidence: int(sum/float64(runes) + 0.5)}
	if len(boxes) > 0 {
		read.Lines = linesOf([]rune(read.Text), boxes)
	}
	return read
}

// spread gives each character of a word its share of the word's place: left, top, width and height in pixels of a picture.
func spread(word string, place []string, wide, high int) (boxes []box) {
	left, top, width, height := float64(number(place[0])), float64(number(place[1])), float64(number(place[2])), float64(number(place[3]))
	characters := []rune(word)
	across, down := Whole/float64(wide), Whole/float64(high)
	for i, r := range characters {
		from, to := left+width*float64(i)/float64(len(characters)), left+width*float64(i+1)/float64(len(characters))
		if !unicode.IsSpace(r) {
			boxes = append(boxes, box{r, from * across, top * down, to * across, (top + height) * down})
		}
	}
	return boxes
}

// number reads a whole number; what is none is 0.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// parted tells whether there is a space between two words, by the gap between them. Only letters and digits are parted;
// the program gives each digit of a number as a word, with a wide gap.
func parted(before, after string, gap, height int) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if last >= 0x80 || first >= 0x80 {
		return false
	}
	if last >= '0' && last <= '9' && first >= '0' && first <= '9' {
		return gap > height
	}
	return 4*gap > height
}

// Unread lists the pages of a file that can be shown as pictures and gave no text, so that it may be read off them.
func (r Result) Unread() (pages []int) {
	if r.Status == Unreadable {
		return nil
	}
	switch r.Media.Format {
	case "jpeg", "png", "gif", "bmp", "tiff", "webp":
		for page := range max(1, r.PageCount) {
			pages = append(pages, page+1)
		}
	default:
		paged := r.Media.Format == "pdf" || r.Media.Format == "ofd"
		for _, page := range r.Pages {
			if (paged || page.Picture) && strings.TrimSpace(page.Text) == "" {
				pages = append(pages, page.Number)
			}
		}
	}
	return pages
}
