-- name: item
SELECT id, case_id, decision_no, decided_on, paper, rule, deadline, due_on, state, opened_at, text_sha256, remark, prepared_by, submitted_by, approved_by, approved_at, approved_sha,
  ground, ground_note, reason, party, published_at, folder, record_sha, ended, ended_on, noticed_at, shown_at, until, replaces, correction FROM disclosure_item WHERE id = ?

-- name: item_of_case
SELECT id, case_id, decision_no, decided_on, paper, rule, deadline, due_on, state, opened_at, text_sha256, remark, prepared_by, submitted_by, approved_by, approved_at, approved_sha,
  ground, ground_note, reason, party, published_at, folder, record_sha, ended, ended_on, noticed_at, shown_at, until, replaces, correction FROM disclosure_item WHERE case_id = ? ORDER BY opened_at DESC, id LIMIT 1

-- name: items
SELECT i.id, i.case_id, c.no AS case_no, c.title AS case_title, i.decision_no, i.decided_on, i.due_on, i.state, i.prepared_by, i.approved_by, i.published_at, i.ground, i.until, i.replaces,
  (SELECT count(*) FROM disclosure_place p WHERE p.item = i.id AND i.state = 'published' AND p.uploaded_at = '') AS to_upload,
  coalesce((SELECT min(coalesce(d.due_on, i.due_on)) FROM disclosure_place p LEFT JOIN disclosure_due d ON d.item = p.item AND d.destination = p.destination
    WHERE p.item = i.id AND i.state = 'published' AND p.uploaded_at = ''), '') AS upload_by,
  coalesce((SELECT CASE WHEN i.state = 'withheld' OR i.state = 'published' THEN a.next_on ELSE '' END FROM disclosure_assessment a WHERE a.item = i.id ORDER BY a.n DESC LIMIT 1), '') AS assess_by,
  (SELECT count(*) FROM disclosure_place p WHERE p.item = i.id AND i.ended != '' AND p.uploaded_at != '' AND p.recalled_at = '') AS to_recall
FROM disclosure_item i JOIN casefile_case c ON c.id = i.case_id
ORDER BY i.state IN ('published', 'withheld', 'withdrawn', 'taken_down'), i.due_on = '', i.due_on, i.seq

-- name: item_of_decision
SELECT id FROM disclosure_item WHERE case_id = ? AND decision_no = ?

-- name: approved
SELECT id FROM disclosure_item WHERE state = 'approved' ORDER BY due_on, seq

-- name: same_number
SELECT count(*) FROM disclosure_item WHERE decision_no = ? AND case_id != ?

-- name: same_report
SELECT count(*) FROM disclosure_item WHERE decision_no = ? AND party = ? AND state = 'published' AND id != ?

-- name: item_insert
INSERT INTO disclosure_item (id, case_id, decision_no, decided_on, paper, rule, deadline, due_on, state, opened_at, text_sha256, remark, prepared_by, submitted_by, approved_by, approved_at, approved_sha,
  ground, ground_note, reason, party, published_at, folder, record_sha, ended, ended_on, noticed_at, shown_at, until, replaces, correction, seq)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'to_judge', ?, '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ?)

-- name: item_masked
UPDATE disclosure_item SET state = 'masking', text_sha256 = ?, remark = ?, prepared_by = ?, submitted_by = '', seq = ? WHERE id = ?

-- name: item_submitted
UPDATE disclosure_item SET state = 'checking', submitted_by = ?, seq = ? WHERE id = ?

-- name: item_returned
UPDATE disclosure_item SET state = 'masking', submitted_by = '', approved_by = '', approved_at = '', approved_sha = '', ground = '', ground_note = '', reason = ?, seq = ? WHERE id = ?

-- name: item_approved
UPDATE disclosure_item SET state = 'approved', approved_by = ?, approved_at = ?, approved_sha = ?, seq = ? WHERE id = ?

-- name: item_withheld
UPDATE disclosure_item SET state = 'withheld', approved_by = ?, approved_at = ?, ground = ?, ground_note = ?, seq = ? WHERE id = ?

-- name: item_published
UPDATE disclosure_item SET state = 'published', party = ?1, published_at = CASE WHEN published_at = '' THEN ?2 ELSE published_at END, shown_at = ?2, folder = ?3, record_sha = ?4, until = ?5,
  ended = '', ended_on = '', noticed_at = '', replaces = '', correction = '', seq = ?6 WHERE id = ?7

-- name: item_correction
UPDATE disclosure_item SET state = 'masking', submitted_by = '', approved_by = '', approved_at = '', approved_sha = '', replaces = record_sha, correction = ?, seq = ? WHERE id = ?

-- name: version_insert
INSERT INTO disclosure_version (item, n, record_sha, shown_at, folder, replaced_at, correction)
SELECT id, (SELECT count(*) + 1 FROM disclosure_version WHERE item = ?1), record_sha, shown_at, folder, ?2, correction FROM disclosure_item WHERE id = ?1 AND replaces != ''

-- name: versions
SELECT n, record_sha AS sha256, shown_at, folder, replaced_at, correction FROM disclosure_version WHERE item = ? ORDER BY n

-- name: place_insert
INSERT INTO disclosure_place (item, destination, address, uploaded_at, uploaded_by, note, picture, recall_address, recalled_at, recalled_by, recall_note, recall_picture)
VALUES (?, ?, '', '', '', '', '', '', '', '', '', '')
ON CONFLICT DO UPDATE SET uploaded_at = '', uploaded_by = '', note = '', picture = '', recall_address = '', recalled_at = '', recalled_by = '', recall_note = '', recall_picture = ''

-- name: places
SELECT p.destination, p.address, p.uploaded_at, p.uploaded_by, p.note, p.picture, p.recall_address, p.recalled_at, p.recalled_by, p.recall_note, p.recall_picture,
  coalesce(d.due_on, i.due_on) AS due_on, coalesce(d.period, i.deadline) AS period
FROM disclosure_place p JOIN disclosure_item i ON i.id = p.item LEFT JOIN disclosure_due d ON d.item = p.item AND d.destination = p.destination
WHERE p.item = ? ORDER BY due_on, p.destination

-- name: place_uploaded
UPDATE disclosure_place SET address = ?, uploaded_at = ?, uploaded_by = ?, note = ? WHERE item = ? AND destination = ?

-- name: place_recalled
UPDATE disclosure_place SET recall_address = ?, recalled_at = ?, recalled_by = ?, recall_note = ? WHERE item = ? AND destination = ?

-- name: place_picture
UPDATE disclosure_place SET picture = ? WHERE item = ? AND destination = ?

-- name: place_recall_picture
UPDATE disclosure_place SET recall_picture = ? WHERE item = ? AND destination = ?

-- name: answer_insert
INSERT INTO disclosure_answer (item, destination, n, answered_on, accepted, field, reason)
VALUES (?1, ?2, (SELECT count(*) + 1 FROM disclosure_answer WHERE item = ?1 AND destination = ?2), ?3, ?4, ?5, ?6)

-- name: answers
SELECT destination, n, answered_on, accepted, field, reason FROM disclosure_answer WHERE item = ? ORDER BY destination, n

-- name: first_pass
SELECT count(*) AS answered, coalesce(sum(accepted), 0) AS accepted FROM disclosure_answer WHERE n = 1

-- name: request_insert
INSERT INTO disclosure_request (item, n, asker, got_on, due_on, what, decided_on, granted, reason) VALUES (?, ?, ?, ?, ?, ?, '', 0, '')

-- name: request_decided
UPDATE disclosure_request SET decided_on = ?, granted = ?, reason = ? WHERE item = ? AND n = ?

-- name: requests
SELECT n, asker, got_on, due_on, what, decided_on, granted, reason FROM disclosure_request WHERE item = ? ORDER BY n

-- name: item_ended
UPDATE disclosure_item SET state = ?, ended = ?, ended_on = ?, reason = ?, noticed_at = '', replaces = '', correction = '', seq = ? WHERE id = ?

-- name: item_noticed
UPDATE disclosure_item SET noticed_at = ? WHERE id = ?

-- name: notices_due
SELECT id, decision_no AS no, ended AS "end", ended_on AS "on", reason, record_sha AS sha256
FROM disclosure_item WHERE ended != '' AND record_sha != '' AND noticed_at = '' ORDER BY seq, id

-- name: package_insert
INSERT INTO disclosure_package (manifest_sha, name, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING

-- name: package_seq
SELECT seq FROM disclosure_package WHERE manifest_sha = ?

-- name: masks
SELECT id, rule, level, start, end, mask, reason, accepted, by FROM disclosure_mask WHERE item = ? ORDER BY start, end, id

-- name: masks_clear
DELETE FROM disclosure_mask WHERE item = ?

-- name: mask_insert
INSERT INTO disclosure_mask (item, id, rule, level, start, end, mask, reason, accepted, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: scans
SELECT paper, sha256, title, pages FROM disclosure_scan WHERE item = ? ORDER BY n

-- name: scan_insert
INSERT INTO disclosure_scan (item, paper, n, sha256, title, pages)
VALUES (?1, ?2, (SELECT coalesce(max(n), 0) + 1 FROM disclosure_scan WHERE item = ?1), ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, title = excluded.title, pages = excluded.pages

-- name: scan_delete
DELETE FROM disclosure_scan WHERE item = ? AND paper = ?

-- name: covers
SELECT id, paper, page, region, rule, level, reason, accepted, by FROM disclosure_cover WHERE item = ? AND paper = ? ORDER BY page, id

-- name: covers_clear
DELETE FROM disclosure_cover WHERE item = ? AND paper = ?

-- name: cover_insert
INSERT INTO disclosure_cover (item, paper, id, page, region, rule, level, reason, accepted, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: item_covered
UPDATE disclosure_item SET prepared_by = ?, seq = ? WHERE id = ?

-- name: preparers
SELECT person FROM disclosure_preparer WHERE item = ? ORDER BY person

-- name: preparer_insert
INSERT INTO disclosure_preparer (item, person) VALUES (?, ?) ON CONFLICT DO NOTHING

-- name: files
SELECT name, size, sha256 FROM disclosure_file WHERE item = ?1 AND seq = (SELECT max(seq) FROM disclosure_file WHERE item = ?1) ORDER BY name

-- name: file_insert
INSERT INTO disclosure_file (item, name, size, sha256, seq) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq

-- name: items_by_file
SELECT DISTINCT item FROM disclosure_file WHERE sha256 = ? ORDER BY item

-- name: list_insert
INSERT INTO disclosure_list (list, version, manifest_sha, package, packaged_on) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: list_packaged
SELECT packaged_on FROM disclosure_list WHERE list = ? AND version = ? LIMIT 1

-- name: showing_put
INSERT INTO disclosure_showing (case_id, showing, on_day, note, by, recording, from_ms, to_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET on_day = excluded.on_day, note = excluded.note, by = excluded.by, recording = excluded.recording, from_ms = excluded.from_ms, to_ms = excluded.to_ms

-- name: showings
SELECT showing, on_day AS "on", note, by, recording, from_ms, to_ms FROM disclosure_showing WHERE case_id = ? ORDER BY showing

-- name: showings_on
SELECT case_id, showing, on_day AS "on", from_ms, to_ms FROM disclosure_showing WHERE recording = ? ORDER BY from_ms, showing

-- name: due_insert
INSERT INTO disclosure_due (item, destination, period, due_on) VALUES (?, ?, ?, ?)

-- name: dues
SELECT destination, period, due_on FROM disclosure_due WHERE item = ? ORDER BY due_on, destination

-- name: receipts_insert
INSERT INTO disclosure_receipts (sha256, destination, name, answers, accepted, unmatched, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: receipts_known
SELECT at FROM disclosure_receipts WHERE sha256 = ?

-- name: receipt_column_put
INSERT INTO disclosure_receipt_column (destination, heading, target) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET target = excluded.target

-- name: receipt_columns
SELECT heading, target FROM disclosure_receipt_column WHERE destination = ? ORDER BY heading

-- name: uploaded_items
SELECT i.id, i.decision_no AS no, i.party, c.procedure FROM disclosure_item i JOIN disclosure_place p ON p.item = i.id JOIN casefile_case c ON c.id = i.case_id
WHERE p.destination = ? AND p.uploaded_at != '' AND i.ended = '' ORDER BY i.seq

-- name: public_records
SELECT id, record_sha AS record FROM disclosure_item WHERE published_at != '' AND ended = '' AND record_sha != '' ORDER BY shown_at DESC, id

-- name: consultation_insert
INSERT INTO disclosure_consultation (item, n, whom, about, asked_on, due_on, answered_on, agreed, opinion) VALUES (?, ?, ?, ?, ?, ?, '', 0, '')

-- name: consultation_answered
UPDATE disclosure_consultation SET answered_on = ?, agreed = ?, opinion = ? WHERE item = ? AND n = ?

-- name: consultations
SELECT n, whom, about, asked_on, due_on, answered_on, agreed, opinion FROM disclosure_consultation WHERE item = ? ORDER BY n

-- name: assessment_insert
INSERT INTO disclosure_assessment (item, n, kind, on_day, by, purpose, risks, measures, passed, keep_until, next_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: assessments
SELECT n, kind, on_day AS "on", by, purpose, risks, measures, passed, keep_until, next_on FROM disclosure_assessment WHERE item = ? ORDER BY n

-- name: expired
SELECT id, case_id, decision_no, decided_on, paper, rule, deadline, due_on, state, opened_at, text_sha256, remark, prepared_by, submitted_by, approved_by, approved_at, approved_sha,
  ground, ground_note, reason, party, published_at, folder, record_sha, ended, ended_on, noticed_at, shown_at, until, replaces, correction FROM disclosure_item WHERE state = 'published' AND until != '' AND until < ? ORDER BY seq

-- name: amended
SELECT i.id FROM disclosure_item i JOIN casefile_field f ON f.case_id = i.case_id
WHERE f.name = ? AND f.value NOT IN ('""', 'null') AND (i.state = 'published' OR i.replaces != '') ORDER BY i.id

-- name: annual
SELECT i.id, i.case_id, c.no AS case_no, i.decision_no, i.decided_on, i.due_on, i.state, i.published_at, i.ended,
  (SELECT count(*) FROM disclosure_version v WHERE v.item = i.id) AS corrections,
  (SELECT count(*) FROM disclosure_answer a WHERE a.item = i.id AND a.n = 1) AS answered,
  (SELECT coalesce(sum(a.accepted), 0) FROM disclosure_answer a WHERE a.item = i.id AND a.n = 1) AS accepted
FROM disclosure_item i JOIN casefile_case c ON c.id = i.case_id WHERE i.decided_on >= ? AND i.decided_on <= ? ORDER BY i.decided_on, i.id
