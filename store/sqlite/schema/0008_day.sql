-- The day that a text is of, by whose year it is found again. It stands at the end
-- of the indexes that lists are read from, so that looking for a year reads them
-- alone; projections are made again under the rules that fill it.
ALTER TABLE standings ADD COLUMN day TEXT NOT NULL DEFAULT '';

DROP INDEX standings_state;
DROP INDEX standings_organization;
DROP INDEX standings_type;
CREATE INDEX standings_state ON standings
    (state, updated_ms, document, locale, organization, type, site, live_state, source, day);
CREATE INDEX standings_organization ON standings
    (organization, state, updated_ms, document, locale, type, site, live_state, source, day);
CREATE INDEX standings_type ON standings
    (type, locale, state, updated_ms, document, organization, site, live_state, source, day);
