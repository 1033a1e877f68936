-- name: item
SELECT id, case_id, decision_no, decided_on, paper, rule, deadline, due_on, state, opened_at, text_sha256, remark, prepared_by, submitted_by, approved_by, approved_at, approved_sha,
  ground, ground_note, reason, party, published_at, folder, record_sha, ended, ended_on, noticed_at FROM disclosure_item WHERE id = ?

-- name: item_of_case
SELECT id, case_id, decision_no, decided_on, paper, rule, deadline, due_on, state, opened_at, text_sha256, remark, prepared_by, submitted_by, approved_by, approved_at, approved_sha,
  ground, ground_note, reason, party, published_at, folder, record_sha, ended, ended_on, noticed_at FROM disclosure_item WHERE case_id = ? ORDER BY opened_at DESC, id LIMIT 1

-- name: items
SELECT i.id, i.case_id, c.no AS case_no, c.title AS case_title, i.decision_no, i.decided_on, i.due_on, i.state, i.prepared_by, i.approved_by, i.published_at, i.ground
FROM disclosure_item i JOIN casefile_case c ON c.id = i.case_id
ORDER BY i.state IN ('published', 'withheld', 'withdrawn'), i.due_on = '', i.due_on, i.seq

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
  ground, ground_note, reason, party, published_at, folder, record_sha, ended, ended_on, noticed_at, seq)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'to_judge', ?, '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ?)

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
UPDATE disclosure_item SET state = 'published', party = ?, published_at = ?, folder = ?, record_sha = ?, ended = '', ended_on = '', noticed_at = '', seq = ? WHERE id = ?

-- name: item_ended
UPDATE disclosure_item SET state = ?, ended = ?, ended_on = ?, reason = ?, noticed_at = '', seq = ? WHERE id = ?

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

-- name: preparers
SELECT person FROM disclosure_preparer WHERE item = ? ORDER BY person

-- name: preparer_insert
INSERT INTO disclosure_preparer (item, person) VALUES (?, ?) ON CONFLICT DO NOTHING

-- name: files
SELECT name, size, sha256 FROM disclosure_file WHERE item = ? ORDER BY name

-- name: file_insert
INSERT INTO disclosure_file (item, name, size, sha256) VALUES (?, ?, ?, ?)

-- name: items_by_file
SELECT DISTINCT item FROM disclosure_file WHERE sha256 = ? ORDER BY item
