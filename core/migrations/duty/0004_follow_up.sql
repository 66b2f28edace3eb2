-- Times at which the one neutral notice is given, so that it can be given while the phone is locked: no word of what for. `due_ms` is
-- the wall clock's; `left_ms` at the mark is what counts while the phone is not restarted.
CREATE TABLE timer (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    due_ms       INTEGER NOT NULL,
    planned_boot INTEGER NOT NULL,
    left_ms      INTEGER NOT NULL,
    mark_wall    INTEGER NOT NULL,
    mark_boot    INTEGER NOT NULL,
    mark_up_ms   INTEGER NOT NULL,
    told         INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
) STRICT, WITHOUT ROWID;

-- A peer's reminder to themselves, if the officer agreed: whose it is about is not in it.
CREATE TABLE peer_reminder (
    timer  BLOB PRIMARY KEY CHECK (length(timer) = 16),
    length TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A peer's break from duty; without an end until it is taken back.
CREATE TABLE duty_break (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    until INTEGER
) STRICT;
