-- One row per target and due period: every_year falls due in each year that has begun,
-- its first year always. Evaluation stops at evaluated_month, the earlier of as_of and due.
with year_due as (
    select
        *,
        unnest(
            case
                when basis = 'every_year' then
                    range(
                        (start_month - 1) // 12,
                        greatest(
                            (start_month - 1) // 12,
                            least((due_month - 1) // 12, ((select as_of_month from moment) - 1) // 12)
                        ) + 1
                    )
                else [(due_month - 1) // 12]
            end
        ) as due_year
    from commitment
)
select
    * exclude (start_month, due_month, due_year),
    start_month as plan_start_month,
    case
        when basis = 'every_year' then greatest(start_month, due_year * 12 + 1)
        else start_month
    end as start_month,
    least(due_month, due_year * 12 + 12) as due_month,
    least(due_month, due_year * 12 + 12, (select as_of_month from moment)) as evaluated_month
from year_due
