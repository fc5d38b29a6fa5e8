-- The facts the classes are decided by.
select
    p.*,
    r.expected_value,
    r.gap_to_trajectory,
    r.progress,
    r.pace,
    r.projected_value,
    m.as_of_month < p.plan_start_month as not_started,
    m.as_of_month >= p.due_month as due_now,
    case
        when p.basis = 'each_subregion' then p.actual_value >= p.target_value
        else
            satisfies(
                p.comparator, p.sign, p.actual_value, p.target_value, p.high, cuts.about_tolerance
            )
    end as satisfied,
    satisfies(
        p.comparator, p.sign, p.baseline_value, p.target_value, p.high, cuts.about_tolerance
    ) as base_satisfied,
    p.gap_to_target > 0 and not due_now and p.basis <> 'each_subregion' and not p.provisional as wants_more,
    cuts.on_track,
    cuts.at_risk
from position p
cross join moment m
cross join cuts
left join trajectory r on r.target_id = p.target_id and r.due_month = p.due_month
