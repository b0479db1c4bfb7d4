-- What people and programs give a server before its next start: a name to show, and the options of that start (as JSON, in the order in which
-- they were sent). A start clears the options, because the row then has those that were resolved.
alter table servers
    add column display_name text check (length(display_name) between 1 and 255),
    add column prepared     text;
