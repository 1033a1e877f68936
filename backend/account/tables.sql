-- The office: one row.
CREATE TABLE account_office (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  name            TEXT NOT NULL,
  uscc            TEXT NOT NULL,
  region          TEXT NOT NULL,
  code_word       TEXT NOT NULL,
  sample          INTEGER NOT NULL,
  sample_password TEXT NOT NULL,
  opened_at       TEXT NOT NULL
) STRICT;

CREATE TABLE account_person (
  id              TEXT PRIMARY KEY,
  username        TEXT NOT NULL UNIQUE,
  name            TEXT NOT NULL,
  department      TEXT NOT NULL,
  roles           TEXT NOT NULL, -- JSON list of role ids
  cert_no         TEXT NOT NULL,
  cert_from       TEXT NOT NULL,
  cert_to         TEXT NOT NULL,
  law_qualified   INTEGER NOT NULL,
  first_review_on TEXT NOT NULL,
  active          INTEGER NOT NULL,
  seq             INTEGER NOT NULL
) STRICT;

-- The office's choices: one row, or none as long as nobody has chosen.
CREATE TABLE account_settings (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  publish_folder TEXT NOT NULL
) STRICT;
