-- name: insert
INSERT INTO anchor_head (id, kind, size, root, note, "with", sm3, seq, at, by, witness, key, alg, nonce, reply, stamped, stamper, stamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, ?, '', '', '', 0)

-- name: witness
UPDATE anchor_head SET witness = ?, key = ? WHERE id = ?

-- name: all
SELECT id, kind, size, root, note, "with", sm3, seq, at, by, witness, key, alg, nonce, reply, stamped, stamper, stamp FROM anchor_head ORDER BY seq DESC LIMIT 500

-- name: latest
SELECT id, kind, size, root, note, "with", sm3, seq, at, by, witness, key, alg, nonce, reply, stamped, stamper, stamp FROM anchor_head WHERE kind = ? ORDER BY seq DESC LIMIT 1

-- name: held
SELECT key, origin, office, size, note, at FROM anchor_held WHERE key = ?

-- name: held_all
SELECT key, origin, office, size, note, at FROM anchor_held ORDER BY at DESC

-- name: held_set
INSERT INTO anchor_held (key, origin, office, size, note, at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET origin = excluded.origin, office = excluded.office, size = excluded.size, note = excluded.note, at = excluded.at

-- name: one
SELECT id, kind, size, root, note, "with", sm3, seq, at, by, witness, key, alg, nonce, reply, stamped, stamper, stamp FROM anchor_head WHERE id = ?

-- name: asked
SELECT id, kind, size, root, note, "with", sm3, seq, at, by, witness, key, alg, nonce, reply, stamped, stamper, stamp FROM anchor_head WHERE kind = 'timestamp' AND alg = ? ORDER BY seq DESC

-- name: stamped
UPDATE anchor_head SET reply = ?, stamped = ?, stamper = ?, stamp = ? WHERE id = ?

-- name: authorities
SELECT sha256, name, pem, not_after, at, by FROM anchor_authority ORDER BY name, sha256

-- name: authority_put
INSERT INTO anchor_authority (sha256, name, pem, not_after, at, by) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING

-- name: authority_drop
DELETE FROM anchor_authority WHERE sha256 = ?

-- name: service
SELECT url FROM anchor_service WHERE id = 1

-- name: service_set
INSERT INTO anchor_service (id, url) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET url = excluded.url
