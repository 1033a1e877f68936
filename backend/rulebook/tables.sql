-- The versions of the rulebook that the office has adopted, by the hash of their data.
CREATE TABLE rulebook_version (
  seq           INTEGER PRIMARY KEY,
  version       TEXT NOT NULL, -- an office may come back to one
  label         TEXT NOT NULL, -- such as 2026.11-2: the second own amendment on top of the program's 2026.11
  program       TEXT NOT NULL, -- hash of the program's book that it rests on
  own           INTEGER NOT NULL, -- how many own amendments it holds
  in_force_from TEXT NOT NULL, -- date
  source        TEXT NOT NULL,
  size          INTEGER NOT NULL,
  changes       TEXT NOT NULL, -- JSON: the rows, against the version before it
  amendment      TEXT NOT NULL, -- empty: adopted by the program
  proposed_by   TEXT NOT NULL,
  approved_by   TEXT NOT NULL,
  adopted_at    TEXT NOT NULL
) STRICT;

-- The states that only the event of another pillar leads to, by version and procedure.
CREATE TABLE rulebook_door (
  version   TEXT NOT NULL,
  procedure TEXT NOT NULL,
  state     TEXT NOT NULL,
  PRIMARY KEY (version, procedure, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE rulebook_amendment (
  id            TEXT PRIMARY KEY,
  seq           INTEGER NOT NULL,
  origin        TEXT NOT NULL CHECK (origin IN ('edit', 'import', 'program')),
  state         TEXT NOT NULL CHECK (state IN ('open', 'adopted', 'rejected')),
  base          TEXT NOT NULL, -- version
  version       TEXT NOT NULL, -- what it would become
  program       TEXT NOT NULL,
  in_force_from TEXT NOT NULL,
  source        TEXT NOT NULL,
  note          TEXT NOT NULL,
  changes       TEXT NOT NULL, -- JSON
  conflicts     TEXT NOT NULL, -- JSON: rows of the program that the office's own stand against
  proposed_by   TEXT NOT NULL,
  proposed_at   TEXT NOT NULL,
  closed_by     TEXT NOT NULL,
  closed_at     TEXT NOT NULL,
  reason        TEXT NOT NULL  -- of the rejection
) STRICT;

-- The full texts of laws that the office has imported.
CREATE TABLE rulebook_law (
  id            TEXT PRIMARY KEY,
  instrument    TEXT NOT NULL,
  edition       TEXT NOT NULL,
  in_force_from TEXT NOT NULL,
  in_force_to   TEXT NOT NULL, -- empty: until the next text
  name          TEXT NOT NULL, -- of the file
  sha256        TEXT NOT NULL,
  size          INTEGER NOT NULL,
  articles      INTEGER NOT NULL,
  findings      TEXT NOT NULL, -- JSON: what was confirmed
  at            TEXT NOT NULL,
  by            TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rulebook_law_article (
  law  TEXT NOT NULL,
  ord  INTEGER NOT NULL,
  part TEXT NOT NULL, -- the book, chapter and section that it stands in
  no   INTEGER NOT NULL, -- 0 for what stands before the first article
  sub  INTEGER NOT NULL, -- 1 for 第X条之一
  text TEXT NOT NULL,
  PRIMARY KEY (law, ord)
) STRICT, WITHOUT ROWID;
