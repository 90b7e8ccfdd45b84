 select 'it''s', E'a\'b\\', U&'\0041', N'n', B'01', X'1f', "a""b", U&"d\0061t" UESCAPE '!';
