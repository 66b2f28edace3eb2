-- Signed statements of daily keys: the newest of each peer and day.
CREATE TABLE statements (
    pool BLOB NOT NULL,
    peer BLOB NOT NULL,
    day INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (pool, peer, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_day ON statements (day);

-- Statements taken of a peer in the hour named; only the running hour is kept.
CREATE TABLE statement_counts (
    pool BLOB NOT NULL,
    peer BLOB NOT NULL,
    hour INTEGER NOT NULL,               -- its start
    count INTEGER NOT NULL,
    PRIMARY KEY (pool, peer)
) STRICT, WITHOUT ROWID;
