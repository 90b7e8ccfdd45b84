 select 123abc, 0x, 1e+, $1a, 1__0, "", U&'\zzzz', 'a' 'b';
