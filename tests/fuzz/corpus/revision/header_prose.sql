-- Create table: t
--
-- See: https://example.org
-- \Revises: is only a word here
--
-- Revision ID: a
-- Revises:

-- sqlc:upgrade
CREATE TABLE t ();
