-- sqlc upgrade base:4d6e17a0fdf6: 14 revisions, 40 statements. For PostgreSQL 14 and newer.
-- input sha256 61fe3cdfd659a378729bca6eccd76ec5b907d6946d86e85cda53eac575a28189
-- For a database anywhere on the way from base to 4d6e17a0fdf6.
-- More than one transaction. A failure leaves the database at one of base, 06ce4b9f2d3a, f58a1d7c03e6, 2b7c81d0a9ee,
-- or inside a revision:
--   2b7c81d0a9ee, at statement 1 of 1 (CREATE INDEX CONCURRENTLY)
-- Then correct the cause and run this same file again: it goes on where it stopped.
-- It needs one session to itself: no transaction pooler between psql and the server.
\set ON_ERROR_STOP on
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT on
\set SINGLELINE off
BEGIN;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL standard_conforming_strings = on;
SET LOCAL search_path = public, pg_temp;
SET LOCAL row_security = off;
SET LOCAL lock_timeout = '30s';
SET LOCAL idle_in_transaction_session_timeout = '60s';
-- Stops here, with nothing changed, unless the database is one that this is for.
DO $sqlc$
DECLARE
  have text[];
  trouble text;
  step int;
  done int;
BEGIN
  IF pg_catalog.current_setting('server_version_num')::int < 140000 THEN
    RAISE EXCEPTION 'sqlc: this script is for PostgreSQL 14 and newer, the server is %',
      pg_catalog.current_setting('server_version');
  END IF;
  IF pg_catalog.pg_is_in_recovery() THEN
    RAISE EXCEPTION 'sqlc: this server is a standby'
      USING HINT = 'Run the script on the primary.';
  END IF;
  IF NOT pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('sqlc:public.alembic_version', 0::bigint)) THEN
    RAISE EXCEPTION 'sqlc: another run is at work in this database'
      USING HINT = 'Wait for it to end; pg_locks shows its pid (locktype advisory).';
  END IF;
  IF pg_catalog.to_regclass('public.alembic_version') IS NULL THEN
    CREATE TABLE public.alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
  END IF;
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF NOT (SELECT pg_catalog.pg_has_role(relowner, 'USAGE') FROM pg_catalog.pg_class WHERE oid = 'public.alembic_version'::regclass) THEN
    RAISE EXCEPTION 'sqlc: role % does not own public.alembic_version, whose comment keeps the progress of this script', current_user;
  END IF;
  trouble := substring(pg_catalog.obj_description('public.alembic_version'::regclass, 'pg_class')
    FROM '\[sqlc: inside ([^]]*)\]');
  have := ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C");
  step := CASE
    WHEN have OPERATOR(pg_catalog.=) '{}'::text[] THEN 0
    WHEN have OPERATOR(pg_catalog.=) ARRAY['9a41c7d2e650'] THEN 1
    WHEN have OPERATOR(pg_catalog.=) ARRAY['e07b3f9d1c48'] THEN 2
    WHEN have OPERATOR(pg_catalog.=) ARRAY['5be2c90d41f8'] THEN 3
    WHEN have OPERATOR(pg_catalog.=) ARRAY['51d8a2f6b093'] THEN 4
    WHEN have OPERATOR(pg_catalog.=) ARRAY['c6f02e8d7b15'] THEN 5
    WHEN have OPERATOR(pg_catalog.=) ARRAY['1f6b8e0c92d7'] THEN 6
    WHEN have OPERATOR(pg_catalog.=) ARRAY['a2d57f3e6c81'] THEN 7
    WHEN have OPERATOR(pg_catalog.=) ARRAY['7e3d90b1f4a2', 'a2d57f3e6c81'] THEN 8
    WHEN have OPERATOR(pg_catalog.=) ARRAY['a2d57f3e6c81', 'b84c15e7d0f9'] THEN 9
    WHEN have OPERATOR(pg_catalog.=) ARRAY['d930e6b4a7f5'] THEN 10
    WHEN have OPERATOR(pg_catalog.=) ARRAY['06ce4b9f2d3a'] THEN 11
    WHEN have OPERATOR(pg_catalog.=) ARRAY['f58a1d7c03e6'] THEN 12
    WHEN have OPERATOR(pg_catalog.=) ARRAY['2b7c81d0a9ee'] THEN 13
    WHEN have OPERATOR(pg_catalog.=) ARRAY['4d6e17a0fdf6'] THEN 14 END;
  IF step IS NULL THEN
    trouble := coalesce(nullif(pg_catalog.array_to_string(have, ','), ''), 'base');
    RAISE EXCEPTION 'sqlc: the database is at %, this script goes from base to 4d6e17a0fdf6', trouble
      USING HINT = CASE WHEN have OPERATOR(pg_catalog.=) ARRAY['4d6e17a0fdf6'] THEN 'It is there already.'
        ELSE 'Compile for where it stands: sqlc upgrade ' || trouble || ':4d6e17a0fdf6' END;
  END IF;
  done := 0;
  IF trouble IS NOT NULL THEN
    done := CASE step::text || ' ' || pg_catalog.replace(trouble, ', the next begun', '')
      WHEN '12 upgrade of 2b7c81d0a9ee, 0 of 1 statements done' THEN 0 END;
    IF done IS NULL THEN
      RAISE EXCEPTION 'sqlc: another script stopped inside %', trouble
        USING HINT = 'Run that script again: it goes on where it stopped.';
    END IF;
  END IF;
  PERFORM pg_catalog.set_config('sqlc.step', step::text, true), pg_catalog.set_config('sqlc.done', done::text, true);
  PERFORM pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended('sqlc:public.alembic_version', 0::bigint));
END $sqlc$;
SELECT pg_catalog.current_setting('sqlc.step') AS sqlc_step, pg_catalog.current_setting('sqlc.done') AS sqlc_done \gset
SELECT :sqlc_step <= 10 AS sqlc_run_1, :sqlc_step <= 0 AS sqlc_step_1, :sqlc_step <= 1 AS sqlc_step_2, :sqlc_step <= 2 AS sqlc_step_3,
  :sqlc_step <= 3 AS sqlc_step_4, :sqlc_step <= 4 AS sqlc_step_5, :sqlc_step <= 5 AS sqlc_step_6, :sqlc_step <= 6 AS sqlc_step_7,
  :sqlc_step <= 7 AS sqlc_step_8, :sqlc_step <= 8 AS sqlc_step_9, :sqlc_step <= 9 AS sqlc_step_10, :sqlc_step <= 10 AS sqlc_step_11,
  :sqlc_step <= 11 AS sqlc_run_2, :sqlc_step <= 12 AS sqlc_run_3, :sqlc_step <= 13 AS sqlc_run_4 \gset
COMMIT;
SET client_encoding = 'UTF8'; SET standard_conforming_strings = on;

\if :sqlc_run_1
BEGIN;
SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
SET LOCAL sqlc.step = :sqlc_step;
DO $sqlc$ BEGIN
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF (ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C")
    OPERATOR(pg_catalog.=) (CASE greatest(pg_catalog.current_setting('sqlc.step')::int, 0)
    WHEN 0 THEN '{}'::text[]
    WHEN 1 THEN ARRAY['9a41c7d2e650']
    WHEN 2 THEN ARRAY['e07b3f9d1c48']
    WHEN 3 THEN ARRAY['5be2c90d41f8']
    WHEN 4 THEN ARRAY['51d8a2f6b093']
    WHEN 5 THEN ARRAY['c6f02e8d7b15']
    WHEN 6 THEN ARRAY['1f6b8e0c92d7']
    WHEN 7 THEN ARRAY['a2d57f3e6c81']
    WHEN 8 THEN ARRAY['7e3d90b1f4a2', 'a2d57f3e6c81']
    WHEN 9 THEN ARRAY['a2d57f3e6c81', 'b84c15e7d0f9']
    WHEN 10 THEN ARRAY['d930e6b4a7f5'] END)) IS NOT TRUE THEN
    RAISE EXCEPTION 'sqlc: something else moved the database while this script ran';
  END IF;
END $sqlc$;

\if :sqlc_step_1
-- Running upgrade  -> 9a41c7d2e650, Create the app_user table.
CREATE TABLE app_user (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email        text NOT NULL,
    display_name text NOT NULL,
    is_admin     boolean NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now()
);

-- Addresses differ in case between providers; a person has one account all the same.
CREATE UNIQUE INDEX app_user_email_key ON app_user (lower(email));
DO $sqlc$ DECLARE deferred text; BEGIN
  SELECT pg_catalog.string_agg(DISTINCT pg_catalog.format('%s.%I', connamespace::regnamespace, conname), ', ')
    INTO deferred FROM pg_catalog.pg_constraint
    WHERE condeferred AND pg_catalog.has_schema_privilege(connamespace, 'USAGE');
  IF deferred IS NOT NULL THEN
    EXECUTE 'SET CONSTRAINTS ' || deferred || ' IMMEDIATE';
    SELECT pg_catalog.string_agg(pg_catalog.format('%s.%I', s::regnamespace, c), ', ')
      INTO deferred FROM (SELECT connamespace, conname FROM pg_catalog.pg_constraint
        WHERE pg_catalog.has_schema_privilege(connamespace, 'USAGE')
        GROUP BY 1, 2 HAVING pg_catalog.bool_and(condeferred)) AS x (s, c);
    IF deferred IS NOT NULL THEN
      EXECUTE 'SET CONSTRAINTS ' || deferred || ' DEFERRED';
    END IF;
  END IF;
  SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
  INSERT INTO public.alembic_version (version_num) VALUES ('9a41c7d2e650');
END $sqlc$;
\endif

\if :sqlc_step_2
-- Running upgrade 9a41c7d2e650 -> e07b3f9d1c48, Create the conversation and message tables.
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
DO $sqlc$ DECLARE moved int; deferred text; BEGIN
  SELECT pg_catalog.string_agg(DISTINCT pg_catalog.format('%s.%I', connamespace::regnamespace, conname), ', ')
    INTO deferred FROM pg_catalog.pg_constraint
    WHERE condeferred AND pg_catalog.has_schema_privilege(connamespace, 'USAGE');
  IF deferred IS NOT NULL THEN
    EXECUTE 'SET CONSTRAINTS ' || deferred || ' IMMEDIATE';
    SELECT pg_catalog.string_agg(pg_catalog.format('%s.%I', s::regnamespace, c), ', ')
      INTO deferred FROM (SELECT connamespace, conname FROM pg_catalog.pg_constraint
        WHERE pg_catalog.has_schema_privilege(connamespace, 'USAGE')
        GROUP BY 1, 2 HAVING pg_catalog.bool_and(condeferred)) AS x (s, c);
    IF deferred IS NOT NULL THEN
      EXECUTE 'SET CONSTRAINTS ' || deferred || ' DEFERRED';
    END IF;
  END IF;
  SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
  UPDATE public.alembic_version SET version_num = 'e07b3f9d1c48' WHERE version_num = '9a41c7d2e650';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
\endif

\if :sqlc_step_3
-- Running upgrade e07b3f9d1c48 -> 5be2c90d41f8, Keep conversation.updated_at current.
CREATE FUNCTION touch_conversation() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conversation SET updated_at = now() WHERE id = NEW.conversation_id;
    RETURN NULL;
END;
$$;

CREATE TRIGGER message_touch_conversation
    AFTER INSERT ON message
    FOR EACH ROW EXECUTE FUNCTION touch_conversation();
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '5be2c90d41f8' WHERE version_num = 'e07b3f9d1c48';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
\endif

\if :sqlc_step_4
-- Running upgrade 5be2c90d41f8 -> 51d8a2f6b093, Create the roles of the services.
CREATE ROLE playground_api NOLOGIN;
CREATE ROLE playground_analyst NOLOGIN;

GRANT USAGE ON SCHEMA public TO playground_api, playground_analyst;
GRANT SELECT, INSERT, UPDATE, DELETE ON app_user, conversation, message TO playground_api;
GRANT SELECT ON app_user, conversation TO playground_analyst;
GRANT SELECT (id, conversation_id, parent_id, role, created_at) ON message TO playground_analyst;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '51d8a2f6b093' WHERE version_num = '5be2c90d41f8';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
\endif

\if :sqlc_step_5
-- Running upgrade 51d8a2f6b093 -> c6f02e8d7b15, Create the completion table.
CREATE TYPE completion_status AS ENUM ('queued', 'streaming', 'done', 'failed');

CREATE TABLE completion (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    message_id  bigint NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    model       text NOT NULL,
    status      completion_status NOT NULL DEFAULT 'queued',
    error       text,
    opts        jsonb NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CONSTRAINT completion_error_check CHECK (status <> 'failed' OR error IS NOT NULL)
);

CREATE INDEX completion_message_id_idx ON completion (message_id);

-- The workers' queue: few rows, read all the time.
CREATE INDEX completion_queue_idx ON completion (created_at) WHERE finished_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON completion TO playground_api;
GRANT SELECT ON completion TO playground_analyst;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = 'c6f02e8d7b15' WHERE version_num = '51d8a2f6b093';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
\endif

\if :sqlc_step_6
-- Running upgrade c6f02e8d7b15 -> 1f6b8e0c92d7, Add token counts to completion.
ALTER TABLE completion
    ADD COLUMN prompt_tokens integer,
    ADD COLUMN answer_tokens integer;

ALTER TABLE completion
    ADD CONSTRAINT completion_tokens_check CHECK (prompt_tokens >= 0 AND answer_tokens >= 0) NOT VALID;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '1f6b8e0c92d7' WHERE version_num = 'c6f02e8d7b15';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
\endif

\if :sqlc_step_7
-- Running upgrade 1f6b8e0c92d7 -> a2d57f3e6c81, Backfill token counts.
UPDATE completion
SET prompt_tokens = (opts #>> '{usage,prompt_tokens}')::integer,
    answer_tokens = (opts #>> '{usage,completion_tokens}')::integer,
    opts = opts - 'usage'
WHERE opts ? 'usage';

ALTER TABLE completion VALIDATE CONSTRAINT completion_tokens_check;
DO $sqlc$ DECLARE moved int; deferred text; BEGIN
  SELECT pg_catalog.string_agg(DISTINCT pg_catalog.format('%s.%I', connamespace::regnamespace, conname), ', ')
    INTO deferred FROM pg_catalog.pg_constraint
    WHERE condeferred AND pg_catalog.has_schema_privilege(connamespace, 'USAGE');
  IF deferred IS NOT NULL THEN
    EXECUTE 'SET CONSTRAINTS ' || deferred || ' IMMEDIATE';
    SELECT pg_catalog.string_agg(pg_catalog.format('%s.%I', s::regnamespace, c), ', ')
      INTO deferred FROM (SELECT connamespace, conname FROM pg_catalog.pg_constraint
        WHERE pg_catalog.has_schema_privilege(connamespace, 'USAGE')
        GROUP BY 1, 2 HAVING pg_catalog.bool_and(condeferred)) AS x (s, c);
    IF deferred IS NOT NULL THEN
      EXECUTE 'SET CONSTRAINTS ' || deferred || ' DEFERRED';
    END IF;
  END IF;
  SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
  UPDATE public.alembic_version SET version_num = 'a2d57f3e6c81' WHERE version_num = '1f6b8e0c92d7';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
DO $sqlc$
#variable_conflict use_column
BEGIN IF (
SELECT NOT EXISTS (SELECT FROM completion WHERE opts ? 'usage')
) IS NOT TRUE THEN RAISE EXCEPTION 'sqlc: a check of revision a2d57f3e6c81 failed: SELECT NOT EXISTS (SELECT FROM completion WHERE opts ? ''usage'')'; END IF; END $sqlc$;
DO $sqlc$
#variable_conflict use_column
BEGIN IF (
SELECT convalidated FROM pg_constraint
WHERE conrelid = 'completion'::regclass AND conname = 'completion_tokens_check'
) IS NOT TRUE THEN RAISE EXCEPTION 'sqlc: a check of revision a2d57f3e6c81 failed: SELECT convalidated FROM pg_constraint WHERE conrelid = ''completion''::regclass AND conname = ''completion_tokens_check'''; END IF; END $sqlc$;
\endif

\if :sqlc_step_8
-- Running upgrade c6f02e8d7b15 -> 7e3d90b1f4a2, Create the label tables.
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
DO $sqlc$ DECLARE deferred text; BEGIN
  SELECT pg_catalog.string_agg(DISTINCT pg_catalog.format('%s.%I', connamespace::regnamespace, conname), ', ')
    INTO deferred FROM pg_catalog.pg_constraint
    WHERE condeferred AND pg_catalog.has_schema_privilege(connamespace, 'USAGE');
  IF deferred IS NOT NULL THEN
    EXECUTE 'SET CONSTRAINTS ' || deferred || ' IMMEDIATE';
    SELECT pg_catalog.string_agg(pg_catalog.format('%s.%I', s::regnamespace, c), ', ')
      INTO deferred FROM (SELECT connamespace, conname FROM pg_catalog.pg_constraint
        WHERE pg_catalog.has_schema_privilege(connamespace, 'USAGE')
        GROUP BY 1, 2 HAVING pg_catalog.bool_and(condeferred)) AS x (s, c);
    IF deferred IS NOT NULL THEN
      EXECUTE 'SET CONSTRAINTS ' || deferred || ' DEFERRED';
    END IF;
  END IF;
  SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
  INSERT INTO public.alembic_version (version_num) VALUES ('7e3d90b1f4a2');
END $sqlc$;
\endif

\if :sqlc_step_9
-- Running upgrade 7e3d90b1f4a2 -> b84c15e7d0f9, Index message_label by label.
CREATE INDEX message_label_label_id_idx ON message_label (label_id, created_at);
CREATE INDEX message_label_author_id_idx ON message_label (author_id);
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = 'b84c15e7d0f9' WHERE version_num = '7e3d90b1f4a2';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
\endif

\if :sqlc_step_10
-- Running upgrade b84c15e7d0f9, a2d57f3e6c81 -> d930e6b4a7f5, Merge labels and token counts.
DO $sqlc$ DECLARE moved int; BEGIN
  DELETE FROM public.alembic_version WHERE version_num IN ('a2d57f3e6c81', 'b84c15e7d0f9');
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 2 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 2', moved; END IF;
  INSERT INTO public.alembic_version (version_num) VALUES ('d930e6b4a7f5');
END $sqlc$;
\endif

\if :sqlc_step_11
-- Running upgrade d930e6b4a7f5 -> 06ce4b9f2d3a, Let a completion be cancelled.
ALTER TYPE completion_status ADD VALUE 'cancelled';
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '06ce4b9f2d3a' WHERE version_num = 'd930e6b4a7f5';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
\endif

COMMIT;
\echo sqlc: committed 06ce4b9f2d3a
\endif

\if :sqlc_run_2
BEGIN;
SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
SET LOCAL sqlc.step = :sqlc_step;
DO $sqlc$ BEGIN
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF (ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C")
    OPERATOR(pg_catalog.=) ARRAY['06ce4b9f2d3a']) IS NOT TRUE THEN
    RAISE EXCEPTION 'sqlc: something else moved the database while this script ran';
  END IF;
END $sqlc$;

-- Running upgrade 06ce4b9f2d3a -> f58a1d7c03e6, Close what is finished.
UPDATE completion
SET status = 'cancelled', finished_at = now()
WHERE status = 'streaming' AND created_at < now() - interval '1 day';

UPDATE completion
SET finished_at = created_at
WHERE status IN ('done', 'failed') AND finished_at IS NULL;

ALTER TABLE completion
    ADD CONSTRAINT completion_finished_check
    CHECK (status NOT IN ('done', 'failed', 'cancelled') OR finished_at IS NOT NULL);
SET CONSTRAINTS ALL IMMEDIATE;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = 'f58a1d7c03e6' WHERE version_num = '06ce4b9f2d3a';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

COMMIT;
\echo sqlc: committed f58a1d7c03e6
\endif

\if :sqlc_run_3
-- Running upgrade f58a1d7c03e6 -> 2b7c81d0a9ee, Index message by conversation and time.
SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET search_path = public, pg_temp; SET row_security = off; SET statement_timeout = 0; SET client_connection_check_interval = '5s'; DO $sqlc$ BEGIN PERFORM pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings WHERE name = 'transaction_timeout'; END $sqlc$;
BEGIN;
SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
DO $sqlc$ DECLARE note text; BEGIN
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF (ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C")
    OPERATOR(pg_catalog.=) ARRAY['f58a1d7c03e6']) IS NOT TRUE THEN
    RAISE EXCEPTION 'sqlc: something else moved the database while this script ran';
  END IF;
  note := coalesce(pg_catalog.obj_description('public.alembic_version'::regclass, 'pg_class'), '');
  IF pg_catalog.strpos(note, 'upgrade of 2b7c81d0a9ee, 0 of 1 statements done, the next begun') > 0 THEN RETURN; END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid
    WHERE indrelid = pg_catalog.to_regclass('message') AND relname = 'message_conversation_id_created_at_idx' AND indisvalid) THEN
    RAISE EXCEPTION 'sqlc: index message_conversation_id_created_at_idx exists already';
  END IF;
  EXECUTE 'COMMENT ON TABLE public.alembic_version IS ' || pg_catalog.quote_literal(pg_catalog.concat_ws(' ',
    nullif(pg_catalog.regexp_replace(note, ' ?\[sqlc: inside [^]]*\]', ''), ''),
    '[sqlc: inside upgrade of 2b7c81d0a9ee, 0 of 1 statements done, the next begun]'));
END $sqlc$;
COMMIT;
SET lock_timeout = 0;
SELECT 'DROP INDEX CONCURRENTLY ' || indexrelid::regclass::text FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid
    WHERE indrelid = pg_catalog.to_regclass('message') AND relname = 'message_conversation_id_created_at_idx' AND NOT indisvalid \gexec
SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid
    WHERE indrelid = pg_catalog.to_regclass('message') AND relname = 'message_conversation_id_created_at_idx' AND indisvalid) AS sqlc_todo \gset
\if :sqlc_todo
CREATE INDEX CONCURRENTLY message_conversation_id_created_at_idx ON message (conversation_id, created_at);
\endif
BEGIN;
SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
DO $sqlc$ DECLARE moved int; BEGIN
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF (ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C")
    OPERATOR(pg_catalog.=) ARRAY['f58a1d7c03e6']) IS NOT TRUE THEN
    RAISE EXCEPTION 'sqlc: something else moved the database while this script ran';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid
    WHERE indrelid = pg_catalog.to_regclass('message') AND relname = 'message_conversation_id_created_at_idx' AND indisvalid) THEN
    RAISE EXCEPTION 'sqlc: index message_conversation_id_created_at_idx is not there, or not valid';
  END IF;
  EXECUTE 'COMMENT ON TABLE public.alembic_version IS ' || pg_catalog.quote_nullable(nullif(pg_catalog.regexp_replace(
    pg_catalog.obj_description('public.alembic_version'::regclass, 'pg_class'), ' ?\[sqlc: inside [^]]*\]', ''), ''));
  UPDATE public.alembic_version SET version_num = '2b7c81d0a9ee' WHERE version_num = 'f58a1d7c03e6';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
COMMIT;
RESET search_path; RESET row_security; RESET statement_timeout; RESET client_connection_check_interval; RESET lock_timeout;DO $sqlc$ BEGIN PERFORM pg_catalog.set_config(name, reset_val, false) FROM pg_catalog.pg_settings WHERE name = 'transaction_timeout'; END $sqlc$; 
\echo sqlc: committed 2b7c81d0a9ee
\endif

\if :sqlc_run_4
BEGIN;
SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
SET LOCAL sqlc.step = :sqlc_step;
DO $sqlc$ BEGIN
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF (ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C")
    OPERATOR(pg_catalog.=) ARRAY['2b7c81d0a9ee']) IS NOT TRUE THEN
    RAISE EXCEPTION 'sqlc: something else moved the database while this script ran';
  END IF;
END $sqlc$;

-- Running upgrade 2b7c81d0a9ee -> 4d6e17a0fdf6, Create the model_config table.
CREATE TABLE model_config (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL CONSTRAINT model_config_name_key UNIQUE,
    provider   text NOT NULL,
    max_tokens integer NOT NULL CONSTRAINT model_config_max_tokens_check CHECK (max_tokens > 0),
    opts       jsonb NOT NULL DEFAULT '{}',
    retired_at timestamptz
);

GRANT SELECT ON model_config TO playground_api, playground_analyst;
SET CONSTRAINTS ALL IMMEDIATE;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '4d6e17a0fdf6' WHERE version_num = '2b7c81d0a9ee';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

COMMIT;
\echo sqlc: committed 4d6e17a0fdf6
\endif

DO $sqlc$ BEGIN
  PERFORM pg_catalog.pg_advisory_unlock(pg_catalog.hashtextextended('sqlc:public.alembic_version', 0::bigint));
END $sqlc$;
RESET client_encoding; RESET standard_conforming_strings;
\if :sqlc_run_4
\else
\echo sqlc: nothing to do, the database is at 4d6e17a0fdf6
\endif
