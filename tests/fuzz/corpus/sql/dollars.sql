 do $$ begin perform 1; end $$; select $a$ $$ $b$ $a$, $é$x;$é$, foo$bar$ from t where a = $1;
