-- One row per target and due period, in the columns of the command line.
select
    target_id,
    period_text(due_month) as due_period,
    region_code,
    metric,
    target_value,
    actual_value,
    period_text(actual_month) as actual_period,
    scope,
    (['low', 'medium', 'high'])[confidence] as confidence,
    baseline_value,
    period_text(baseline_month) as baseline_period,
    expected_value,
    gap_to_target,
    gap_to_trajectory,
    actual_value::double / nullif(target_value::double, 0) as attainment,
    progress,
    pace,
    case when wants_more then gap_to_target::double / (months_left / 3) end as required_per_quarter,
    case
        when
            wants_more
            and kind = 'flow'
            and basis in ('level', 'multiple', 'cagr')
            and actual_value > 0
            and target_value >= 0
        then power(target_value::double / actual_value::double, 12 / months_left) - 1
    end as required_growth,
    projected_value,
    provisional,
    case
        when not_started then 'not_due'
        when actual_value is null then 'no_data'
        when actual_month < evaluated_month then 'stale'
        else 'current'
    end as data_state,
    class.performance as performance,
    class.reason as reason,
    other.scope as other_scope,
    other.value as other_value,
    period_text(other.month_no) as other_period
from classed
order by target_id, due_period
