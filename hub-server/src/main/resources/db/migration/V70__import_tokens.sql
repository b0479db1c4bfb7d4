-- Tokens that another hub issued, whose values are not known: only that hub's hashes are. Each belongs to a row of api_tokens, whose own hash
-- is a random number until the token is used for the first time. A row outlives its token, so that a token that was revoked here is never
-- imported again.
CREATE TABLE imported_tokens (
    source   bytea PRIMARY KEY CHECK (octet_length(source) = 32),
    token_id bigint UNIQUE REFERENCES api_tokens (id) ON DELETE SET NULL,
    prefix   text CHECK (length(prefix) <= 16),
    hashed   text CHECK (length(hashed) <= 255),
    created  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX imported_tokens_prefix ON imported_tokens (prefix) WHERE hashed IS NOT NULL;
