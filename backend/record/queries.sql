-- name: devices
SELECT id, no, model, kind, unit, calibrated_on, checked_on, skew_seconds, retired, note, at, by FROM record_device ORDER BY retired, no

-- name: device
SELECT id, no, model, kind, unit, calibrated_on, checked_on, skew_seconds, retired, note, at, by FROM record_device WHERE id = ? OR no = ?

-- name: device_put
INSERT INTO record_device (id, no, model, kind, unit, calibrated_on, checked_on, skew_seconds, retired, note, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET no = excluded.no, model = excluded.model, kind = excluded.kind, unit = excluded.unit, calibrated_on = excluded.calibrated_on, checked_on = excluded.checked_on,
  skew_seconds = excluded.skew_seconds, retired = excluded.retired, note = excluded.note, at = excluded.at, by = excluded.by

-- name: recording
SELECT id, case_id, event, import_id, path, media, format, codec, width, height, frame_rate, duration_ms, created, sha256, size, device, model, operator, operator_cert, officers, started_at, ended_at, skew_seconds, returned_at, place, lat, lon, datum, summary, must_show, origin, scope, retention, parent, parent_ms, edit_note, sources, received_at, received_by, attached_at, attached_by, seq FROM record_recording WHERE id = ?

-- name: recordings_of_case
SELECT id, case_id, event, import_id, path, media, format, codec, width, height, frame_rate, duration_ms, created, sha256, size, device, model, operator, operator_cert, officers, started_at, ended_at, skew_seconds, returned_at, place, lat, lon, datum, summary, must_show, origin, scope, retention, parent, parent_ms, edit_note, sources, received_at, received_by, attached_at, attached_by, seq FROM record_recording WHERE case_id = ? ORDER BY started_at, path, id

-- name: recordings
SELECT id, case_id, event, import_id, path, media, format, codec, width, height, frame_rate, duration_ms, created, sha256, size, device, model, operator, operator_cert, officers, started_at, ended_at, skew_seconds, returned_at, place, lat, lon, datum, summary, must_show, origin, scope, retention, parent, parent_ms, edit_note, sources, received_at, received_by, attached_at, attached_by, seq FROM record_recording
WHERE (?1 = '' OR case_id = ?1) AND (?2 = 0 OR case_id = '') AND (?3 = '' OR event = ?3) AND (?4 = '' OR instr(lower(path || ' ' || device || ' ' || place || ' ' || summary || ' ' || operator || ' ' || officers), lower(?4)) > 0)
ORDER BY started_at DESC, id DESC LIMIT ?5 OFFSET ?6

-- name: recordings_count
SELECT count(*) FROM record_recording
WHERE (?1 = '' OR case_id = ?1) AND (?2 = 0 OR case_id = '') AND (?3 = '' OR event = ?3) AND (?4 = '' OR instr(lower(path || ' ' || device || ' ' || place || ' ' || summary || ' ' || operator || ' ' || officers), lower(?4)) > 0)

-- name: recordings_loose
SELECT count(*) FROM record_recording WHERE case_id = '' AND received_at < ?

-- name: recording_by_hash
SELECT id FROM record_recording WHERE sha256 = ? ORDER BY seq LIMIT 1

-- name: stills
SELECT id, case_id, event, import_id, path, media, format, codec, width, height, frame_rate, duration_ms, created, sha256, size, device, model, operator, operator_cert, officers, started_at, ended_at, skew_seconds, returned_at, place, lat, lon, datum, summary, must_show, origin, scope, retention, parent, parent_ms, edit_note, sources, received_at, received_by, attached_at, attached_by, seq FROM record_recording WHERE parent = ? ORDER BY parent_ms, id

-- name: recording_insert
INSERT INTO record_recording (id, case_id, event, import_id, path, media, format, codec, width, height, frame_rate, duration_ms, created, sha256, size, device, model, operator, operator_cert, officers, started_at, ended_at, skew_seconds, returned_at, place, lat, lon, datum, summary, must_show, origin, scope, retention, parent, parent_ms, edit_note, sources, received_at, received_by, attached_at, attached_by, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: recording_describe
UPDATE record_recording SET device = ?, model = ?, operator = ?, operator_cert = ?, officers = ?, started_at = ?, ended_at = ?, skew_seconds = ?, returned_at = ?, place = ?, lat = ?, lon = ?, datum = ?, summary = ?, must_show = ?, origin = ?, scope = ?, retention = ?, seq = ? WHERE id = ?

-- name: recording_attach
UPDATE record_recording SET case_id = ?, event = ?, attached_at = ?, attached_by = ?, seq = ? WHERE id = ?

-- name: recording_touch
UPDATE record_recording SET seq = ? WHERE id = ?

-- name: subjects_of_case
SELECT id FROM record_recording WHERE case_id = ? UNION SELECT id FROM record_explanation WHERE case_id = ?

-- name: mark
SELECT id, recording, chapter, from_ms, to_ms, note, at, by FROM record_mark WHERE id = ?

-- name: marks
SELECT id, recording, chapter, from_ms, to_ms, note, at, by FROM record_mark WHERE recording = ? ORDER BY from_ms, id

-- name: marks_of_case
SELECT m.id, m.recording, m.chapter, m.from_ms, m.to_ms, m.note, m.at, m.by FROM record_mark m JOIN record_recording r ON r.id = m.recording WHERE r.case_id = ? ORDER BY m.recording, m.from_ms, m.id

-- name: mark_insert
INSERT INTO record_mark (id, recording, chapter, from_ms, to_ms, note, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: mark_delete
DELETE FROM record_mark WHERE id = ? AND recording = ?

-- name: explanation
SELECT id, case_id, event, check_id, recording, chapter, from_at, to_at, reason, text, state, stated_at, stated_by, decided_at, decided_by, answer, seq FROM record_explanation WHERE id = ?

-- name: explanations
SELECT id, case_id, event, check_id, recording, chapter, from_at, to_at, reason, text, state, stated_at, stated_by, decided_at, decided_by, answer, seq FROM record_explanation WHERE case_id = ? ORDER BY id

-- name: explanation_insert
INSERT INTO record_explanation (id, case_id, event, check_id, recording, chapter, from_at, to_at, reason, text, state, stated_at, stated_by, decided_at, decided_by, answer, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'stated', ?, ?, '', '', '', ?)

-- name: explanation_decide
UPDATE record_explanation SET state = ?, decided_at = ?, decided_by = ?, answer = ?, seq = ? WHERE id = ? AND state = ?

-- name: custody_insert
INSERT INTO record_custody (item, seq, case_id, act, by, at, note) VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: custody
SELECT item, seq, case_id, act, by, at, note FROM record_custody WHERE item = ? ORDER BY seq

-- name: custody_of_case
SELECT item, seq, case_id, act, by, at, note FROM record_custody WHERE case_id = ? ORDER BY item, seq

-- name: custody_last
SELECT item, seq, case_id, act, by, at, note FROM record_custody WHERE item = ? AND act = ? AND by = ? ORDER BY seq DESC LIMIT 1

-- name: import
SELECT id, name, folder, case_id, origin, returned_at, state, started_at, started_by,
  (SELECT count(*) FROM record_import_file f WHERE f.import_id = i.id) AS total,
  (SELECT count(*) FROM record_import_file f WHERE f.import_id = i.id AND f.state = 'done') AS done,
  (SELECT count(*) FROM record_import_file f WHERE f.import_id = i.id AND f.state = 'duplicate') AS duplicates,
  (SELECT count(*) FROM record_import_file f WHERE f.import_id = i.id AND f.state IN ('failed', 'other')) AS failed,
  (SELECT coalesce(sum(size), 0) FROM record_import_file f WHERE f.import_id = i.id AND f.state IN ('done', 'duplicate')) AS bytes
FROM record_import i WHERE id = ?

-- name: imports
SELECT id FROM record_import ORDER BY id DESC LIMIT 100

-- name: imports_open
SELECT id FROM record_import WHERE state = 'receiving' AND folder != '' ORDER BY id

-- name: import_files
SELECT path, size, state, recording, sha256, reason FROM record_import_file WHERE import_id = ? ORDER BY path

-- name: import_insert
INSERT INTO record_import (id, name, folder, case_id, origin, returned_at, state, started_at, started_by) VALUES (?, ?, ?, ?, ?, ?, 'receiving', ?, ?)

-- name: import_state
UPDATE record_import SET state = ? WHERE id = ?

-- name: import_file_put
INSERT INTO record_import_file (import_id, path, size, state, recording, sha256, reason) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (import_id, path) DO UPDATE SET size = excluded.size, state = excluded.state, recording = excluded.recording, sha256 = excluded.sha256, reason = excluded.reason

-- name: figures
SELECT count(*) AS recordings, count(CASE WHEN case_id != '' THEN 1 END) AS attached, coalesce(sum(duration_ms), 0) AS duration_ms, coalesce(sum(size), 0) AS bytes,
  (SELECT count(*) FROM record_device WHERE retired = 0) AS devices
FROM record_recording WHERE received_at >= ? AND received_at <= ?

-- name: cases_opened
SELECT id FROM casefile_case WHERE opened_at >= ? AND opened_at <= ? ORDER BY id
