with made as (
    insert into users (name, admin, created, cookie_id)
    select 'user-' || n, false, now(), md5('user-' || n) from generate_series(0, :users - 1) n returning id)
insert into user_role_map (user_id, role_id, managed_by_auth) select made.id, roles.id, false from made, roles where roles.name = 'user';
analyze;
