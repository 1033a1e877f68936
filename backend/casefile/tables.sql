-- An index whose line ends in "for readers" is used by no applier: a replay makes it at the end.
CREATE TABLE casefile_case (
  id          TEXT PRIMARY KEY,
  no          TEXT NOT NULL UNIQUE,
  title       TEXT NOT NULL,
  procedure   TEXT NOT NULL,
  state       TEXT NOT NULL,
  state_since TEXT NOT NULL, -- date
  opened_at   TEXT NOT NULL,
  opened_by   TEXT NOT NULL,
  updated_at  TEXT NOT NULL,
  seq         INTEGER NOT NULL, -- of the last entry about the case
  party       TEXT NOT NULL,
  amount        INTEGER NOT NULL, -- fen
  filed_on    TEXT NOT NULL,
  rulebook    TEXT NOT NULL, -- version that it is under, by hash; empty for the first
  major       TEXT NOT NULL, -- JSON: the rules that make it a major decision, with what triggered each
  papers      INTEGER NOT NULL,
  review      TEXT NOT NULL, -- JSON: which decisions of the case need legal review
  legacy      TEXT NOT NULL -- why a finished dossier was brought in: practice or assessment; empty for the office's own cases
) STRICT;
CREATE INDEX casefile_case_by_seq ON casefile_case (seq); -- for readers
CREATE INDEX casefile_case_by_month ON casefile_case (substr(opened_at, 1, 7)); -- for readers
CREATE INDEX casefile_case_by_state ON casefile_case (state, seq); -- for readers
CREATE INDEX casefile_case_by_procedure ON casefile_case (procedure, state); -- for readers
CREATE INDEX casefile_case_by_party ON casefile_case (party, procedure); -- for readers
CREATE INDEX casefile_case_major ON casefile_case (seq) WHERE major != '[]'; -- for readers

CREATE TABLE casefile_handler (
  case_id TEXT NOT NULL,
  person  TEXT NOT NULL,
  PRIMARY KEY (case_id, person)
) STRICT, WITHOUT ROWID;
-- Those who handled a case and do no more.
CREATE TABLE casefile_past_handler (
  case_id TEXT NOT NULL,
  person  TEXT NOT NULL,
  PRIMARY KEY (case_id, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX casefile_handler_by_person ON casefile_handler (person, case_id); -- for readers

-- Confirmed values by canonical field name. The value is JSON. Part is the part of the review fingerprint it belongs to.
CREATE TABLE casefile_field (
  case_id TEXT NOT NULL,
  name    TEXT NOT NULL,
  value   TEXT NOT NULL,
  part    TEXT NOT NULL,
  by      TEXT NOT NULL,
  at      TEXT NOT NULL,
  source  TEXT NOT NULL, -- JSON: the place in a paper where it was read, or null
  PRIMARY KEY (case_id, name)
) STRICT, WITHOUT ROWID;

-- Values read by the machine, for a person to confirm.
CREATE TABLE casefile_proposal (
  id      TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  field   TEXT NOT NULL,
  value   TEXT NOT NULL,
  weight  INTEGER NOT NULL,
  paper   TEXT NOT NULL,
  page    INTEGER NOT NULL,
  start   INTEGER NOT NULL,
  length  INTEGER NOT NULL,
  quote   TEXT NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'dismissed'))
) STRICT, WITHOUT ROWID;
CREATE INDEX casefile_proposal_by_case ON casefile_proposal (case_id, state); -- for readers

CREATE TABLE casefile_paper (
  id             TEXT PRIMARY KEY,
  case_id        TEXT NOT NULL,
  code           TEXT NOT NULL, -- of the rulebook's catalogue; empty for other material
  part           TEXT NOT NULL, -- of the review fingerprint
  evidence       TEXT NOT NULL, -- kind of evidence, by code; empty if none
  title          TEXT NOT NULL,
  no             TEXT NOT NULL,
  made_on        TEXT NOT NULL,
  path           TEXT NOT NULL, -- under which it came
  media          TEXT NOT NULL,
  format         TEXT NOT NULL,
  sha256         TEXT NOT NULL,
  size           INTEGER NOT NULL,
  status         TEXT NOT NULL, -- read, no_text, unreadable
  reason         TEXT NOT NULL, -- JSON: why not read
  pages_count    INTEGER NOT NULL,
  sort_reason    TEXT NOT NULL, -- JSON: why it was taken for this paper
  sort_confirmed INTEGER NOT NULL,
  draft          INTEGER NOT NULL,
  issued         INTEGER NOT NULL, -- a decision that went through the door
  meta           TEXT NOT NULL, -- JSON: what the file claims about itself
  added_at       TEXT NOT NULL,
  added_by       TEXT NOT NULL,
  seq            INTEGER NOT NULL, -- of the last entry about the paper
  cause          TEXT NOT NULL, -- why not read, or not whole
  recognised     TEXT NOT NULL, -- hash of the text that was read off pictures, or empty
  first          INTEGER NOT NULL, -- page of the file at which it begins; 0 if it is the whole file
  split_from     TEXT NOT NULL, -- paper that was the whole file, or a larger part of it
  signed         INTEGER NOT NULL, -- what was said in it was signed within the program: it stays as it is
  removed        TEXT NOT NULL -- JSON: reason for which it was taken out of the dossier, or null
) STRICT;
CREATE INDEX casefile_paper_by_case ON casefile_paper (case_id, seq);
CREATE INDEX casefile_paper_by_whole ON casefile_paper (split_from) WHERE split_from != ''; -- for readers
CREATE INDEX casefile_paper_by_sha256 ON casefile_paper (sha256); -- for readers
CREATE INDEX casefile_paper_by_seq ON casefile_paper (seq); -- for readers

-- Pages that gave no text and can be shown as pictures, from which it may be read.
CREATE TABLE casefile_page (
  paper      TEXT NOT NULL,
  page       INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'low', 'blank')),
  confidence INTEGER NOT NULL, -- 0 to 100
  PRIMARY KEY (paper, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX casefile_page_by_state ON casefile_page (state);

CREATE TABLE casefile_version (
  paper  TEXT NOT NULL,
  seq    INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size   INTEGER NOT NULL,
  at     TEXT NOT NULL,
  by     TEXT NOT NULL,
  PRIMARY KEY (paper, seq)
) STRICT, WITHOUT ROWID;

-- The steps of a case, by which its periods run.
CREATE TABLE casefile_step (
  case_id    TEXT NOT NULL,
  seq        INTEGER NOT NULL,
  transition TEXT NOT NULL,
  state      TEXT NOT NULL, -- entered
  day        TEXT NOT NULL,
  by         TEXT NOT NULL,
  note       TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;

-- Dossiers that are closed: no paper comes in, goes out or changes until the dossier is opened again.
CREATE TABLE casefile_lock (
  case_id TEXT PRIMARY KEY,
  at      TEXT NOT NULL,
  by      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE casefile_import (
  id         TEXT PRIMARY KEY,
  case_id    TEXT NOT NULL,
  name       TEXT NOT NULL,
  folder     TEXT NOT NULL, -- on this machine, or empty when the files are handed over
  state      TEXT NOT NULL CHECK (state IN ('receiving', 'paused', 'done')),
  started_at TEXT NOT NULL,
  started_by TEXT NOT NULL
) STRICT;

CREATE TABLE casefile_import_file (
  import_id TEXT NOT NULL,
  path      TEXT NOT NULL,
  sha256    TEXT NOT NULL,
  size      INTEGER NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'unreadable', 'duplicate', 'failed')),
  paper     TEXT NOT NULL,
  reason    TEXT NOT NULL, -- JSON
  PRIMARY KEY (import_id, path)
) STRICT, WITHOUT ROWID;

-- The kinds of action of which the office opens no cases.
CREATE TABLE casefile_kind_off (
  kind TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The registers of finished cases that were imported.
CREATE TABLE casefile_register (
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  size     INTEGER NOT NULL,
  cases    INTEGER NOT NULL,
  known    INTEGER NOT NULL,
  left_out INTEGER NOT NULL,
  at       TEXT NOT NULL,
  by       TEXT NOT NULL
) STRICT;

-- What the office takes a column for, by its bare heading; an empty target is left out.
CREATE TABLE casefile_register_column (
  heading TEXT PRIMARY KEY,
  target  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How the cases ended that were finished before they came into the program.
CREATE TABLE casefile_past (
  case_id      TEXT PRIMARY KEY,
  register     TEXT NOT NULL,
  row          INTEGER NOT NULL,
  code         TEXT NOT NULL, -- of the paper that carries the decision
  no           TEXT NOT NULL,
  decided_on   TEXT NOT NULL,
  opinion      TEXT NOT NULL,
  opinion_text TEXT NOT NULL,
  opinion_by   TEXT NOT NULL, -- a name
  opinion_on   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The cases that are not for everybody, and those who may see each beside its handlers and reviewers.
CREATE TABLE casefile_restriction (
  case_id TEXT PRIMARY KEY,
  ground  TEXT NOT NULL, -- of the rulebook
  reason  TEXT NOT NULL,
  at      TEXT NOT NULL,
  by      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE casefile_named (
  case_id TEXT NOT NULL,
  person  TEXT NOT NULL,
  PRIMARY KEY (case_id, person)
) STRICT, WITHOUT ROWID;
