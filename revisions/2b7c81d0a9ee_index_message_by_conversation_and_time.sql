-- Index message by conversation and time.
--
-- Opening a long conversation read the whole table. Built while the API goes on writing.
--
-- Revision ID: 2b7c81d0a9ee
-- Revises: f58a1d7c03e6
-- Create Date: 2026-09-30 07:58:12+00:00

-- sqlc:upgrade
CREATE INDEX CONCURRENTLY message_conversation_id_created_at_idx ON message (conversation_id, created_at);

-- sqlc:downgrade
DROP INDEX CONCURRENTLY message_conversation_id_created_at_idx;
