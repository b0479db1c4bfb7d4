-- Codes with which people accept a share. As for tokens, only the SHA-256 of a code is stored.
CREATE TABLE share_codes (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash           bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    owner_id       bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    server_name    text NOT NULL CHECK (length(server_name) <= 64),
    scopes         text[] NOT NULL CHECK (cardinality(scopes) > 0),
    created        timestamptz NOT NULL DEFAULT now(),
    expires        timestamptz NOT NULL,
    exchange_count bigint NOT NULL DEFAULT 0,
    last_exchanged timestamptz
);
CREATE INDEX share_codes_server ON share_codes (owner_id, server_name);
CREATE INDEX share_codes_expires ON share_codes (expires);
