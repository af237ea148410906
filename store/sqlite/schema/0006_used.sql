-- Which Standings show which file, in whatever state: for the desk alone.
CREATE TABLE used (
    asset    TEXT NOT NULL,
    document TEXT NOT NULL,
    locale   TEXT NOT NULL,
    PRIMARY KEY (asset, document, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX used_document ON used (document, locale);
