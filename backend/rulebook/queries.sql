-- name: version_insert
INSERT INTO rulebook_version (version, seq, label, program, own, in_force_from, source, size, changes, amendment, proposed_by, approved_by, adopted_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: versions
SELECT version, seq, label, program, own, in_force_from, source, size, changes, amendment, proposed_by, approved_by, adopted_at FROM rulebook_version ORDER BY seq

-- name: last_version
SELECT version, in_force_from FROM rulebook_version ORDER BY seq DESC LIMIT 1

-- name: door_insert
INSERT INTO rulebook_door (version, procedure, state) VALUES (?, ?, ?) ON CONFLICT DO NOTHING

-- name: door
SELECT count(*) FROM rulebook_door WHERE version = CASE ?1 WHEN '' THEN (SELECT version FROM rulebook_version ORDER BY seq LIMIT 1) ELSE ?1 END AND procedure = ?2 AND state = ?3

-- name: amendment_insert
INSERT INTO rulebook_amendment (id, seq, origin, state, base, version, program, in_force_from, source, note, changes, conflicts, proposed_by, proposed_at, closed_by, closed_at, reason)
VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '')

-- name: amendment
SELECT id, origin, state, base, version, program, in_force_from, source, note, changes, conflicts, proposed_by, proposed_at, closed_by, closed_at, reason FROM rulebook_amendment WHERE id = ?

-- name: amendments
SELECT id, origin, state, base, version, program, in_force_from, source, note, changes, conflicts, proposed_by, proposed_at, closed_by, closed_at, reason FROM rulebook_amendment ORDER BY seq DESC

-- name: amendment_of_program
SELECT count(*) FROM rulebook_amendment WHERE origin = 'program' AND program = ?

-- name: amendment_close
UPDATE rulebook_amendment SET state = ?, closed_by = ?, closed_at = ?, reason = ? WHERE id = ? AND state = 'open'
