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

-- name: law_insert
INSERT INTO rulebook_law (id, instrument, edition, in_force_from, in_force_to, name, sha256, size, articles, findings, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: law_article_insert
INSERT INTO rulebook_law_article (law, ord, part, no, sub, text) VALUES (?, ?, ?, ?, ?, ?)

-- name: law_delete
DELETE FROM rulebook_law WHERE id = ?

-- name: law_articles_delete
DELETE FROM rulebook_law_article WHERE law = ?

-- name: laws
SELECT id, instrument, edition, in_force_from, in_force_to, name, sha256, size, articles, findings, at, by FROM rulebook_law ORDER BY instrument, in_force_from DESC

-- name: law_articles
SELECT part, no, sub, text FROM rulebook_law_article WHERE law = ? ORDER BY ord

-- name: law_article
SELECT part, no, sub, text FROM rulebook_law_article WHERE law = ? AND no = ? AND sub = ? ORDER BY ord LIMIT 1

-- name: law_search
SELECT a.law, a.part, a.no, a.sub, a.text FROM rulebook_law_article AS a JOIN rulebook_law AS l ON l.id = a.law
WHERE NOT EXISTS (SELECT 1 FROM json_each(?1) AS w WHERE instr(a.part || ' ' || a.text, w.value) = 0)
ORDER BY l.instrument, l.in_force_from DESC, a.ord LIMIT 200
