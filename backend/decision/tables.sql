CREATE TABLE decision_issued (
  case_id     TEXT PRIMARY KEY,
  no          TEXT NOT NULL UNIQUE,
  code        TEXT NOT NULL, -- of the paper: penalty, no penalty, case withdrawn, referral
  issued_on   TEXT NOT NULL,
  issued_by   TEXT NOT NULL,
  paper       TEXT NOT NULL,
  review      TEXT NOT NULL,
  round       INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  seq         INTEGER NOT NULL
) STRICT;
