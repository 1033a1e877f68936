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
