-- Every question about the past is answered newest first: by person, action, address or time alone. A server's target is owner/name.
SET ROLE ${audit_role};
CREATE INDEX audit_events_at ON audit_events (at DESC, id DESC);
CREATE INDEX audit_events_action ON audit_events (action, at DESC, id DESC);
CREATE INDEX audit_events_address ON audit_events (address, at DESC, id DESC) WHERE address IS NOT NULL;
CREATE INDEX audit_events_actor_name ON audit_events (actor_name, at DESC, id DESC);
CREATE INDEX audit_events_owner ON audit_events (split_part(target_name, '/', 1), at DESC, id DESC)
    WHERE target_kind IN ('USER', 'SERVER');
RESET ROLE;
