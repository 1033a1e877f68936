-- name: round
SELECT id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, same_person, seq, practice, exception
FROM review_round WHERE id = ?

-- name: rounds_of_case
SELECT id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, same_person, seq, practice, exception
FROM review_round WHERE case_id = ? ORDER BY round

-- name: rounds
SELECT id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, same_person, seq, practice, exception
FROM review_round WHERE (? = 0 OR state IN ('submitted', 'waiting', 'judged')) AND (? = '' OR reviewer = ?) ORDER BY state = 'signed', due_on, submitted_at LIMIT 500

-- name: round_insert
INSERT INTO review_round (id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, same_person, practice, exception, seq)
VALUES (?, ?, ?, 'submitted', ?, ?, ?, ?, '', ?, '', '', 0, '', '', '', '', '', '', 0, ?, '', ?)

-- name: snapshot_insert
INSERT INTO review_snapshot (review, part, item, value, title) VALUES (?, ?, ?, ?, ?)

-- name: snapshot
SELECT part, item, value, title FROM review_snapshot WHERE review = ? ORDER BY part, item

-- name: assign
UPDATE review_round SET reviewer = ?, seq = ? WHERE id = ? AND state IN ('submitted', 'waiting', 'judged')

-- name: item_put
INSERT INTO review_item (review, item, finding, remark, proofs, by, at, carried, seq) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
ON CONFLICT (review, item) DO UPDATE SET finding = excluded.finding, remark = excluded.remark, proofs = excluded.proofs, by = excluded.by, at = excluded.at, carried = 0, seq = excluded.seq

-- name: items
SELECT item, finding, remark, proofs, by, at, carried FROM review_item WHERE review = ? ORDER BY item

-- name: item
SELECT item, finding, remark, proofs, by, at, carried FROM review_item WHERE review = ? AND item = ?

-- name: propose
UPDATE review_round SET state = 'judged', opinion = ?, opinion_text = ?, judged_at = ?, seq = ? WHERE id = ? AND state IN ('submitted', 'judged')

-- name: sign
UPDATE review_round SET state = 'signed', opinion = ?, opinion_text = ?, passes = ?, signed_by = ?, signed_at = ?, no = ?, paper = ?, same_person = ?, exception = ?, seq = ? WHERE id = ? AND state = 'judged' AND practice = ''

-- name: practice_close
UPDATE review_round SET state = 'signed', opinion = ?, opinion_text = ?, passes = 0, signed_by = ?, signed_at = ?, seq = ? WHERE id = ? AND state = 'judged' AND practice != ''

-- name: return
UPDATE review_round SET state = 'returned', return_reason = ?, seq = ? WHERE id = ? AND state IN ('submitted', 'waiting', 'judged')

-- name: last_pass
SELECT id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, same_person, seq, practice, exception
FROM review_round WHERE case_id = ? AND state = 'signed' AND practice = '' ORDER BY round DESC LIMIT 1

-- name: last_no
SELECT no FROM review_round WHERE no LIKE ? ORDER BY length(no) DESC, no DESC LIMIT 1

-- name: extension_insert
INSERT INTO review_extension (review, seq, days, reason, due_on, past, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: extensions
SELECT days, reason, due_on, past, by, at FROM review_extension WHERE review = ? ORDER BY seq

-- name: extend
UPDATE review_round SET due_on = ?, seq = ? WHERE id = ? AND state IN ('submitted', 'judged')

-- name: supplement_insert
INSERT INTO review_supplement (review, seq, lacks, due_on, paper, asked_by, asked_at, replies, note, reopened, supplied_by, supplied_at) VALUES (?, ?, ?, ?, ?, ?, ?, '[]', '', '[]', '', '')

-- name: supplements
SELECT lacks, due_on, paper, asked_by, asked_at, replies, note, reopened, supplied_by, supplied_at FROM review_supplement WHERE review = ? ORDER BY seq

-- name: wait
UPDATE review_round SET state = 'waiting', seq = ? WHERE id = ? AND state IN ('submitted', 'judged')

-- name: supplement_answer
UPDATE review_supplement SET replies = ?, note = ?, reopened = ?, supplied_by = ?, supplied_at = ? WHERE review = ? AND supplied_at = ''

-- name: resume
UPDATE review_round SET state = 'submitted', fingerprint = ?, due_on = ?, seq = ? WHERE id = ? AND state = 'waiting'

-- name: snapshot_clear
DELETE FROM review_snapshot WHERE review = ?

-- name: item_reopen
UPDATE review_item SET finding = 'unchecked' WHERE review = ? AND item = ?

-- name: dispute_insert
INSERT INTO review_dispute_step (review, seq, kind, level, result, text, minority, items, due_on, fingerprint, discussion, paper, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: dispute
SELECT seq, kind, level, result, text, minority, items, due_on, fingerprint, discussion, paper, by, at FROM review_dispute_step WHERE review = ? ORDER BY seq

-- name: disputed
SELECT r.id, r.case_id, r.round, r.state, r.note, r.submitted_at, r.submitted_by, r.due_on, r.reviewer, r.fingerprint, r.opinion, r.opinion_text, r.passes, r.judged_at, r.signed_by, r.signed_at, r.no, r.paper, r.return_reason, r.same_person, r.seq, r.practice, r.exception
FROM review_round r WHERE r.state = 'signed' AND EXISTS (SELECT 1 FROM review_dispute_step d WHERE d.review = r.id) ORDER BY r.signed_at LIMIT 500

-- name: discussion_insert
INSERT INTO review_discussion (id, case_id, review, fingerprint, held_on, place, chair, recorder, voices, absent, observers, report, follows, reason, result, signed, led, paper, by, at, seq)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: discussions
SELECT id, case_id, review, fingerprint, held_on, place, chair, recorder, voices, absent, observers, report, follows, reason, result, signed, led, paper, by, at, seq FROM review_discussion WHERE case_id = ? ORDER BY seq

-- name: item_carry
INSERT INTO review_item (review, item, finding, remark, proofs, by, at, carried, seq)
SELECT ?, i.item, i.finding, i.remark, i.proofs, i.by, i.at, CASE i.carried WHEN 0 THEN r.round ELSE i.carried END, i.seq
FROM review_item i JOIN review_round r ON r.id = i.review WHERE i.review = ? AND i.item = ?

-- name: opinion_put
INSERT INTO review_opinion_text (review, text, by, at, seq) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (review) DO UPDATE SET text = excluded.text, by = excluded.by, at = excluded.at, seq = excluded.seq

-- name: opinion_text
SELECT text, by, at, seq FROM review_opinion_text WHERE review = ?

-- name: last_judged
SELECT coalesce(max(seq), 0) FROM review_item WHERE review = ?

-- name: read_put
INSERT INTO review_read (person, case_id, paper, sha256, page, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: read
SELECT paper, sha256, page FROM review_read WHERE person = ? AND case_id = ? ORDER BY paper, page

-- name: advice_insert
INSERT INTO review_advice (review, seq, name, capacity, text, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: advice
SELECT name, capacity, text, by, at FROM review_advice WHERE review = ? ORDER BY seq

-- name: feedback_insert
INSERT INTO review_feedback (review, seq, factors, text, by, at) VALUES (?, ?, ?, ?, ?, ?)

-- name: feedback
SELECT factors, text, by, at FROM review_feedback WHERE review = ? ORDER BY seq

-- name: factors
SELECT j.value AS id, count(*) AS count FROM review_feedback f, json_each(f.factors) j GROUP BY j.value ORDER BY count(*) DESC, j.value

-- name: training_insert
INSERT INTO review_training (seq, person, held_on, hours, topic, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: training
SELECT person, held_on, hours, topic, by, at FROM review_training ORDER BY held_on DESC, seq DESC LIMIT 500

-- name: passed_between
SELECT id FROM review_round WHERE state = 'signed' AND passes = 1 AND practice = '' AND substr(signed_at, 1, 10) BETWEEN ? AND ? ORDER BY id

-- name: sample_insert
INSERT INTO review_sample (id, seed, from_on, to_on, candidates, reviews, by, at, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: samples
SELECT id, seed, from_on, to_on, candidates, reviews, by, at FROM review_sample ORDER BY seq DESC LIMIT 100

-- name: score_put
INSERT INTO review_score (sample, review, score, note, by, at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (sample, review) DO UPDATE SET score = excluded.score, note = excluded.note, by = excluded.by, at = excluded.at

-- name: scores
SELECT sample, review, score, note, by, at FROM review_score ORDER BY sample, review

-- name: recusal_insert
INSERT INTO review_recusal (id, case_id, person, side, reason, asked_by, asked_at, state, grounds, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'asked', '', '', '')

-- name: recusal_decide
UPDATE review_recusal SET state = ?, grounds = ?, decided_by = ?, decided_at = ? WHERE id = ? AND state = 'asked'

-- name: recusals
SELECT id, case_id, person, side, reason, asked_by, asked_at, state, grounds, decided_by, decided_at FROM review_recusal WHERE case_id = ? ORDER BY id

-- name: recusal
SELECT id, case_id, person, side, reason, asked_by, asked_at, state, grounds, decided_by, decided_at FROM review_recusal WHERE id = ?

-- name: recusals_open
SELECT id, case_id, person, side, reason, asked_by, asked_at, state, grounds, decided_by, decided_at FROM review_recusal WHERE state = 'asked' ORDER BY id LIMIT 500

-- name: recusal_reopen
UPDATE review_item SET finding = 'unchecked' WHERE review IN (SELECT id FROM review_round WHERE case_id = ? AND state IN ('submitted', 'waiting', 'judged')) AND by = ?

-- name: recusal_release
UPDATE review_round SET reviewer = '', state = CASE state WHEN 'judged' THEN 'submitted' ELSE state END, opinion = '', opinion_text = '', judged_at = '', seq = ?
WHERE case_id = ? AND reviewer = ? AND state IN ('submitted', 'waiting', 'judged')

-- name: exception_insert
INSERT INTO review_exception (id, person, reason, until, approved_by, approved_at, ended_by, ended_at) VALUES (?, ?, ?, ?, ?, ?, '', '')

-- name: exception_end
UPDATE review_exception SET ended_by = ?, ended_at = ? WHERE id = ? AND ended_at = ''

-- name: exceptions
SELECT id, person, reason, until, approved_by, approved_at, ended_by, ended_at FROM review_exception ORDER BY id DESC

-- name: adoption_insert
INSERT INTO review_adoption (review, points, note, paper, by, at) VALUES (?, ?, ?, ?, ?, ?)

-- name: unanswered
SELECT r.id, r.case_id, r.round, r.state, r.note, r.submitted_at, r.submitted_by, r.due_on, r.reviewer, r.fingerprint, r.opinion, r.opinion_text, r.passes, r.judged_at, r.signed_by, r.signed_at, r.no, r.paper, r.return_reason, r.same_person, r.seq, r.practice, r.exception
FROM review_round r WHERE r.state = 'signed' AND r.passes = 0 AND r.practice = '' AND NOT EXISTS (SELECT 1 FROM review_adoption a WHERE a.review = r.id)
  AND NOT EXISTS (SELECT 1 FROM review_round later WHERE later.case_id = r.case_id AND later.round > r.round) ORDER BY r.signed_at LIMIT 500

-- name: adoption
SELECT points, note, paper, by, at FROM review_adoption WHERE review = ?

-- name: training_by_year
SELECT person, substr(held_on, 1, 4) AS year, sum(hours) AS hours FROM review_training GROUP BY person, year ORDER BY year DESC, person

-- name: rounds_between
SELECT id, case_id, round, state, note, submitted_at, submitted_by, due_on, reviewer, fingerprint, opinion, opinion_text, passes, judged_at, signed_by, signed_at, no, paper, return_reason, same_person, seq, practice, exception
FROM review_round WHERE practice = '' AND substr(submitted_at, 1, 10) BETWEEN ? AND ?

-- name: unmet_between
SELECT i.item AS item, count(*) AS count FROM review_item i JOIN review_round r ON r.id = i.review
WHERE i.finding = 'not_met' AND r.state = 'signed' AND r.practice = '' AND substr(r.submitted_at, 1, 10) BETWEEN ? AND ? GROUP BY i.item ORDER BY i.item

-- name: tally_between
WITH r AS (SELECT id FROM review_round WHERE practice = '' AND substr(submitted_at, 1, 10) BETWEEN ? AND ?)
SELECT (SELECT count(DISTINCT review) FROM review_extension WHERE review IN r) AS extended,
  (SELECT count(DISTINCT review) FROM review_supplement WHERE review IN r) AS asked,
  (SELECT count(DISTINCT review) FROM review_dispute_step WHERE review IN r) AS disputed,
  (SELECT count(DISTINCT review) FROM review_dispute_step WHERE review IN r AND result = 'again') AS again,
  (SELECT count(*) FROM review_adoption a, json_each(a.points) p WHERE a.review IN r AND json_extract(p.value, '$.adopted')) AS adopted,
  (SELECT count(*) FROM review_adoption a, json_each(a.points) p WHERE a.review IN r AND NOT json_extract(p.value, '$.adopted')) AS refused

-- name: reviewed_by
SELECT DISTINCT case_id FROM review_round WHERE reviewer = ?

-- name: departure_put
INSERT INTO review_departure (case_id, item, review, text, waived, stated, by, at, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (case_id, item, review) DO UPDATE SET text = excluded.text, waived = excluded.waived, stated = excluded.stated, by = excluded.by, at = excluded.at, seq = excluded.seq

-- name: departures
SELECT item, text, waived, stated, by, at, seq FROM review_departure WHERE case_id = ? AND review = ?

-- name: last_departure
SELECT coalesce(max(seq), 0) FROM review_departure WHERE case_id = ? AND review = ?
