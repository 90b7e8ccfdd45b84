 copy t (a, b) from stdin with (format csv);
1,it's
\.
select 1;
