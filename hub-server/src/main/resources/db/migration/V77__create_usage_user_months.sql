-- Sums of months (UTC) of users without profile and product, for reports of years by user or group: usage_months has several rows for each.
create table usage_user_months (
    month           date        not null,
    user_id         bigint      not null,
    gpu_hours       double precision not null,
    cpu_hours       double precision not null,
    memory_hours    double precision not null,
    server_hours    double precision not null,
    estimated       boolean     not null,
    primary key (month, user_id)
);
insert into usage_user_months
select month, user_id, sum(gpu_hours), sum(cpu_hours), sum(memory_hours), sum(server_hours), bool_or(estimated)
from usage_months group by month, user_id;
