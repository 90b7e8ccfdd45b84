-- sqlc downgrade 4d6e17a0fdf6:base: 14 revisions, 31 statements. For PostgreSQL 14 and newer.
-- input sha256 a886b1e49c2c30cde9ccb2731eef0cd1e4cd4558551bfd1ad8fd3df19245621f
-- More than one transaction. A failure leaves the database at one of 4d6e17a0fdf6, 2b7c81d0a9ee, f58a1d7c03e6,
-- or inside a revision:
--   2b7c81d0a9ee, at statement 1 of 1 (DROP INDEX CONCURRENTLY)
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
    RAISE EXCEPTION 'sqlc: there is no table public.alembic_version in database %', pg_catalog.current_database()
      USING HINT = 'Is it the right database? A new one starts from base: sqlc upgrade base:4d6e17a0fdf6';
  END IF;
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF NOT (SELECT pg_catalog.pg_has_role(relowner, 'USAGE') FROM pg_catalog.pg_class WHERE oid = 'public.alembic_version'::regclass) THEN
    RAISE EXCEPTION 'sqlc: role % does not own public.alembic_version, whose comment keeps the progress of this script', current_user;
  END IF;
  trouble := substring(pg_catalog.obj_description('public.alembic_version'::regclass, 'pg_class')
    FROM '\[sqlc: inside ([^]]*)\]');
  have := ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C");
  step := CASE
    WHEN have OPERATOR(pg_catalog.=) ARRAY['4d6e17a0fdf6'] THEN 0
    WHEN have OPERATOR(pg_catalog.=) ARRAY['2b7c81d0a9ee'] THEN 1
    WHEN have OPERATOR(pg_catalog.=) ARRAY['f58a1d7c03e6'] THEN 2 END;
  IF step IS NULL THEN
    trouble := coalesce(nullif(pg_catalog.array_to_string(have, ','), ''), 'base');
    RAISE EXCEPTION 'sqlc: the database is at %, this script goes from 4d6e17a0fdf6 to base', trouble
      USING HINT = CASE WHEN have OPERATOR(pg_catalog.=) '{}'::text[] THEN 'It is there already.'
        WHEN have OPERATOR(pg_catalog.=) '{}'::text[] THEN 'There is nothing to take back.'
        ELSE 'Compile for where it stands: sqlc downgrade ' || trouble || ':base' END;
  END IF;
  done := 0;
  IF trouble IS NOT NULL THEN
    done := CASE step::text || ' ' || pg_catalog.replace(trouble, ', the next begun', '')
      WHEN '1 downgrade of 2b7c81d0a9ee, 0 of 1 statements done' THEN 0 END;
    IF done IS NULL THEN
      RAISE EXCEPTION 'sqlc: another script stopped inside %', trouble
        USING HINT = 'Run that script again: it goes on where it stopped.';
    END IF;
  END IF;
  PERFORM pg_catalog.set_config('sqlc.step', step::text, true), pg_catalog.set_config('sqlc.done', done::text, true);
  PERFORM pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended('sqlc:public.alembic_version', 0::bigint));
END $sqlc$;
SELECT pg_catalog.current_setting('sqlc.step') AS sqlc_step, pg_catalog.current_setting('sqlc.done') AS sqlc_done \gset
SELECT :sqlc_step <= 0 AS sqlc_run_1, :sqlc_step <= 1 AS sqlc_run_2, :sqlc_step <= 13 AS sqlc_run_3 \gset
COMMIT;
SET client_encoding = 'UTF8'; SET standard_conforming_strings = on;

\if :sqlc_run_1
BEGIN;
SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
DO $sqlc$ BEGIN
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF (ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C")
    OPERATOR(pg_catalog.=) ARRAY['4d6e17a0fdf6']) IS NOT TRUE THEN
    RAISE EXCEPTION 'sqlc: something else moved the database while this script ran';
  END IF;
END $sqlc$;

-- Running downgrade 4d6e17a0fdf6 -> 2b7c81d0a9ee, Create the model_config table.
DROP TABLE model_config;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '2b7c81d0a9ee' WHERE version_num = '4d6e17a0fdf6';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

COMMIT;
\echo sqlc: committed 2b7c81d0a9ee
\endif

\if :sqlc_run_2
-- Running downgrade 2b7c81d0a9ee -> f58a1d7c03e6, Index message by conversation and time.
SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET search_path = public, pg_temp; SET row_security = off; SET statement_timeout = 0; SET client_connection_check_interval = '5s'; DO $sqlc$ BEGIN PERFORM pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings WHERE name = 'transaction_timeout'; END $sqlc$;
BEGIN;
SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
DO $sqlc$ DECLARE note text; BEGIN
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF (ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C")
    OPERATOR(pg_catalog.=) ARRAY['2b7c81d0a9ee']) IS NOT TRUE THEN
    RAISE EXCEPTION 'sqlc: something else moved the database while this script ran';
  END IF;
  note := coalesce(pg_catalog.obj_description('public.alembic_version'::regclass, 'pg_class'), '');
  IF pg_catalog.strpos(note, 'downgrade of 2b7c81d0a9ee, 0 of 1 statements done, the next begun') > 0 THEN RETURN; END IF;
  IF pg_catalog.to_regclass('message_conversation_id_created_at_idx') IS NULL THEN
    RAISE EXCEPTION 'sqlc: there is no index message_conversation_id_created_at_idx';
  END IF;
  EXECUTE 'COMMENT ON TABLE public.alembic_version IS ' || pg_catalog.quote_literal(pg_catalog.concat_ws(' ',
    nullif(pg_catalog.regexp_replace(note, ' ?\[sqlc: inside [^]]*\]', ''), ''),
    '[sqlc: inside downgrade of 2b7c81d0a9ee, 0 of 1 statements done, the next begun]'));
END $sqlc$;
COMMIT;
SET lock_timeout = 0;
SELECT NOT pg_catalog.to_regclass('message_conversation_id_created_at_idx') IS NULL AS sqlc_todo \gset
\if :sqlc_todo
DROP INDEX CONCURRENTLY message_conversation_id_created_at_idx;
\endif
BEGIN;
SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
DO $sqlc$ DECLARE moved int; BEGIN
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF (ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C")
    OPERATOR(pg_catalog.=) ARRAY['2b7c81d0a9ee']) IS NOT TRUE THEN
    RAISE EXCEPTION 'sqlc: something else moved the database while this script ran';
  END IF;
  EXECUTE 'COMMENT ON TABLE public.alembic_version IS ' || pg_catalog.quote_nullable(nullif(pg_catalog.regexp_replace(
    pg_catalog.obj_description('public.alembic_version'::regclass, 'pg_class'), ' ?\[sqlc: inside [^]]*\]', ''), ''));
  UPDATE public.alembic_version SET version_num = 'f58a1d7c03e6' WHERE version_num = '2b7c81d0a9ee';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;
COMMIT;
RESET search_path; RESET row_security; RESET statement_timeout; RESET client_connection_check_interval; RESET lock_timeout;DO $sqlc$ BEGIN PERFORM pg_catalog.set_config(name, reset_val, false) FROM pg_catalog.pg_settings WHERE name = 'transaction_timeout'; END $sqlc$; 
\echo sqlc: committed f58a1d7c03e6
\endif

\if :sqlc_run_3
BEGIN;
SET LOCAL client_encoding = 'UTF8'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public, pg_temp; SET LOCAL row_security = off; SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL client_connection_check_interval = '5s';
DO $sqlc$ BEGIN
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  IF (ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C")
    OPERATOR(pg_catalog.=) ARRAY['f58a1d7c03e6']) IS NOT TRUE THEN
    RAISE EXCEPTION 'sqlc: something else moved the database while this script ran';
  END IF;
END $sqlc$;

-- Running downgrade f58a1d7c03e6 -> 06ce4b9f2d3a, Close what is finished.
ALTER TABLE completion DROP CONSTRAINT completion_finished_check;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '06ce4b9f2d3a' WHERE version_num = 'f58a1d7c03e6';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade 06ce4b9f2d3a -> d930e6b4a7f5, Let a completion be cancelled.
-- An enum's value cannot be dropped, so the type is made anew without it.
UPDATE completion SET status = 'failed', error = 'cancelled' WHERE status = 'cancelled';
ALTER TABLE completion ALTER COLUMN status DROP DEFAULT;
ALTER TABLE completion DROP CONSTRAINT completion_error_check;
ALTER TYPE completion_status RENAME TO completion_status_old;
CREATE TYPE completion_status AS ENUM ('queued', 'streaming', 'done', 'failed');
ALTER TABLE completion
    ALTER COLUMN status TYPE completion_status USING status::text::completion_status;
DROP TYPE completion_status_old;
ALTER TABLE completion ALTER COLUMN status SET DEFAULT 'queued';
ALTER TABLE completion
    ADD CONSTRAINT completion_error_check CHECK (status <> 'failed' OR error IS NOT NULL);
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
  UPDATE public.alembic_version SET version_num = 'd930e6b4a7f5' WHERE version_num = '06ce4b9f2d3a';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade d930e6b4a7f5 -> b84c15e7d0f9, a2d57f3e6c81, Merge labels and token counts.
DO $sqlc$ DECLARE moved int; BEGIN
  DELETE FROM public.alembic_version WHERE version_num = 'd930e6b4a7f5';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
  INSERT INTO public.alembic_version (version_num) VALUES ('a2d57f3e6c81');
  INSERT INTO public.alembic_version (version_num) VALUES ('b84c15e7d0f9');
END $sqlc$;

-- Running downgrade b84c15e7d0f9 -> 7e3d90b1f4a2, Index message_label by label.
DROP INDEX message_label_author_id_idx;
DROP INDEX message_label_label_id_idx;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '7e3d90b1f4a2' WHERE version_num = 'b84c15e7d0f9';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade 7e3d90b1f4a2 -> c6f02e8d7b15, Create the label tables.
DROP TABLE message_label;
DROP TABLE label;
DO $sqlc$ DECLARE moved int; BEGIN
  DELETE FROM public.alembic_version WHERE version_num = '7e3d90b1f4a2';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade a2d57f3e6c81 -> 1f6b8e0c92d7, Backfill token counts.
UPDATE completion
SET opts = opts || jsonb_build_object(
        'usage', jsonb_build_object('prompt_tokens', prompt_tokens, 'completion_tokens', answer_tokens))
WHERE prompt_tokens IS NOT NULL OR answer_tokens IS NOT NULL;
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
  UPDATE public.alembic_version SET version_num = '1f6b8e0c92d7' WHERE version_num = 'a2d57f3e6c81';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade 1f6b8e0c92d7 -> c6f02e8d7b15, Add token counts to completion.
ALTER TABLE completion
    DROP COLUMN answer_tokens,
    DROP COLUMN prompt_tokens;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = 'c6f02e8d7b15' WHERE version_num = '1f6b8e0c92d7';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade c6f02e8d7b15 -> 51d8a2f6b093, Create the completion table.
DROP TABLE completion;
DROP TYPE completion_status;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '51d8a2f6b093' WHERE version_num = 'c6f02e8d7b15';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade 51d8a2f6b093 -> 5be2c90d41f8, Create the roles of the services.
REVOKE ALL ON app_user, conversation, message FROM playground_api, playground_analyst;
REVOKE ALL (id, conversation_id, parent_id, role, created_at) ON message FROM playground_analyst;
REVOKE ALL ON SCHEMA public FROM playground_api, playground_analyst;
DROP ROLE playground_analyst;
DROP ROLE playground_api;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '5be2c90d41f8' WHERE version_num = '51d8a2f6b093';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade 5be2c90d41f8 -> e07b3f9d1c48, Keep conversation.updated_at current.
DROP TRIGGER message_touch_conversation ON message;
DROP FUNCTION touch_conversation();
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = 'e07b3f9d1c48' WHERE version_num = '5be2c90d41f8';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade e07b3f9d1c48 -> 9a41c7d2e650, Create the conversation and message tables.
DROP TABLE message;
DROP TYPE message_role;
DROP TABLE conversation;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '9a41c7d2e650' WHERE version_num = 'e07b3f9d1c48';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

-- Running downgrade 9a41c7d2e650 -> , Create the app_user table.
DROP TABLE app_user;
DO $sqlc$ DECLARE moved int; BEGIN
  DELETE FROM public.alembic_version WHERE version_num = '9a41c7d2e650';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

COMMIT;
\echo sqlc: committed base
\endif

DO $sqlc$ BEGIN
  PERFORM pg_catalog.pg_advisory_unlock(pg_catalog.hashtextextended('sqlc:public.alembic_version', 0::bigint));
END $sqlc$;
RESET client_encoding; RESET standard_conforming_strings;
