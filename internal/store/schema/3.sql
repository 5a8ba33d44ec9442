-- Newer texts of the guards' lists, in place of those that foxhound holds.

CREATE TABLE guard (
  name TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  at   INTEGER NOT NULL -- when it was renewed
) WITHOUT ROWID;
