CREATE TABLE decision_issued (
  case_id     TEXT PRIMARY KEY,
  no          TEXT NOT NULL UNIQUE,
  code        TEXT NOT NULL, -- of the paper
  issued_on   TEXT NOT NULL,
  issued_by   TEXT NOT NULL,
  paper       TEXT NOT NULL,
  review      TEXT NOT NULL, -- empty where none was needed, or where it is owed
  round       INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  judged      TEXT NOT NULL, -- JSON: without a review, the rules that were looked at and made it no major decision
  review_after INTEGER NOT NULL,
  seq         INTEGER NOT NULL
) STRICT;
