-- The card that let this phone into its pool, as it was read.
create table membership (
    only integer primary key check (only = 1),
    card text not null
);
