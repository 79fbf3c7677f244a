-- After 48 hours no vendor redelivers any more.
DELETE FROM inbox WHERE done_at < {now} - 48 * 60 * 60 * 1000
