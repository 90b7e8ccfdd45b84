 begin; set local lock_timeout = '5s'; set time zone 'UTC'; reset all; savepoint a; rollback to a; commit and chain; call s.p(1); discard all; vacuum (analyze) t;
