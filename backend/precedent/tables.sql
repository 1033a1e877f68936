-- What reviewers say of a case that was shown as similar to another: the last word of each counts.
CREATE TABLE precedent_mark (
  case_id TEXT NOT NULL,
  other   TEXT NOT NULL, -- case
  by      TEXT NOT NULL, -- person
  similar INTEGER NOT NULL,
  rank    INTEGER NOT NULL, -- place at which it was shown, from 1; 0 when unknown
  at      TEXT NOT NULL,
  PRIMARY KEY (case_id, other, by)
) STRICT, WITHOUT ROWID;
