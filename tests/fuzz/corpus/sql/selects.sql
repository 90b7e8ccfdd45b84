 select *; values (1, 2), (3, 4); table t; select 1 union all select 2 order by 1; select (f()).*; select 1 into x; with a as (select 1) select * from a;
