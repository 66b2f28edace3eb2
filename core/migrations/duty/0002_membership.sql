-- The card that made this phone a peer's, and the seed of the peer's directory key (Ed25519).
create table membership (
    only integer primary key check (only = 1),
    card text not null,
    directory_seed blob not null check (length(directory_seed) = 32)
);
