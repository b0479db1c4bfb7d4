-- Who wants the server to start anew once it is gone: like a removal, the wish must outlast the request and the hub.
alter table servers add column restart_by text;
