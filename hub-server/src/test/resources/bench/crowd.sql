-- A large installation, as rows: :users users in 20 groups, every tenth with a server that is ready, and :events audit events.
with homes as (
    insert into runtime_homes (name) select 'crowd-' || n from generate_series(1, :users) n returning name),
made as (
    insert into users (name, display, admin, state, last_seen, runtime_home)
    select name, 'Person No. ' || name, name like '%0000', case when name like '%7' then 'DISABLED' else 'ACTIVE' end,
           now() - (substring(name from 7)::int || ' minutes')::interval, name
    from homes returning id, name),
ids as (
    insert into uids (uid, gid, origin, user_id, owner_name)
    select 30000000 + id, 30000000 + id, 'IMPORTED', id, name from made returning user_id),
labs as (
    insert into groups (name) select 'lab-' || n from generate_series(0, 19) n returning id, name),
members as (
    insert into group_members (group_id, user_id)
    select labs.id, made.id from made join labs on labs.name = 'lab-' || substring(made.name from 7)::int % 20 returning user_id)
insert into servers (user_id, name, runtime_name, wanted, generation, spec, token, domain, requested_at, requested_by, seen, seen_at, ip,
                     port, accepted_at, ready_at, last_activity)
select id, '', name, 'RUNNING', 1,
       jsonb_build_object('path', '/user/' || name || '/', 'spec', jsonb_build_object(
           'profile', 'lab', 'displayName', 'Lab', 'landing', 'lab', 'idleTimeout', 'PT30M', 'maxAge', 'PT0S', 'options', '{}'::jsonb)),
       'none', 'elsewhere', now() - interval '1 hour', name, 'READY', now(), '127.0.0.1', 1, now(), now(), now()
from made where substring(name from 7)::int % 10 = 0;

insert into audit_events (action, actor_kind, actor_name, address, target_kind, target_name)
select (array['SIGNED_IN', 'SIGNED_OUT', 'SERVER_START_WANTED', 'SERVER_STARTED', 'TOKEN_CREATED'])[1 + n % 5], 'USER',
       'crowd-' || 1 + n % :users, '192.0.2.' || n % 250, 'USER', 'crowd-' || 1 + n % :users
from generate_series(1, :events) n;
