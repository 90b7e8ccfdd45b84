 create rule r as on insert to t do also (select 1; select 2);
select 3;
