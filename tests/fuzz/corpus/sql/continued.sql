 select 'a'
'b', E'c'
  'd\'e', E'f' -- g
'h', b'0'
'1';
