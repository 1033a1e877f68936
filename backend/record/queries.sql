-- name: devices
SELECT id, no, model, kind, unit, calibrated_on, checked_on, skew_seconds, retired, note, at, by FROM record_device ORDER BY retired, no

-- name: device
SELECT id, no, model, kind, unit, calibrated_on, checked_on, skew_seconds, retired, note, at, by FROM record_device WHERE id = ? OR no = ?

-- name: device_put
INSERT INTO record_device (id, no, model, kind, unit, calibrated_on, checked_on, skew_seconds, retired, note, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET no = excluded.no, model = excluded.model, kind = excluded.kind, unit = excluded.unit, calibrated_on = excluded.calibrated_on, checked_on = excluded.checked_on,
  skew_seconds = excluded.skew_seconds, retired = excluded.retired, note = excluded.note, at = excluded.at, by = excluded.by
