 select a*/*x*/b, a+-1, a@-1, a<->b, a->>'b', a||b, a::int, a[1:n], a[:2], 1..2, !=3, f(a=>1), f(a:=1);
