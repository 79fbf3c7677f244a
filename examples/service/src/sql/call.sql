INSERT INTO calls (tenant, id, version, summary) VALUES ($1, $2, 1, $3)
ON CONFLICT (tenant, id) DO UPDATE SET version = calls.version + 1, summary = excluded.summary
