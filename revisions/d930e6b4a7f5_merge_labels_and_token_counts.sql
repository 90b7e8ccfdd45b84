-- Merge labels and token counts.
--
-- Revision ID: d930e6b4a7f5
-- Revises: b84c15e7d0f9, a2d57f3e6c81
-- Create Date: 2026-04-27 09:12:44+00:00

-- sqlc:upgrade

-- sqlc:downgrade
