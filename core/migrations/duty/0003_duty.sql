-- One key a day; the private half is destroyed after seven days, and the file's key with it.
create table daily_key (
    day integer primary key,
    private blob not null check (length(private) = 32),
    seq integer not null
);

-- Until when the peer is on call, what of it was stated, and when a change may be stated.
create table duty (
    only integer primary key check (only = 1),
    on_call_until integer not null,
    stated_until integer not null,
    state_from integer not null
);

-- The newest statement that a relay has taken.
create table published (
    relay blob primary key check (length(relay) = 16),
    day integer not null,
    seq integer not null,
    on_call_until integer not null,
    refused text
) without rowid;

-- Requests that one of this peer's keys opened.
create table offer (
    id blob primary key check (length(id) = 16),
    state text not null check (state in ('open', 'hidden', 'claiming', 'held', 'over')),
    over text,
    relay blob not null,
    board_rev integer not null,
    held_rev integer,
    slot integer not null,
    made integer not null,
    limits_id text not null,
    limits_version integer not null,
    wishes blob not null,
    topics blob not null,
    language text not null,
    commitment blob not null,
    reply_key blob not null,
    psk blob,
    message_psk blob,
    holder_secret blob,
    message_key blob,
    seen integer not null default 0,
    phone text,
    cursor text,
    left_ms integer not null,
    mark_wall integer not null,
    mark_boot integer not null,
    mark_up_ms integer not null
) without rowid;

create table offer_claim (
    id blob not null references offer (id) on delete cascade,
    relay blob not null,
    secret blob not null,
    primary key (id, relay)
) without rowid;

-- Ids that are never shown again: ended, answered, released or passed over. Kept eight days.
create table done_with (
    id blob primary key check (length(id) = 16),
    until integer not null
) without rowid;

create table outbox (
    n integer primary key,
    request blob not null,
    relay blob not null,
    kind text not null,
    lane text not null,
    method text not null,
    path text not null,
    secret blob,
    idempotency_key text,
    body blob,
    attempts integer not null default 0,
    due_boot integer not null default 0,
    due_ms integer not null default 0,
    useless_after_ms integer not null,
    mark_wall integer not null,
    mark_boot integer not null,
    mark_up_ms integer not null
);
