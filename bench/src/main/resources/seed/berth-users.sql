with homes as (
    insert into runtime_homes (name) select 'user-' || n from generate_series(0, :users - 1) n returning name),
made as (
    insert into users (name, display, admin, state, last_seen, runtime_home)
    select name, name, false, 'ACTIVE', null, name from homes returning id, name)
insert into uids (uid, gid, origin, user_id, owner_name)
select 30000000 + id, 30000000 + id, 'IMPORTED', id, name from made;
analyze;
