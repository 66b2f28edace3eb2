-- Requests, their claims and feeds. Times are milliseconds since 1970. Hashes are SHA-256.
CREATE TABLE requests (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    pool BLOB NOT NULL,
    owner BLOB NOT NULL,                 -- hash of the owner secret
    submitted BLOB NOT NULL,             -- hash of what was submitted, to know it again
    state INTEGER NOT NULL,              -- 0 open, 1 claimed, 2 withdrawn, 3 expired, 4 completed
    rev INTEGER NOT NULL,
    burnt INTEGER NOT NULL,              -- one bit a slot
    round INTEGER NOT NULL,              -- when open: written down as open; time may have opened more
    first INTEGER NOT NULL,              -- when round 1 opened
    second INTEGER NOT NULL,             -- when round 2 opens
    third INTEGER NOT NULL,              -- when round 3 opens
    ends INTEGER NOT NULL,               -- when it expires unless it is claimed
    ended INTEGER,                       -- when it ended
    due INTEGER NOT NULL,                -- when time alone changes something next
    events INTEGER NOT NULL              -- events of the owner's feed so far
) STRICT;
CREATE INDEX requests_due ON requests (due);
CREATE INDEX requests_live ON requests (pool) WHERE state < 2;

CREATE TABLE sealed (
    request INTEGER PRIMARY KEY REFERENCES requests ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE claims (
    request INTEGER NOT NULL REFERENCES requests ON DELETE CASCADE,
    rev INTEGER NOT NULL,                -- the revision that the claim made
    slot INTEGER NOT NULL,
    holder BLOB NOT NULL,                -- hash of the holder secret
    answer BLOB NOT NULL,
    since INTEGER NOT NULL,
    round INTEGER NOT NULL,              -- the round that was open then
    messages INTEGER NOT NULL,
    over INTEGER NOT NULL,               -- 0 it stands, 1 released, 2 passed over, 3 withdrawn, 4 completed
    events INTEGER NOT NULL,             -- events of the holder's feed so far
    PRIMARY KEY (request, rev)
) STRICT;

CREATE TABLE owner_events (
    request INTEGER NOT NULL REFERENCES requests ON DELETE CASCADE,
    n INTEGER NOT NULL,
    type INTEGER NOT NULL,               -- 1 round, 2 claimed, 3 released, 4 withdrawn, 5 expired, 6 completed
    rev INTEGER NOT NULL,
    round INTEGER NOT NULL,
    left_s INTEGER NOT NULL,
    PRIMARY KEY (request, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE holder_events (
    request INTEGER NOT NULL REFERENCES requests ON DELETE CASCADE,
    rev INTEGER NOT NULL,                -- the claim
    n INTEGER NOT NULL,
    type INTEGER NOT NULL,               -- 1 message, 2 next, 3 withdrawn, 4 completed
    message BLOB,
    PRIMARY KEY (request, rev, n)
) STRICT;

-- What was answered to an idempotency key.
CREATE TABLE answered (
    request INTEGER NOT NULL REFERENCES requests ON DELETE CASCADE,
    key BLOB NOT NULL,
    body BLOB NOT NULL,
    rev INTEGER NOT NULL,
    PRIMARY KEY (request, key)
) STRICT, WITHOUT ROWID;

-- Ids that were used in the last seven days.
CREATE TABLE tombstones (
    id BLOB PRIMARY KEY,                 -- hash of the id
    ended INTEGER NOT NULL               -- the hour, at its start
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstones_ended ON tombstones (ended);

-- The latest moment that was written down: the relay's clock never starts before it.
CREATE TABLE clock (latest INTEGER NOT NULL) STRICT;
INSERT INTO clock VALUES (0);
