-- What members have typed and not saved: one row for each member and text.
CREATE TABLE scratches (
    member   TEXT NOT NULL,
    document TEXT NOT NULL,
    locale   TEXT NOT NULL,
    base     TEXT NOT NULL,
    words    BLOB NOT NULL,
    facts    BLOB NOT NULL,
    at_ms    INTEGER NOT NULL,
    PRIMARY KEY (document, locale, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX scratches_at ON scratches (at_ms);
