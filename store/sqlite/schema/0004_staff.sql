-- What proves that somebody is a Member: plain rows that no entry of the log
-- names, compared and replaced whole. Of tokens only their SHA-256 is here.
-- Instants are milliseconds since 1970 in UTC, 0 for none.
CREATE TABLE secrets (
    member        TEXT PRIMARY KEY,
    version       INTEGER NOT NULL,
    epoch         INTEGER NOT NULL,
    password      TEXT NOT NULL,
    short         INTEGER NOT NULL,
    factor        BLOB NOT NULL,
    step          INTEGER NOT NULL,
    codes         TEXT NOT NULL,
    link          TEXT NOT NULL,
    link_purpose  TEXT NOT NULL,
    link_until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX secrets_link ON secrets (link) WHERE link <> '';

CREATE TABLE sessions (
    id              TEXT PRIMARY KEY,
    member          TEXT NOT NULL,
    token           TEXT NOT NULL UNIQUE,
    before          TEXT NOT NULL,
    before_until_ms INTEGER NOT NULL,
    device          TEXT NOT NULL,
    epoch           INTEGER NOT NULL,
    rights          TEXT NOT NULL,
    form            BLOB NOT NULL,
    factor          INTEGER NOT NULL,
    pending         BLOB NOT NULL,
    started_ms      INTEGER NOT NULL,
    seen_ms         INTEGER NOT NULL,
    confirmed_ms    INTEGER NOT NULL,
    address         TEXT NOT NULL,
    browser         TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_before ON sessions (before) WHERE before <> '';
CREATE INDEX sessions_member ON sessions (member, started_ms);
CREATE INDEX sessions_seen ON sessions (seen_ms);
CREATE INDEX sessions_started ON sessions (started_ms);

-- Who has signed in on which device.
CREATE TABLE devices (
    device  TEXT NOT NULL,
    member  TEXT NOT NULL,
    seen_ms INTEGER NOT NULL,
    PRIMARY KEY (device, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX devices_member ON devices (member);
CREATE INDEX devices_seen ON devices (seen_ms);
