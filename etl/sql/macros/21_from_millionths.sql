-- A whole number of millionths as a figure.
create macro from_millionths(n) as (n::decimal(38, 0) * 0.000001::decimal(7, 6))::decimal(38, 10);
