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
