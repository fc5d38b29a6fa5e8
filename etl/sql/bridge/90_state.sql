-- What a gap to the trajectory is made of, one row per target and due period; the ends of the
-- path are there only where it is one on which time has passed.
select
    p.target_id,
    p.due_month,
    p.basis,
    p.sign,
    p.actual_value,
    p.actual_month,
    p.geometric,
    case when r.target_id is not null then p.baseline_value end as baseline_value,
    p.baseline_month,
    p.target_value,
    p.months_in_all,
    rounded_double(r.expected_value) as expected_value
from position p
left join trajectory r on r.target_id = p.target_id and r.due_month = p.due_month
