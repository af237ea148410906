-- The truth: one log of Changes, and the texts that stand beside it.
CREATE TABLE log (
    position INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    hash     TEXT NOT NULL,
    entry    BLOB NOT NULL
) STRICT;

CREATE TABLE texts (
    hash     TEXT PRIMARY KEY,
    redacted INTEGER NOT NULL DEFAULT 0,
    body     BLOB NOT NULL
) STRICT;

-- What the store knows about itself: which rules its projections were made by,
-- and whether redacted words still wait to be wiped from free pages.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
