-- Create the app_user table.
--
-- People who sign in to the playground. The identity provider owns the password; we keep what it
-- tells us and what the product needs.
--
-- Revision ID: 9a41c7d2e650
-- Revises:
-- Create Date: 2026-02-02 10:14:07+00:00

-- sqlc:upgrade
CREATE TABLE app_user (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email        text NOT NULL,
    display_name text NOT NULL,
    is_admin     boolean NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now()
);

-- Addresses differ in case between providers; a person has one account all the same.
CREATE UNIQUE INDEX app_user_email_key ON app_user (lower(email));

-- sqlc:downgrade
DROP TABLE app_user;
