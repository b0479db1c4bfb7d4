-- Sums of usage records, so that reports over years need not read them. Amounts are in hours: GPU hours, CPU hours, GiB hours of memory.

-- Up to where there are sums.
create table usage_rolled (
    id              integer     primary key default 1 check (id = 1),
    before          date
);
insert into usage_rolled (before) values (null);

create table usage_days (
    day             date        not null,
    user_id         bigint      not null,
    profile         text        not null,
    gpu_product     text        not null,
    gpu_hours       double precision not null,
    cpu_hours       double precision not null,
    memory_hours    double precision not null,
    server_hours    double precision not null,
    estimated       boolean     not null,
    primary key (day, user_id, profile, gpu_product)
);
create index usage_days_user on usage_days (user_id, day);

create table usage_months (
    month           date        not null,
    user_id         bigint      not null,
    profile         text        not null,
    gpu_product     text        not null,
    gpu_hours       double precision not null,
    cpu_hours       double precision not null,
    memory_hours    double precision not null,
    server_hours    double precision not null,
    estimated       boolean     not null,
    primary key (month, user_id, profile, gpu_product)
);
create index usage_months_user on usage_months (user_id, month);

-- Quarters of an hour, for days of other time zones: every zone's days begin with one. Without users, of whom there are too many.
create table usage_quarters (
    quarter         timestamptz not null,
    profile         text        not null,
    gpu_product     text        not null,
    gpu_hours       double precision not null,
    cpu_hours       double precision not null,
    memory_hours    double precision not null,
    server_hours    double precision not null,
    estimated       boolean     not null,
    primary key (quarter, profile, gpu_product)
);
