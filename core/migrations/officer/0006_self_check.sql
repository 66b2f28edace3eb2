-- What results were scored by: the words of its bands, separated by commas, so that a row names its band by a number.
create table self_check_instrument (
    n integer primary key,
    id text not null,
    coding text not null,
    version integer not null,
    bands text not null,
    unique (id, coding, version, bands)
);

-- Results that the officer kept, in the order in which they were kept. Totals are in ten-thousandths. answers: a byte for the gate, a byte
-- for how many items there are, then a byte for each answer, 255 where there is none.
create table self_check (
    n integer primary key,
    instrument integer not null references self_check_instrument (n),
    at_minute integer not null,
    imported integer not null check (imported in (0, 1)),
    total integer not null,
    band integer not null,
    answers blob not null
);

-- Forms that were begun, at most one of each instrument.
create table self_check_draft (
    instrument text primary key,
    coding text not null,
    version integer not null,
    began_minute integer not null,
    answers blob not null
) without rowid;
