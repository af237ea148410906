-- When rows begin, end and leave current lists: few, and asked for in order, to
-- know until when a page can be kept. The bounds are those of open windows.
CREATE INDEX rows_begin ON rows (begin_ms) WHERE begin_ms > -9223372036854775807;
CREATE INDEX rows_end ON rows (end_ms) WHERE end_ms < 9223372036854775807;
CREATE INDEX rows_until ON rows (until_ms) WHERE until_ms < 9223372036854775807;
