-- Every run of a server, for charts and accounting: a server's own row knows the last one only. Names are those of the time; a run
-- outlives its user and its server, so nothing is referred to.
create table server_runs (
    id              bigint generated always as identity primary key,
    server_id       bigint      not null,
    generation      bigint      not null,
    user_id         bigint      not null,
    user_name       text        not null check (length(user_name) <= 255),
    server_name     text        not null check (length(server_name) <= 64),
    profile         text        not null check (length(profile) <= 255),
    wanted_by       text        not null check (length(wanted_by) <= 255),
    wanted_at       timestamptz not null default now(),
    ready_at        timestamptz,
    -- The decision that ends it, or the fact; a server that is told to stop still runs, and counts, until it is gone.
    stop_wanted_at  timestamptz,
    reason          text check (length(reason) <= 64),
    ended_at        timestamptz,
    unique (server_id, generation)
);
create index server_runs_wanted on server_runs (wanted_at);
create index server_runs_user on server_runs (user_id, wanted_at);
-- "Which of them ran between these times" is one range of this index: those that still run are at its end.
create index server_runs_end on server_runs ((coalesce(ended_at, 'infinity')));

-- What runs while the hub is updated.
insert into server_runs (server_id, generation, user_id, user_name, server_name, profile, wanted_by, wanted_at, ready_at, stop_wanted_at,
                         reason)
select s.id, s.generation, s.user_id, u.name, s.name, coalesce(s.spec #>> '{spec,profile}', ''), coalesce(s.requested_by, ''),
       coalesce(s.requested_at, now()), s.ready_at, s.stop_wanted_at, s.stop_code
from servers s join users u on u.id = s.user_id
where s.wanted = 'RUNNING' or s.seen <> 'GONE';

-- The last look at a server that nobody seemed to use: what spoke against stopping it. Not in the server's row, whose lock others need.
create table culling_looks (
    server_id       bigint primary key references servers (id) on delete cascade,
    generation      bigint      not null,
    looked_at       timestamptz not null default now(),
    in_use          text        not null check (length(in_use) <= 1000),
    evidence        jsonb       not null
);

-- Lists of the administrators' pages.
create index servers_active on servers (requested_at desc, id desc) where wanted = 'RUNNING' or seen <> 'GONE';
create index users_last_seen on users (last_seen, id);
