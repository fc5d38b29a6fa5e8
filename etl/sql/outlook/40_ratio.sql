-- What other accepted methods measure, as ratios of done to due; null where one does not apply.
-- Time counts to the period of the actual, as everywhere. All of it in doubles.
select
    c.target_id,
    c.due_month,
    (c.actual_month - d.start_month + 1) / (d.due_month - d.start_month + 1) as time_elapsed,
    c.months_gone / c.months_in_all as path_elapsed,
    c.actual_value::double as a,
    c.baseline_value::double as b,
    c.target_value::double as t,
    case when time_elapsed > 0 then attained(c.sign, a, t) / time_elapsed end as time_ratio,
    case
        when c.has_path and c.months_gone > 0 and a >= 0 and b > 0 and t > 0 then
            (power(a / b, 12 / c.months_gone) - 1) / nullif(power(t / b, 12 / c.months_in_all) - 1, 0)
    end as growth_ratio,
    attained(c.sign, c.projected_value, t) as projected_attainment
from classed c
join duty d on d.target_id = c.target_id and d.due_month = c.due_month
where not c.provisional
