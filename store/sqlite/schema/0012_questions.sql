-- What readers ask the search, counted by month. The key is the order on disk, so
-- that nothing tells in which order anything was asked.
CREATE TABLE questions (
    site    TEXT NOT NULL,
    locale  TEXT NOT NULL,
    month   INTEGER NOT NULL,
    text    TEXT NOT NULL,
    times   INTEGER NOT NULL,
    without INTEGER NOT NULL,
    PRIMARY KEY (site, locale, month, text)
) STRICT, WITHOUT ROWID;
