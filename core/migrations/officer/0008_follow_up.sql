-- What the officer wants to look in on themselves after, and when it was. Nothing is kept of what is over.
CREATE TABLE follow_up_after (
    id       INTEGER PRIMARY KEY,
    what     TEXT NOT NULL CHECK (what IN ('contact', 'incident', 'self_check')),
    begun_ms INTEGER NOT NULL
) STRICT;

-- Each reminder of it. `timer` names the time in the duty file, which holds that and nothing else.
CREATE TABLE follow_up (
    timer  BLOB PRIMARY KEY CHECK (length(timer) = 16),
    after  INTEGER NOT NULL REFERENCES follow_up_after (id) ON DELETE CASCADE,
    length TEXT,
    due_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
