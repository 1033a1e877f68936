-- name: round
SELECT id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, seq
FROM review_round WHERE id = ?

-- name: rounds_of_case
SELECT id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, seq
FROM review_round WHERE case_id = ? ORDER BY round

-- name: rounds
SELECT id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, seq
FROM review_round WHERE (? = 0 OR state IN ('submitted', 'judged')) AND (? = '' OR reviewer = ?) ORDER BY state = 'signed', due_on, submitted_at LIMIT 500

-- name: round_insert
INSERT INTO review_round (id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, seq)
VALUES (?, ?, ?, 'submitted', ?, ?, ?, ?, '', ?, '', '', 0, '', '', '', '', '', '', ?)

-- name: snapshot_insert
INSERT INTO review_snapshot (review, part, item, value, title) VALUES (?, ?, ?, ?, ?)

-- name: snapshot
SELECT part, item, value, title FROM review_snapshot WHERE review = ? ORDER BY part, item

-- name: assign
UPDATE review_round SET reviewer = ?, seq = ? WHERE id = ? AND state IN ('submitted', 'judged')

-- name: item_put
INSERT INTO review_item (review, item, finding, remark, proofs, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (review, item) DO UPDATE SET finding = excluded.finding, remark = excluded.remark, proofs = excluded.proofs, by = excluded.by, at = excluded.at

-- name: items
SELECT item, finding, remark, proofs, by, at FROM review_item WHERE review = ? ORDER BY item

-- name: propose
UPDATE review_round SET state = 'judged', opinion = ?, opinion_text = ?, judged_at = ?, seq = ? WHERE id = ? AND state IN ('submitted', 'judged')

-- name: sign
UPDATE review_round SET state = 'signed', opinion = ?, opinion_text = ?, passes = ?, signed_by = ?, signed_at = ?, no = ?, paper = ?, seq = ? WHERE id = ? AND state = 'judged'

-- name: return
UPDATE review_round SET state = 'returned', return_reason = ?, seq = ? WHERE id = ? AND state IN ('submitted', 'judged')

-- name: last_pass
SELECT id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, seq
FROM review_round WHERE case_id = ? AND state = 'signed' ORDER BY round DESC LIMIT 1

-- name: last_no
SELECT no FROM review_round WHERE no LIKE ? ORDER BY length(no) DESC, no DESC LIMIT 1
