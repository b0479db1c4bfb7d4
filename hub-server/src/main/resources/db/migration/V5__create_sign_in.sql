-- Keys that all replicas share and no other role reads; in the database, because replicas on several machines share nothing else.
CREATE TABLE keys (
    name    text PRIMARY KEY,
    secret  bytea NOT NULL CHECK (octet_length(secret) >= 32),
    created timestamptz NOT NULL DEFAULT now()
);
REVOKE UPDATE, DELETE, TRUNCATE ON keys FROM ${hub_role};

CREATE TABLE browser_sessions (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash       bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    public_id  text NOT NULL CHECK (length(public_id) <= 128),
    user_id    bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider   text NOT NULL CHECK (length(provider) <= 64),
    created    timestamptz NOT NULL DEFAULT now(),
    last_seen  timestamptz NOT NULL DEFAULT now(),
    expires    timestamptz NOT NULL,
    address    text CHECK (length(address) <= 64),
    user_agent text CHECK (length(user_agent) <= 255),
    parent     bigint REFERENCES browser_sessions (id) ON DELETE CASCADE,
    host       text CHECK (length(host) <= 255),
    ended_at   timestamptz,
    CHECK ((parent IS NULL) = (host IS NULL))
);
CREATE INDEX browser_sessions_user ON browser_sessions (user_id);
CREATE INDEX browser_sessions_parent ON browser_sessions (parent) WHERE parent IS NOT NULL;
CREATE INDEX browser_sessions_expires ON browser_sessions (expires);

CREATE TABLE local_accounts (
    user_id  bigint PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    password text NOT NULL CHECK (length(password) <= 255),
    one_time boolean NOT NULL,
    changed  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE invitations (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash       bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    created_by bigint REFERENCES users (id) ON DELETE SET NULL,
    created    timestamptz NOT NULL DEFAULT now(),
    expires    timestamptz NOT NULL,
    used       timestamptz
);

CREATE TABLE sign_in_buckets (
    id         text PRIMARY KEY CHECK (length(id) <= 80),
    state      bytea,
    expires_at bigint
);
