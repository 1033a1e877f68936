CREATE TABLE review_round (
  id            TEXT PRIMARY KEY,
  case_id       TEXT NOT NULL,
  round         INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('submitted', 'waiting', 'returned', 'judged', 'signed')),
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
  same_person   INTEGER NOT NULL, -- the chief who signed had examined the case as well
  exception     TEXT NOT NULL, -- by which they might, empty if they are two people
  practice      TEXT NOT NULL, -- of a finished dossier: practice or assessment; passes nothing
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
  carried INTEGER NOT NULL, -- round that it was taken over from, or 0
  seq     INTEGER NOT NULL,
  PRIMARY KEY (review, item)
) STRICT, WITHOUT ROWID;

-- Each time the period for an opinion was lengthened.
CREATE TABLE review_extension (
  review TEXT NOT NULL,
  seq    INTEGER NOT NULL,
  days   INTEGER NOT NULL, -- working days
  reason TEXT NOT NULL,
  due_on TEXT NOT NULL,
  past   TEXT NOT NULL, -- last day to decide the case, if the new end lies after it
  by     TEXT NOT NULL,
  at     TEXT NOT NULL,
  PRIMARY KEY (review, seq)
) STRICT, WITHOUT ROWID;

-- What was asked for beside what was submitted, and what came.
CREATE TABLE review_supplement (
  review      TEXT NOT NULL,
  seq         INTEGER NOT NULL,
  lacks       TEXT NOT NULL, -- JSON
  due_on      TEXT NOT NULL,
  paper       TEXT NOT NULL,
  asked_by    TEXT NOT NULL,
  asked_at    TEXT NOT NULL,
  replies     TEXT NOT NULL, -- JSON, in the order of lacks
  note        TEXT NOT NULL,
  reopened    TEXT NOT NULL, -- JSON: the points that what came opened again
  supplied_by TEXT NOT NULL,
  supplied_at TEXT NOT NULL, -- empty as long as it is waited for
  PRIMARY KEY (review, seq)
) STRICT, WITHOUT ROWID;

-- The steps of a dispute over a signed opinion.
CREATE TABLE review_dispute_step (
  review      TEXT NOT NULL,
  seq         INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  level       TEXT NOT NULL,
  result      TEXT NOT NULL,
  text        TEXT NOT NULL,
  minority    TEXT NOT NULL,
  items       TEXT NOT NULL, -- JSON: points of the checklist
  due_on      TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  discussion  TEXT NOT NULL,
  paper       TEXT NOT NULL,
  by          TEXT NOT NULL,
  at          TEXT NOT NULL,
  PRIMARY KEY (review, seq)
) STRICT, WITHOUT ROWID;

-- Collective discussions of a case, after an opinion and before the decision.
CREATE TABLE review_discussion (
  id          TEXT PRIMARY KEY,
  case_id     TEXT NOT NULL,
  review      TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  held_on     TEXT NOT NULL,
  place       TEXT NOT NULL,
  chair       TEXT NOT NULL,
  recorder    TEXT NOT NULL,
  voices      TEXT NOT NULL, -- JSON
  absent      TEXT NOT NULL, -- JSON
  observers   TEXT NOT NULL, -- JSON
  report      TEXT NOT NULL,
  follows     INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  result      TEXT NOT NULL,
  signed      INTEGER NOT NULL,
  led         INTEGER NOT NULL, -- whether a leader took part
  paper       TEXT NOT NULL,
  by          TEXT NOT NULL,
  at          TEXT NOT NULL,
  seq         INTEGER NOT NULL
) STRICT;
CREATE INDEX review_discussion_by_case ON review_discussion (case_id, seq);

-- The text of an opinion that is not signed yet, where somebody has edited it; empty where it is written from the findings.
CREATE TABLE review_opinion_text (
  review TEXT PRIMARY KEY,
  text   TEXT NOT NULL,
  by     TEXT NOT NULL,
  at     TEXT NOT NULL,
  seq    INTEGER NOT NULL
) STRICT;

-- Which pages of which bytes somebody has looked at.
CREATE TABLE review_read (
  person  TEXT NOT NULL,
  case_id TEXT NOT NULL,
  paper   TEXT NOT NULL,
  sha256  TEXT NOT NULL,
  page    INTEGER NOT NULL,
  at      TEXT NOT NULL,
  PRIMARY KEY (person, case_id, paper, sha256, page)
) STRICT, WITHOUT ROWID;

-- What legal advisers said of a case under review.
CREATE TABLE review_advice (
  review   TEXT NOT NULL,
  seq      INTEGER NOT NULL,
  name     TEXT NOT NULL,
  capacity TEXT NOT NULL,
  text     TEXT NOT NULL,
  by       TEXT NOT NULL,
  at       TEXT NOT NULL,
  PRIMARY KEY (review, seq)
) STRICT, WITHOUT ROWID;

-- Feedback to handlers, by factors of a code table.
CREATE TABLE review_feedback (
  review  TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  factors TEXT NOT NULL, -- JSON
  text    TEXT NOT NULL,
  by      TEXT NOT NULL,
  at      TEXT NOT NULL,
  PRIMARY KEY (review, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE review_training (
  seq     INTEGER PRIMARY KEY,
  person  TEXT NOT NULL,
  held_on TEXT NOT NULL,
  hours   INTEGER NOT NULL,
  topic   TEXT NOT NULL,
  by      TEXT NOT NULL,
  at      TEXT NOT NULL
) STRICT;

-- Random draws of passed reviews, and the scores of a second reviewer.
CREATE TABLE review_sample (
  id         TEXT PRIMARY KEY,
  seed       TEXT NOT NULL,
  from_on    TEXT NOT NULL,
  to_on      TEXT NOT NULL,
  candidates INTEGER NOT NULL,
  reviews    TEXT NOT NULL, -- JSON
  by         TEXT NOT NULL,
  at         TEXT NOT NULL,
  seq        INTEGER NOT NULL
) STRICT;

CREATE TABLE review_score (
  sample TEXT NOT NULL,
  review TEXT NOT NULL,
  score  INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  note   TEXT NOT NULL,
  by     TEXT NOT NULL,
  at     TEXT NOT NULL,
  PRIMARY KEY (sample, review)
) STRICT, WITHOUT ROWID;

-- Applications that a reviewer or chief stand back from a case, and what the head of the office decided.
CREATE TABLE review_recusal (
  id         TEXT PRIMARY KEY,
  case_id    TEXT NOT NULL,
  person     TEXT NOT NULL,
  side       TEXT NOT NULL CHECK (side IN ('self', 'party', 'office')),
  reason     TEXT NOT NULL,
  asked_by   TEXT NOT NULL,
  asked_at   TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'refused')),
  grounds    TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX review_recusal_by_case ON review_recusal (case_id);

-- Who may examine and sign the same case, approved by a head of the office.
CREATE TABLE review_exception (
  id          TEXT PRIMARY KEY,
  person      TEXT NOT NULL,
  reason      TEXT NOT NULL,
  until       TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_at TEXT NOT NULL,
  ended_by    TEXT NOT NULL,
  ended_at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The signed reply to an opinion that does not pass.
CREATE TABLE review_adoption (
  review TEXT PRIMARY KEY,
  points TEXT NOT NULL, -- JSON
  note   TEXT NOT NULL,
  paper  TEXT NOT NULL,
  by     TEXT NOT NULL,
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Why a case leaves a standard, or why no reason is asked for; the last word on each point.
CREATE TABLE review_departure (
  case_id TEXT NOT NULL,
  item    TEXT NOT NULL,
  review  TEXT NOT NULL, -- the practice that it was given in, empty for a review
  text    TEXT NOT NULL,
  waived  INTEGER NOT NULL,
  stated  TEXT NOT NULL, -- JSON: the values that it was given for
  by      TEXT NOT NULL,
  at      TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  PRIMARY KEY (case_id, item, review)
) STRICT, WITHOUT ROWID;
