-- Names of runtime objects (folders, pods) are never given out twice, not even after their user is gone.
CREATE TABLE runtime_homes (
    name    text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{0,91}$'),
    created timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 255),
    display      text CHECK (length(display) <= 255),
    state        text NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'DISABLED')),
    admin        boolean NOT NULL DEFAULT false,
    created      timestamptz NOT NULL DEFAULT now(),
    last_seen    timestamptz,
    runtime_home text NOT NULL UNIQUE REFERENCES runtime_homes (name)
);

CREATE TABLE identities (
    provider  text NOT NULL CHECK (length(provider) BETWEEN 1 AND 64),
    subject   text NOT NULL CHECK (length(subject) BETWEEN 1 AND 512),
    user_id   bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (provider, subject)
);
CREATE INDEX identities_user ON identities (user_id);

CREATE TABLE groups (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 255),
    properties jsonb NOT NULL DEFAULT '{}',
    created    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE group_members (
    group_id bigint NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    user_id  bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX group_members_user ON group_members (user_id);

-- A row stays for ever: a UID whose user is gone (user_id is null, tombstoned is set) still owns files somewhere.
CREATE TABLE uids (
    uid        bigint PRIMARY KEY CHECK (uid BETWEEN 1 AND 4294967294),
    gid        bigint NOT NULL CHECK (gid BETWEEN 1 AND 4294967294),
    origin     text NOT NULL CHECK (origin IN ('ALLOCATED', 'IMPORTED', 'MACHINE')),
    user_id    bigint UNIQUE REFERENCES users (id) ON DELETE SET NULL,
    owner_name text NOT NULL,
    created    timestamptz NOT NULL DEFAULT now(),
    tombstoned timestamptz
);
CREATE INDEX uids_gid ON uids (gid);
-- The one exception to "the hub may delete": giving a UID out again would give a stranger's files away.
REVOKE DELETE, TRUNCATE ON uids, runtime_homes FROM ${hub_role};
