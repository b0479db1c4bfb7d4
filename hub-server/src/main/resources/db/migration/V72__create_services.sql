-- Services that were added over REST; declared ones are in the configuration.
CREATE TABLE services (
    name           text PRIMARY KEY CHECK (length(name) <= 255),
    admin          boolean NOT NULL,
    url            text CHECK (length(url) <= 2000),
    display        boolean NOT NULL,
    info           jsonb NOT NULL,
    client_id      text UNIQUE CHECK (length(client_id) <= 512),
    redirect_uri   text CHECK (length(redirect_uri) <= 8192),
    confirm        boolean NOT NULL,
    allowed_scopes text[] NOT NULL,
    created        timestamptz NOT NULL DEFAULT now()
);

-- Of services added over REST, and of declared ones that the hub starts with a new token each time. Only the SHA-256 is stored.
CREATE TABLE service_tokens (
    service text PRIMARY KEY CHECK (length(service) <= 255),
    hash    bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    created timestamptz NOT NULL DEFAULT now()
);

-- Routes of services, which do not belong to a server.
ALTER TABLE routes ADD COLUMN service text CHECK (length(service) <= 255);

-- What became of the services that hubs start.
CREATE TABLE service_processes (
    service   text PRIMARY KEY CHECK (length(service) <= 255),
    wanted    boolean NOT NULL DEFAULT true,
    hub       text CHECK (length(hub) <= 128),
    pid       bigint,
    state     text NOT NULL CHECK (state IN ('RUNNING', 'WAITING', 'STOPPED')),
    since     timestamptz NOT NULL DEFAULT now(),
    restarts  integer NOT NULL DEFAULT 0,
    ending    text CHECK (ending IN ('STATUS', 'SIGNAL', 'NOT_STARTED')),
    detail    text CHECK (length(detail) <= 1000)
);
