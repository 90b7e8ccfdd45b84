-- Revision ID: a
-- Revises:

-- sqlc:upgrade
SELECT 1;
--sqlc:downgrade
-- SQLC:verify
  -- sqlc:allow x y
SELECT 2; -- sqlc:grants none
