-- Times are ISO 8601 in UTC ("2026-11-22T09:30:00.123456+00:00"), so that they sort as text on both engines.
-- Ids are made by the application. JSON and flags are kept as TEXT and INTEGER for the same reason.

create table people (
    person text primary key,             -- E.164, or what the carrier gave
    language text not null,
    greeted text not null default '',    -- version of the notice that was given
    stopped_at text,                     -- STOP: nothing that we start is sent
    created_at text not null,
    heard_at text not null
);

create table conversations (
    person text not null,
    line text not null,
    channel text not null,               -- text, voice: a text sent during a call does not move the call on
    at text not null,                    -- the step that listens next
    notes text not null,                 -- JSON object of strings
    misses integer not null,
    heard_at text not null,
    primary key (person, line, channel)
);

create table turns (                     -- one row an event of the carrier: the key against doubles
    event text primary key,              -- MessageSid, or CallSid/turn
    person text not null,
    line text not null,
    how text not null,
    step_from text not null,
    step_to text not null,
    replies text not null,               -- JSON list of the texts, or the sentences, that were answered
    language text not null,
    ended integer not null,              -- whether the call was ended by it
    digest text not null,                -- of what was heard: a carrier's retry is alike, a reused id is not
    created_at text not null
);
create index turns_person on turns (person, created_at);

create table messages (                  -- what was said, in both directions; outgoing rows are the outbox too
    id text primary key,
    person text not null,
    line text not null,
    ticket text,
    direction text not null check (direction in ('in', 'out')),
    channel text not null,               -- text, voice
    author text not null,                -- person, bot, clock, or a helper's id
    body text not null,                  -- free of secrets
    removed text not null default '[]',  -- JSON list of the kinds of secrets taken out
    segments integer not null default 0,
    state text not null check (state in
        ('heard', 'ignored', 'replied', 'queued', 'sending', 'sent', 'delivered', 'failed', 'cancelled')),
    carrier_id text unique,
    error text not null default '',      -- the carrier's code, or our word for it
    tries integer not null default 0,
    due_at text,                         -- queued: not before
    claimed_until text,                  -- sending: the lease
    created_at text not null
);
create index messages_talk on messages (person, created_at);
create index messages_queue on messages (state, due_at);

create table tickets (
    id text primary key,
    person text not null,
    line text not null,
    language text not null,
    why text not null,
    urgent integer not null,
    question text not null,
    entry text not null,
    number text not null default '',     -- where to call, if not the person's own number
    state text not null check (state in ('waiting', 'claimed', 'closed')),
    opened_at text not null,
    touched_at text not null,
    contacts integer not null,
    slot_start text,
    slot_end text,
    helper text not null default '',
    claimed_until text,
    word_round integer not null,
    closed_at text,
    outcome text not null default ''
);
create unique index tickets_one_open on tickets (person, line) where state <> 'closed';
create index tickets_queue on tickets (state, opened_at);

create table moves (                     -- what happened to a ticket; never changed
    id text primary key,
    ticket text not null references tickets (id),
    kind text not null,                  -- opened, joined, promised, claimed, released, replied, noted, closed, ...
    helper text not null default '',     -- '' = the house itself
    note text not null default '',
    created_at text not null
);
create index moves_ticket on moves (ticket, created_at);

create table recordings (                -- voice messages; the sound itself stays with the carrier until it is erased there
    sid text primary key,                -- the carrier's id
    person text not null,
    line text not null,
    ticket text not null references tickets (id),
    seconds integer not null,
    dropped integer not null default 0,  -- the person did not want it kept
    created_at text not null
);
create index recordings_ticket on recordings (ticket);

create table marks (                     -- counted, without a word of what was said
    id text primary key,
    line text not null,
    kind text not null,
    detail text not null,
    created_at text not null
);
create index marks_kind on marks (kind, created_at);

create table helpers (
    id text primary key,
    name text not null unique,           -- what they log in with and what colleagues see
    password_hash text not null,         -- argon2
    role text not null,
    language text not null,
    failures integer not null default 0,
    locked_until text,
    disabled_at text,
    created_at text not null
);

create table sessions (
    token_hash text primary key,         -- sha256 of what the cookie holds
    helper text not null references helpers (id),
    created_at text not null,
    seen_at text not null
);

create table forgotten (                 -- a salted hash of an erased number, so that STOP and erasure survive a restore
    person_hash text primary key,
    stopped integer not null,
    created_at text not null
);
