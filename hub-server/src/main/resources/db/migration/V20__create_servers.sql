-- A server is one row: what is wanted, what was last seen of the current generation, and who works on it.
create table servers (
    id              bigint generated always as identity primary key,
    user_id         bigint      not null references users (id),
    name            text        not null check (length(name) <= 64),
    -- The name of the runtime's object: chosen once, and it survives a renaming of the user.
    runtime_name    text        not null unique,
    created_at      timestamptz not null default now(),

    -- What is wanted
    wanted          text        not null default 'STOPPED' check (wanted in ('RUNNING', 'STOPPED')),
    generation      bigint      not null default 0 check (generation >= 0),
    spec            jsonb,
    token           text,
    domain          text,
    requested_at    timestamptz,
    requested_by    text,
    stop_code       text,
    stop_detail     text,
    stop_by         text,
    stop_evidence   jsonb,
    stop_wanted_at  timestamptz,

    -- What was last seen of this generation
    seen            text        not null default 'GONE' check (seen in ('NOTHING', 'STARTING', 'READY', 'GONE')),
    seen_at         timestamptz,
    phase           text,
    message         text,
    ip              text,
    port            integer,
    accepted_at     timestamptz,
    start_deadline  timestamptz,
    ready_at        timestamptz,
    ended_at        timestamptz,
    missing_since   timestamptz,
    last_activity   timestamptz,

    -- Who works on it
    lease_owner     text,
    lease_epoch     bigint      not null default 0,
    lease_until     timestamptz,
    due_at          timestamptz,

    unique (user_id, name),
    check (wanted = 'STOPPED' or seen <> 'GONE'),
    check (wanted = 'STOPPED' or (generation > 0 and spec is not null and token is not null)),
    check (seen <> 'READY' or (ip is not null and port is not null))
);

create index servers_due on servers (due_at) where due_at is not null;
create index servers_wanted on servers (domain) where wanted = 'RUNNING';

-- What the person who waits is shown; only the current generation's lines are kept.
create table server_progress (
    server_id       bigint      not null references servers (id) on delete cascade,
    generation      bigint      not null,
    seq             bigint      generated always as identity,
    at              timestamptz not null default clock_timestamp(),
    phase           text        not null,
    percent         integer     not null check (percent between 0 and 100),
    message         text        not null,
    primary key (server_id, seq)
);

-- Work that only one replica does at a time.
create table leases (
    name            text primary key,
    owner           text        not null,
    epoch           bigint      not null,
    until           timestamptz not null
);

create index servers_path on servers ((spec ->> 'path'));
