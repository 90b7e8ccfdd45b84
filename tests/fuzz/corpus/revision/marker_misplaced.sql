-- Revision ID: a
-- Revises:

-- sqlc:upgrade
SELECT
-- sqlc:allow x y
1;
-- sqlc:grants none

-- sqlc:downgrade
