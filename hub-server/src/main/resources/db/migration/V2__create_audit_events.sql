-- Belongs to a role that nobody can log in as: neither the hub nor a person with the hub's password can rewrite what happened.
GRANT USAGE, CREATE ON SCHEMA public TO ${audit_role};
SET ROLE ${audit_role};
CREATE TABLE audit_events (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    action      text NOT NULL CHECK (length(action) <= 64),
    actor_kind  text NOT NULL CHECK (length(actor_kind) <= 16),
    actor_id    bigint,
    actor_name  text NOT NULL CHECK (length(actor_name) <= 255),
    credential  text CHECK (length(credential) <= 64),
    address     text CHECK (length(address) <= 64),
    target_kind text NOT NULL CHECK (length(target_kind) <= 16),
    target_name text NOT NULL CHECK (length(target_name) <= 512),
    detail      jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_events_target ON audit_events (target_kind, target_name, id DESC);
CREATE INDEX audit_events_actor ON audit_events (actor_id, id DESC);
GRANT SELECT ON audit_events TO ${hub_role};
-- Without id and at: the database alone says when something happened.
GRANT INSERT (action, actor_kind, actor_id, actor_name, credential, address, target_kind, target_name, detail)
    ON audit_events TO ${hub_role};
RESET ROLE;
