-- name: insert
INSERT INTO anchor_head (id, kind, size, root, note, "with", sm3, seq, at, by, witness, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')

-- name: witness
UPDATE anchor_head SET witness = ?, key = ? WHERE id = ?

-- name: all
SELECT id, kind, size, root, note, "with", sm3, seq, at, by, witness, key FROM anchor_head ORDER BY seq DESC LIMIT 500

-- name: latest
SELECT id, kind, size, root, note, "with", sm3, seq, at, by, witness, key FROM anchor_head WHERE kind = ? ORDER BY seq DESC LIMIT 1

-- name: held
SELECT key, origin, office, size, note, at FROM anchor_held WHERE key = ?

-- name: held_all
SELECT key, origin, office, size, note, at FROM anchor_held ORDER BY at DESC

-- name: held_set
INSERT INTO anchor_held (key, origin, office, size, note, at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET origin = excluded.origin, office = excluded.office, size = excluded.size, note = excluded.note, at = excluded.at

-- name: one
SELECT id, kind, size, root, note, "with", sm3, seq, at, by, witness, key FROM anchor_head WHERE id = ?
