-- '2025Q4' → 24312, the month number of the quarter's last month.
create macro quarter_month(quarter) as
    left(quarter, 4)::integer * 12 + right(quarter, 1)::integer * 3;
