package store

import (
	"context"

	"zhiheng/backend/ledger"
)

type edgeRow struct {
	Size int64  `json:"size"`
	Edge []byte `json:"edge"`
}

// loadSM3 reads the edge of the tree by SM3. Where it does not fit the ledger the tree is reckoned anew, so that the office goes
// on; verification tells of it.
func (s *Store) loadSM3() error {
	reader := &Reader{context.Background(), s.writer}
	row, _, err := One[edgeRow](reader, "SELECT size, edge FROM sm3_edge WHERE size = ?", s.tree.Size)
	if err != nil {
		return err
	}
	if s.sm3 = ledger.ResumeSM3(row.Size, row.Edge); s.sm3 != nil && row.Size == s.tree.Size {
		return nil
	}
	s.sm3 = ledger.NewSM3Tree()
	for after := int64(0); ; {
		rows, err := All[entryRow](reader, "SELECT seq, body FROM entry WHERE seq > ? ORDER BY seq LIMIT ?", after, replayBatch)
		for _, row := range rows {
			s.sm3.Append(ledger.LeafSM3([]byte(row.Body)))
			after = row.Seq
		}
		if err != nil || len(rows) < replayBatch {
			return err
		}
	}
}

// keepSM3 replaces the edge of the tree by SM3.
func keepSM3(c *connection, tree *ledger.Tree) error {
	if err := c.exec(context.Background(), "DELETE FROM sm3_edge"); err != nil {
		return storageError("store.sm3", err)
	}
	if tree.Size == 0 {
		return nil
	}
	return storageError("store.sm3", c.exec(context.Background(), "INSERT INTO sm3_edge (size, edge) VALUES (?, ?)", tree.Size, tree.Edge()))
}
