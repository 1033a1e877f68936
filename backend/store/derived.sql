-- Derived from the ledger, like every pillar's tables: dropped and replayed at will.
CREATE TABLE event (
  seq     INTEGER PRIMARY KEY,
  at      TEXT NOT NULL,
  actor   TEXT NOT NULL,
  kind    TEXT NOT NULL,
  subject TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_subject ON event (subject, seq); -- for readers

-- The original files that events rest on, with the first event that names each.
CREATE TABLE original (
  sha256 TEXT PRIMARY KEY,
  size   INTEGER NOT NULL,
  seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
