-- The last alert for one account or address; it is raised again only when its period is over.
CREATE TABLE alerts (
    kind      text NOT NULL CHECK (kind IN ('ACCOUNT', 'ADDRESS')),
    subject   text NOT NULL CHECK (length(subject) <= 512),
    failures  bigint NOT NULL,
    raised    timestamptz NOT NULL DEFAULT now(),
    until     timestamptz NOT NULL,
    attempts  integer NOT NULL DEFAULT 0,
    next_try  timestamptz NOT NULL DEFAULT now(),
    delivered timestamptz,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX alerts_due ON alerts (raised) WHERE delivered IS NULL;
