-- Which generation of a server is known to have resources. Not a flag: an older hub beside this one begins generations without resetting it.
alter table servers add column allocated_generation bigint;

-- One row for each run of a server: what was allocated to it, since when and until when, and where each time comes from. A row is written
-- when the run gets its resources, closed once, and then never changed; what turns out later is a row that corrects it. Names are those
-- of the time: a record outlives its user and its server, so nothing is referred to.
create table usage_records (
    id              bigint generated always as identity primary key,
    server_id       bigint      not null,
    generation      bigint      not null,
    user_id         bigint      not null,
    user_name       text        not null check (length(user_name) <= 255),
    server_name     text        not null check (length(server_name) <= 64),
    profile         text        not null check (length(profile) <= 255),
    -- The group whose budget pays for the run.
    charged_group   text        check (length(charged_group) <= 255),
    node            text        not null check (length(node) <= 255),
    gpu_product     text        not null check (length(gpu_product) <= 255),
    gpu_resource    text        not null check (length(gpu_resource) <= 1000),
    gpu_count       integer     not null check (gpu_count >= 0),
    -- Thousandths of whole GPUs: gpu_count times the share that one of the resource stands for.
    gpu_millis      bigint      not null check (gpu_millis >= 0),
    gpu_estimated   boolean     not null,
    cpu_millis      bigint      not null check (cpu_millis >= 0),
    memory_bytes    bigint      not null check (memory_bytes >= 0),
    began_at        timestamptz not null,
    began_by        text        not null check (began_by in ('RUNTIME', 'LOOK')),
    ended_at        timestamptz check (ended_at >= began_at),
    ended_by        text        check (ended_by in ('RUNTIME', 'LOOK', 'DECISION')),
    -- What the run used after the end of that record.
    corrects        bigint      references usage_records (id),
    check ((ended_at is null) = (ended_by is null)),
    check (corrects is null or ended_at is not null)
);
create unique index usage_records_run on usage_records (server_id, generation) where corrects is null;
create index usage_records_open on usage_records (id) where ended_at is null;
create index usage_records_user on usage_records (user_id, began_at);
-- "Which runs had resources between these times."
create index usage_records_time on usage_records using gist (tstzrange(began_at, ended_at));
create index usage_records_corrects on usage_records (corrects) where corrects is not null;

-- Days (UTC) whose sums are no longer what the records say. Rows are only added, and deleted by the roll-up that has seen them.
create table usage_stale_days (
    id              bigint generated always as identity primary key,
    day             date        not null
);
