CREATE TABLE authority_body (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  description TEXT NOT NULL, -- JSON: a Body
  at          TEXT NOT NULL,
  by          TEXT NOT NULL
) STRICT;
