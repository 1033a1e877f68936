package ledger

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger/timestamp"
)

// ReceiptFormat names the form of a receipt.
const ReceiptFormat = "zhiheng.receipt.1"

// mostExact is the largest whole number that every reader of JSON holds exactly.
const mostExact = 1<<53 - 1

// Receipt proves to an outsider that entries stand in a ledger: the entries with their paths to the root, the signed head
// with that root, the key, and the heads that were anchored outside with the proof that the ledger only grew since. ID is
// what the receipt is about; it stands in at least one entry that is shown. Nothing in a receipt is there that is not
// proved. A receipt is a file in canonical form with one line feed at the end.
type Receipt struct {
	Format     string          `json:"format"`
	ID         string          `json:"id"`
	Key        string          `json:"key"`
	Checkpoint string          `json:"checkpoint"`
	Entries    []ReceiptEntry  `json:"entries"` // by sequence
	Anchors    []ReceiptAnchor `json:"anchors"`
}

// ReceiptEntry is an entry by its body, or by its leaf where the holder may not read it, with the path to the root.
type ReceiptEntry struct {
	Seq  int64    `json:"seq"`
	Body string   `json:"body,omitempty"`
	Leaf string   `json:"leaf,omitempty"`
	Path []string `json:"path"`
}

// ReceiptAnchor is a head that was anchored: its note, the proof that the present head grew out of it, the entry that says
// how it was anchored, and the note of a witness who signed the same head, or the entry with a time-stamp of it.
type ReceiptAnchor struct {
	Checkpoint string          `json:"checkpoint"`
	Proof      []string        `json:"proof"`
	Entry      ReceiptEntry    `json:"entry"`
	Witness    *ReceiptWitness `json:"witness,omitempty"`
	Stamp      *ReceiptEntry   `json:"stamp,omitempty"` // the entry that holds the answer of a time-stamping authority
}

// ReceiptWitness is the same head signed by somebody else.
type ReceiptWitness struct {
	Checkpoint string `json:"checkpoint"`
	Key        string `json:"key"`
}

// Proved is what a good receipt shows. Files are those that the entries shown name.
type Proved struct {
	ID      string         `json:"id"`
	Key     string         `json:"key"`
	Head    Checkpoint     `json:"head"`
	Count   int            `json:"count"` // entries
	Last    int64          `json:"last"`  // the latest of them
	Entries []Entry        `json:"entries"`
	Files   []ProvedFile   `json:"files"`
	Anchors []ProvedAnchor `json:"anchors"`
	Since   string         `json:"since"`  // instant of the first anchor that covers all entries; empty if none does
	Window  int64          `json:"window"` // entries since the last anchor
}

// ProvedFile is a file by its hashes. SM3 is empty where the entry does not name it.
type ProvedFile struct {
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3,omitempty"`
}

// ProvedAnchor is an anchor that holds: how many entries it covers, when and how it was made, and the witness's key.
type ProvedAnchor struct {
	Size    int64  `json:"size"`
	At      string `json:"at"`
	Kind    string `json:"kind"`
	Witness string `json:"witness,omitempty"`

	// Stamped is the instant that a time-stamping authority named, and Reply its answer in base64, which has been kept for the
	// note of this head: whoever trusts that authority checks the one against the other.
	Stamped   string `json:"stamped,omitempty"`
	Authority string `json:"authority,omitempty"`
	Reply     string `json:"reply,omitempty"`
	Note      string `json:"note,omitempty"`
}

// By is the instant by which the head existed, as far as somebody else says so.
func (a ProvedAnchor) By() string {
	if a.Stamped != "" {
		return a.Stamped
	}
	return a.At
}

// Bytes is the receipt as a file.
func (r Receipt) Bytes() ([]byte, error) {
	raw, err := Canonical(r)
	return append(raw, '\n'), err
}

// CheckReceipt checks a receipt with public material only. Without an expected key it trusts the one inside, which whoever
// reads the result has to compare with the office's. What does not hold is fault.Damaged.
func CheckReceipt(file []byte, expectedKey string) (Proved, error) {
	r, err := readReceipt(file)
	if err != nil {
		return Proved{}, badReceipt(err)
	}
	if expectedKey != "" && expectedKey != r.Key {
		return Proved{}, badReceipt(errors.New("signed with another key"))
	}
	p, err := r.check()
	if err != nil {
		return Proved{}, badReceipt(err)
	}
	return p, nil
}

func badReceipt(cause error) error {
	return fault.New(fault.Damaged, "ledger.receipt", fault.Tf("凭证不成立:%[1]v", "the receipt does not hold: %[1]v", cause)).WithCause(cause).
		WithHint(fault.T("凭证有误、不全或者被改动,请向出具单位重新索取。", "It is damaged, incomplete or was changed: ask the office for another."))
}

// readReceipt reads a file that must be in canonical form, so that one receipt has one file.
func readReceipt(file []byte) (r Receipt, err error) {
	again, err := Canonical(json.RawMessage(file))
	if err != nil {
		return r, err
	}
	if !bytes.Equal(append(again, '\n'), file) {
		return r, errors.New("not in canonical form")
	}
	var tree any
	decoder := json.NewDecoder(bytes.NewReader(file))
	decoder.UseNumber()
	if err := decoder.Decode(&tree); err != nil {
		return r, err
	}
	if err := shaped(tree); err != nil {
		return r, err
	}
	return r, json.Unmarshal(file, &r)
}

// shaped checks the names of all fields, which the decoder would take in any case, and that numbers are exact everywhere.
func shaped(tree any) error {
	top, err := object(tree, "anchors", "checkpoint", "entries", "format", "id", "key")
	if err != nil {
		return err
	}
	if err := texts(top, "checkpoint", "format", "id", "key"); err != nil {
		return err
	}
	entries, ok := top["entries"].([]any)
	anchors, ok2 := top["anchors"].([]any)
	if !ok || !ok2 || len(entries) == 0 {
		return errors.New("no entries")
	}
	for _, e := range entries {
		if err := shapedEntry(e); err != nil {
			return err
		}
	}
	for _, a := range anchors {
		fields, err := object(a, "checkpoint", "entry", "proof", "?witness", "?stamp")
		if err == nil {
			err = errors.Join(texts(fields, "checkpoint"), list(fields["proof"]), shapedEntry(fields["entry"]))
		}
		if stamp, has := fields["stamp"]; err == nil && has {
			err = shapedEntry(stamp)
		}
		if witness, has := fields["witness"]; err == nil && has {
			var w map[string]any
			if w, err = object(witness, "checkpoint", "key"); err == nil {
				err = texts(w, "checkpoint", "key")
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func shapedEntry(e any) error {
	fields, err := object(e, "path", "seq", "?body", "?leaf")
	if err != nil {
		return err
	}
	n, is := fields["seq"].(json.Number)
	seq, err := n.Int64()
	if !is || err != nil || seq < 1 || seq > mostExact {
		return errors.New("seq")
	}
	_, body := fields["body"].(string)
	_, leaf := fields["leaf"].(string)
	if _, has := fields["body"]; has != body {
		return errors.New("body")
	}
	if _, has := fields["leaf"]; has != leaf || body == leaf {
		return errors.New("body or leaf")
	}
	return list(fields["path"])
}

// object is a JSON object of exactly some fields; those with a question mark may be missing.
func object(v any, names ...string) (map[string]any, error) {
	fields, is := v.(map[string]any)
	if !is {
		return nil, errors.New("not an object")
	}
	known := 0
	for _, name := range names {
		_, has := fields[strings.TrimPrefix(name, "?")]
		if has {
			known++
		} else if name[0] != '?' {
			return nil, errors.New("missing " + name)
		}
	}
	if known != len(fields) {
		return nil, errors.New("an unknown field")
	}
	return fields, nil
}

func texts(fields map[string]any, names ...string) error {
	for _, name := range names {
		if _, is := fields[name].(string); !is {
			return errors.New(name)
		}
	}
	return nil
}

func list(v any) error {
	items, is := v.([]any)
	for _, item := range items {
		if _, text := item.(string); !text {
			is = false
		}
	}
	if !is {
		return errors.New("not a list of texts")
	}
	return nil
}

var fileHash = regexp.MustCompile(`^[0-9a-f]{64}$`)

// filesIn lists the files that an entry's data name: every object with a SHA-256, with the SM3 beside it.
func filesIn(v any, out []ProvedFile) []ProvedFile {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			out = filesIn(item, out)
		}
	case map[string]any:
		if sha, _ := v["sha256"].(string); fileHash.MatchString(sha) {
			f := ProvedFile{SHA256: sha}
			if sm3, _ := v["sm3"].(string); fileHash.MatchString(sm3) {
				f.SM3 = sm3
			}
			out = append(out, f)
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			out = filesIn(v[key], out)
		}
	}
	return out
}

func (r Receipt) check() (p Proved, err error) {
	if r.Format != ReceiptFormat || r.ID == "" {
		return p, errors.New("unknown format")
	}
	head, err := OpenCheckpoint(r.Checkpoint, r.Key)
	if err != nil {
		return p, err
	}
	if head.Size > mostExact {
		return p, errors.New("size")
	}
	p = Proved{ID: r.ID, Key: r.Key, Head: head, Count: len(r.Entries), Entries: []Entry{}, Files: []ProvedFile{}, Anchors: []ProvedAnchor{}, Window: head.Size}
	named := false
	for _, e := range r.Entries {
		entry, err := e.check(head)
		if err != nil {
			return p, err
		}
		if e.Seq <= p.Last {
			return p, errors.New("entries out of order")
		}
		p.Last = e.Seq
		if e.Body != "" {
			named = named || strings.Contains(e.Body, `"`+r.ID+`"`)
			p.Entries = append(p.Entries, entry)
			var data any
			if err := json.Unmarshal(entry.Data, &data); err != nil {
				return p, err
			}
			p.Files = filesIn(data, p.Files)
		}
	}
	if !named {
		return p, errors.New("no entry names " + r.ID)
	}
	return p, r.checkAnchors(&p)
}

func (r Receipt) checkAnchors(p *Proved) error {
	covering := int64(0)
	for _, a := range r.Anchors {
		anchor, err := a.check(p.Head, r.Key)
		if err != nil {
			return err
		}
		p.Anchors = append(p.Anchors, anchor)
		p.Window = min(p.Window, p.Head.Size-anchor.Size)
		if anchor.Size >= p.Last && (covering == 0 || anchor.Size < covering) {
			covering, p.Since = anchor.Size, anchor.By()
		}
	}
	return nil
}

// hashes reads hashes in base64 of exactly one form.
func hashes(list []string) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(list))
	for i, text := range list {
		raw, err := base64.StdEncoding.Strict().DecodeString(text)
		if err != nil || len(raw) != tlog.HashSize || strings.ContainsAny(text, "\r\n") {
			return nil, fmt.Errorf("hash %q", text)
		}
		out[i] = tlog.Hash(raw)
	}
	return out, nil
}

// check reckons from the entry to the root of the head.
func (e ReceiptEntry) check(head Checkpoint) (entry Entry, err error) {
	path, err := hashes(e.Path)
	if err != nil {
		return entry, err
	}
	if e.Seq > head.Size {
		return entry, errors.New("the entry lies beyond the head")
	}
	leaf := LeafHash([]byte(e.Body))
	if e.Body == "" {
		one, err := hashes([]string{e.Leaf})
		if err != nil {
			return entry, err
		}
		leaf = one[0]
	} else if entry, err = Decode(e.Seq, []byte(e.Body)); err != nil {
		return entry, err
	}
	if err := tlog.CheckRecord(path, head.Size, head.Root, e.Seq-1, leaf); err != nil {
		return entry, fmt.Errorf("entry %d: %w", e.Seq, err)
	}
	return entry, nil
}

// check reckons from an anchored head to the present one.
func (a ReceiptAnchor) check(head Checkpoint, key string) (out ProvedAnchor, err error) {
	old, err := OpenCheckpoint(a.Checkpoint, key)
	if err != nil {
		return out, err
	}
	if old.Origin != head.Origin || old.Size < 1 || old.Size > head.Size {
		return out, errors.New("an anchor of another ledger, or beyond the head")
	}
	proof, err := hashes(a.Proof)
	if err != nil {
		return out, err
	}
	if err := tlog.CheckTree(proof, head.Size, head.Root, old.Size, old.Root); err != nil {
		return out, fmt.Errorf("history was rewritten since an anchor: %w", err)
	}
	entry, err := a.Entry.check(head)
	if err != nil {
		return out, err
	}
	var said struct {
		Kind string `json:"kind"`
		Root string `json:"root"`
		Size int64  `json:"size"`
	}
	if err := json.Unmarshal(entry.Data, &said); err != nil || said.Size != old.Size || said.Root != base64.StdEncoding.EncodeToString(old.Root[:]) {
		return out, errors.New("no entry tells of the anchor")
	}
	out = ProvedAnchor{Size: old.Size, At: entry.At, Kind: said.Kind}
	if a.Witness != nil {
		seen, err := OpenCheckpoint(a.Witness.Checkpoint, a.Witness.Key)
		if err != nil || seen != old || a.Witness.Key == key {
			return out, errors.New("the witness signed another head")
		}
		out.Witness = a.Witness.Key
	}
	if a.Stamp != nil {
		return out, a.checkStamp(head, entry.Subject, &out)
	}
	return out, nil
}

// checkStamp checks that an entry holds an answer about the note of this head. What the answer is worth is for whoever trusts its
// authority: see the package timestamp.
func (a ReceiptAnchor) checkStamp(head Checkpoint, subject string, out *ProvedAnchor) error {
	entry, err := a.Stamp.check(head)
	if err != nil {
		return err
	}
	var said struct {
		Alg       string `json:"alg"`
		At        string `json:"at"`
		Authority string `json:"authority"`
		Reply     string `json:"reply"`
	}
	if err := json.Unmarshal(entry.Data, &said); err != nil || entry.Subject != subject || said.At == "" {
		return errors.New("no entry tells of the time-stamp")
	}
	reply, err := base64.StdEncoding.Strict().DecodeString(said.Reply)
	if err != nil || strings.ContainsAny(said.Reply, "\r\n") {
		return errors.New("the time-stamp cannot be read")
	}
	asked, err := timestamp.Of([]byte(a.Checkpoint), said.Alg, nil)
	if err != nil || !bytes.Contains(reply, asked.Imprint) {
		return errors.New("the time-stamp is of another head")
	}
	out.Stamped, out.Authority, out.Reply, out.Note = said.At, said.Authority, said.Reply, a.Checkpoint
	return nil
}

// CheckStamp checks the time-stamp of a proved anchor by the certificates of an authority that whoever checks trusts.
func (a ProvedAnchor) CheckStamp(trusted []timestamp.Certificate) (timestamp.Stamp, error) {
	reply, err := base64.StdEncoding.DecodeString(a.Reply)
	if err != nil {
		return timestamp.Stamp{}, badReceipt(err)
	}
	alg, _, nonce, err := timestamp.Imprint(reply)
	if err != nil {
		return timestamp.Stamp{}, err
	}
	asked, err := timestamp.Of([]byte(a.Note), alg, nonce) // by which request it was had is in the ledger, not in the receipt
	if err != nil {
		return timestamp.Stamp{}, err
	}
	s, err := timestamp.Check(reply, asked, trusted)
	if err == nil && s.Time.In(Zone).Format(TimeFormat) != a.Stamped {
		err = badReceipt(errors.New("the time-stamp names another instant"))
	}
	return s, err
}
