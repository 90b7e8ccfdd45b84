 create type e as enum ('a', 'b');
alter type e add value if not exists 'c' before 'a';
alter type e rename value 'a' to 'd';
