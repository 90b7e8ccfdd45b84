-- sqlc upgrade 2b7c81d0a9ee:4d6e17a0fdf6: 1 revision, 2 statements. For PostgreSQL 14 and newer.
-- input sha256 45427ffdd6cfc1eed6d9dd251c41c9776941e197a855726bfe8ed3194433dbda
-- One transaction: if anything fails, nothing is changed and the database stays at 2b7c81d0a9ee.
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
  SELECT pg_catalog.string_agg(pg_catalog.quote_ident(name), ', ') INTO trouble
    FROM pg_catalog.unnest(ARRAY['playground_analyst', 'playground_api']) AS name
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name);
  IF trouble IS NOT NULL THEN
    RAISE EXCEPTION 'sqlc: roles that this script names do not exist: %', trouble
      USING HINT = 'Create them first: roles belong to the whole server.';
  END IF;
  IF pg_catalog.to_regclass('public.alembic_version') IS NULL THEN
    RAISE EXCEPTION 'sqlc: there is no table public.alembic_version in database %', pg_catalog.current_database()
      USING HINT = 'Is it the right database? A new one starts from base: sqlc upgrade base:4d6e17a0fdf6';
  END IF;
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  trouble := substring(pg_catalog.obj_description('public.alembic_version'::regclass, 'pg_class')
    FROM '\[sqlc: inside ([^]]*)\]');
  IF trouble IS NOT NULL THEN
    RAISE EXCEPTION 'sqlc: a script stopped inside %', trouble
      USING HINT = 'Run that script again: it goes on where it stopped.';
  END IF;
  have := ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C");
  IF have OPERATOR(pg_catalog.<>) ARRAY['2b7c81d0a9ee'] THEN
    trouble := coalesce(nullif(pg_catalog.array_to_string(have, ','), ''), 'base');
    RAISE EXCEPTION 'sqlc: the database is at %, this script goes from 2b7c81d0a9ee to 4d6e17a0fdf6', trouble
      USING HINT = CASE WHEN have OPERATOR(pg_catalog.=) ARRAY['4d6e17a0fdf6'] THEN 'It is there already.'
        ELSE 'Compile for where it stands: sqlc upgrade ' || trouble || ':4d6e17a0fdf6' END;
  END IF;
END $sqlc$;
SET LOCAL client_connection_check_interval = '5s';

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
