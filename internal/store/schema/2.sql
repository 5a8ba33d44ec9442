-- Events of findings, so that exclusions that are written later can be held against them.

CREATE TABLE event (
  finding INTEGER NOT NULL REFERENCES finding ON DELETE CASCADE,
  number  INTEGER NOT NULL,  -- within the finding, from 0
  source  TEXT NOT NULL,     -- the table of the log
  fields  TEXT NOT NULL,     -- a JSON object
  last    INTEGER,           -- the latest time of the events that it stands for
  matches INTEGER NOT NULL,  -- how many those are
  PRIMARY KEY (finding, number)
) WITHOUT ROWID;
