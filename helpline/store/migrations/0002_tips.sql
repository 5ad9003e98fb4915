-- Tips by text, for who asked for them: which theme, how many were told, when the next one is due.
create table tips (
    person text not null,
    line text not null,
    theme text not null,
    told integer not null,
    due_at text not null,
    primary key (person, line)
);
create index tips_due on tips (due_at);
