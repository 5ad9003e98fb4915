create table sightings (                 -- how often a kind of scam or an address was seen in an hour; no text, no person
    line text not null,
    hour text not null,                  -- when the hour began
    what text not null,                  -- kind, domain
    name text not null,                  -- parcel; what somebody registered: colis-bloque.top
    count integer not null,
    primary key (hour, what, name, line)
);

create table waves (                     -- what is seen far more than usual now; written anew by the clock
    what text not null,
    name text not null,
    hours integer not null,              -- the last so many hours
    count integer not null,
    usual double precision not null,     -- how many there are in so many hours on other days
    seen_at text not null,               -- when it was first noticed
    primary key (what, name)
);
