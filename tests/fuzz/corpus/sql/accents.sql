 -- é
select "é", 'ü', ñ from 表 where 1 = = 2;
