-- Create the roles of the services.
--
-- The API logs in as a member of playground_api, dashboards as members of playground_analyst.
-- Analysts see who talks how much, never what is said.
--
-- Revision ID: 51d8a2f6b093
-- Revises: 5be2c90d41f8
-- Create Date: 2026-02-19 13:27:40+00:00

-- sqlc:upgrade
CREATE ROLE playground_api NOLOGIN;
CREATE ROLE playground_analyst NOLOGIN;

GRANT USAGE ON SCHEMA public TO playground_api, playground_analyst;
GRANT SELECT, INSERT, UPDATE, DELETE ON app_user, conversation, message TO playground_api;
GRANT SELECT ON app_user, conversation TO playground_analyst;
GRANT SELECT (id, conversation_id, parent_id, role, created_at) ON message TO playground_analyst;

-- sqlc:downgrade
REVOKE ALL ON app_user, conversation, message FROM playground_api, playground_analyst;
REVOKE ALL (id, conversation_id, parent_id, role, created_at) ON message FROM playground_analyst;
REVOKE ALL ON SCHEMA public FROM playground_api, playground_analyst;
DROP ROLE playground_analyst;
DROP ROLE playground_api;
