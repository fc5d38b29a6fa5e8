-- The gap to the trajectory on the way from one date to another, step by step: as it was; with
-- the path read at the period of the actual of now; with the figures of then in their version
-- of now (restated); with all figures of now (renewed); with the targets of now. Each is a state
-- laid down before. Heights of paths are rounded to 6 decimals, so that every step is an exact
-- difference.
with read_now as (
    select
        was.target_id,
        was.due_month,
        case
            when renewed.actual_month > was.baseline_month then
                rounded_double(
                    path_height(
                        was.geometric,
                        was.baseline_value::double,
                        was.target_value::double,
                        (renewed.actual_month - was.baseline_month) / was.months_in_all
                    )
                )
        end as expected_was,
        case
            when renewed.actual_month > restated.baseline_month then
                rounded_double(
                    path_height(
                        restated.geometric,
                        restated.baseline_value::double,
                        restated.target_value::double,
                        (renewed.actual_month - restated.baseline_month) / restated.months_in_all
                    )
                )
        end as expected_restated
    from was
    join restated using (target_id, due_month)
    join renewed using (target_id, due_month)
)
select
    coalesce(was.target_id, now.target_id) as target_id,
    period_text(coalesce(now.due_month, was.due_month)) as due_period,
    period_text(was.actual_month) as period_then,
    period_text(now.actual_month) as period_now,
    ahead(was.sign, was.expected_value, was.actual_value) as gap_then,
    ahead(was.sign, read_now.expected_was, was.actual_value) as gap_elapsed,
    ahead(restated.sign, read_now.expected_restated, restated.actual_value) as gap_restated,
    ahead(renewed.sign, renewed.expected_value, renewed.actual_value) as gap_renewed,
    ahead(now.sign, now.expected_value, now.actual_value) as gap_now
from was
full join now
    on now.target_id = was.target_id
    and (now.due_month = was.due_month or not (now.basis = 'every_year' or was.basis = 'every_year'))
left join read_now on read_now.target_id = was.target_id and read_now.due_month = was.due_month
left join restated on restated.target_id = was.target_id and restated.due_month = was.due_month
left join renewed on renewed.target_id = was.target_id and renewed.due_month = was.due_month
order by target_id, coalesce(now.due_month, was.due_month)
