create table days (                      -- counts by day of the line's place; they stay when messages are gone. No person
    day text not null,                   -- 2026-11-24
    line text not null,
    what text not null,                  -- contact, answered, bot, opened, callback, waited, outcome, try, segments; counted
    name text not null,                  -- of what is counted: voice, wifi-key, solved, ...
    count integer not null,
    primary key (day, line, what, name)
);

create index messages_day on messages (line, created_at);
create index marks_day on marks (line, created_at);
create index moves_day on moves (created_at);
create index tickets_opened on tickets (line, opened_at);
create index tickets_closed on tickets (line, closed_at);
create index tickets_promised on tickets (line, slot_end);
