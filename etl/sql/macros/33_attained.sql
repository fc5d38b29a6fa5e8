-- How much of a target a figure attains: the share of it or, where lower is better, 1 less what
-- is too much as a share of it. Null for a target that is not positive.
create macro attained(sign, figure, target) as
    case when target > 0 then case when sign > 0 then figure / target else 2 - figure / target end end;
