-- The plan's own facts: the number of its next item, and when its owner wants to look at it again. `timer` names the reminder in
-- the duty file, which holds a time and nothing else.
CREATE TABLE plan (
    only         INTEGER PRIMARY KEY CHECK (only = 1),
    next_id      INTEGER NOT NULL,
    every_months INTEGER CHECK (every_months BETWEEN 1 AND 24),
    due_ms       INTEGER,
    timer        BLOB CHECK (length(timer) = 16),
    CHECK ((due_ms IS NULL) = (timer IS NULL))
) STRICT;

-- The seven steps, in the order that the owner gave them.
CREATE TABLE plan_step (
    step  TEXT PRIMARY KEY,
    place INTEGER NOT NULL UNIQUE
) STRICT;

-- What stands in them: a note, somebody with a number, or a line of the list by its id.
CREATE TABLE plan_item (
    id     INTEGER PRIMARY KEY,
    step   TEXT NOT NULL REFERENCES plan_step (step),
    place  INTEGER NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('note', 'contact', 'line')),
    words  TEXT,
    number TEXT,
    line   TEXT,
    UNIQUE (step, place),
    CHECK ((line IS NOT NULL) = (kind = 'line')),
    CHECK ((words IS NULL) = (kind = 'line'))
) STRICT;
