CREATE TABLE review_round (
  id            TEXT PRIMARY KEY,
  case_id       TEXT NOT NULL,
  round         INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('submitted', 'returned', 'judged', 'signed')),
  note          TEXT NOT NULL,
  submitted_at  TEXT NOT NULL,
  submitted_by  TEXT NOT NULL,
  due_on        TEXT NOT NULL,
  reviewer      TEXT NOT NULL, -- person, empty until somebody takes it
  fingerprint   TEXT NOT NULL, -- over what was submitted
  opinion       TEXT NOT NULL, -- code
  opinion_text  TEXT NOT NULL,
  passes        INTEGER NOT NULL,
  judged_at     TEXT NOT NULL,
  signed_by     TEXT NOT NULL,
  signed_at     TEXT NOT NULL,
  no            TEXT NOT NULL, -- of the opinion paper
  paper         TEXT NOT NULL,
  return_reason TEXT NOT NULL,
  seq           INTEGER NOT NULL, -- of the last entry about it
  UNIQUE (case_id, round)
) STRICT;
CREATE INDEX review_round_by_state ON review_round (state, due_on);

-- What was submitted, item by item: the fingerprint is over these rows.
CREATE TABLE review_snapshot (
  review TEXT NOT NULL,
  part   TEXT NOT NULL,
  item   TEXT NOT NULL,
  value  TEXT NOT NULL,
  title  TEXT NOT NULL,
  PRIMARY KEY (review, part, item)
) STRICT, WITHOUT ROWID;

-- What the reviewer found on each point of the checklist.
CREATE TABLE review_item (
  review  TEXT NOT NULL,
  item    TEXT NOT NULL,
  finding TEXT NOT NULL CHECK (finding IN ('met', 'not_met', 'not_applicable', 'unchecked')),
  remark  TEXT NOT NULL,
  proofs  TEXT NOT NULL, -- JSON: places in papers
  by      TEXT NOT NULL,
  at      TEXT NOT NULL,
  PRIMARY KEY (review, item)
) STRICT, WITHOUT ROWID;
