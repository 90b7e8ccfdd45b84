 create unique index concurrently if not exists i on s.t using btree (lower(a)) include (b) where a is not null;
drop index concurrently if exists a.b, c cascade;
reindex (concurrently, verbose) table t;
alter table p detach partition c concurrently;
