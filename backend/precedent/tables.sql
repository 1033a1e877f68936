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

-- The searches that people keep.
CREATE TABLE precedent_saved (
  id      TEXT PRIMARY KEY,
  person  TEXT NOT NULL,
  name    TEXT NOT NULL,
  text    TEXT NOT NULL,
  scope   TEXT NOT NULL,
  filters TEXT NOT NULL, -- JSON
  alert   INTEGER NOT NULL,
  since   INTEGER NOT NULL, -- end of the ledger when the person last looked
  at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The papers that people opened from lists of hits.
CREATE TABLE precedent_read (
  person TEXT NOT NULL,
  paper  TEXT NOT NULL,
  at     TEXT NOT NULL,
  PRIMARY KEY (person, paper)
) STRICT, WITHOUT ROWID;

-- Words of the trade that find each other, in groups.
CREATE TABLE precedent_synonym (
  n     INTEGER PRIMARY KEY,
  words TEXT NOT NULL, -- JSON
  at    TEXT NOT NULL,
  by    TEXT NOT NULL
) STRICT;

-- The collections of other offices' public decisions. Their texts stand in their files.
CREATE TABLE precedent_collection (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  source      TEXT NOT NULL,
  file        TEXT NOT NULL,
  sha256      TEXT NOT NULL, -- of the documents, as JSON Lines
  documents   INTEGER NOT NULL,
  at          TEXT NOT NULL,
  by          TEXT NOT NULL,
  seq         INTEGER NOT NULL,
  removed_at  TEXT NOT NULL, -- empty while it is searched
  removed_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
