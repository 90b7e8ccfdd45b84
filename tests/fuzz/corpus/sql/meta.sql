 \set x 1
\i y.sql
select :x, :'x', :"x", :{?x};
