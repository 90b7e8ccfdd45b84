-- Close what is finished.
--
-- Answers that were cut off before cancelling existed are cancelled; from now on, whatever has come
-- to an end has the time of its end.
--
-- Revision ID: f58a1d7c03e6
-- Revises: 06ce4b9f2d3a
-- Create Date: 2026-06-15 10:05:31+00:00

-- sqlc:upgrade
UPDATE completion
SET status = 'cancelled', finished_at = now()
WHERE status = 'streaming' AND created_at < now() - interval '1 day';

UPDATE completion
SET finished_at = created_at
WHERE status IN ('done', 'failed') AND finished_at IS NULL;

ALTER TABLE completion
    ADD CONSTRAINT completion_finished_check
    CHECK (status NOT IN ('done', 'failed', 'cancelled') OR finished_at IS NOT NULL);

-- sqlc:downgrade
ALTER TABLE completion DROP CONSTRAINT completion_finished_check;
