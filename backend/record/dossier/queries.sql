-- name: particulars_set
INSERT INTO dossier_particulars (case_id, fonds, catalogue, number, archive, retention, note, compiler, checker, duplex, sides, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (case_id) DO UPDATE SET fonds = excluded.fonds, catalogue = excluded.catalogue, number = excluded.number, archive = excluded.archive, retention = excluded.retention,
  note = excluded.note, compiler = excluded.compiler, checker = excluded.checker, duplex = excluded.duplex, sides = excluded.sides, at = excluded.at, by = excluded.by

-- name: particulars
SELECT case_id, fonds, catalogue, number, archive, retention, note, compiler, checker, duplex, sides, at, by FROM dossier_particulars WHERE case_id = ?

-- name: made_insert
INSERT INTO dossier_made (id, case_id, form, side, purpose, "for", ground, sha256, size, pages, papers, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: made_of
SELECT id, case_id, form, side, purpose, "for", ground, sha256, size, pages, papers, at, by FROM dossier_made WHERE case_id = ? ORDER BY at DESC, id DESC

-- name: loan_insert
INSERT INTO dossier_loan (id, case_id, borrower, unit, purpose, due_on, approved_by, lent_at, lent_by, returned_at, returned_by, condition) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '')

-- name: loan_return
UPDATE dossier_loan SET returned_at = ?, returned_by = ?, condition = ? WHERE id = ? AND returned_at = ''

-- name: loans_of
SELECT id, case_id, borrower, unit, purpose, due_on, approved_by, lent_at, lent_by, returned_at, returned_by, condition FROM dossier_loan WHERE case_id = ? ORDER BY lent_at DESC, id DESC

-- name: loan
SELECT id, case_id, borrower, unit, purpose, due_on, approved_by, lent_at, lent_by, returned_at, returned_by, condition FROM dossier_loan WHERE id = ?

-- name: loan_out
SELECT id, case_id, borrower, unit, purpose, due_on, approved_by, lent_at, lent_by, returned_at, returned_by, condition FROM dossier_loan WHERE case_id = ? AND returned_at = ''

-- name: disposal_insert
INSERT INTO dossier_disposal (id, state, opinion, months, reason, proposed_at, proposed_by, ended_at, ended_by, note) VALUES (?, 'proposed', ?, ?, ?, ?, ?, '', '', '')

-- name: disposal_case
INSERT INTO dossier_disposal_case (disposal, case_id) VALUES (?, ?)

-- name: disposal_end
UPDATE dossier_disposal SET state = ?, ended_at = ?, ended_by = ?, note = ? WHERE id = ? AND state = 'proposed'

-- name: approval_insert
INSERT INTO dossier_approval (disposal, person, at, note) VALUES (?, ?, ?, ?)

-- name: disposals
SELECT id, state, opinion, months, reason, proposed_at, proposed_by, ended_at, ended_by, note FROM dossier_disposal ORDER BY proposed_at DESC, id DESC

-- name: disposal
SELECT id, state, opinion, months, reason, proposed_at, proposed_by, ended_at, ended_by, note FROM dossier_disposal WHERE id = ?

-- name: disposal_cases
SELECT case_id FROM dossier_disposal_case WHERE disposal = ? ORDER BY case_id

-- name: approvals
SELECT disposal, person, at, note FROM dossier_approval WHERE disposal = ? ORDER BY at, person

-- name: disposals_of
SELECT d.id, d.state, d.opinion, d.months, d.reason, d.proposed_at, d.proposed_by, d.ended_at, d.ended_by, d.note
FROM dossier_disposal d JOIN dossier_disposal_case c ON c.disposal = d.id WHERE c.case_id = ? ORDER BY d.proposed_at DESC, d.id DESC

-- name: destroyed_cases
SELECT DISTINCT c.case_id FROM dossier_disposal d JOIN dossier_disposal_case c ON c.disposal = d.id WHERE d.state = 'done' AND d.opinion = 'destroy'

-- name: score_insert
INSERT INTO dossier_score (id, case_id, round, vetoes, lines, tenths, grade, remark, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: score_latest
SELECT id, case_id, round, vetoes, lines, tenths, grade, remark, at, by FROM dossier_score WHERE case_id = ? AND round = ? ORDER BY at DESC, id DESC LIMIT 1

-- name: round_insert
INSERT INTO dossier_round (id, title, seed, criteria, pool, pool_sum, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: round_case
INSERT INTO dossier_round_case (round, place, case_id) VALUES (?, ?, ?)

-- name: rounds
SELECT id, title, seed, criteria, pool, pool_sum, at, by FROM dossier_round ORDER BY at DESC, id DESC

-- name: round
SELECT id, title, seed, criteria, pool, pool_sum, at, by FROM dossier_round WHERE id = ?

-- name: round_cases
SELECT case_id FROM dossier_round_case WHERE round = ? ORDER BY place

-- name: archived_cases
SELECT c.id, c.no, c.title, c.party, c.procedure, c.rulebook, s.day AS archived_on, coalesce(p.archive, '') AS archive, coalesce(p.retention, '') AS retention,
  EXISTS (SELECT 1 FROM casefile_lock l WHERE l.case_id = c.id) AS locked,
  coalesce((SELECT borrower FROM dossier_loan l WHERE l.case_id = c.id AND l.returned_at = ''), '') AS borrower,
  coalesce((SELECT due_on FROM dossier_loan l WHERE l.case_id = c.id AND l.returned_at = ''), '') AS due_on
FROM casefile_case c
JOIN casefile_step s ON s.case_id = c.id AND s.seq = (SELECT max(seq) FROM casefile_step WHERE case_id = c.id AND state = 'archived')
LEFT JOIN dossier_particulars p ON p.case_id = c.id
ORDER BY archived_on DESC, c.id DESC LIMIT ? OFFSET ?

-- name: archived_count
SELECT count(DISTINCT case_id) FROM casefile_step WHERE state = 'archived'

-- name: pool
SELECT DISTINCT c.id, c.no, c.title, c.procedure FROM casefile_case c JOIN casefile_step s ON s.case_id = c.id AND s.state = 'archived'
WHERE s.day >= ? AND s.day <= ? AND (? = '' OR c.procedure = ?) ORDER BY c.no

-- name: last_archive
SELECT coalesce(max(archive), '') FROM dossier_particulars WHERE archive LIKE ?

-- name: archived_on
SELECT day FROM casefile_step WHERE case_id = ? AND state = 'archived' ORDER BY seq DESC LIMIT 1

-- name: entry_of_paper
SELECT seq FROM casefile_paper WHERE id = ?
