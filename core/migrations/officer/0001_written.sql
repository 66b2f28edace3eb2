-- When the file was last written, by both clocks: after a start it tells whether the wall clock was set back meanwhile.
CREATE TABLE written (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    wall_ms INTEGER NOT NULL,
    boot    INTEGER NOT NULL,
    up_ms   INTEGER NOT NULL
) STRICT;
