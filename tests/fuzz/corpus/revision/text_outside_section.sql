-- Revision ID: a
-- Revises:

SET x = 1;

-- sqlc:upgrade
SELECT 1;
