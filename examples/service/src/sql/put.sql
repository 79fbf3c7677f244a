INSERT INTO inbox (key, delivery, attempts, due_at) VALUES ($1, $2, 0, {now})
ON CONFLICT DO NOTHING
