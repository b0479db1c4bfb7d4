-- Who was let into whose server as an administrator, why, and until when. Kept for as long as the server's owner: they may read it.
create table server_entries (
    id              bigint generated always as identity primary key,
    owner_id        bigint      not null references users (id) on delete cascade,
    server_name     text        not null check (length(server_name) <= 64),
    visitor_id      bigint      references users (id) on delete set null,
    visitor_name    text        not null check (length(visitor_name) <= 255),
    reason          text        not null check (length(reason) between 1 and 500),
    address         text        check (length(address) <= 64),
    entered_at      timestamptz not null default now(),
    until           timestamptz not null
);
create index server_entries_owner on server_entries (owner_id, id desc);
create index server_entries_visitor on server_entries (visitor_id, until);
