package dossier

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/emmansun/gmsm/sm3"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
)

// The files of a folder for electronic archives, beside the volumes and the originals.
const (
	manifestName = "manifest.json"
	metadataName = "metadata.xml"
	sumsName     = "SHA256SUMS"
	receiptName  = "receipt.json"
	verifierName = "verify.html"
	readmeName   = "README.txt"
)

// File is a file of the folder with its hashes.
type File struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3"`
	Title  string `json:"title,omitempty"`
	Code   string `json:"code,omitempty"` // of the paper
	Seq    int64  `json:"seq,omitempty"`  // of the entry that names it
}

// Manifest lists what a folder holds.
type Manifest struct {
	Format int    `json:"format"`
	Case   string `json:"case"`
	Title  string `json:"title"`
	Office string `json:"office"`
	MadeAt string `json:"made_at"`
	Head   int64  `json:"ledger_head"`
	Root   string `json:"ledger_root"`
	Files  []File `json:"files"`
}

// item is the metadata of one paper, after the items of DA/T 46.
type item struct {
	Number    int    `xml:"顺序号"`
	Side      string `xml:"卷别"`
	Title     string `xml:"题名"`
	DocNo     string `xml:"文件编号,omitempty"`
	Author    string `xml:"责任者,omitempty"`
	Day       string `xml:"日期,omitempty"`
	Pages     int    `xml:"页数"`
	FirstPage int    `xml:"起始页号"`
	Format    string `xml:"计算机文件格式"`
	Name      string `xml:"计算机文件名"`
	Size      int64  `xml:"计算机文件大小"`
	SHA256    string `xml:"数字摘要值"`
	Algorithm string `xml:"数字摘要算法"`
	Entry     int64  `xml:"账目序号"`
}

type metadata struct {
	XMLName xml.Name `xml:"案卷"`
	Lines   []line   `xml:"案卷级元数据>项"`
	Items   []item   `xml:"件级元数据>件"`
}

type line struct {
	Name  string `xml:"名称,attr"`
	Value string `xml:",chardata"`
}

// folder writes a zip file and remembers what went in.
type folder struct {
	zip   *zip.Writer
	files []File
	root  string
}

// put adds a file from a reader.
func (f *folder) put(name string, from io.Reader, about File) error {
	w, err := f.zip.CreateHeader(&zip.FileHeader{Name: f.root + "/" + name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	sum, other := sha256.New(), sm3.New()
	n, err := io.Copy(io.MultiWriter(w, sum, other), from)
	about.Path, about.Size, about.SHA256, about.SM3 = name, n, hex.EncodeToString(sum.Sum(nil)), hex.EncodeToString(other.Sum(nil))
	f.files = append(f.files, about)
	return err
}

// Folder makes the folder for electronic archives, as a zip file: both volumes, every original under a plain name, metadata,
// manifest, hashes, the proof of the case, and the page that checks it.
func (d *Desk) Folder(ctx context.Context, actor account.Person, caseID string, o Order, out io.Writer, progress Progress) (made Made, err error) {
	if err := o.check(actor); err != nil {
		return made, err
	}
	err = d.inBindery(ctx, caseID, func(b *bindery, plan Plan) error {
		sides := []string{Front, Back}
		if o.Purpose == "party" {
			sides = sides[:1]
		}
		var volumes []volume
		for _, side := range sides {
			v, err := b.volume(plan, side, progress)
			if err != nil {
				return err
			}
			volumes = append(volumes, v)
		}
		path := filepath.Join(b.dir, "folder.zip")
		file, err := newSummed(path)
		if err != nil {
			return err
		}
		err = b.fill(&folder{zip: zip.NewWriter(file), root: plan.Case.No}, plan, volumes)
		if closed := file.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return fault.Wrap("dossier.folder", err)
		}
		made = Made{Form: "folder", Purpose: o.Purpose, For: strings.TrimSpace(o.For), Ground: strings.TrimSpace(o.Ground), SHA256: hex.EncodeToString(file.sum.Sum(nil)), Size: file.size}
		for _, v := range volumes {
			made.Pages, made.Papers = made.Pages+v.pages, made.Papers+len(v.papers)
		}
		if made, err = d.noteMade(ctx, actor, plan.Case.ID, made); err != nil {
			return err
		}
		return copyOut(path, out)
	})
	return made, err
}

func (b *bindery) fill(f *folder, plan Plan, volumes []volume) error {
	meta := metadata{}
	for _, v := range volumes {
		file, err := os.Open(v.path)
		if err != nil {
			return err
		}
		err = f.put(sideName(v.side)+".pdf", file, File{Title: sideName(v.side)})
		file.Close()
		if err != nil {
			return err
		}
		for i, p := range v.papers {
			name := path.Join("originals", sideName(v.side), fmt.Sprintf("%03d-%s%s", i+1, plainName(p.Paper.Title), extension(p.Paper.Path)))
			if err := b.original(f, name, p.Paper.SHA256, File{Title: p.Paper.Title, Code: p.Paper.Code, Seq: p.Paper.Seq}); err != nil {
				return err
			}
			author := p.Author
			if author == ownOffice {
				author = b.meta.Creator
			}
			meta.Items = append(meta.Items, item{i + 1, sideName(v.side), p.Paper.Title, p.Paper.No, author, p.Paper.MadeOn, p.pages, p.first, p.Paper.Format, name, p.Paper.Size, p.Paper.SHA256, "SHA-256", p.Paper.Seq})
		}
		for i, e := range plan.Side(v.side) {
			if e.Loose {
				name := path.Join("originals", "recordings", fmt.Sprintf("%03d-%s%s", i+1, plainName(e.Paper.Title), extension(e.Paper.Path)))
				if err := b.original(f, name, e.Paper.SHA256, File{Title: e.Paper.Title, Seq: e.Paper.Seq}); err != nil {
					return err
				}
			}
		}
	}
	for i, r := range plan.Recordings {
		if r.Original == "" {
			continue
		}
		name := path.Join("originals", "recordings", fmt.Sprintf("R%03d-%s%s", i+1, plainName(first(r.Title, r.No)), extension(r.Name)))
		if err := b.original(f, name, r.Original, File{Title: r.Title}); err != nil {
			return err
		}
	}
	return b.wrap(f, plan, meta)
}

func (b *bindery) original(f *folder, name, sha string, about File) error {
	file, err := b.Files.Blobs.Open(sha)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := f.put(name, file, about); err != nil {
		return err
	}
	if got := f.files[len(f.files)-1].SHA256; got != sha {
		return fault.New(fault.Damaged, "dossier.folder", fault.Tf("原件《%[1]s》已被改动,没有导出", "the original %[1]s has been changed: nothing was exported", about.Title)).
			WithHint(fault.T("请在“账本”中核验,并从备份恢复。", "Verify under Ledger, and restore it from a backup."))
	}
	return nil
}

// wrap adds what describes and proves the rest.
func (b *bindery) wrap(f *folder, plan Plan, meta metadata) error {
	cover, err := b.coverOf(plan)
	if err != nil {
		return err
	}
	for _, l := range cover.Lines {
		meta.Lines = append(meta.Lines, line{l.Label, l.Value})
	}
	raw, err := xml.MarshalIndent(meta, "", "  ")
	if err != nil {
		return err
	}
	if err := f.put(metadataName, strings.NewReader(xml.Header+string(raw)+"\n"), File{}); err != nil {
		return err
	}
	if b.Receipt != nil {
		receipt, err := b.Receipt(b.ctx, plan.Case.ID)
		if err != nil {
			return err
		}
		if err := f.put(receiptName, bytes.NewReader(receipt), File{}); err != nil {
			return err
		}
	}
	if len(b.Verifier) > 0 {
		if err := f.put(verifierName, bytes.NewReader(b.Verifier), File{}); err != nil {
			return err
		}
	}
	if err := f.put(readmeName, strings.NewReader(readme), File{}); err != nil {
		return err
	}
	return b.sums(f, plan)
}

// sums ends the folder with its manifest and the hashes that any system can check.
func (b *bindery) sums(f *folder, plan Plan) error {
	_, head, err := b.Files.Store.Head(b.ctx)
	if err != nil {
		return err
	}
	m := Manifest{Format: 1, Case: plan.Case.No, Title: plan.Case.Title, Office: b.meta.Creator, MadeAt: b.Files.Today(), Head: head.Size, Root: hex.EncodeToString(head.Root[:]), Files: f.files}
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := f.put(manifestName, bytes.NewReader(append(raw, '\n')), File{}); err != nil {
		return err
	}
	var list strings.Builder
	for _, one := range f.files {
		fmt.Fprintf(&list, "%s  %s\n", one.SHA256, one.Path)
	}
	if err := f.put(sumsName, strings.NewReader(list.String()), File{}); err != nil {
		return err
	}
	return f.zip.Close()
}

const readme = `电子案卷 / electronic dossier

正卷.pdf、副卷.pdf   装订好的案卷,有书签和页号 / the bound volumes
originals/          各件原件 / the originals as received
metadata.xml        案卷级、件级元数据 / metadata of the dossier and its papers
manifest.json       全部文件及其 SHA-256、SM3 / every file with its hashes
receipt.json        账本证明 / proof that the case stands in the ledger
verify.html         离线核验页:用浏览器打开,选择 receipt.json 和原件 / open it in a browser, no network needed
SHA256SUMS          核对全部文件:sha256sum -c SHA256SUMS / checks every file
`

// plainName is a title that every system takes as a file's name.
func plainName(title string) string {
	clean := strings.Map(func(r rune) rune {
		if r < 0x20 || strings.ContainsRune(`/\:*?"<>|`, r) || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r == 0x7f {
			return '_'
		}
		return r
	}, strings.TrimSpace(title))
	if runes := []rune(clean); len(runes) > 60 {
		clean = string(runes[:60])
	}
	if clean = strings.Trim(clean, ". "); clean == "" {
		return "_"
	}
	return clean
}

// extension is the ending of a file's name, if it is a plain one.
func extension(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if len(ext) > 6 || plainName(ext) != strings.TrimPrefix(ext, ".") || ext == "." {
		return ""
	}
	return ext
}
