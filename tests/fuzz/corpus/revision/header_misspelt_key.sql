-- Create t.
--
-- Revison ID: a
-- Revises:

-- sqlc:upgrade
SELECT 1;
