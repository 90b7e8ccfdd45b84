-- Create the model_config table.
--
-- Which models the playground offers, and with which limits. Until now a file in the API's image.
--
-- Revision ID: 4d6e17a0fdf6
-- Revises: 2b7c81d0a9ee
-- Create Date: 2026-11-20 09:00:00+00:00

-- sqlc:upgrade
CREATE TABLE model_config (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL CONSTRAINT model_config_name_key UNIQUE,
    provider   text NOT NULL,
    max_tokens integer NOT NULL CONSTRAINT model_config_max_tokens_check CHECK (max_tokens > 0),
    opts       jsonb NOT NULL DEFAULT '{}',
    retired_at timestamptz
);

GRANT SELECT ON model_config TO playground_api, playground_analyst;

-- sqlc:downgrade
DROP TABLE model_config;
