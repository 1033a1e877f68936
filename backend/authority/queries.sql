-- name: body
SELECT description FROM authority_body WHERE id = 1

-- name: body_put
INSERT INTO authority_body (id, description, at, by) VALUES (1, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET description = excluded.description, at = excluded.at, by = excluded.by

-- name: notice_put
INSERT INTO authority_notice (year, notice, at, by) VALUES (?, ?, ?, ?)
ON CONFLICT (year) DO UPDATE SET notice = excluded.notice, at = excluded.at, by = excluded.by

-- name: notices
SELECT notice, at, by FROM authority_notice ORDER BY year

-- name: rows
SELECT id, place, content FROM authority_row WHERE list = ? ORDER BY place, id

-- name: rows_of_version
SELECT id, place, content FROM authority_version_row WHERE list = ? AND first <= ? AND (last IS NULL OR last >= ?) ORDER BY place, id

-- name: row_put
INSERT INTO authority_row (list, id, place, content, seq) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (list, id) DO UPDATE SET place = excluded.place, content = excluded.content, seq = excluded.seq

-- name: row_delete
DELETE FROM authority_row WHERE list = ? AND id = ?

-- name: editor_add
INSERT OR IGNORE INTO authority_editor (list, person) VALUES (?, ?)

-- name: editors
SELECT person FROM authority_editor WHERE list = ? ORDER BY person

-- name: editors_clear
DELETE FROM authority_editor WHERE list = ?

-- name: versions
SELECT list, version, valid_from, reason, rows, sha256, at, by FROM authority_version WHERE list = ? ORDER BY version DESC

-- name: version_insert
INSERT INTO authority_version (list, version, valid_from, reason, rows, sha256, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: version_rows_close
UPDATE authority_version_row SET last = ? WHERE list = ? AND last IS NULL AND NOT EXISTS (
  SELECT 1 FROM authority_row r WHERE r.list = authority_version_row.list AND r.id = authority_version_row.id
    AND r.content = authority_version_row.content AND r.place = authority_version_row.place)

-- name: version_rows_open
INSERT INTO authority_version_row (list, id, first, last, place, content)
SELECT r.list, r.id, ?, NULL, r.place, r.content FROM authority_row r WHERE r.list = ? AND NOT EXISTS (
  SELECT 1 FROM authority_version_row v WHERE v.list = r.list AND v.id = r.id AND v.last IS NULL)

-- name: posting_insert
INSERT INTO authority_posting (seq, list, version, day, address, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: postings
SELECT seq, list, version, day, address, at, by FROM authority_posting WHERE list = ? ORDER BY seq DESC

-- name: body_at
SELECT at FROM authority_body WHERE id = 1
