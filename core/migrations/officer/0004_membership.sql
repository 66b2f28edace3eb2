-- The card that let this phone into its pool, as it was read.
create table membership (
    only integer primary key check (only = 1),
    card text not null
);

-- The officer's own agency, for its limits and for "outside my agency"; and what makes this phone's order of peers its own.
-- Both stay on this phone.
create table myself (
    only integer primary key check (only = 1),
    agency text,
    rotation blob not null check (length(rotation) = 32)
);
