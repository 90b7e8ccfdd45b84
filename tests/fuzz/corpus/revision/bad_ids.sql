-- Revision ID: it's
-- Revises: head, b c, 
-- Branch Labels: x-2

-- sqlc:upgrade
SELECT 1;
