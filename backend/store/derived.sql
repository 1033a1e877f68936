-- Derived from the ledger, like every pillar's tables: dropped and replayed at will.
-- What each entry is about.
CREATE TABLE event (
  seq     INTEGER PRIMARY KEY,
  subject TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_subject ON event (subject, seq); -- for readers

-- The right edge of the tree over the entries by SM3, beside that by SHA-256: enough to go on and to tell its root. One row.
CREATE TABLE sm3_edge (
  size INTEGER PRIMARY KEY,
  edge BLOB NOT NULL
) STRICT;

-- The heads that entries name: verification reckons each anew.
CREATE TABLE named_head (
  seq  INTEGER PRIMARY KEY, -- of the entry that names it
  size INTEGER NOT NULL,
  root TEXT NOT NULL, -- in base64
  sm3  TEXT NOT NULL  -- the root of the same entries by SM3 in hex, or empty
) STRICT;

-- The original files that events rest on, with the first event that names each.
CREATE TABLE original (
  sha256 TEXT PRIMARY KEY,
  size   INTEGER NOT NULL,
  seq    INTEGER NOT NULL,
  sm3    TEXT NOT NULL -- empty where no entry names it: it was not reckoned from the beginning
) STRICT, WITHOUT ROWID;
