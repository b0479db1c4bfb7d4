-- What proxies are told. The one row of feed_head is locked by whoever appends until it commits, so numbers become visible in order.
create table feed_head (
    single_row      boolean primary key default true check (single_row),
    feed            uuid   not null default gen_random_uuid(),
    seq             bigint not null default 0,
    trimmed         bigint not null default 0
);
insert into feed_head default values;

create table feed_changes (
    seq             bigint primary key,
    at              timestamptz not null default now(),
    body            jsonb       not null
);

create table routes (
    path            text primary key,
    server_id       bigint unique references servers (id) on delete cascade,
    host            text,
    ip              text    not null,
    port            integer not null,
    mode            text    not null check (mode in ('EDGE', 'SELF')),
    token           text,
    generation      bigint  not null
);

create table grants (
    credential      text        not null,
    path            text        not null references routes (path) on delete cascade,
    user_id         bigint      not null,
    until           timestamptz not null,
    primary key (credential, path)
);

create index grants_user on grants (user_id);

create table withdrawals (
    credential      text primary key,
    until           timestamptz not null
);

create table proxies (
    name            text primary key,
    feed            uuid,
    applied         bigint      not null,
    seen_at         timestamptz not null,
    -- Until then the proxy counts as connected: a sign-out waits for its word.
    connected_until timestamptz not null
);

-- One-time codes that carry a session to a user's own host.
create table host_entries (
    code            text primary key,
    state           text        not null,
    host            text        not null,
    session_hash    text        not null,
    expires_at      timestamptz not null
);
