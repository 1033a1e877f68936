package precedent

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// version names how papers are folded, cut and stored. A change to any of it is a new version, and the index is rebuilt.
const version = "zhiheng-precedent-4"

var errDoubt = errors.New("the index cannot be trusted")

// checkFiles looks at the files of an index before Bleve does: root.bolt must be sound in itself, and each segment it names
// must be there and match the checksum in its footer, which Bleve reads and never compares.
func checkFiles(dir string) error {
	segments, err := checkBolt(filepath.Join(dir, "root.bolt"))
	if err != nil {
		return err
	}
	for name := range segments {
		if name != filepath.Base(name) || !strings.HasSuffix(name, ".zap") {
			return fmt.Errorf("%w: segment name %q", errRoot, name)
		}
		if err := checkSegment(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// checkSegment compares a segment's content with the CRC-32 that is its last four bytes.
func checkSegment(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < 40 {
		return fmt.Errorf("%w: %s is too short", errDoubt, filepath.Base(path))
	}
	h := crc32.NewIEEE()
	if _, err := io.Copy(h, io.LimitReader(f, info.Size()-4)); err != nil {
		return err
	}
	var footer [4]byte
	if _, err := io.ReadFull(f, footer[:]); err != nil {
		return err
	}
	if h.Sum32() != binary.BigEndian.Uint32(footer[:]) {
		return fmt.Errorf("%w: checksum of %s", errDoubt, filepath.Base(path))
	}
	return nil
}

// record is what the index says of itself. It is written in the same batch as the papers it counts.
type record struct {
	Version string `json:"version"`
	Seq     int64  `json:"seq"`    // last change that is in the index
	Mark    string `json:"mark"`   // the ledger's name for its history up to Seq
	Floor   int64  `json:"floor"`  // every paper was read when the ledger was at least here
	Papers  int64  `json:"papers"` // papers in the index
	Sum     uint64 `json:"sum"`    // exclusive or over a hash of their ids
}

// recordKey is where Bleve keeps the record.
const recordKey = "zhiheng"

// encode writes a record behind its own checksum, as bbolt has none for data.
func (r record) encode() []byte {
	body, err := json.Marshal(r)
	if err != nil {
		panic(err) // a struct of strings and numbers
	}
	return append(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(body)), body...)
}

// decodeRecord reads a record back. Anything but what was written is an error.
func decodeRecord(b []byte) (record, error) {
	var r record
	if len(b) < 4 || crc32.ChecksumIEEE(b[4:]) != binary.BigEndian.Uint32(b) {
		return r, fmt.Errorf("%w: its record is damaged", errDoubt)
	}
	if err := json.Unmarshal(b[4:], &r); err != nil {
		return r, fmt.Errorf("%w: %w", errDoubt, err)
	}
	if r.Version != version {
		return r, fmt.Errorf("%w: written by version %q", errDoubt, r.Version)
	}
	return r, nil
}

// idSum is a paper's share in the record's sum.
func idSum(id string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id))
	return h.Sum64()
}
