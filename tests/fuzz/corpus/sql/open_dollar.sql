 do $x$ begin; end $y$;
