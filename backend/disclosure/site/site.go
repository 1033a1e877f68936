// Package site builds the static site of disclosures out of the packages that offices publish: of one office, or of all
// those of a county or a city. Every page can be told apart from a forged one by whoever reads it, with the hashes and the
// signed head of the ledger of the office that published it; nothing of it needs a server.
package site

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

// Options say what is built. Today is YYYY-MM-DD: what has run out by then is public no longer. Title may be empty; Base is
// the address at which the site will stand, for the feed, and may be empty too.
type Options struct {
	Out    string
	Dirs   []string
	Strict bool // refuse the whole when anything is amiss
	Full   bool // forget what the last build noted
	Today  string
	Title  string
	Base   string
}

// Report is what came of a build. Left are the packages that were not taken in; Findings speak of single decisions and of
// what an earlier build had and the packages lack. Pages counts the files of the site.
type Report struct {
	Packages  int          `json:"packages"`
	Offices   int          `json:"offices"`
	Public    int          `json:"public"`
	Ended     int          `json:"ended"`
	Corrected int          `json:"corrected"`
	Lists     int          `json:"lists"` // open before anybody is dealt with
	Pages     int          `json:"pages"`
	Written   int          `json:"written"`
	Removed   int          `json:"removed"`
	Left      []Left       `json:"left"`
	Findings  []fault.Text `json:"findings"`
}

// Left is a package that was not taken in, and why.
type Left struct {
	Dir      string       `json:"dir"`
	Findings []fault.Text `json:"findings"`
}

// Wanting tells whether anything was amiss.
func (r Report) Wanting() bool { return len(r.Left)+len(r.Findings) > 0 }

// Merge builds the site in a folder, or brings it up to date: a file is written only if what it is made of has changed.
func Merge(ctx context.Context, o Options) (Report, error) {
	if err := ours(o.Out); err != nil {
		return Report{}, err
	}
	notes := loadNotes(o)
	b := &builder{Options: o, notes: notes, report: Report{Left: []Left{}, Findings: []fault.Text{}}}
	if err := b.scanAll(ctx); err != nil {
		return b.report, err
	}
	if err := b.pin(); err != nil {
		return b.report, err
	}
	b.settle()
	b.settleLists()
	if err := b.keepEnds(); err != nil {
		return b.report, err
	}
	if o.Strict && b.report.Wanting() {
		return b.report, fault.New(fault.Refused, "site.merge", fault.T("有公示包或公示记录未通过检查,没有改动站点", "a package or a decision did not pass; the site was not touched")).
			WithHint(fault.T("去掉 --strict 可在剔除后合并。", "Without --strict the rest is merged."))
	}
	b.order()
	if err := b.write(ctx); err != nil {
		return b.report, err
	}
	return b.report, b.saveNotes()
}

// marker is the file by which a folder is known to be a site of ours.
const marker = "site.json"

// ours refuses a folder that holds anything but a site.
func ours(out string) error {
	entries, err := os.ReadDir(out)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return storage(err)
	}
	if _, err := os.Lstat(filepath.Join(out, marker)); err != nil {
		return fault.New(fault.Refused, "site.merge", fault.T("输出文件夹里有其他内容", "the folder holds something else")).
			WithHint(fault.T("请指定空文件夹或已有的公示站点。", "Choose an empty folder, or one that holds such a site already."))
	}
	return nil
}

// builder is one build.
type builder struct {
	Options
	notes  *notes
	scans  []*scan           // of the packages taken in, by office and place in its ledger
	known  map[string]office // by credit code, as the last build met them
	report Report

	decisions []*decision // public ones, the earliest first
	ended     []*decision
	lists     []openList
	log       []logEntry
	offices   []office
	kinds     []kind
	years     []string
	columns   map[string][]column

	mu       sync.Mutex
	there    map[string]bool // files of the last build, slash-separated
	wanted   map[string]bool
	newMarks map[string]mark
}

// each runs work for every number below n on all processors and returns the first error.
func each(ctx context.Context, n int, work func(i int) error) error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var first error
	next := 0
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		if first == nil {
			first = ctx.Err()
		}
		next++
		return next - 1, first == nil && next <= n
	}
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i, more := take(); more; i, more = take() {
				if err := work(i); err != nil {
					mu.Lock()
					first = errors.Join(first, err)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return first
}

// storage gives an error of the folder of the site its kind and a way out.
func storage(err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.Storage, "site.merge", fault.T("站点文件夹不可读写", "the folder of the site cannot be read or written")).
		WithHint(fault.T("请检查文件夹权限和磁盘空间。", "Check the folder’s permissions and the space on the disk.")).WithCause(err)
}

// office is a body whose disclosures the site holds. Key is the public half of the key of its ledger.
type office struct {
	USCC  string `json:"uscc"`
	Name  string `json:"name"`
	Key   string `json:"key"`
	count int
}

type kind struct {
	id    string
	label fault.Text
	count int
}

// column is a value that decisions of a kind have.
type column struct {
	Code  string
	Label fault.Text
}

// decision is a decision as the site shows it: its live record, those before it, and its end if it has one.
type decision struct {
	*item
	scan    *scan
	earlier []earlier
	end     disclosure.End
	endOn   string
	reason  string
	endScan *scan
	sum     mark // of all that its page is made of
}

// earlier is a record that was corrected.
type earlier struct {
	sha, published string
	scan           *scan
}

func (d *decision) year() string { return d.Decided[:4] }

// path is the page of a decision below the site's folder of a language.
func (d *decision) path() string { return "d/" + d.USCC + "/" + d.year() + "/" + d.ID + ".html" }

// picture is where a picture of a page of a decision lies, beside its page: under the decision's id and the picture's numbers.
func (d *decision) picture(name string) string {
	_, numbers := disclosure.PictureNumbers(name)
	return strings.TrimSuffix(d.path(), ".html") + numbers
}

// files are the page of a decision and the pictures beside it.
func (d *decision) files() []string {
	files := []string{d.path()}
	for _, f := range d.Pictures {
		files = append(files, d.picture(f.Name))
	}
	return files
}

// OwnSite is the folder of an office's own site below the one into which it writes its packages.
const OwnSite = "site"

// Own builds an office's own site out of all packages in a folder.
func Own(ctx context.Context, folder, today string) (Report, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return Report{}, storage(err)
	}
	o := Options{Out: filepath.Join(folder, OwnSite), Today: today}
	for _, e := range entries {
		if _, err := os.Lstat(filepath.Join(folder, e.Name(), "manifest.json")); err == nil && e.IsDir() {
			o.Dirs = append(o.Dirs, filepath.Join(folder, e.Name()))
		}
	}
	return Merge(ctx, o)
}
