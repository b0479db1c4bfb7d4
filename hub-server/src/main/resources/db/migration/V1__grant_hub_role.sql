-- What the owner makes from here on, the hub's role may read and write; it can change no table's shape.
GRANT USAGE ON SCHEMA public TO ${hub_role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${hub_role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO ${hub_role};
