-- Where a path should be at the period of the actual, and where its pace leads.
-- Ratios and powers are doubles; a power of a negative ratio is undefined.
with doubles as (
    select
        target_id,
        due_month,
        sign,
        geometric,
        actual_value::double as a,
        baseline_value::double as b,
        target_value::double as t,
        months_gone / months_in_all as e,
        12 / months_gone as yearly_gone,
        12 / months_in_all as yearly_in_all
    from position
    where has_path and months_gone > 0
)
select
    target_id,
    due_month,
    path_height(geometric, b, t, e) as expected_value,
    case when sign > 0 then expected_value - a else a - expected_value end as gap_to_trajectory,
    (a - b) / (t - b) as progress,
    case
        when not geometric then progress / e
        when a >= 0 then (power(a / b, yearly_gone) - 1) / nullif(power(t / b, yearly_in_all) - 1, 0)
    end as pace,
    case
        when not geometric then b + (a - b) / e
        when a >= 0 then b * power(a / b, 1 / e)
    end as projected_value
from doubles
