-- A token's value is never stored: its SHA-256 is, which is enough for 256 random bits and can be found by an index.
CREATE TABLE api_tokens (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash          bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    user_id       bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    scopes        text[] NOT NULL,
    note          text NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
    created       timestamptz NOT NULL DEFAULT now(),
    last_activity timestamptz,
    expires_at    timestamptz,
    server_name   text CHECK (length(server_name) <= 255),
    session_id    text CHECK (length(session_id) <= 128),
    oauth_client  text CHECK (length(oauth_client) <= 512)
);
CREATE INDEX api_tokens_user ON api_tokens (user_id);
CREATE INDEX api_tokens_session ON api_tokens (session_id) WHERE session_id IS NOT NULL;
