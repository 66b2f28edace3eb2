-- Which limits the officer accepted, and when. `shown` is the SHA-256 of everything that was on the screen, the agency's part too.
CREATE TABLE limits_accepted (
    id             INTEGER PRIMARY KEY,
    common_id      TEXT NOT NULL,
    common_version INTEGER NOT NULL CHECK (common_version > 0),
    shown          BLOB NOT NULL CHECK (length(shown) = 32),
    at_minute      INTEGER NOT NULL
) STRICT;
