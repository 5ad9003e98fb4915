create table shifts (                    -- when a helper answers on a line, each week, by the clock of the line's place
    id text primary key,
    helper text not null references helpers (id),
    line text not null,
    weekday integer not null check (weekday between 0 and 6),  -- 0 = Monday
    starts text not null,                -- 09:00
    ends text not null,
    unique (helper, line, weekday, starts)
);
create index shifts_line on shifts (line);

create table absences (                  -- days on which a helper's shifts do not count; the last one belongs to them
    id text primary key,
    helper text not null references helpers (id),
    first_day text not null,             -- 2026-12-24
    last_day text not null
);
create index absences_helper on absences (helper);
