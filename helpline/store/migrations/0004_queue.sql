alter table tickets add column grave_at text;               -- since when it is about danger or money
alter table tickets add column team text not null default '';  -- whom it was handed to, "" for everybody
update tickets set grave_at = opened_at where why in ('danger', 'money');

create table skips (                     -- a helper leaves a ticket to colleagues for a while
    ticket text not null references tickets (id),
    helper text not null,
    until text not null,
    primary key (ticket, helper)
);
