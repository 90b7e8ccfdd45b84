 create or replace function f() returns int language sql begin atomic select case when true then 1 else 2 end; select begin from t; end;
select 1;
