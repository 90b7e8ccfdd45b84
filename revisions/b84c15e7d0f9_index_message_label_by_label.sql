-- Index message_label by label.
--
-- "All messages labelled unsafe this week" reads one label across all messages.
--
-- Revision ID: b84c15e7d0f9
-- Revises: 7e3d90b1f4a2
-- Create Date: 2026-04-20 11:48:36+00:00

-- sqlc:upgrade
CREATE INDEX message_label_label_id_idx ON message_label (label_id, created_at);
CREATE INDEX message_label_author_id_idx ON message_label (author_id);

-- sqlc:downgrade
DROP INDEX message_label_author_id_idx;
DROP INDEX message_label_label_id_idx;
