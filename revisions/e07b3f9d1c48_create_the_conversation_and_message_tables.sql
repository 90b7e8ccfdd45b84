-- Create the conversation and message tables.
--
-- Revision ID: e07b3f9d1c48
-- Revises: 9a41c7d2e650
-- Create Date: 2026-02-02 15:40:51+00:00

-- sqlc:upgrade
CREATE TABLE conversation (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id   bigint NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    title      text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX conversation_owner_id_idx ON conversation (owner_id);

CREATE TYPE message_role AS ENUM ('system', 'user', 'assistant');

CREATE TABLE message (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    -- Editing a message starts a new branch of the conversation below its parent.
    parent_id       bigint REFERENCES message (id) ON DELETE CASCADE,
    role            message_role NOT NULL,
    content         text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT message_parent_check CHECK (parent_id <> id)
);

CREATE INDEX message_parent_id_idx ON message (parent_id);

-- sqlc:downgrade
DROP TABLE message;
DROP TYPE message_role;
DROP TABLE conversation;
