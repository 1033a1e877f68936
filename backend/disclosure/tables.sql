CREATE TABLE disclosure_item (
  id           TEXT PRIMARY KEY,
  case_id      TEXT NOT NULL,
  decision_no  TEXT NOT NULL,
  decided_on   TEXT NOT NULL, -- date
  paper        TEXT NOT NULL,
  rule         TEXT NOT NULL, -- of the rulebook, by which it is published or not; empty if it could not be settled
  deadline     TEXT NOT NULL, -- of the rulebook
  due_on       TEXT NOT NULL, -- date
  state        TEXT NOT NULL CHECK (state IN ('to_judge', 'masking', 'checking', 'approved', 'published', 'withheld', 'withdrawn', 'taken_down')),
  opened_at    TEXT NOT NULL,
  text_sha256  TEXT NOT NULL, -- of the decision's text that the masks were made for
  remark       TEXT NOT NULL,
  prepared_by  TEXT NOT NULL, -- who last changed the masks
  submitted_by TEXT NOT NULL,
  approved_by  TEXT NOT NULL,
  approved_at  TEXT NOT NULL,
  approved_sha TEXT NOT NULL, -- of the public text and row that were approved
  ground       TEXT NOT NULL,
  ground_note  TEXT NOT NULL,
  reason       TEXT NOT NULL, -- of the last return or withdrawal
  party        TEXT NOT NULL, -- as reported, once published
  published_at TEXT NOT NULL,
  folder       TEXT NOT NULL,
  record_sha   TEXT NOT NULL, -- of the public record; empty for what was published before there were records
  ended        TEXT NOT NULL CHECK (ended IN ('', 'withdrawn', 'expired', 'repaired')),
  ended_on     TEXT NOT NULL, -- date
  noticed_at   TEXT NOT NULL, -- when a package told the receivers of the end
  shown_at     TEXT NOT NULL, -- when the present record was published; published_at is the first one's
  until        TEXT NOT NULL, -- date after which it is taken down; empty where no rule limits it
  replaces     TEXT NOT NULL, -- of the record that is being corrected
  correction   TEXT NOT NULL, -- what was wrong with it
  seq          INTEGER NOT NULL, -- of the last entry
  UNIQUE (case_id, decision_no)
) STRICT;
CREATE INDEX disclosure_item_by_state ON disclosure_item (state, due_on);
CREATE INDEX disclosure_item_by_no ON disclosure_item (decision_no);

-- Masks in the decision's text. Offsets are in runes; what stood there is read from the text and kept nowhere else.
CREATE TABLE disclosure_mask (
  item     TEXT NOT NULL,
  id       TEXT NOT NULL,
  rule     TEXT NOT NULL,
  level    TEXT NOT NULL,
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  mask     TEXT NOT NULL,
  reason   TEXT NOT NULL, -- JSON: both languages
  accepted INTEGER NOT NULL,
  by       TEXT NOT NULL CHECK (by IN ('machine', 'person')),
  PRIMARY KEY (item, id)
) STRICT, WITHOUT ROWID;

-- Papers whose pages are published as pictures beside the text of a decision, in the order in which they were taken in.
CREATE TABLE disclosure_scan (
  item   TEXT NOT NULL,
  paper  TEXT NOT NULL,
  n      INTEGER NOT NULL,
  sha256 TEXT NOT NULL, -- of the paper's bytes for which the covers were made
  title  TEXT NOT NULL, -- is published
  pages  INTEGER NOT NULL,
  PRIMARY KEY (item, paper)
) STRICT, WITHOUT ROWID;

-- Boxes on the pictures of pages. What stands under them is read from the picture and kept nowhere else.
CREATE TABLE disclosure_cover (
  item     TEXT NOT NULL,
  paper    TEXT NOT NULL,
  id       TEXT NOT NULL,
  page     INTEGER NOT NULL,
  region   TEXT NOT NULL, -- JSON: x, y, width, height in ten-thousandths of the page's sides
  rule     TEXT NOT NULL,
  level    TEXT NOT NULL,
  reason   TEXT NOT NULL, -- JSON: both languages
  accepted INTEGER NOT NULL,
  by       TEXT NOT NULL CHECK (by IN ('machine', 'person')),
  PRIMARY KEY (item, paper, id)
) STRICT, WITHOUT ROWID;

-- Everybody who has worked on the masks of a disclosure: none of them may approve it.
CREATE TABLE disclosure_preparer (
  item   TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (item, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE disclosure_file (
  item   TEXT NOT NULL,
  name   TEXT NOT NULL,
  size   INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  seq    INTEGER NOT NULL, -- of the publication
  PRIMARY KEY (item, name, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX disclosure_file_by_hash ON disclosure_file (sha256);

-- What was public before it was corrected.
CREATE TABLE disclosure_version (
  item       TEXT NOT NULL,
  n          INTEGER NOT NULL,
  record_sha TEXT NOT NULL,
  shown_at   TEXT NOT NULL,
  folder     TEXT NOT NULL,
  replaced_at TEXT NOT NULL,
  correction TEXT NOT NULL,
  PRIMARY KEY (item, n)
) STRICT, WITHOUT ROWID;

-- Where a published decision must be seen, and what is known of it there. Instants are empty until it is so; a correction
-- has to be brought to each place anew.
CREATE TABLE disclosure_place (
  item           TEXT NOT NULL,
  destination    TEXT NOT NULL,
  address        TEXT NOT NULL,
  uploaded_at    TEXT NOT NULL,
  uploaded_by    TEXT NOT NULL,
  note           TEXT NOT NULL,
  picture        TEXT NOT NULL, -- SHA-256
  recall_address TEXT NOT NULL,
  recalled_at    TEXT NOT NULL,
  recalled_by    TEXT NOT NULL,
  recall_note    TEXT NOT NULL,
  recall_picture TEXT NOT NULL, -- SHA-256
  PRIMARY KEY (item, destination)
) STRICT, WITHOUT ROWID;

-- What receivers answered. The first answer of a place decides whether it was accepted at the first pass.
CREATE TABLE disclosure_answer (
  item        TEXT NOT NULL,
  destination TEXT NOT NULL,
  n           INTEGER NOT NULL,
  answered_on TEXT NOT NULL,
  accepted    INTEGER NOT NULL,
  field       TEXT NOT NULL, -- code of the column that was found fault with; empty for the whole row
  reason      TEXT NOT NULL,
  PRIMARY KEY (item, destination, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE disclosure_request (
  item       TEXT NOT NULL,
  n          INTEGER NOT NULL,
  asker      TEXT NOT NULL,
  got_on     TEXT NOT NULL,
  due_on     TEXT NOT NULL,
  what       TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  granted    INTEGER NOT NULL,
  reason     TEXT NOT NULL,
  PRIMARY KEY (item, n)
) STRICT, WITHOUT ROWID;

-- Packages that were written, by their manifest. The entry at seq is what the package's proof shows to the public.
CREATE TABLE disclosure_package (
  manifest_sha TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  seq          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The versions of open lists that packages have carried.
CREATE TABLE disclosure_list (
  list         TEXT NOT NULL,
  version      INTEGER NOT NULL,
  manifest_sha TEXT NOT NULL,
  package      TEXT NOT NULL,
  packaged_on  TEXT NOT NULL, -- date
  PRIMARY KEY (list, version, manifest_sha)
) STRICT, WITHOUT ROWID;

-- What people were shown or told in a case, by the word of whoever did it.
CREATE TABLE disclosure_showing (
  case_id TEXT NOT NULL,
  showing TEXT NOT NULL, -- of the rulebook
  on_day  TEXT NOT NULL, -- date
  note    TEXT NOT NULL,
  by      TEXT NOT NULL,
  recording TEXT NOT NULL, -- that proves it, on a stretch in milliseconds; empty for none
  from_ms INTEGER NOT NULL,
  to_ms   INTEGER NOT NULL,
  PRIMARY KEY (case_id, showing)
) STRICT, WITHOUT ROWID;
CREATE INDEX disclosure_showing_by_recording ON disclosure_showing (recording);

-- By when a decision must be public at a destination.
CREATE TABLE disclosure_due (
  item        TEXT NOT NULL,
  destination TEXT NOT NULL,
  period      TEXT NOT NULL, -- of the rulebook
  due_on      TEXT NOT NULL, -- date
  PRIMARY KEY (item, destination)
) STRICT, WITHOUT ROWID;

-- Files of receivers' answers that were taken in, and what their columns were taken for.
CREATE TABLE disclosure_receipts (
  sha256      TEXT PRIMARY KEY,
  destination TEXT NOT NULL,
  name        TEXT NOT NULL,
  answers     INTEGER NOT NULL,
  accepted    INTEGER NOT NULL,
  unmatched   INTEGER NOT NULL,
  at          TEXT NOT NULL,
  by          TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE disclosure_receipt_column (
  destination TEXT NOT NULL,
  heading     TEXT NOT NULL,
  target      TEXT NOT NULL,
  PRIMARY KEY (destination, heading)
) STRICT, WITHOUT ROWID;

-- Third parties whose secrets or privacy a publication touches, and what they said.
CREATE TABLE disclosure_consultation (
  item        TEXT NOT NULL,
  n           INTEGER NOT NULL,
  whom        TEXT NOT NULL,
  about       TEXT NOT NULL,
  asked_on    TEXT NOT NULL, -- date
  due_on      TEXT NOT NULL, -- date
  answered_on TEXT NOT NULL, -- date, empty while open
  agreed      INTEGER NOT NULL,
  opinion     TEXT NOT NULL,
  PRIMARY KEY (item, n)
) STRICT, WITHOUT ROWID;

-- What somebody found on looking at a disclosure: its impact on people, or whether it must still be withheld.
CREATE TABLE disclosure_assessment (
  item       TEXT NOT NULL,
  n          INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('impact', 'withheld')),
  on_day     TEXT NOT NULL, -- date
  by         TEXT NOT NULL,
  purpose    TEXT NOT NULL,
  risks      TEXT NOT NULL,
  measures   TEXT NOT NULL,
  passed     INTEGER NOT NULL,
  keep_until TEXT NOT NULL, -- date
  next_on    TEXT NOT NULL, -- date
  PRIMARY KEY (item, n)
) STRICT, WITHOUT ROWID;
