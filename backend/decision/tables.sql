CREATE TABLE decision_issued (
  seq         INTEGER PRIMARY KEY,
  case_id     TEXT NOT NULL,
  no          TEXT NOT NULL UNIQUE,
  code        TEXT NOT NULL, -- of the paper
  issued_on   TEXT NOT NULL,
  issued_by   TEXT NOT NULL,
  paper       TEXT NOT NULL UNIQUE,
  review      TEXT NOT NULL, -- empty where none was needed, or where it is owed
  round       INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  judged      TEXT NOT NULL, -- JSON: without a review, the rules that were looked at and made it no major decision
  review_after INTEGER NOT NULL,
  further     INTEGER NOT NULL -- it came after the main decision, as the release of a measure does
) STRICT;
CREATE INDEX decision_issued_by_case ON decision_issued (case_id, seq);
CREATE INDEX decision_issued_by_review ON decision_issued (review);
