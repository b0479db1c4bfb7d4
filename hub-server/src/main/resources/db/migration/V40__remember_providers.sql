-- A session that came from a provider with sessions of its own ends with that one, if the provider says when. Asking it again moves this on.
ALTER TABLE browser_sessions ADD COLUMN provider_until timestamptz;

-- By whom a session's person was vouched for, and what is needed to ask that provider again. One replica asks at a time: the one whose
-- claim is the last.
CREATE TABLE session_identities (
    session          bigint PRIMARY KEY REFERENCES browser_sessions (id) ON DELETE CASCADE,
    provider         text NOT NULL CHECK (length(provider) BETWEEN 1 AND 64),
    subject          text NOT NULL CHECK (length(subject) BETWEEN 1 AND 512),
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 512),
    provider_session text CHECK (length(provider_session) <= 512),
    -- Sealed with a key of the installation; may hold a refresh token.
    memory           bytea CHECK (octet_length(memory) <= 65536),
    asked            timestamptz NOT NULL DEFAULT now(),
    due              timestamptz NOT NULL,
    claim            bigint NOT NULL DEFAULT 0,
    claimed_until    timestamptz
);
CREATE INDEX session_identities_due ON session_identities (due);
CREATE INDEX session_identities_subject ON session_identities (provider, subject);
CREATE INDEX session_identities_session ON session_identities (provider, provider_session);

-- What may be used once: the state of a sign-in that came back, a provider's word about ended sessions. Each row has an end.
CREATE TABLE single_uses (
    hash    bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
    expires timestamptz NOT NULL
);
CREATE INDEX single_uses_expires ON single_uses (expires);

-- Since when a provider says for certain that the person may not come in any more.
ALTER TABLE identities ADD COLUMN gone_since timestamptz;
ALTER TABLE identities ADD COLUMN gone_why text CHECK (length(gone_why) <= 500);

-- Which memberships come from a provider: it may take those back, and no others.
CREATE TABLE provider_memberships (
    user_id  bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    group_id bigint NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 64),
    PRIMARY KEY (user_id, group_id, provider)
);
CREATE INDEX provider_memberships_group ON provider_memberships (group_id);
