-- Revision ID: a
-- Revises:

-- sqlc:upgrade
SELECT 1;

-- sqlc:upgrade
SELECT 2;
