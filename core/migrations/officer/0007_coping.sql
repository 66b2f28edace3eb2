-- How the officer felt before and after a coping tool, 0 to 10; only what they wanted kept. What helped is learnt from these rows alone.
create table coping_use (
    id integer primary key,
    exercise text not null check (length(exercise) between 1 and 60),
    version integer not null check (version > 0),
    distress_before integer check (distress_before between 0 and 10),
    distress_after integer check (distress_after between 0 and 10),
    at_minute integer not null,
    check (distress_before is not null or distress_after is not null)
) strict;
