CREATE TABLE dossier_particulars (
  case_id   TEXT PRIMARY KEY,
  fonds     TEXT NOT NULL,
  catalogue TEXT NOT NULL,
  number    TEXT NOT NULL,
  archive   TEXT NOT NULL,
  retention TEXT NOT NULL, -- by id; empty for what the rulebook says
  note      TEXT NOT NULL,
  compiler  TEXT NOT NULL,
  checker   TEXT NOT NULL,
  duplex    INTEGER NOT NULL,
  sides     TEXT NOT NULL, -- JSON: paper code to side, where it differs from the rulebook
  at        TEXT NOT NULL,
  by        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Volumes and folders that were made and handed out.
CREATE TABLE dossier_made (
  id      TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  form    TEXT NOT NULL CHECK (form IN ('pdf', 'folder')),
  side    TEXT NOT NULL,
  purpose TEXT NOT NULL,
  "for"   TEXT NOT NULL,
  ground  TEXT NOT NULL,
  sha256  TEXT NOT NULL,
  size    INTEGER NOT NULL,
  pages   INTEGER NOT NULL,
  papers  INTEGER NOT NULL,
  at      TEXT NOT NULL,
  by      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_made_by_case ON dossier_made (case_id, at); -- for readers

CREATE TABLE dossier_loan (
  id          TEXT PRIMARY KEY,
  case_id     TEXT NOT NULL,
  borrower    TEXT NOT NULL,
  unit        TEXT NOT NULL,
  purpose     TEXT NOT NULL,
  due_on      TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  lent_at     TEXT NOT NULL,
  lent_by     TEXT NOT NULL,
  returned_at TEXT NOT NULL, -- empty while it is out
  returned_by TEXT NOT NULL,
  condition   TEXT NOT NULL -- in which it came back
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_loan_by_case ON dossier_loan (case_id); -- for readers
CREATE INDEX dossier_loan_out ON dossier_loan (returned_at) WHERE returned_at = ''; -- for readers

-- Appraisals of dossiers whose time is over: what is to become of them, and who has agreed.
CREATE TABLE dossier_disposal (
  id          TEXT PRIMARY KEY,
  state       TEXT NOT NULL CHECK (state IN ('proposed', 'refused', 'done')),
  opinion     TEXT NOT NULL CHECK (opinion IN ('destroy', 'extend')),
  months      INTEGER NOT NULL, -- by which they are kept longer
  reason      TEXT NOT NULL,
  proposed_at TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  ended_at    TEXT NOT NULL,
  ended_by    TEXT NOT NULL,
  note        TEXT NOT NULL -- why it was refused, or the witnesses of its execution
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier_disposal_case (
  disposal TEXT NOT NULL,
  case_id  TEXT NOT NULL,
  PRIMARY KEY (disposal, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_disposal_by_case ON dossier_disposal_case (case_id);

CREATE TABLE dossier_approval (
  disposal TEXT NOT NULL,
  person   TEXT NOT NULL,
  at       TEXT NOT NULL,
  note     TEXT NOT NULL,
  PRIMARY KEY (disposal, person)
) STRICT, WITHOUT ROWID;

-- Self-checks and reviews of dossiers, with the points lost.
CREATE TABLE dossier_score (
  id      TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  round   TEXT NOT NULL, -- empty for a self-check
  vetoes  TEXT NOT NULL, -- JSON
  lines   TEXT NOT NULL, -- JSON
  tenths  INTEGER NOT NULL, -- points left, in tenths
  grade   TEXT NOT NULL,
  remark  TEXT NOT NULL,
  at      TEXT NOT NULL,
  by      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_score_by_case ON dossier_score (case_id, round);

CREATE TABLE dossier_round (
  id       TEXT PRIMARY KEY,
  title    TEXT NOT NULL,
  seed     TEXT NOT NULL,
  criteria TEXT NOT NULL, -- JSON: from which cases it was drawn
  pool     INTEGER NOT NULL, -- how many those were
  pool_sum TEXT NOT NULL, -- SHA-256 over their numbers
  at       TEXT NOT NULL,
  by       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier_round_case (
  round    TEXT NOT NULL,
  place    INTEGER NOT NULL,
  case_id  TEXT NOT NULL,
  PRIMARY KEY (round, place)
) STRICT, WITHOUT ROWID;
