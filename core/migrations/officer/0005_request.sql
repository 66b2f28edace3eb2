-- Daily keys of the pool's peers, as their signed statements gave them.
create table peer_key (
    pool blob not null check (length(pool) = 16),
    peer blob not null check (length(peer) = 16),
    day integer not null,
    seq integer not null,
    key blob not null check (length(key) = 32),
    on_call_until integer not null,
    primary key (pool, peer, day)
) without rowid;

create table key_snapshot (
    only integer primary key check (only = 1),
    sha256 blob not null check (length(sha256) = 32),
    fetched integer not null
);

-- The officer's request. Keys and secrets are null once it has ended.
create table request (
    id blob primary key check (length(id) = 16),
    pool blob not null check (length(pool) = 16),
    state text not null check (state in ('sending', 'waiting', 'answered', 'ended')),
    round integer,
    claim_relay blob,
    claim_rev integer,
    claim_slot integer,
    ending text,
    ladder_1 integer not null,
    ladder_2 integer not null,
    ladder_3 integer not null,
    commitment blob not null,
    reply_key blob,
    owner_secret blob,
    failed_to_send integer not null default 0,
    answered_ms integer,
    elapsed_ms integer not null default 0,
    mark_wall integer not null,
    mark_boot integer not null,
    mark_up_ms integer not null
) without rowid;

create table request_slot (
    request blob not null references request (id) on delete cascade,
    number integer not null,
    peer blob not null,
    psk blob,
    message_psk blob,
    burnt integer not null default 0,
    primary key (request, number)
) without rowid;

create table request_relay (
    request blob not null references request (id) on delete cascade,
    place integer not null,
    relay blob not null,
    standing text not null check (standing in ('untried', 'unsure', 'has', 'refused')),
    cursor text,
    claimed_slot integer,
    submission blob,
    attempts integer not null default 0,
    due_boot integer not null default 0,
    due_ms integer not null default 0,
    primary key (request, relay)
) without rowid;

create table request_answer (
    request blob primary key references request (id) on delete cascade,
    peer blob not null,
    phone text,
    modalities integer not null,
    message_key blob not null,
    number_shared integer not null default 0
) without rowid;

-- Finished calls that wait to be sent, with what makes them useless.
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
