-- Revision ID: a
-- Revises:

-- sqlc:upgrade
SELECT '
-- sqlc:downgrade
', $$
-- sqlc:nonsense
$$;
/*
-- sqlc:downgrade
*/
