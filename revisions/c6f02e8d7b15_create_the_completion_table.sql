-- Create the completion table.
--
-- One row for every answer that a model was asked for, whether or not it came.
--
-- Revision ID: c6f02e8d7b15
-- Revises: 51d8a2f6b093
-- Create Date: 2026-03-04 16:55:09+00:00

-- sqlc:upgrade
CREATE TYPE completion_status AS ENUM ('queued', 'streaming', 'done', 'failed');

CREATE TABLE completion (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    message_id  bigint NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    model       text NOT NULL,
    status      completion_status NOT NULL DEFAULT 'queued',
    error       text,
    opts        jsonb NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CONSTRAINT completion_error_check CHECK (status <> 'failed' OR error IS NOT NULL)
);

CREATE INDEX completion_message_id_idx ON completion (message_id);

-- The workers' queue: few rows, read all the time.
CREATE INDEX completion_queue_idx ON completion (created_at) WHERE finished_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON completion TO playground_api;
GRANT SELECT ON completion TO playground_analyst;

-- sqlc:downgrade
DROP TABLE completion;
DROP TYPE completion_status;
