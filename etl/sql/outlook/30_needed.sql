-- How many quarters as good as the best one the target still takes from the period of the
-- actual. What is missing is reckoned to the value that just satisfies the comparator: with
-- about that leaves out the tolerance, with between and lower is better the range. Doubles,
-- rounded to 9 decimals before they are compared.
select
    c.target_id,
    c.due_month,
    b.quarters_known,
    b.quarter.value as best_value,
    b.quarter.month_no as best_month,
    c.comparator in ('gt', 'lt') as strictly,
    c.gap_to_target::double - case
        when c.comparator = 'about' then c.target_value::double * cuts.about_tolerance::double
        when c.comparator = 'between' and c.sign < 0 then (c.high - c.target_value)::double
        else 0
    end as need,
    case when best_value > 0 then round(need / best_value::double, 9) end as quarters_at_best,
    case
        when strictly then quarters_at_best < c.months_left / 3
        else quarters_at_best <= c.months_left / 3
    end as within_time,
    case
        when within_time then greatest(if(strictly, floor(quarters_at_best) + 1, ceil(quarters_at_best)), 1)::integer
    end as whole_quarters
from classed c
cross join cuts
left join best b on b.target_id = c.target_id and b.due_month = c.due_month
