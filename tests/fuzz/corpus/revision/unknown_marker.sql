-- Revision ID: a
-- Revises:

-- sqlc:upgrad
SELECT 1;
