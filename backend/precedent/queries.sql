-- name: mark_put
INSERT INTO precedent_mark (case_id, other, by, similar, rank, at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (case_id, other, by) DO UPDATE SET similar = excluded.similar, rank = excluded.rank, at = excluded.at

-- name: marks
SELECT other, by, similar, rank, at FROM precedent_mark WHERE case_id = ? ORDER BY other, by

-- name: hit_rate
SELECT count(*) AS marked, coalesce(sum(similar), 0) AS similar FROM precedent_mark
