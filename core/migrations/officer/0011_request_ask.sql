-- What the officer asked for, as long as it may have to be sealed anew: a relay can say that the request's id is in use with other
-- bytes. Gone once the request has ended.
create table request_ask (
    request blob primary key references request (id) on delete cascade,
    limits_id text not null,
    limits_version integer not null,
    wishes blob not null,
    topics blob not null,
    language text not null,
    made integer not null,
    sealed_anew integer not null default 0
) without rowid;
