create table missed (                    -- a question that the bot did not answer well; once a person, line and wording
    id text primary key,
    person text not null,
    line text not null,
    language text not null,
    question text not null,              -- without secrets, telephone numbers and e-mail addresses
    entry text not null,                 -- what was told or offered first, '' = nothing
    why text not null check (why in ('unanswered', 'unsolved', 'choices')),
    seen_at text not null,
    dealt text not null default '',      -- '' = nobody looked yet, 'left', or the id of a proposal
    unique (person, line, question)
);
create index missed_waiting on missed (dealt, line, seen_at);
create index missed_seen on missed (seen_at);

create table proposals (                 -- a change to content that somebody wants, until it is decided
    id text primary key,
    kind text not null check (kind in ('attach', 'new')),
    entry text not null,                 -- wifi-key
    language text not null,
    wordings text not null,              -- JSON list: ways of asking
    lines text not null,                 -- JSON list: the lines on which they were asked
    topic text not null default '',      -- of a new entry, as what follows
    question text not null default '',
    gist text not null default '',       -- what should be answered, in a few words
    made_by text not null,               -- a helper's id
    made_at text not null,
    state text not null check (state in ('open', 'accepted', 'handed-out', 'refused')),
    decided_by text not null default '',
    decided_at text
);
create index proposals_state on proposals (state, made_at);
