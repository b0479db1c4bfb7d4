-- Several versions of a key at a time: the newest whose time has come signs, every one whose time is not over is believed. A new one is
-- known to all replicas for a while before it signs, so that none meets a signature that it cannot check.
ALTER TABLE keys ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE keys ADD COLUMN signs_from timestamptz NOT NULL DEFAULT now();
ALTER TABLE keys ADD COLUMN valid_until timestamptz;
ALTER TABLE keys DROP CONSTRAINT keys_pkey;
ALTER TABLE keys ADD PRIMARY KEY (name, version);
