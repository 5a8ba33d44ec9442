-- Times are milliseconds since 1970 in UTC; NULL is no time.

CREATE TABLE feed (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
  location TEXT NOT NULL,
  whole    INTEGER NOT NULL,
  cursor   TEXT NOT NULL, -- a JSON object of texts
  expiry   TEXT NOT NULL, -- a JSON object: days by kind
  checked  INTEGER,
  stored   INTEGER,
  error    TEXT NOT NULL DEFAULT '',
  standing INTEGER NOT NULL DEFAULT 0,
  pulls    INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE pull (
  id        INTEGER PRIMARY KEY,
  feed      INTEGER NOT NULL REFERENCES feed,
  at        INTEGER NOT NULL,
  rows      INTEGER NOT NULL DEFAULT 0,
  malformed INTEGER NOT NULL DEFAULT 0,
  added     INTEGER NOT NULL DEFAULT 0,
  changed   INTEGER NOT NULL DEFAULT 0,
  refreshed INTEGER NOT NULL DEFAULT 0,
  withdrawn INTEGER NOT NULL DEFAULT 0,
  retracted INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE family (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE, -- the id, or the name of one that has none, in lower case; '' is no family
  malpedia TEXT NOT NULL,
  name     TEXT NOT NULL,
  aliases  TEXT NOT NULL         -- a JSON array
);

-- What many assertions of a feed have in common.
CREATE TABLE said (
  id       INTEGER PRIMARY KEY,
  threat   TEXT NOT NULL,
  reporter TEXT NOT NULL,
  source   TEXT NOT NULL,
  UNIQUE (threat, reporter, source)
);

-- Which families a feed names: assertions are looked up through it.
CREATE TABLE attribution (
  feed   INTEGER NOT NULL REFERENCES feed,
  family INTEGER NOT NULL REFERENCES family,
  PRIMARY KEY (feed, family)
) WITHOUT ROWID;

-- One row is what one feed says once of one value. The one tree of the table serves all
-- that is asked of it: a feed's rows lie together and in them a family's, and in those what
-- has a host, address or hash in common.
CREATE TABLE assertion (
  feed        INTEGER NOT NULL,
  family      INTEGER NOT NULL,
  place       TEXT NOT NULL,    -- labels of the host in reverse (com.evil.www.), the address, the hash
  mark        INTEGER NOT NULL, -- hash of what makes it this assertion and no other
  print       INTEGER NOT NULL, -- hash of all else it says
  kind        INTEGER NOT NULL,
  value       TEXT NOT NULL,
  entry       TEXT,             -- the source's own id
  said        INTEGER NOT NULL,
  confidence  INTEGER,
  first_seen  INTEGER,
  last_seen   INTEGER,
  valid_until INTEGER,
  reference   TEXT,
  comment     TEXT,
  tags        TEXT,             -- a JSON array
  compromised INTEGER,
  added       INTEGER NOT NULL, -- when the store first heard it
  pull        INTEGER NOT NULL, -- the last pull that wrote it
  withdrawn   INTEGER,          -- when a whole feed stopped saying it
  held        TEXT,             -- why it awaits review
  PRIMARY KEY (feed, family, place, mark)
) WITHOUT ROWID;

-- The marks and prints of a feed's assertions once more, so that a pull knows in a moment what
-- it need not write: records of 17 bytes, little-endian, the last byte 1 for withdrawn.
CREATE TABLE memory (
  feed INTEGER NOT NULL,
  part INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (feed, part)
);

CREATE INDEX assertion_held ON assertion (feed) WHERE held IS NOT NULL;

-- What an assertion said before a pull changed it, withdrew it or brought it back.
CREATE TABLE change (
  id     INTEGER PRIMARY KEY,
  pull   INTEGER NOT NULL REFERENCES pull,
  at     INTEGER NOT NULL,
  feed   INTEGER NOT NULL,
  family INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  value  TEXT NOT NULL,
  what   TEXT NOT NULL,         -- changed, withdrawn, returned
  before TEXT NOT NULL          -- a JSON object
);
CREATE INDEX change_of ON change (kind, value);

CREATE TABLE retraction (
  id     INTEGER PRIMARY KEY,
  feed   INTEGER NOT NULL REFERENCES feed,
  kind   INTEGER NOT NULL,
  value  TEXT NOT NULL,
  source TEXT NOT NULL,         -- whose assertions it takes back; '' takes back everyone's
  entry  TEXT NOT NULL,
  at     INTEGER NOT NULL,
  by     TEXT NOT NULL,
  reason TEXT NOT NULL,
  pull   INTEGER NOT NULL,
  UNIQUE (kind, value, source, entry)
);

-- What the people here say of a value: the last word stands.
CREATE TABLE verdict (
  id      INTEGER PRIMARY KEY,
  kind    INTEGER NOT NULL,
  value   TEXT NOT NULL,
  verdict TEXT NOT NULL,        -- malicious, benign, approved; '' is a note alone
  note    TEXT NOT NULL,
  at      INTEGER NOT NULL
);
CREATE INDEX verdict_of ON verdict (kind, value);

-- Pulls that await review, one a feed.
CREATE TABLE hold (
  id        INTEGER PRIMARY KEY AUTOINCREMENT, -- people call it by its number: none is used twice
  feed      INTEGER NOT NULL UNIQUE REFERENCES feed,
  at        INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  cursor    TEXT NOT NULL,
  rows      INTEGER NOT NULL,
  malformed INTEGER NOT NULL,
  added     INTEGER NOT NULL,
  changed   INTEGER NOT NULL,
  refreshed INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  retracted INTEGER NOT NULL
);

-- What a held pull brought: compressed lines of JSON, in order.
CREATE TABLE hold_part (
  hold INTEGER NOT NULL REFERENCES hold ON DELETE CASCADE,
  part INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (hold, part)
);

CREATE TABLE finding (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- people call it by its number: none is used twice
  key         TEXT NOT NULL UNIQUE,
  family      TEXT NOT NULL,
  family_name TEXT NOT NULL,
  entity      TEXT NOT NULL,
  entity_kind TEXT NOT NULL,
  day         TEXT NOT NULL,
  severity    TEXT NOT NULL,
  matches     INTEGER NOT NULL,
  excluded    INTEGER NOT NULL,
  first       INTEGER,
  last        INTEGER,
  facts       TEXT NOT NULL,    -- a JSON object
  sample      TEXT NOT NULL,
  found       INTEGER NOT NULL, -- when a hunt first found it
  seen        INTEGER NOT NULL, -- when a hunt last found it
  hunts       INTEGER NOT NULL,
  cleared     INTEGER,
  reason      TEXT NOT NULL DEFAULT ''
);

CREATE TABLE sighting (
  finding INTEGER NOT NULL REFERENCES finding ON DELETE CASCADE,
  kind    INTEGER NOT NULL,
  value   TEXT NOT NULL,
  matches INTEGER NOT NULL,
  PRIMARY KEY (kind, value, finding)
) WITHOUT ROWID;
CREATE INDEX sighting_of ON sighting (finding);
