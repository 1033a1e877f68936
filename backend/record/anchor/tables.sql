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
  key     TEXT NOT NULL,
  alg     TEXT NOT NULL, -- of what a time-stamping authority is asked about, or empty
  nonce   TEXT NOT NULL, -- of that request, in hex
  reply   TEXT NOT NULL, -- the authority's answer in base64, or empty
  stamped TEXT NOT NULL, -- the instant that it names
  stamper TEXT NOT NULL, -- who it is, by its certificate
  stamp   INTEGER NOT NULL -- sequence of the entry that holds it, or 0
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

-- Certificates of time-stamping authorities that the office trusts.
CREATE TABLE anchor_authority (
  sha256    TEXT PRIMARY KEY,
  name      TEXT NOT NULL,
  pem       TEXT NOT NULL,
  not_after TEXT NOT NULL,
  at        TEXT NOT NULL,
  by        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where a time-stamp is asked for when somebody says so: one row, or none.
CREATE TABLE anchor_service (
  id  INTEGER PRIMARY KEY,
  url TEXT NOT NULL
) STRICT;
