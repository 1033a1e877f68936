-- name: decision
SELECT case_id, no, code, issued_on, issued_by, paper, review, round, fingerprint, judged, review_after, further, seq FROM decision_issued WHERE case_id = ? ORDER BY further, seq DESC LIMIT 1

-- name: decisions
SELECT case_id, no, code, issued_on, issued_by, paper, review, round, fingerprint, judged, review_after, further, seq FROM decision_issued WHERE case_id = ? ORDER BY seq

-- name: resting_on
SELECT count(*) FROM decision_issued WHERE review = ?

-- name: decision_insert
INSERT INTO decision_issued (case_id, no, code, issued_on, issued_by, paper, review, round, fingerprint, judged, review_after, further, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: numbers
SELECT no FROM decision_issued WHERE no LIKE ?

-- name: issued_by_month
SELECT substr(issued_on, 1, 7) AS month, count(*) AS count FROM decision_issued GROUP BY month ORDER BY month DESC LIMIT 24
