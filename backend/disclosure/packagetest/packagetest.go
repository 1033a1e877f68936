// Package packagetest makes packages of fictional offices, each with a ledger of its own, for the tests and the benchmark of
// what is built out of packages.
package packagetest

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// Office is a fictional office with a key and a ledger in memory.
type Office struct {
	Name, USCC string
	Keys       ledger.Keys
	Lists      []disclosure.ListRecord // go into the next package
	Pictures   map[string][]byte       // of pages, by file name; go into the next package

	tree  ledger.Tree
	nodes map[int64]tlog.Hash
	batch int
}

// New makes an office.
func New(name, uscc string) (*Office, error) {
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng/"+uscc)
	return &Office{Name: name, USCC: uscc, Keys: keys, nodes: map[int64]tlog.Hash{}}, err
}

// ReadHashes gives stored hashes of the ledger.
func (o *Office) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var list []tlog.Hash
	for _, i := range indexes {
		list = append(list, o.nodes[i])
	}
	return list, nil
}

// Penalty is a record of an invented penalty: the n-th decision of an office on a day, whose number it makes.
func Penalty(n int, day string) disclosure.Record {
	no := fmt.Sprintf("云虚监处罚〔%s〕%d号", day[:4], n)
	r := disclosure.Record{ID: fmt.Sprintf("g-%012d", n), No: no, DecidedOn: day, PublishedOn: day, Kind: "penalty", KindLabel: fault.T("行政处罚", "Penalty"),
		Title: fault.T("行政处罚决定书", "Penalty decision"), Party: fmt.Sprintf("云汀县虚构食品第%d有限公司", n)}
	for i, label := range []fault.Text{fault.T("行政相对人名称", "Party"), fault.T("行政处罚决定文书号", "Number of the decision"), fault.T("违法行为类型", "Kind of offence"), fault.T("处罚内容", "Penalty")} {
		r.Row = append(r.Row, disclosure.Value{Code: fmt.Sprintf("CF_%02d", i), Label: label, Value: []string{r.Party, no, "销售超过保质期的食品", "罚款五千元"}[i]})
	}
	r.Text = []string{"云汀县虚构监督管理局", "行政处罚决定书", no, "当事人：" + r.Party}
	for range 12 {
		r.Text = append(r.Text, "经查，当事人销售超过保质期的食品，货值金额一百二十元，违法所得三十五元，以上事实有现场检查笔录、询问笔录、进货票据等证据证明，当事人在规定期限内未提出陈述、申辩。")
	}
	return r
}

// Scan adds a paper of one page to a record, as a picture that goes into the next package.
func (o *Office) Scan(r *disclosure.Record, title string) error {
	sheet := image.NewGray(image.Rect(0, 0, 320, 200))
	for i := range sheet.Pix {
		sheet.Pix[i] = 0xf0
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, sheet, nil); err != nil {
		return err
	}
	name := fmt.Sprintf("%s-%d-1.jpg", r.ID, len(r.Scans)+1)
	sum := sha256.Sum256(out.Bytes())
	r.Scans = append(r.Scans, disclosure.PublicScan{Title: title, Pages: []disclosure.PublicPage{{File: name, SHA256: hex.EncodeToString(sum[:]), Width: 320, Height: 200, Covers: 2}}})
	if o.Pictures == nil {
		o.Pictures = map[string][]byte{}
	}
	o.Pictures[name] = out.Bytes()
	return nil
}

// Officers is a version of an invented list of officers.
func Officers(version int, from string, names ...string) disclosure.ListRecord {
	r := disclosure.ListRecord{List: "A02", Label: fault.T("执法人员清单", "List of officers"), Version: version, ValidFrom: from, ApprovedOn: from, PublishedOn: from, RowsSHA256: fmt.Sprintf("%064x", version),
		Columns: []disclosure.ListColumn{{ID: "name", Label: fault.T("姓名", "Name"), Type: "text"}, {ID: "certificate", Label: fault.T("执法证号", "Certificate"), Type: "text", Key: true}, {ID: "valid_to", Label: fault.T("有效期", "Valid until"), Type: "date"}},
		Rows:    []disclosure.ListEntry{}}
	for i, name := range names {
		r.Rows = append(r.Rows, disclosure.ListEntry{ID: fmt.Sprintf("l-%d", i+1), Content: map[string]string{"name": name, "certificate": fmt.Sprintf("XK-%03d", i+1), "valid_to": "2029-12-31"}})
	}
	return r
}

// Package writes a package below a folder and returns where it lies. Format, office and agency of the records and notices
// are filled in. It also returns the hashes of the records, by id.
func (o *Office) Package(out, day string, records []disclosure.Record, notices ...disclosure.Notice) (dir string, hashes map[string]string, err error) {
	o.batch++
	m := disclosure.Manifest{Format: disclosure.RecordFormat, Batch: fmt.Sprintf("公示-%s-%d", day, o.batch), MadeOn: day, Office: o.Name, USCC: o.USCC, Decisions: []disclosure.ListedRecord{}}
	dir, hashes = filepath.Join(out, fmt.Sprintf("%s-%d", o.USCC, o.batch)), map[string]string{}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", nil, err
	}
	write := func(name string, v any) (disclosure.File, error) {
		raw, err := ledger.Canonical(v)
		raw = append(raw, '\n')
		sum := sha256.Sum256(raw)
		f := disclosure.File{Name: name, Size: int64(len(raw)), SHA256: hex.EncodeToString(sum[:])}
		m.Files = append(m.Files, f)
		return f, errors.Join(err, os.WriteFile(filepath.Join(dir, name), raw, 0o644))
	}
	for i, r := range records {
		r.Format, r.Office, r.USCC = disclosure.RecordFormat, o.Name, o.USCC
		if r.Agency == "" {
			r.Agency = o.Name
		}
		name := fmt.Sprintf("%d.json", i+1)
		f, err := write(name, r)
		if err != nil {
			return "", nil, err
		}
		hashes[r.ID] = f.SHA256
		m.Decisions = append(m.Decisions, disclosure.ListedRecord{ID: r.ID, No: r.No, On: r.DecidedOn, Page: name, Record: name})
	}
	ids := []string{}
	for _, n := range notices {
		n.Format, n.Office, n.USCC = disclosure.RecordFormat, o.Name, o.USCC
		name := "notice-" + n.ID + ".json"
		if _, err := write(name, n); err != nil {
			return "", nil, err
		}
		m.Notices, ids = append(m.Notices, name), append(ids, n.ID)
	}
	for _, l := range o.Lists {
		l.Format, l.Office, l.USCC = disclosure.RecordFormat, o.Name, o.USCC
		f, err := write("list-"+l.List+".json", l)
		if err != nil {
			return "", nil, err
		}
		m.Lists = append(m.Lists, disclosure.ListRef{List: l.List, Version: l.Version, SHA256: f.SHA256, Size: f.Size})
	}
	for _, name := range slices.Sorted(maps.Keys(o.Pictures)) {
		sum := sha256.Sum256(o.Pictures[name])
		m.Files = append(m.Files, disclosure.File{Name: name, Size: int64(len(o.Pictures[name])), SHA256: hex.EncodeToString(sum[:])})
		if err := os.WriteFile(filepath.Join(dir, name), o.Pictures[name], 0o644); err != nil {
			return "", nil, err
		}
	}
	o.Lists, o.Pictures = nil, nil
	raw, err := json.Marshal(m)
	if err != nil {
		return "", nil, err
	}
	sum := sha256.Sum256(raw)
	entry := map[string]any{"name": m.Batch, "files": len(m.Files) + 1, "decisions": len(records), "notices": ids,
		"manifest": disclosure.File{Name: "manifest.json", Size: int64(len(raw)), SHA256: hex.EncodeToString(sum[:])}}
	if len(m.Lists) > 0 {
		entry["lists"] = m.Lists
	}
	proof, err := o.enter(day, entry)
	if err != nil {
		return "", nil, err
	}
	return dir, hashes, errors.Join(os.WriteFile(filepath.Join(dir, "manifest.json"), raw, 0o644), os.WriteFile(filepath.Join(dir, "proof.json"), proof, 0o644))
}

// enter writes an entry about a package into the ledger and returns its proof.
func (o *Office) enter(day string, data any) ([]byte, error) {
	when, err := time.ParseInLocation(time.DateOnly, day, ledger.Zone)
	if err != nil {
		return nil, err
	}
	seq := o.tree.Size + 1
	_, body, err := ledger.NewEntry(seq, when, "p-test", "disclosure.packaged", "package", data, bytes.NewReader(make([]byte, 16)))
	if err != nil {
		return nil, err
	}
	for _, n := range o.tree.Append(ledger.LeafHash(body)) {
		o.nodes[n.Index] = n.Hash
	}
	note, err := ledger.Checkpoint{Origin: "zhiheng/" + o.USCC, Size: o.tree.Size, Root: o.tree.Root()}.Sign(o.Keys.Private)
	if err != nil {
		return nil, err
	}
	path, err := tlog.ProveRecord(o.tree.Size, seq-1, o)
	if err != nil {
		return nil, err
	}
	proof := disclosure.LedgerProof{Format: disclosure.RecordFormat, Entry: string(body), Seq: seq, Checkpoint: note, Key: o.Keys.Public, Path: []string{}}
	for _, h := range path {
		proof.Path = append(proof.Path, base64.StdEncoding.EncodeToString(h[:]))
	}
	return json.Marshal(proof)
}
