-- Backfill token counts.
--
-- Workers before 1.9 wrote the provider's usage into opts; it moves to the columns.
--
-- Revision ID: a2d57f3e6c81
-- Revises: 1f6b8e0c92d7
-- Create Date: 2026-04-22 17:19:55+00:00

-- sqlc:upgrade
UPDATE completion
SET prompt_tokens = (opts #>> '{usage,prompt_tokens}')::integer,
    answer_tokens = (opts #>> '{usage,completion_tokens}')::integer,
    opts = opts - 'usage'
WHERE opts ? 'usage';

ALTER TABLE completion VALIDATE CONSTRAINT completion_tokens_check;

-- sqlc:downgrade
UPDATE completion
SET opts = opts || jsonb_build_object(
        'usage', jsonb_build_object('prompt_tokens', prompt_tokens, 'completion_tokens', answer_tokens))
WHERE prompt_tokens IS NOT NULL OR answer_tokens IS NOT NULL;

-- sqlc:verify
SELECT NOT EXISTS (SELECT FROM completion WHERE opts ? 'usage');
SELECT convalidated FROM pg_constraint
WHERE conrelid = 'completion'::regclass AND conname = 'completion_tokens_check';
