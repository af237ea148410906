-- Typed reasons of endings that wait for their approval: few at any time.
ALTER TABLE standings ADD COLUMN reason INTEGER NOT NULL DEFAULT 0;
CREATE INDEX standings_reason ON standings
    (updated_ms, document, locale, organization, type, site, state, live_state, source) WHERE reason = 1;
