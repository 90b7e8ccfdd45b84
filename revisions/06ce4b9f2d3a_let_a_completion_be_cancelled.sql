-- Let a completion be cancelled.
--
-- Revision ID: 06ce4b9f2d3a
-- Revises: d930e6b4a7f5
-- Create Date: 2026-06-08 12:36:20+00:00

-- sqlc:upgrade
ALTER TYPE completion_status ADD VALUE 'cancelled';

-- sqlc:downgrade
-- An enum's value cannot be dropped, so the type is made anew without it.
UPDATE completion SET status = 'failed', error = 'cancelled' WHERE status = 'cancelled';
ALTER TABLE completion ALTER COLUMN status DROP DEFAULT;
ALTER TABLE completion DROP CONSTRAINT completion_error_check;
ALTER TYPE completion_status RENAME TO completion_status_old;
CREATE TYPE completion_status AS ENUM ('queued', 'streaming', 'done', 'failed');
ALTER TABLE completion
    ALTER COLUMN status TYPE completion_status USING status::text::completion_status;
DROP TYPE completion_status_old;
ALTER TABLE completion ALTER COLUMN status SET DEFAULT 'queued';
ALTER TABLE completion
    ADD CONSTRAINT completion_error_check CHECK (status <> 'failed' OR error IS NOT NULL);
