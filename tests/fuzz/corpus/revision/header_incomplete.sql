-- Revision ID: a

-- sqlc:upgrade
SELECT 1;
