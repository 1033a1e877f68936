CREATE TABLE authority_body (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  description TEXT NOT NULL, -- JSON: a Body
  at          TEXT NOT NULL,
  by          TEXT NOT NULL
) STRICT;

-- The yearly notices of holidays that the office has taken up, the latest of each year.
CREATE TABLE authority_notice (
  year   INTEGER PRIMARY KEY,
  notice TEXT NOT NULL, -- JSON
  at     TEXT NOT NULL,
  by     TEXT NOT NULL
) STRICT;

-- The rows of the lists disclosed before enforcement, as they are being kept.
CREATE TABLE authority_row (
  list    TEXT NOT NULL,
  id      TEXT NOT NULL,
  place   INTEGER NOT NULL,
  content TEXT NOT NULL, -- JSON: a value by field
  seq     INTEGER NOT NULL,
  PRIMARY KEY (list, id)
) STRICT, WITHOUT ROWID;

-- Who has changed a list since its last version.
CREATE TABLE authority_editor (
  list   TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (list, person)
) STRICT, WITHOUT ROWID;

-- The approved versions of the lists. Sha256 is of the rows in order.
CREATE TABLE authority_version (
  list       TEXT NOT NULL,
  version    INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  reason     TEXT NOT NULL,
  rows       INTEGER NOT NULL,
  sha256     TEXT NOT NULL,
  at         TEXT NOT NULL,
  by         TEXT NOT NULL,
  PRIMARY KEY (list, version)
) STRICT, WITHOUT ROWID;

-- What each version said: a row stands from its first version to its last; the last is empty as long as it stands.
CREATE TABLE authority_version_row (
  list    TEXT NOT NULL,
  id      TEXT NOT NULL,
  first   INTEGER NOT NULL,
  last    INTEGER,
  place   INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (list, id, first)
) STRICT, WITHOUT ROWID;

-- Where and when a version was put before the public.
CREATE TABLE authority_posting (
  seq     INTEGER PRIMARY KEY,
  list    TEXT NOT NULL,
  version INTEGER NOT NULL,
  day     TEXT NOT NULL,
  address TEXT NOT NULL,
  at      TEXT NOT NULL,
  by      TEXT NOT NULL
) STRICT;
