-- What members are told, and the e-mails about it: plain rows that no entry of
-- the log names and that hold no word of a text. Instants are milliseconds since
-- 1970 in UTC, 0 for none.
CREATE TABLE notices (
    id         TEXT PRIMARY KEY,
    member     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    document   TEXT NOT NULL,
    locale     TEXT NOT NULL,
    edition    INTEGER NOT NULL,
    step       TEXT NOT NULL,
    who        TEXT NOT NULL,
    at_ms      INTEGER NOT NULL,
    due_ms     INTEGER NOT NULL,
    read_ms    INTEGER NOT NULL,
    settled_ms INTEGER NOT NULL,
    mail       TEXT NOT NULL,
    letter     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_member ON notices (member, at_ms, id);
CREATE INDEX notices_open ON notices (member, at_ms, id) WHERE read_ms = 0 AND settled_ms = 0;
CREATE INDEX notices_document ON notices (document, at_ms, id) WHERE settled_ms = 0;
CREATE INDEX notices_mail ON notices (mail, at_ms, id) WHERE mail <> '';
CREATE INDEX notices_letter ON notices (letter, at_ms, id) WHERE letter <> '';
CREATE INDEX notices_at ON notices (at_ms);

CREATE TABLE letters (
    id       TEXT PRIMARY KEY,
    member   TEXT NOT NULL,
    state    TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    tries    INTEGER NOT NULL,
    next_ms  INTEGER NOT NULL,
    why      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX letters_state ON letters (state, at_ms, id);
CREATE INDEX letters_member ON letters (member, state, at_ms, id);
CREATE INDEX letters_at ON letters (at_ms);
