-- Whoever enables an account that nobody has used means it to stay open for a while.
ALTER TABLE users ADD COLUMN enabled timestamptz;
