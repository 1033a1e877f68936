CREATE TABLE authority_body (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  description TEXT NOT NULL, -- JSON: a Body
  at          TEXT NOT NULL,
  by          TEXT NOT NULL
) STRICT;

-- The yearly notices of holidays that the office has taken up, the latest of each year.
CREATE TABLE authority_notice (
  year   INTEGER PRIMARY KEY,
  notice TEXT NOT NULL, -- JSON
  at     TEXT NOT NULL,
  by     TEXT NOT NULL
) STRICT;
