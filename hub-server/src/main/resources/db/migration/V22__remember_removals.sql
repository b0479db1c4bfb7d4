-- Who wants the row gone once its server is: the wish must outlast the request that waits for it, and the hub.
alter table servers add column remove_by text;
