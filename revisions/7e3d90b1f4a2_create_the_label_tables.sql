-- Create the label tables.
--
-- Reviewers label messages ("wrong", "unsafe", "great"); evaluations are drawn from the labels.
--
-- Revision ID: 7e3d90b1f4a2
-- Revises: c6f02e8d7b15
-- Branch Labels: labels
-- Create Date: 2026-04-13 08:30:00+00:00

-- sqlc:upgrade
CREATE TABLE label (
    id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name  text NOT NULL CONSTRAINT label_name_key UNIQUE,
    color text NOT NULL DEFAULT '#808080' CONSTRAINT label_color_check CHECK (color ~ '^#[0-9a-f]{6}$')
);

CREATE TABLE message_label (
    message_id bigint NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    label_id   integer NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    author_id  bigint NOT NULL REFERENCES app_user (id),
    note       text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, label_id, author_id)
);

INSERT INTO label (name, color) VALUES
    ('great', '#2e7d32'),
    ('wrong', '#ef6c00'),
    ('unsafe', '#c62828');

GRANT SELECT ON label TO playground_api, playground_analyst;
GRANT SELECT, INSERT, DELETE ON message_label TO playground_api;
GRANT SELECT ON message_label TO playground_analyst;

-- sqlc:downgrade
DROP TABLE message_label;
DROP TABLE label;
