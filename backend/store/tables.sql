-- The ledger. Nothing here is ever changed or deleted; the triggers stop mistakes, the tree shows intent.
CREATE TABLE entry (
  seq  INTEGER PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

-- The hashes of the Merkle tree over the entries, numbered as tlog numbers them.
CREATE TABLE tree_hash (
  n    INTEGER PRIMARY KEY,
  hash BLOB NOT NULL
) STRICT;

-- The signed head of the ledger: one row.
CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;

-- What the file is: its format, the public key of the office, the shape of the derived tables.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
