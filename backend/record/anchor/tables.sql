CREATE TABLE anchor_head (
  id      TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,
  size    INTEGER NOT NULL,
  root    TEXT NOT NULL,
  note    TEXT NOT NULL,
  "with"  TEXT NOT NULL, -- whom, or where it lies
  sm3     TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  at      TEXT NOT NULL,
  by      TEXT NOT NULL,
  witness TEXT NOT NULL, -- the same head signed by the witness, or empty
  key     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX anchor_head_by_kind ON anchor_head (kind, seq);

-- Heads of other offices, for which this one is the witness: the latest of each key.
CREATE TABLE anchor_held (
  key    TEXT PRIMARY KEY,
  origin TEXT NOT NULL,
  office TEXT NOT NULL,
  size   INTEGER NOT NULL,
  note   TEXT NOT NULL,
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
