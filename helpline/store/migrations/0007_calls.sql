create table calls (                     -- a call that the house makes: first the helper's phone, then the person's
    id text primary key,
    ticket text not null references tickets (id),
    helper text not null,
    line text not null,
    state text not null check (state in ('asked', 'ringing', 'accepted', 'talking', 'ended')),
    carrier_id text unique,              -- of the helper's leg
    result text not null default '',     -- answered, no-answer, busy, failed, not-accepted, cancelled
    asked_at text not null,
    answered_at text,                    -- when the person picked up
    ended_at text
);
create unique index calls_one_a_ticket on calls (ticket) where state <> 'ended';
create unique index calls_one_a_helper on calls (helper) where state <> 'ended';
create index calls_asked on calls (asked_at);
