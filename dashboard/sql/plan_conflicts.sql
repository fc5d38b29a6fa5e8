-- Numbers of one plan that do not fit together.
select
    conflict,
    document_id,
    region_code,
    metric,
    scope,
    target_id,
    period_text(due_month) as due_period,
    other_id,
    period_text(other_month) as other_period,
    children,
    value,
    value_high,
    other_value,
    period_text(base_month) as base_period,
    implied_base,
    other_base
from plan_conflict_as_of($as_of, $known_at)
order by region_code, metric, target_id, conflict, other_id
