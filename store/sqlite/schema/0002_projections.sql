-- Everything here follows from log and texts and can be made again.

-- The newest Record of each thing. projected is the hash of the Projection that
-- the tables below hold of it, so that an unchanged one is not written again.
CREATE TABLE records (
    number    INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    id        TEXT NOT NULL,
    position  INTEGER NOT NULL,
    projected TEXT NOT NULL DEFAULT '',
    body      BLOB NOT NULL,
    UNIQUE (kind, id)
) STRICT;

-- Rows of lists. Instants are milliseconds since 1970 in UTC; an open begin is
-- the least integer and an open end the greatest, so that no query meets NULL.
CREATE TABLE rows (
    rid        INTEGER PRIMARY KEY,
    document   TEXT NOT NULL,
    site       TEXT NOT NULL,
    type       TEXT NOT NULL,
    audience   TEXT NOT NULL,
    for_locale TEXT NOT NULL,
    locale     TEXT NOT NULL,
    state      TEXT NOT NULL,
    begin_ms   INTEGER NOT NULL,
    end_ms     INTEGER NOT NULL,
    until_ms   INTEGER NOT NULL,
    parent     TEXT NOT NULL,
    date       TEXT NOT NULL,
    by_public  BLOB NOT NULL,
    by_date    BLOB NOT NULL,
    by_title   BLOB NOT NULL,
    by_order   BLOB NOT NULL,
    body       BLOB NOT NULL
) STRICT;

CREATE INDEX rows_document ON rows (document);
CREATE INDEX rows_parent ON rows (parent, site, for_locale) WHERE parent <> '';
-- One index per order: a page of a list is a range of one of these.
CREATE INDEX rows_public ON rows (site, for_locale, type, by_public, document);
CREATE INDEX rows_date ON rows (site, for_locale, type, by_date, document);
CREATE INDEX rows_title ON rows (site, for_locale, type, by_title, document);
CREATE INDEX rows_order ON rows (site, for_locale, type, by_order, by_title, document);
-- Counts and facets read this one alone.
CREATE INDEX rows_select ON rows
    (site, for_locale, type, audience, state, begin_ms, end_ms, until_ms, date, locale);

-- Terms are few and their rows many: a row names its terms by number. All that
-- tells one list from another stands with the term, so that its postings are
-- those of one list, and their number is a facet's count.
CREATE TABLE term (
    tid        INTEGER PRIMARY KEY,
    site       TEXT NOT NULL,
    for_locale TEXT NOT NULL,
    type       TEXT NOT NULL,
    audience   TEXT NOT NULL,
    state      TEXT NOT NULL,
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    rows       INTEGER NOT NULL DEFAULT 0,
    UNIQUE (site, for_locale, type, name, value, audience, state)
) STRICT;
CREATE INDEX term_value ON term (name, value);

CREATE TABLE posting (
    tid INTEGER NOT NULL,
    rid INTEGER NOT NULL,
    PRIMARY KEY (tid, rid)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_rid ON posting (rid, tid);

CREATE TRIGGER posting_more AFTER INSERT ON posting BEGIN
    UPDATE term SET rows = rows + 1 WHERE tid = new.tid;
END;
CREATE TRIGGER posting_less AFTER DELETE ON posting BEGIN
    UPDATE term SET rows = rows - 1 WHERE tid = old.tid;
END;

CREATE TABLE paths (
    site     TEXT NOT NULL,
    path     TEXT NOT NULL,
    locale   TEXT NOT NULL,
    document TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    rehomed  INTEGER NOT NULL,
    PRIMARY KEY (site, path, locale, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX paths_document ON paths (document);

CREATE TABLE claims (
    claim    TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (claim, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_document ON claims (document);

CREATE TABLE due (
    at_ms    INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (at_ms, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_document ON due (document);
