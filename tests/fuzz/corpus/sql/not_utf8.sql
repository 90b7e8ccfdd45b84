 select ÿþ€ Ã;
