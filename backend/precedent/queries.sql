-- name: mark_put
INSERT INTO precedent_mark (case_id, other, by, similar, rank, at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (case_id, other, by) DO UPDATE SET similar = excluded.similar, rank = excluded.rank, at = excluded.at

-- name: marks
SELECT other, by, similar, rank, at FROM precedent_mark WHERE case_id = ? ORDER BY other, by

-- name: hit_rate
SELECT count(*) AS marked, coalesce(sum(similar), 0) AS similar FROM precedent_mark

-- name: saved_put
INSERT INTO precedent_saved (id, person, name, text, scope, filters, alert, since, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, text = excluded.text, scope = excluded.scope, filters = excluded.filters, alert = excluded.alert
WHERE person = excluded.person

-- name: saved_seen
UPDATE precedent_saved SET since = max(since, ?) WHERE id = ? AND person = ?

-- name: saved_drop
DELETE FROM precedent_saved WHERE id = ? AND person = ?

-- name: saved
SELECT id, name, text, scope, filters, alert, since, at FROM precedent_saved WHERE person = ? ORDER BY at DESC, id

-- name: read_put
INSERT INTO precedent_read (person, paper, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING

-- name: read
SELECT paper FROM precedent_read WHERE person = ?

-- name: fresh
SELECT p.id, p.case_id FROM casefile_paper p WHERE p.seq > ?1 AND p.removed = 'null' AND (SELECT min(v.seq) FROM casefile_version v WHERE v.paper = p.id) > ?1

-- name: synonyms_clear
DELETE FROM precedent_synonym

-- name: synonym_insert
INSERT INTO precedent_synonym (n, words, at, by) VALUES (?, ?, ?, ?)

-- name: synonyms
SELECT words, at, by FROM precedent_synonym ORDER BY n

-- name: collection_insert
INSERT INTO precedent_collection (id, name, source, file, sha256, documents, at, by, seq, removed_at, removed_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0)

-- name: collection_remove
UPDATE precedent_collection SET removed_at = ?, removed_seq = ? WHERE id = ? AND removed_at = ''

-- name: collections
SELECT id, name, source, file, sha256, documents, at, by, seq FROM precedent_collection WHERE removed_at = '' ORDER BY seq DESC

-- name: collection
SELECT id, name, source, file, sha256, documents, at, by, seq FROM precedent_collection WHERE removed_at = '' AND id = ?

-- name: collections_head
SELECT coalesce(max((iif(removed_at = '', seq, removed_seq) << 20) | documents), 0) AS seq, coalesce(sum(iif(removed_at = '', documents, 0)), 0) AS documents FROM precedent_collection

-- name: collection_changes
SELECT seq, id, documents, 0 AS gone FROM precedent_collection WHERE removed_at = '' AND seq >= ?1
UNION ALL
SELECT removed_seq AS seq, id, documents, 1 AS gone FROM precedent_collection WHERE removed_at != '' AND removed_seq >= ?1
ORDER BY 1
