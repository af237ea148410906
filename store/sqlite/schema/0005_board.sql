-- What the desk reads. Everything here follows from log and texts and can be
-- made again; nothing here is ever read for a Site.

-- Where every Translation stands. Instants are milliseconds since 1970 in UTC,
-- the least integer for none; missing and owed are JSON; body is the Standing.
CREATE TABLE standings (
    document     TEXT NOT NULL,
    locale       TEXT NOT NULL,
    site         TEXT NOT NULL,
    type         TEXT NOT NULL,
    organization TEXT NOT NULL,
    state        TEXT NOT NULL,
    live_state   TEXT NOT NULL,
    source       INTEGER NOT NULL,
    updated_ms   INTEGER NOT NULL,
    submitted_ms INTEGER NOT NULL,
    publish_ms   INTEGER NOT NULL,
    due_ms       INTEGER NOT NULL,
    review       TEXT NOT NULL,
    missing      TEXT NOT NULL,
    owed         TEXT NOT NULL,
    stale        INTEGER NOT NULL,
    unsealed     INTEGER NOT NULL,
    redaction    INTEGER NOT NULL,
    body         BLOB NOT NULL,
    PRIMARY KEY (document, locale)
) STRICT, WITHOUT ROWID;

-- The last touched first, of a state, of an organization, of a Type in a
-- locale. What else a question may ask follows the order, so that counting
-- reads the index alone.
CREATE INDEX standings_state ON standings
    (state, updated_ms, document, locale, organization, type, site, live_state, source);
CREATE INDEX standings_organization ON standings
    (organization, state, updated_ms, document, locale, type, site, live_state, source);
CREATE INDEX standings_type ON standings
    (type, locale, state, updated_ms, document, organization, site, live_state, source);

-- What few Translations are, in the order in which it is asked for.
CREATE INDEX standings_submitted ON standings (submitted_ms, document, locale) WHERE state = 'submitted';
CREATE INDEX standings_scheduled ON standings (publish_ms, document, locale) WHERE state = 'scheduled';
CREATE INDEX standings_owed ON standings (due_ms, document, locale) WHERE owed <> '[]';
CREATE INDEX standings_redaction ON standings (updated_ms, document, locale) WHERE redaction = 1;
-- What many may be for a while.
CREATE INDEX standings_review ON standings
    (review, document, locale, organization, type, site, state, live_state, source) WHERE review <> '';
CREATE INDEX standings_stale ON standings
    (updated_ms, document, locale, organization, type, site, state, live_state, source) WHERE stale = 1;
CREATE INDEX standings_unsealed ON standings
    (updated_ms, document, locale, organization, type, site, state, live_state, source) WHERE unsealed = 1;

-- Who has to do with which Standing, and how.
CREATE TABLE hands (
    member     TEXT NOT NULL,
    hand       TEXT NOT NULL,
    state      TEXT NOT NULL,
    updated_ms INTEGER NOT NULL,
    document   TEXT NOT NULL,
    locale     TEXT NOT NULL,
    PRIMARY KEY (member, hand, state, updated_ms, document, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX hands_document ON hands (document, locale, member, hand);

-- The Events of the log by what they are about; the log itself holds the rest.
CREATE TABLE events (
    position INTEGER NOT NULL,
    n        INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    actor    TEXT NOT NULL,
    document TEXT NOT NULL,
    asset    TEXT NOT NULL,
    member   TEXT NOT NULL,
    locale   TEXT NOT NULL,
    PRIMARY KEY (position, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_at ON events (at_ms, position, n);
CREATE INDEX events_kind ON events (kind, position, n, at_ms);
CREATE INDEX events_actor ON events (actor, position, n);
CREATE INDEX events_document ON events (document, position, n) WHERE document <> '';
CREATE INDEX events_asset ON events (asset, position, n) WHERE asset <> '';
CREATE INDEX events_member ON events (member, position, n) WHERE member <> '';
