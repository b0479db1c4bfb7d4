-- Refused sign-ins, counted in periods of ten minutes. Beyond a number per period, they do not get audit events of their own: their
-- names, addresses and reasons are counted here, and a summary is recorded when the period is over.
CREATE TABLE refused_sign_ins (
    period     timestamptz PRIMARY KEY,
    attempts   bigint NOT NULL,
    summarised bigint NOT NULL DEFAULT 0,
    first_at   timestamptz,
    last_at    timestamptz,
    accounts   jsonb NOT NULL DEFAULT '{}',
    names      jsonb NOT NULL DEFAULT '{}',
    addresses  jsonb NOT NULL DEFAULT '{}',
    reasons    jsonb NOT NULL DEFAULT '{}',
    recorded   boolean NOT NULL DEFAULT false
);
