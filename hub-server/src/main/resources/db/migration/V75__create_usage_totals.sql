-- Sums of days (UTC) without users, for reports about everybody: usage_days has thousands of rows for each of them.
create table usage_totals (
    day             date        not null,
    profile         text        not null,
    gpu_product     text        not null,
    gpu_hours       double precision not null,
    cpu_hours       double precision not null,
    memory_hours    double precision not null,
    server_hours    double precision not null,
    estimated       boolean     not null,
    primary key (day, profile, gpu_product)
);
insert into usage_totals
select day, profile, gpu_product, sum(gpu_hours), sum(cpu_hours), sum(memory_hours), sum(server_hours), bool_or(estimated)
from usage_days group by day, profile, gpu_product;
