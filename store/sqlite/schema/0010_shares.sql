-- Links by which somebody without an account sees one edition before readers do.
CREATE TABLE shares (
    id         TEXT NOT NULL PRIMARY KEY,
    token      TEXT NOT NULL UNIQUE,
    document   TEXT NOT NULL,
    locale     TEXT NOT NULL,
    edition    INTEGER NOT NULL,
    said       TEXT NOT NULL,
    maker      TEXT NOT NULL,
    made_ms    INTEGER NOT NULL,
    until_ms   INTEGER NOT NULL,
    revoked_ms INTEGER NOT NULL,
    opened     INTEGER NOT NULL,
    seen_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX shares_document ON shares (document, locale, made_ms, id);
CREATE INDEX shares_until ON shares (until_ms);
