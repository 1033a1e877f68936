-- The register of devices.
CREATE TABLE record_device (
  id            TEXT PRIMARY KEY,
  no            TEXT NOT NULL UNIQUE,
  model         TEXT NOT NULL,
  kind          TEXT NOT NULL, -- of the code table record_device
  unit          TEXT NOT NULL,
  calibrated_on TEXT NOT NULL, -- day on which its clock was set
  checked_on    TEXT NOT NULL, -- day of its last test
  skew_seconds  INTEGER NOT NULL, -- by which its clock runs ahead
  retired       INTEGER NOT NULL,
  note          TEXT NOT NULL,
  at            TEXT NOT NULL,
  by            TEXT NOT NULL
) STRICT;

-- Films, sound recordings and pictures, with what the file says and what people say of each.
CREATE TABLE record_recording (
  id            TEXT PRIMARY KEY,
  case_id       TEXT NOT NULL, -- empty as long as it is attached to none
  event         TEXT NOT NULL,
  import_id     TEXT NOT NULL,
  path          TEXT NOT NULL,
  media         TEXT NOT NULL,
  format        TEXT NOT NULL,
  codec         TEXT NOT NULL,
  width         INTEGER NOT NULL,
  height        INTEGER NOT NULL,
  frame_rate    TEXT NOT NULL,
  duration_ms   INTEGER NOT NULL,
  created       TEXT NOT NULL, -- as the file claims it
  sha256        TEXT NOT NULL,
  size          INTEGER NOT NULL,
  device        TEXT NOT NULL,
  model         TEXT NOT NULL,
  operator      TEXT NOT NULL,
  operator_cert TEXT NOT NULL,
  officers      TEXT NOT NULL, -- JSON: names
  started_at    TEXT NOT NULL,
  ended_at      TEXT NOT NULL,
  skew_seconds  TEXT NOT NULL, -- JSON: a number, or null
  returned_at   TEXT NOT NULL,
  place         TEXT NOT NULL,
  lat           TEXT NOT NULL,
  lon           TEXT NOT NULL,
  datum         TEXT NOT NULL,
  summary       TEXT NOT NULL,
  must_show     TEXT NOT NULL, -- JSON
  origin        TEXT NOT NULL,
  scope         TEXT NOT NULL,
  retention     TEXT NOT NULL,
  parent        TEXT NOT NULL,
  parent_ms     INTEGER NOT NULL,
  edit_note     TEXT NOT NULL,
  sources       TEXT NOT NULL, -- JSON
  received_at   TEXT NOT NULL,
  received_by   TEXT NOT NULL,
  attached_at   TEXT NOT NULL,
  attached_by   TEXT NOT NULL,
  seq           INTEGER NOT NULL
) STRICT;
CREATE INDEX record_recording_by_case ON record_recording (case_id, started_at); -- for readers
CREATE INDEX record_recording_by_hash ON record_recording (sha256); -- for readers
CREATE INDEX record_recording_by_day ON record_recording (started_at); -- for readers
CREATE INDEX record_recording_by_parent ON record_recording (parent) WHERE parent != ''; -- for readers

-- Chapters (code of recording_chapter) and marks (code empty) within recordings.
CREATE TABLE record_mark (
  id        TEXT PRIMARY KEY,
  recording TEXT NOT NULL,
  chapter   TEXT NOT NULL,
  from_ms   INTEGER NOT NULL,
  to_ms     INTEGER NOT NULL, -- the same for a moment
  note      TEXT NOT NULL,
  at        TEXT NOT NULL,
  by        TEXT NOT NULL
) STRICT;
CREATE INDEX record_mark_by_recording ON record_mark (recording, from_ms); -- for readers

-- Why something was not recorded, or not as it should have been, and who has approved that.
CREATE TABLE record_explanation (
  id         TEXT PRIMARY KEY,
  case_id    TEXT NOT NULL,
  event      TEXT NOT NULL,
  check_id   TEXT NOT NULL,
  recording  TEXT NOT NULL,
  chapter    TEXT NOT NULL,
  from_at    TEXT NOT NULL,
  to_at      TEXT NOT NULL,
  reason     TEXT NOT NULL, -- of the code table recording_gap
  text       TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('stated', 'approved', 'rejected', 'withdrawn')),
  stated_at  TEXT NOT NULL,
  stated_by  TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  answer     TEXT NOT NULL,
  seq        INTEGER NOT NULL
) STRICT;
CREATE INDEX record_explanation_by_case ON record_explanation (case_id, seq); -- for readers

-- Who has seen an item, or taken it away. A row stands for one session.
CREATE TABLE record_custody (
  item    TEXT NOT NULL, -- a recording or a paper
  seq     INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  act     TEXT NOT NULL, -- of the code table custody
  by      TEXT NOT NULL,
  at      TEXT NOT NULL,
  note    TEXT NOT NULL,
  PRIMARY KEY (item, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_import (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  folder     TEXT NOT NULL, -- on this machine, or empty when the files are handed over
  case_id    TEXT NOT NULL, -- to which all are attached; empty for none
  origin     TEXT NOT NULL,
  returned_at TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('receiving', 'paused', 'done')),
  started_at TEXT NOT NULL,
  started_by TEXT NOT NULL
) STRICT;

CREATE TABLE record_import_file (
  import_id TEXT NOT NULL,
  path      TEXT NOT NULL,
  size      INTEGER NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('done', 'duplicate', 'sidecar', 'other', 'failed')),
  recording TEXT NOT NULL,
  sha256    TEXT NOT NULL, -- of a side-car, which is kept
  reason    TEXT NOT NULL, -- JSON
  PRIMARY KEY (import_id, path)
) STRICT, WITHOUT ROWID;
