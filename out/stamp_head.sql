-- sqlc stamp base:4d6e17a0fdf6: 1 revision, 0 statements. For PostgreSQL 14 and newer.
-- input sha256 ae1b8ba547c616d199c126354c8794ba6d2f2d86bcd66d462f47ac39ea7e1335
-- One transaction: if anything fails, nothing is changed and the database stays at base.
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
    CREATE TABLE public.alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
  END IF;
  LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
  trouble := substring(pg_catalog.obj_description('public.alembic_version'::regclass, 'pg_class')
    FROM '\[sqlc: inside ([^]]*)\]');
  IF trouble IS NOT NULL THEN
    RAISE EXCEPTION 'sqlc: a script stopped inside %', trouble
      USING HINT = 'Run that script again: it goes on where it stopped.';
  END IF;
  have := ARRAY(SELECT version_num::text FROM public.alembic_version ORDER BY version_num::text COLLATE "C");
  IF have OPERATOR(pg_catalog.<>) '{}'::text[] THEN
    trouble := coalesce(nullif(pg_catalog.array_to_string(have, ','), ''), 'base');
    RAISE EXCEPTION 'sqlc: the database is at %, this script goes from base to 4d6e17a0fdf6', trouble
      USING HINT = CASE WHEN have OPERATOR(pg_catalog.=) ARRAY['4d6e17a0fdf6'] THEN 'It is there already.'
        ELSE 'Compile for where it stands: sqlc stamp ' || trouble || ':4d6e17a0fdf6' END;
  END IF;
END $sqlc$;
SET LOCAL client_connection_check_interval = '5s';

-- Running stamp_revision  -> 4d6e17a0fdf6, Create the model_config table.
DO $sqlc$ BEGIN
  INSERT INTO public.alembic_version (version_num) VALUES ('4d6e17a0fdf6');
END $sqlc$;

COMMIT;
\echo sqlc: committed 4d6e17a0fdf6
