-- Authorization codes of OAuth clients. As for tokens, only the SHA-256 of a value is stored.
CREATE TABLE oauth_codes (
    hash         bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
    client       text NOT NULL CHECK (length(client) <= 2048),
    user_id      bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    session_id   text NOT NULL CHECK (length(session_id) <= 128),
    redirect_uri text CHECK (length(redirect_uri) <= 8192),
    scopes       text[] NOT NULL,
    challenge    text CHECK (length(challenge) <= 128),
    access_until timestamptz NOT NULL,
    token        text CHECK (length(token) <= 32),
    expires      timestamptz NOT NULL
);
CREATE INDEX oauth_codes_expires ON oauth_codes (expires);

-- A client's id consists of two escaped names.
ALTER TABLE api_tokens DROP CONSTRAINT api_tokens_oauth_client_check;
ALTER TABLE api_tokens ADD CONSTRAINT api_tokens_oauth_client_check CHECK (length(oauth_client) <= 2048);
CREATE INDEX api_tokens_client ON api_tokens (oauth_client) WHERE oauth_client IS NOT NULL;
