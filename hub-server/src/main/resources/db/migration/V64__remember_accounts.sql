-- The account under which a local server runs: a proxy sends nothing to a process of another one that has taken the port.
alter table servers add column account_uid bigint;
alter table routes add column account_uid bigint;
