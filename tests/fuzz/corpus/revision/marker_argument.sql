-- Revision ID: a
-- Revises:

-- sqlc:upgrade now
-- sqlc:allow rule: so
SELECT 1;
-- sqlc:grants
SELECT 2;
