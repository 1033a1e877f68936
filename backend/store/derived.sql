-- Derived from the ledger, like every pillar's tables: dropped and replayed at will.
-- What each entry is about.
CREATE TABLE event (
  seq     INTEGER PRIMARY KEY,
  subject TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_subject ON event (subject, seq); -- for readers

-- The original files that events rest on, with the first event that names each.
CREATE TABLE original (
  sha256 TEXT PRIMARY KEY,
  size   INTEGER NOT NULL,
  seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
