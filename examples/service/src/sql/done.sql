-- Nothing, if a different worker has taken the row meanwhile.
UPDATE inbox SET done_at = {now}, delivery = ''
WHERE key = $1 AND attempts = $2 AND done_at IS NULL
