-- Revision ID: a
-- Revises:

-- sqlc:upgrade
SELECT 1;

-- sqlc:irreversible because

-- sqlc:downgrade
SELECT 2;
