-- Revision ID: a
-- Revises:

-- sqlc:upgrade
SELECT 1;

-- sqlc:irreversible the data is gone
SELECT 2;
