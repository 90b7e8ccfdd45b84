-- Add token counts to completion.
--
-- Nullable: completions from before this revision get theirs from the next one.
--
-- Revision ID: 1f6b8e0c92d7
-- Revises: c6f02e8d7b15
-- Create Date: 2026-04-16 14:02:18+00:00

-- sqlc:upgrade
ALTER TABLE completion
    ADD COLUMN prompt_tokens integer,
    ADD COLUMN answer_tokens integer;

ALTER TABLE completion
    ADD CONSTRAINT completion_tokens_check CHECK (prompt_tokens >= 0 AND answer_tokens >= 0) NOT VALID;

-- sqlc:downgrade
ALTER TABLE completion
    DROP COLUMN answer_tokens,
    DROP COLUMN prompt_tokens;
