-- What users and groups may do on a server of somebody else. Scopes are stored as names: their filter is the server, under the name that its
-- owner has when they are used. The default server has the name '' and does not need a row in servers.
CREATE TABLE shares (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id    bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    server_name text NOT NULL CHECK (length(server_name) <= 64),
    user_id     bigint REFERENCES users (id) ON DELETE CASCADE,
    group_id    bigint REFERENCES groups (id) ON DELETE CASCADE,
    scopes      text[] NOT NULL CHECK (cardinality(scopes) > 0),
    created     timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(user_id, group_id) = 1),
    UNIQUE NULLS NOT DISTINCT (owner_id, server_name, user_id, group_id)
);
CREATE INDEX shares_user ON shares (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX shares_group ON shares (group_id) WHERE group_id IS NOT NULL;
