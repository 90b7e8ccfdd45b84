-- Revision ID: a
-- Revises:

-- sqlc:downgrade
SELECT 2;

-- sqlc:upgrade
SELECT 1;
