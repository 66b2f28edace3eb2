-- Whom the officer must not meet: a peer, an agency, or everybody of an agency who is something in the service.
CREATE TABLE conflict (
    id     INTEGER PRIMARY KEY,
    rule   TEXT NOT NULL CHECK (rule IN ('peer', 'agency', 'role_in_agency')),
    peer   BLOB CHECK (length(peer) = 16),
    agency TEXT,
    role   TEXT,
    reason TEXT NOT NULL CHECK (reason IN ('supervisor', 'internal_affairs', 'at_the_incident', 'named_by_me')),
    CHECK ((peer IS NOT NULL) = (rule = 'peer')),
    CHECK ((agency IS NOT NULL) = (rule <> 'peer')),
    CHECK ((role IS NOT NULL) = (rule = 'role_in_agency'))
) STRICT;
