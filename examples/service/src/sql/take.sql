-- Takes the row that has waited longest, for a lease of 5 seconds, which is longer than the work may
-- take. The lease is also the pause before the next attempt, and grows: so it is tried for 3.5 hours,
-- 20 times, and then waits for a person.
UPDATE inbox
SET attempts = attempts + 1, due_at = {now} + 5000 * (attempts + 1) * (attempts + 1)
WHERE key = (
    SELECT key FROM inbox WHERE done_at IS NULL AND due_at <= {now} AND attempts < 20
    ORDER BY due_at LIMIT 1 {skip_locked}
)
RETURNING key, attempts, delivery
