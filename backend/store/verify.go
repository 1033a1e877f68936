package store

import (
	"context"
	"database/sql"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// Originals are the files that events rest on, as verification needs them.
type Originals interface {
	// Check compares a file's bytes with its name and, unless it is empty, with their SM3. A damaged or missing file is
	// fault.Damaged. It may be called by several goroutines, and tells read how many more bytes it has read.
	Check(ctx context.Context, sha256, sm3 string, read func(n int64)) error
}

// VerifyOptions say what verification can use besides the file itself.
type VerifyOptions struct {
	Originals  Originals      // nil leaves the files out
	SHA256Only bool           // originals are held against their name alone, which is faster
	Anchors    []string       // signed heads kept elsewhere: the history must still contain them
	Progress   func(Progress) // may be nil
	tablesOnly bool
}

// The phases of a verification, in their order.
const (
	PhaseFile      = "file"      // pages and schema; how long it takes is not known before
	PhaseLedger    = "ledger"    // entries against the hash tree, in entries
	PhaseTables    = "tables"    // the tables made anew, in entries
	PhaseRows      = "rows"      // the tables compared, in rows
	PhaseOriginals = "originals" // in bytes
)

// Progress tells how far a phase of a verification has come. Total is 0 where it is not known.
type Progress struct {
	Phase string
	Done  int64
	Total int64
}

// Finding is one thing that is not as it was written. Where says in what: "file", "schema", "meta", "entry",
// "tree", "checkpoint", "anchor", "table" or "original". The other fields say which.
type Finding struct {
	Where  string     `json:"where"`
	Name   string     `json:"name,omitempty"`   // table, schema object, meta key or SHA-256
	Key    string     `json:"key,omitempty"`    // primary key of the row
	Column string     `json:"column,omitempty"` // columns that differ, by comma
	Seq    int64      `json:"seq,omitempty"`    // entry
	What   fault.Text `json:"what"`
}

// Report is what verification has looked at and found. Findings are cut at a thousand; Total counts them all.
type Report struct {
	Intact   bool              `json:"intact"`
	Entries  int64             `json:"entries"`
	Rows     int64             `json:"rows"`
	Files    int64             `json:"files"`
	Bytes    int64             `json:"bytes"` // of originals that were read
	Total    int64             `json:"total"`
	Findings []Finding         `json:"findings"`
	Head     ledger.Checkpoint `json:"head"`
}

const mostFindings = 1000

func (r *Report) add(f Finding) {
	r.Total++
	if len(r.Findings) < mostFindings {
		r.Findings = append(r.Findings, f)
	}
}

// Verify reads the whole office from the disk with a connection of its own and compares everything with everything: the
// pages of the file, the schema, every entry with the tree, the tree with the signed head and the anchors, every row
// with what the ledger says it should be, and every original with its name. An error means that it could not be done;
// what is wrong with the data is in the report.
func (s *Store) Verify(ctx context.Context, options VerifyOptions) (Report, error) {
	return s.verify(ctx, options)
}

func (s *Store) verify(ctx context.Context, options VerifyOptions) (Report, error) {
	db, err := sql.Open("sqlite3", dsn(s.path, s.options.Synchronous, true))
	if err != nil {
		return Report{}, storageError("store.verify", err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	v := &verification{store: s, options: options, anchors: map[int64][]ledger.Checkpoint{}, tree: &ledger.Tree{}, sm3: ledger.NewSM3Tree()}
	v.report.Findings = []Finding{}
	v.limit = s.size() + unread
	conn, err := connect(db)
	if err == nil {
		err = conn.exec(context.Background(), "BEGIN")
	}
	if err == nil {
		defer conn.close()
		v.disk = &Reader{ctx, conn}
		err = v.run()
	}
	switch fault.KindOf(err) {
	case "":
	case fault.Damaged, fault.Storage:
		v.report.add(Finding{Where: "file", What: fault.Tf("数据文件无法读到底:%[1]v", "the file cannot be read to its end: %[1]v", rootCause(err))})
	default:
		return Report{}, err
	}
	v.report.Intact = v.report.Total == 0
	return v.report, nil
}

// unread is how many entries another program may have put behind those that this one knows, and still be read one by one.
const unread = 1 << 20

// size is how many entries there are.
func (s *Store) size() int64 {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.tree.Size
}

func rootCause(err error) error {
	if e := fault.As(err); e.Err != nil {
		return e.Err
	}
	return err
}

// verification is one run over the file.
type verification struct {
	store   *Store
	options VerifyOptions
	disk    *Reader
	report  Report
	anchors map[int64][]ledger.Checkpoint
	tree    *ledger.Tree
	sm3     *ledger.Tree
	total   int64          // the sequence of the last entry
	limit   int64          // beyond which nobody can have recorded anything
	missing bool           // an entry is
	suspect map[int64]bool // entries that are not as they were written
}

func (v *verification) progress(phase string, done, total int64) {
	if v.options.Progress != nil {
		v.options.Progress(Progress{phase, done, total})
	}
}

func (v *verification) run() error {
	a, err := v.store.newAside()
	if err != nil {
		return err
	}
	defer a.close()
	v.suspect = map[int64]bool{}
	v.total, _, _ = One[int64](v.disk, "SELECT max(seq) FROM entry WHERE seq BETWEEN 1 AND ? HAVING max(seq) IS NOT NULL", v.limit) // what cannot be read is told below
	v.progress(PhaseFile, 0, 0)
	if !v.options.tablesOnly {
		// Each look is on its own: a page that cannot be read must not hide what the others would find.
		for _, look := range []func() error{v.pages, func() error { return v.schema(a) }, v.meta, v.readAnchors} {
			if err := v.note(look()); err != nil {
				return err
			}
		}
	}
	for _, look := range []func() error{v.ledger, v.head, func() error { return v.replayed(a) }, func() error { return v.tables(a) }, v.originals} {
		if err := v.note(look()); err != nil {
			return err
		}
	}
	return nil
}

// note turns damage that stopped one look into a finding and lets the next one begin.
func (v *verification) note(err error) error {
	switch fault.KindOf(err) {
	case fault.Damaged, fault.Storage:
		v.report.add(Finding{Where: "file", What: fault.Tf("数据文件有一部分读不出来:%[1]v", "a part of the file cannot be read: %[1]v", rootCause(err))})
		return nil
	}
	return err
}

// pages asks SQLite whether the file is sound in itself: pages, cells, indexes, constraints.
func (v *verification) pages() error {
	var id, format int64
	for pragma, into := range map[string]*int64{"PRAGMA application_id": &id, "PRAGMA user_version": &format} {
		n, _, err := One[int64](v.disk, pragma)
		if err != nil {
			return err
		}
		*into = n
	}
	if id != applicationID || format != Format {
		v.report.add(Finding{Where: "file", Name: "header", What: fault.T("文件头的标识或格式号被改动", "the mark or the format in the file's header was changed")})
	}
	lines, err := All[string](v.disk, "PRAGMA integrity_check(100)")
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			v.report.add(Finding{Where: "file", What: fault.Tf("数据文件结构受损:%[1]s", "the structure of the file is damaged: %[1]s", line)})
		}
	}
	return nil
}

type schemaRow struct {
	Type string `json:"type"`
	Name string `json:"name"`
	SQL  string `json:"sql"`
}

// schema compares tables, indexes and triggers with those the program makes.
func (v *verification) schema(a *aside) error {
	const query = "SELECT type, name, coalesce(sql, '') AS sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
	want, err := All[schemaRow](a.reader(), query)
	if err != nil {
		return err
	}
	have, err := All[schemaRow](v.disk, query)
	if err != nil {
		return err
	}
	found := map[string]string{}
	for _, row := range have {
		found[row.Type+" "+row.Name] = row.SQL
	}
	for _, row := range want {
		name := row.Type + " " + row.Name
		text, there := found[name]
		delete(found, name)
		if !there {
			v.report.add(Finding{Where: "schema", Name: name, What: fault.Tf("%[1]s 缺失", "%[1]s is missing", name)})
		} else if text != row.SQL {
			v.report.add(Finding{Where: "schema", Name: name, What: fault.Tf("%[1]s 的定义被改动", "the definition of %[1]s was changed", name)})
		}
	}
	for name := range found {
		v.report.add(Finding{Where: "schema", Name: name, What: fault.Tf("多出了 %[1]s", "%[1]s does not belong here", name)})
	}
	return nil
}

type metaRow struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

func (v *verification) meta() error {
	want := map[string]string{"origin": v.store.options.Origin, "public_key": v.store.options.Keys.Public, "shape": v.store.shape()}
	rows, err := All[metaRow](v.disk, "SELECT key, value FROM meta")
	if err != nil {
		return err
	}
	for _, row := range rows {
		if value, known := want[row.Key]; !known || value != row.Value {
			v.report.add(Finding{Where: "meta", Name: row.Key, What: fault.Tf("文件说明 %[1]s 被改动", "the note %[1]s about the file was changed", row.Key)})
		}
		delete(want, row.Key)
	}
	for key := range want {
		v.report.add(Finding{Where: "meta", Name: key, What: fault.Tf("文件说明 %[1]s 缺失", "the note %[1]s about the file is missing", key)})
	}
	return nil
}

// readAnchors opens the heads that are kept elsewhere.
func (v *verification) readAnchors() error {
	for _, signed := range v.options.Anchors {
		c, err := ledger.OpenCheckpoint(signed, v.store.options.Keys.Public)
		if err != nil {
			v.report.add(Finding{Where: "anchor", What: fault.T("一个外存检查点不是本单位签名", "an anchor does not carry this office's signature")})
			continue
		}
		v.anchors[c.Size] = append(v.anchors[c.Size], c)
	}
	return nil
}

// replayed makes the tables anew aside, out of entries that were held against the tree before.
func (v *verification) replayed(a *aside) error {
	p := replay{from: v.disk, into: &Tables{Reader: *a.reader()}, apply: v.store.apply,
		bad: func(seq int64, err error) error {
			if !v.suspect[seq] {
				v.suspect[seq] = true
				v.report.add(Finding{Where: "entry", Seq: seq, What: fault.Tf("第%[1]d条账目不能入表:%[2]s", "entry %[1]d cannot be applied: %[2]s", seq, fault.As(err).Message.In("zh"))})
			}
			return nil
		},
		progress: func(done int64) { v.progress(PhaseTables, done, v.total) }}
	if err := a.conn.exec(context.Background(), "BEGIN"); err != nil {
		return storageError("store.verify", err)
	}
	if err := a.dropIndexes(v.store.lateIndexes()); err != nil {
		return err
	}
	if err := p.run(); err != nil {
		return err
	}
	return keepSM3(a.conn, v.sm3)
}

// head compares the tree with the signed head of the file and the anchors with its length.
func (v *verification) head() error {
	for size := range v.anchors {
		if size > v.tree.Size {
			v.report.add(Finding{Where: "anchor", Seq: size, What: fault.Tf("外存检查点有%[1]d条账目,现只有%[2]d条,末尾被截去", "an anchor knows %[1]d entries, the ledger has %[2]d: its end was cut off", size, v.tree.Size)})
		}
	}
	notes, err := All[checkpointRow](v.disk, "SELECT size, note FROM checkpoint")
	if err != nil {
		return err
	}
	if len(notes) == 0 && v.tree.Size == 0 {
		return nil
	}
	if len(notes) != 1 {
		v.report.add(Finding{Where: "checkpoint", What: fault.Tf("签名检查点应有1个,现有%[1]d个", "there should be one signed head, there are %[1]d", len(notes))})
		return nil
	}
	c, err := ledger.OpenCheckpoint(notes[0].Note, v.store.options.Keys.Public)
	if err != nil {
		v.report.add(Finding{Where: "checkpoint", What: fault.As(err).Message})
		return nil
	}
	v.report.Head = c
	if c.Origin != v.store.options.Origin || c.Size != notes[0].Size || c.Size != v.tree.Size || c.Root != v.tree.Root() {
		v.report.add(Finding{Where: "checkpoint", Seq: c.Size, What: fault.Tf("签名检查点有%[1]d条账目,与现有%[2]d条不符", "the signed head is over %[1]d entries and does not match the %[2]d there are", c.Size, v.tree.Size)})
	}
	return nil
}

type checkpointRow struct {
	Size int64  `json:"size"`
	Note string `json:"note"`
}
