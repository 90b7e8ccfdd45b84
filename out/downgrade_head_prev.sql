-- sqlc downgrade 4d6e17a0fdf6:2b7c81d0a9ee: 1 revision, 1 statement. For PostgreSQL 14 and newer.
-- input sha256 b9a946f333d18d0f789630b8649e0621e2ff2f4df7212280c78f297780c22baf
-- One transaction: if anything fails, nothing is changed and the database stays at 4d6e17a0fdf6.
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
  IF have OPERATOR(pg_catalog.<>) ARRAY['4d6e17a0fdf6'] THEN
    trouble := coalesce(nullif(pg_catalog.array_to_string(have, ','), ''), 'base');
    RAISE EXCEPTION 'sqlc: the database is at %, this script goes from 4d6e17a0fdf6 to 2b7c81d0a9ee', trouble
      USING HINT = CASE WHEN have OPERATOR(pg_catalog.=) ARRAY['2b7c81d0a9ee'] THEN 'It is there already.'
        WHEN have OPERATOR(pg_catalog.=) '{}'::text[] THEN 'There is nothing to take back.'
        ELSE 'Compile for where it stands: sqlc downgrade ' || trouble || ':2b7c81d0a9ee' END;
  END IF;
END $sqlc$;
SET LOCAL client_connection_check_interval = '5s';

-- Running downgrade 4d6e17a0fdf6 -> 2b7c81d0a9ee, Create the model_config table.
DROP TABLE model_config;
DO $sqlc$ DECLARE moved int; BEGIN
  UPDATE public.alembic_version SET version_num = '2b7c81d0a9ee' WHERE version_num = '4d6e17a0fdf6';
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> 1 THEN RAISE EXCEPTION 'sqlc: % rows of public.alembic_version moved instead of 1', moved; END IF;
END $sqlc$;

COMMIT;
\echo sqlc: committed 2b7c81d0a9ee
