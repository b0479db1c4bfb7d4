-- The secret is sealed with a key of the table keys, and bound to its user.
CREATE TABLE second_factors (
    user_id   bigint PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    secret    bytea NOT NULL CHECK (octet_length(secret) BETWEEN 16 AND 255),
    -- A code that was used is used up, over all replicas.
    last_step bigint NOT NULL,
    created   timestamptz NOT NULL DEFAULT now()
);

-- Somebody whose password was right and who has yet to give a code. Keyed by the hash of the cookie that their browser had on the form.
CREATE TABLE pending_sign_ins (
    visitor  bytea PRIMARY KEY CHECK (octet_length(visitor) = 32),
    user_id  bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider text NOT NULL CHECK (length(provider) <= 64),
    subject  text NOT NULL CHECK (length(subject) <= 512),
    name     text NOT NULL CHECK (length(name) <= 512),
    -- What the provider said of its own session; what it wants kept is sealed.
    provider_session text CHECK (length(provider_session) <= 512),
    provider_until   timestamptz,
    memory   bytea,
    by_password boolean NOT NULL,
    rule     text NOT NULL CHECK (length(rule) <= 500),
    attempts integer NOT NULL DEFAULT 0,
    expires  timestamptz NOT NULL
);
CREATE INDEX pending_sign_ins_expires ON pending_sign_ins (expires);
CREATE INDEX pending_sign_ins_user ON pending_sign_ins (user_id);
