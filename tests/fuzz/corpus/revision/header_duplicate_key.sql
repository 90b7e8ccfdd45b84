-- Revision ID: a
-- Revises: b
-- revises: c

-- sqlc:upgrade
SELECT 1;
