-- Revision ID: a
-- Revises:

-- sqlc:upgrade
-- sqlc:allow mixed-transaction-modes
SELECT 1;

-- sqlc:irreversible
