-- Revision ID: a
-- Revises:
-- Depends On: b,
--   c

-- sqlc:upgrade
SELECT 1;
