-- Writes a state only over the version that it was made of.
INSERT INTO {table} (tenant, id, version, status, state) VALUES ($1, $2, 1, $3, $4)
ON CONFLICT (tenant, id) DO UPDATE
SET version = {table}.version + 1, status = excluded.status, state = excluded.state
WHERE {table}.version = $5
