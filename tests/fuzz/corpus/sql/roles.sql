 create role a login in role b admin c;
grant a to b with admin option granted by c;
alter default privileges for role a in schema s grant select on tables to b, public;
create policy p on t to a, current_user using (true);
alter table t owner to a;
reassign owned by a to b;
set role a;
comment on role a is 'x';
drop role if exists a;
