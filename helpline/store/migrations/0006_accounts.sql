-- Accounts: invitations by one-time link, a second factor, access to some lines only.
alter table helpers add column lines text not null default '[]';              -- JSON list of ids; none = all lines
alter table helpers add column phone text not null default '';                -- the helper's own number, E.164
alter table helpers add column totp_secret_round integer not null default 0;  -- on above 0; -3: off, the third was the last
alter table helpers add column totp_step integer not null default 0;          -- 30 s steps: the last one whose code was taken

alter table sessions add column whole integer not null default 1;             -- 0: the code of the phone is still owed

create table invites (                   -- one-time links: to a new account, or to a new password of one that is there
    token_hash text primary key,         -- sha256 of what the link holds
    helper text not null default '',     -- whose new password; '' = a new account
    name text not null,
    role text not null,
    language text not null,
    lines text not null,
    made_by text not null,               -- a helper's id; '' = the operator
    expires_at text not null,
    used_at text
);
create index invites_name on invites (name);

create table strangers (                 -- one row: a wrong name costs the same write as a wrong password
    tries integer not null
);
insert into strangers (tries) values (0);
