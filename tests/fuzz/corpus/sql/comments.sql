 -- a
select 1 -- b
/* c /* d */ e */; -- f
/* g
 */ select 2 /* h */ ; -- i
