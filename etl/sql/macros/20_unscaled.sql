-- A figure as a whole number of its tenth decimal place, by its text: exact at any size.
create macro unscaled(figure) as replace((figure::decimal(38, 10))::varchar, '.', '')::hugeint;
