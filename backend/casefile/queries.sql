-- name: case
SELECT id, no, title, procedure, state, state_since, opened_at, opened_by, updated_at, party, amount, filed_on, major, papers, rulebook, review, legacy FROM casefile_case WHERE id = ?

-- name: case_by_no
SELECT id, no, title, procedure, state, state_since, opened_at, opened_by, updated_at, party, amount, filed_on, major, papers, rulebook, review, legacy FROM casefile_case WHERE no = ?

-- name: cases_by_id
SELECT id, no, title, procedure, state, state_since, opened_at, opened_by, updated_at, party, amount, filed_on, major, papers, rulebook, review, legacy FROM casefile_case WHERE id IN (SELECT value FROM json_each(?))

-- name: case_insert
INSERT INTO casefile_case (id, no, title, procedure, state, state_since, opened_at, opened_by, updated_at, seq, rulebook, review, legacy, party, amount, filed_on, major, papers)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, '', '[]', 0)

-- name: case_review
UPDATE casefile_case SET review = ? WHERE id = ?

-- name: case_convert
UPDATE casefile_case SET procedure = ?, review = ? WHERE id = ?

-- name: case_touch
UPDATE casefile_case SET updated_at = ?, seq = ? WHERE id = ?

-- name: case_enter
UPDATE casefile_case SET state = ?, state_since = ?, updated_at = ?, seq = ? WHERE id = ? AND state = ? AND legacy = ''

-- name: case_stay
UPDATE casefile_case SET updated_at = ?, seq = ? WHERE id = ? AND state = ? AND legacy = ''

-- name: case_state
SELECT state FROM casefile_case WHERE id = ?

-- name: case_card
UPDATE casefile_case SET title = coalesce(?, title), party = coalesce(?, party), amount = coalesce(?, amount), filed_on = coalesce(?, filed_on), updated_at = ?, seq = ? WHERE id = ?

-- name: case_major
UPDATE casefile_case SET major = ?, updated_at = ?, seq = ? WHERE id = ?

-- name: case_count_papers
UPDATE casefile_case SET papers = (SELECT count(*) FROM casefile_paper WHERE case_id = casefile_case.id AND removed = 'null'), updated_at = ?, seq = ? WHERE id = ?

-- name: case_add_paper
UPDATE casefile_case SET papers = papers + 1, updated_at = ?, seq = ? WHERE id = ?

-- name: case_procedure
SELECT procedure, rulebook FROM casefile_case WHERE id = ?

-- name: case_rulebook
UPDATE casefile_case SET rulebook = ?, updated_at = ?, seq = ? WHERE id = ? AND rulebook = ?

-- name: cases_alike
SELECT count(*) FROM casefile_case AS c WHERE c.party = ?1 AND c.procedure = ?2 AND c.id <> ?3 AND c.legacy = ''
  AND NOT EXISTS (SELECT 1 FROM json_each(?4) AS want WHERE NOT EXISTS (SELECT 1 FROM casefile_field AS f WHERE f.case_id = c.id AND f.name = want.key AND f.value = want.value))
  AND (?5 = '' OR EXISTS (SELECT 1 FROM casefile_field AS f WHERE f.case_id = c.id AND f.name = ?5 AND f.value >= ?6 AND f.value < ?7))

-- name: parties_elsewhere
SELECT DISTINCT n.value FROM json_each(?) n JOIN casefile_case c ON c.party = n.value WHERE c.id != ? ORDER BY n.value

-- name: kinds_off
SELECT kind FROM casefile_kind_off ORDER BY kind

-- name: kinds_clear
DELETE FROM casefile_kind_off

-- name: kind_off
INSERT INTO casefile_kind_off (kind) VALUES (?)

-- name: last_no
SELECT no FROM casefile_case WHERE no LIKE ? ORDER BY no DESC LIMIT 1

-- name: handlers
SELECT person FROM casefile_handler WHERE case_id = ? ORDER BY person

-- name: handler_insert
INSERT INTO casefile_handler (case_id, person) VALUES (?, ?) ON CONFLICT DO NOTHING

-- name: handlers_past
INSERT INTO casefile_past_handler (case_id, person) SELECT case_id, person FROM casefile_handler WHERE case_id = ? ON CONFLICT DO NOTHING

-- name: past_handlers
SELECT person FROM casefile_past_handler WHERE case_id = ? ORDER BY person

-- name: handlers_clear
DELETE FROM casefile_handler WHERE case_id = ?

-- name: fields
SELECT name, value, part, by, at, source FROM casefile_field WHERE case_id = ? ORDER BY name

-- name: field_put
INSERT INTO casefile_field (case_id, name, value, part, by, at, source) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (case_id, name) DO UPDATE SET value = excluded.value, part = excluded.part, by = excluded.by, at = excluded.at, source = excluded.source

-- name: field_delete
DELETE FROM casefile_field WHERE case_id = ? AND name = ?

-- name: proposals_open
SELECT id, field, value, weight, paper, page, start, length, quote FROM casefile_proposal AS p WHERE case_id = ? AND state = 'open' AND NOT EXISTS (SELECT 1 FROM casefile_field AS f WHERE f.case_id = p.case_id AND f.name = p.field AND f.value = p.value) ORDER BY field, weight DESC, id

-- name: proposal
SELECT id, field, value, weight, paper, page, start, length, quote FROM casefile_proposal WHERE case_id = ? AND id = ? AND state = 'open'

-- name: proposal_insert
INSERT INTO casefile_proposal (id, case_id, field, value, weight, paper, page, start, length, quote, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: proposal_close
UPDATE casefile_proposal SET state = ? WHERE case_id = ? AND id = ?

-- name: proposals_drop
UPDATE casefile_proposal SET state = 'dismissed' WHERE paper = ? AND state = 'open'

-- name: papers
SELECT id, case_id, code, part, evidence, title, no, made_on, path, media, format, sha256, size, status, reason, pages_count, sort_reason, sort_confirmed, draft, issued, meta, added_at, added_by, seq, cause, recognised, signed, first, split_from
FROM casefile_paper WHERE case_id = ? AND removed = 'null' ORDER BY code = '', code, made_on, path, first, id

-- name: paper
SELECT id, case_id, code, part, evidence, title, no, made_on, path, media, format, sha256, size, status, reason, pages_count, sort_reason, sort_confirmed, draft, issued, meta, added_at, added_by, seq, cause, recognised, signed, first, split_from
FROM casefile_paper WHERE id = ? AND removed = 'null'

-- name: papers_since
SELECT id, seq, removed != 'null' AS gone FROM casefile_paper WHERE seq > ? ORDER BY seq, id LIMIT ?

-- name: papers_at
SELECT id, seq, removed != 'null' AS gone FROM casefile_paper WHERE seq = ? AND id > ? ORDER BY id

-- name: paper_of_case
SELECT id FROM casefile_paper WHERE case_id = ? AND sha256 = ? AND removed = 'null' LIMIT 1

-- name: paper_insert
INSERT INTO casefile_paper (id, case_id, code, part, evidence, title, no, made_on, path, media, format, sha256, size, status, reason, pages_count, sort_reason, sort_confirmed, draft, meta, added_at, added_by, seq, cause, signed, removed, recognised, issued, first, split_from)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'null', '', 0, 0, '')

-- name: paper_sort
UPDATE casefile_paper SET code = ?1, part = ?2, evidence = ?3, title = ?4, no = ?5, made_on = ?6, sort_confirmed = 1, seq = ?7,
  draft = CASE WHEN ?6 = '' THEN draft ELSE 0 END -- a paper with a day on it is finished
WHERE id = ?8

-- name: paper_revise
UPDATE casefile_paper SET sha256 = ?, size = ?, pages_count = ?, status = 'read', cause = '', recognised = '', media = ?, format = ?, draft = 1, seq = ? WHERE id = ?

-- name: paper_issue
UPDATE casefile_paper SET draft = 0, issued = 1, no = ?, made_on = ?, sha256 = ?, size = ?, media = ?, format = 'txt', status = 'read', pages_count = 1, sort_confirmed = 1, seq = ? WHERE id = ?

-- name: paper_remove
UPDATE casefile_paper SET removed = ?, seq = ? WHERE id = ?

-- name: papers_touch
UPDATE casefile_paper SET seq = ? WHERE case_id = ?

-- name: version_insert
INSERT INTO casefile_version (paper, seq, sha256, size, at, by) VALUES (?, ?, ?, ?, ?, ?)

-- name: versions
SELECT sha256, size, at, by FROM casefile_version WHERE paper = ? ORDER BY seq

-- name: step_insert
INSERT INTO casefile_step (case_id, seq, transition, state, day, by, note) VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: steps
SELECT seq, transition, state, day, by, note FROM casefile_step WHERE case_id = ? ORDER BY seq

-- name: import_insert
INSERT INTO casefile_import (id, case_id, name, folder, state, started_at, started_by) VALUES (?, ?, ?, ?, 'receiving', ?, ?)

-- name: import_state
UPDATE casefile_import SET state = ? WHERE id = ?

-- name: import
SELECT i.id, i.case_id, i.name, i.folder, i.state, i.started_at, i.started_by, c.no AS case_no,
  (SELECT count(*) FROM casefile_import_file f WHERE f.import_id = i.id) AS total,
  (SELECT count(*) FROM casefile_import_file f WHERE f.import_id = i.id AND f.state IN ('done', 'unreadable', 'duplicate')) AS done,
  (SELECT count(*) FROM casefile_import_file f WHERE f.import_id = i.id AND f.state IN ('unreadable', 'failed')) AS unreadable,
  (SELECT coalesce(sum(size), 0) FROM casefile_import_file f WHERE f.import_id = i.id) AS bytes
FROM casefile_import i JOIN casefile_case c ON c.id = i.case_id WHERE i.id = ?

-- name: imports
SELECT id FROM casefile_import ORDER BY rowid DESC LIMIT 100

-- name: imports_open
SELECT id FROM casefile_import WHERE state = 'receiving' ORDER BY rowid

-- name: import_files
SELECT path, sha256, size, state, paper, reason FROM casefile_import_file WHERE import_id = ? ORDER BY path

-- name: import_waiting
SELECT path, sha256, size, state, paper, reason FROM casefile_import_file WHERE import_id = ? AND state = 'waiting' ORDER BY path

-- name: import_within
SELECT path, sha256, size, state, paper, reason FROM casefile_import_file WHERE import_id = ?1 AND path >= ?2 AND path < substr(?2, 1, length(?2) - 1) || '0' -- what follows "/"

-- name: import_file_put
INSERT INTO casefile_import_file (import_id, path, sha256, size, state, paper, reason) VALUES (?, ?, ?, ?, 'waiting', '', 'null')
ON CONFLICT (import_id, path) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, state = 'waiting', paper = '', reason = 'null'

-- name: import_file_state
UPDATE casefile_import_file SET state = ?, paper = ?, reason = ? WHERE import_id = ? AND path = ?

-- name: import_file_skip
INSERT INTO casefile_import_file (import_id, path, sha256, size, state, paper, reason) VALUES (?, ?, '', 0, ?, ?, ?)
ON CONFLICT (import_id, path) DO UPDATE SET state = excluded.state, paper = excluded.paper, reason = excluded.reason

-- name: import_retry
UPDATE casefile_import_file SET state = 'waiting' WHERE import_id = ? AND state IN ('failed', 'unreadable') AND sha256 != ''

-- name: paper_reread
UPDATE casefile_paper SET status = ?, cause = ?, reason = ?, pages_count = ?, seq = ? WHERE id = ?

-- name: paper_recognised
UPDATE casefile_paper SET recognised = ?1, status = CASE WHEN status = 'read' THEN status ELSE ?2 END, seq = ?3 WHERE id = ?4

-- name: page_insert
INSERT INTO casefile_page (paper, page, state, confidence) VALUES (?, ?, 'waiting', 0)

-- name: page_state
UPDATE casefile_page SET state = ?, confidence = ? WHERE paper = ? AND page = ?

-- name: pages_drop
DELETE FROM casefile_page WHERE paper = ?

-- name: papers_to_recognise
SELECT DISTINCT p.paper FROM casefile_page p WHERE p.state = 'waiting' ORDER BY p.paper

-- name: papers_to_recognise_again
SELECT p.paper FROM casefile_page p WHERE p.state IN ('waiting', 'low') GROUP BY p.paper ORDER BY min(p.state != 'waiting'), p.paper

-- name: pages_to_recognise
SELECT page FROM casefile_page WHERE paper = ?1 AND (state = 'waiting' OR ?2 AND state = 'low') ORDER BY page

-- name: papers_unreadable
SELECT id FROM casefile_paper WHERE status = 'unreadable' AND removed = 'null' ORDER BY seq

-- name: coverage_pages
SELECT coalesce(sum(CASE WHEN status = 'no_text' THEN pages_count ELSE max(pages_count, 1) END), 0) FROM casefile_paper WHERE removed = 'null'

-- name: coverage_gaps
SELECT cause, sum(pages) AS pages, count(DISTINCT paper) AS papers FROM (
  SELECT CASE cause WHEN '' THEN 'other' ELSE cause END AS cause, CASE status WHEN 'read' THEN 1 ELSE max(pages_count, 1) END AS pages, id AS paper FROM casefile_paper WHERE (status = 'unreadable' OR cause != '') AND removed = 'null'
  UNION ALL SELECT state, 1, paper FROM casefile_page WHERE state IN ('waiting', 'low')
  UNION ALL SELECT 'member', 1, import_id || path FROM casefile_import_file WHERE state = 'unreadable' AND sha256 = ''
) GROUP BY cause ORDER BY pages DESC, cause

-- name: unsearched
SELECT u.cause, u.paper, u.case_id, coalesce(c.no, '') AS case_no, u.title, u.page, u.pages, u.confidence, u.reason FROM (
  SELECT CASE cause WHEN '' THEN 'other' ELSE cause END AS cause, id AS paper, case_id, title, 0 AS page, CASE status WHEN 'read' THEN 1 ELSE max(pages_count, 1) END AS pages, 0 AS confidence, reason FROM casefile_paper WHERE (status = 'unreadable' OR cause != '') AND removed = 'null'
  UNION ALL SELECT g.state, g.paper, p.case_id, p.title, g.page, 1, g.confidence, 'null' FROM casefile_page g JOIN casefile_paper p ON p.id = g.paper WHERE g.state IN ('waiting', 'low')
  UNION ALL SELECT 'member', '', i.case_id, f.path, 0, 1, 0, f.reason FROM casefile_import_file f JOIN casefile_import i ON i.id = f.import_id WHERE f.state = 'unreadable' AND f.sha256 = ''
) u LEFT JOIN casefile_case c ON c.id = u.case_id WHERE ?1 = '' OR u.cause = ?1 ORDER BY c.no, u.title, u.page LIMIT ?2 OFFSET ?3

-- name: count_by_state
SELECT procedure, state, count(*) AS count FROM casefile_case GROUP BY procedure, state

-- name: opened_by_month
SELECT substr(opened_at, 1, 7) AS month, count(*) AS count FROM casefile_case GROUP BY month ORDER BY month DESC LIMIT 24

-- name: cases_changed
SELECT id, seq, 0 AS gone FROM casefile_case WHERE seq > ? ORDER BY seq, id LIMIT ?

-- name: cases_changed_at
SELECT id, seq, 0 AS gone FROM casefile_case WHERE seq = ? AND id > ? ORDER BY id

-- name: cases_head
SELECT coalesce(max(seq), 0) FROM casefile_case

-- name: cases_count
SELECT count(*) FROM casefile_case

-- name: papers_head
SELECT coalesce(max(seq), 0) FROM casefile_paper

-- name: papers_count
SELECT count(*) FROM casefile_paper WHERE removed = 'null'

-- name: imports_of_case
SELECT id FROM casefile_import WHERE case_id = ? ORDER BY rowid

-- name: proposals_count
SELECT count(*) FROM casefile_proposal AS p WHERE case_id = ? AND state = 'open' AND NOT EXISTS (SELECT 1 FROM casefile_field AS f WHERE f.case_id = p.case_id AND f.name = p.field AND f.value = p.value)

-- name: cases_since
SELECT id, no, title, procedure, state, state_since, opened_at, opened_by, updated_at, party, amount, filed_on, major, papers, rulebook, review, legacy FROM casefile_case
WHERE opened_at >= ?1 OR (procedure || '/' || state) NOT IN (SELECT value FROM json_each(?2)) ORDER BY seq

-- name: cases_by_rulebook
SELECT rulebook, procedure, state, count(*) AS count FROM casefile_case GROUP BY rulebook, procedure, state

-- name: register_insert
INSERT INTO casefile_register (id, name, sha256, size, cases, known, left_out, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: register_column
INSERT INTO casefile_register_column (heading, target) VALUES (?, ?) ON CONFLICT (heading) DO UPDATE SET target = excluded.target

-- name: register_columns
SELECT heading, target FROM casefile_register_column

-- name: registers
SELECT id, name, sha256, cases, known, left_out, at, by FROM casefile_register ORDER BY rowid DESC LIMIT 100

-- name: past_insert
INSERT INTO casefile_past (case_id, register, row, code, no, decided_on, opinion, opinion_text, opinion_by, opinion_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: past
SELECT case_id, register, row, code, no, decided_on AS "on", opinion, opinion_text, opinion_by, opinion_on FROM casefile_past WHERE case_id = ?

-- name: lock
INSERT INTO casefile_lock (case_id, at, by) VALUES (?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET at = excluded.at, by = excluded.by

-- name: unlock
DELETE FROM casefile_lock WHERE case_id = ?

-- name: lock_of
SELECT case_id, at, by FROM casefile_lock WHERE case_id = ?

-- name: lock_of_paper
SELECT l.case_id, l.at, l.by FROM casefile_paper p JOIN casefile_lock l ON l.case_id = p.case_id WHERE p.id = ?

-- name: restriction_put
INSERT INTO casefile_restriction (case_id, ground, reason, at, by) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (case_id) DO UPDATE SET ground = excluded.ground, reason = excluded.reason, at = excluded.at, by = excluded.by

-- name: restriction_drop
DELETE FROM casefile_restriction WHERE case_id = ?

-- name: restriction
SELECT case_id, ground, reason, at, by FROM casefile_restriction WHERE case_id = ?

-- name: named_clear
DELETE FROM casefile_named WHERE case_id = ?

-- name: named_insert
INSERT INTO casefile_named (case_id, person) VALUES (?, ?)

-- name: named
SELECT person FROM casefile_named WHERE case_id = ? ORDER BY person

-- name: kept_from
SELECT r.case_id FROM casefile_restriction r
WHERE NOT EXISTS (SELECT 1 FROM casefile_handler h WHERE h.case_id = r.case_id AND h.person = ?1) AND NOT EXISTS (SELECT 1 FROM casefile_named n WHERE n.case_id = r.case_id AND n.person = ?1)

-- name: part_insert
INSERT INTO casefile_paper (id, case_id, code, part, evidence, title, no, made_on, path, media, format, sha256, size, status, reason, pages_count, sort_reason, sort_confirmed, draft, issued, meta, added_at, added_by, seq, cause, recognised, signed, removed, first, split_from)
SELECT ?1, case_id, ?2, ?3, ?4, ?5, '', '', path, media, format, sha256, size, ?6, 'null', ?7, ?8, 1, 0, 0, meta, ?9, ?10, ?11, '', recognised, 0, 'null', ?12, id FROM casefile_paper WHERE id = ?13 AND removed = 'null'

-- name: part_version
INSERT INTO casefile_version (paper, seq, sha256, size, at, by) SELECT ?1, ?2, sha256, size, ?3, ?4 FROM casefile_paper WHERE id = ?5

-- name: parts_of
SELECT id, case_id, code, part, evidence, title, no, made_on, path, media, format, sha256, size, status, reason, pages_count, sort_reason, sort_confirmed, draft, issued, meta, added_at, added_by, seq, cause, recognised, signed, first, split_from
FROM casefile_paper WHERE split_from = ? AND removed = 'null' ORDER BY first

-- name: first_of
SELECT first FROM casefile_paper WHERE id = ?

-- name: pages_of_split
SELECT pages_count FROM casefile_paper WHERE id = ?

-- name: pages_move
UPDATE casefile_page SET paper = ?2, page = page + ?5 WHERE paper = ?1 AND page BETWEEN ?3 AND ?4

-- name: proposals_move
UPDATE casefile_proposal SET paper = ?2, page = page + ?5 WHERE paper = ?1 AND page BETWEEN ?3 AND ?4

-- name: sources_move
UPDATE casefile_field SET source = json_set(source, '$.paper', ?2, '$.page', json_extract(source, '$.page') + ?5)
WHERE case_id = ?6 AND json_extract(source, '$.paper') = ?1 AND json_extract(source, '$.page') BETWEEN ?3 AND ?4

-- name: paper_join
UPDATE casefile_paper SET removed = 'null', recognised = CASE WHEN ?1 = '' THEN recognised ELSE ?1 END, status = CASE WHEN status = 'read' THEN status ELSE ?2 END, seq = ?3 WHERE id = ?4

-- name: same_file
SELECT p.id, p.case_id, c.no AS case_no, c.title AS case_title, p.title, p.code FROM casefile_paper p JOIN casefile_case c ON c.id = p.case_id
WHERE p.sha256 = ? AND p.case_id != ? AND p.removed = 'null' AND p.draft = 0 AND p.signed = 0 AND p.issued = 0 ORDER BY p.seq LIMIT 50
