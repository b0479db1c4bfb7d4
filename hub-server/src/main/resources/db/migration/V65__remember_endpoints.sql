-- Which endpoint of the server the last activity was on, for people who ask what keeps a server alive.
alter table servers add column last_endpoint text;
