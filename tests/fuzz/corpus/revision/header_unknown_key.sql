-- Revision ID: a
-- Revises:
-- Author: somebody

-- sqlc:upgrade
SELECT 1;
