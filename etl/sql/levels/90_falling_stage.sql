-- Stages of one plan for the same thing: a later one that asks for less than the one before. The
-- strictest promise of each date counts; a date at which one is unknown is passed over.
with stage as (
    select
        document_id,
        region_code,
        metric,
        scope,
        measured,
        counted_from,
        sign,
        due_month,
        (list(target_id order by sign * value desc, target_id))[1] as target_id,
        (list(value order by sign * value desc, target_id))[1] as value
    from pledge
    where measured <> 'every_year'
    group by all
    having count(value) = count(*)
),
following as (
    select
        *,
        lag(target_id) over stages as earlier_id,
        lag(due_month) over stages as earlier_month,
        lag(value) over stages as earlier_value
    from stage
    window stages as (
        partition by document_id, region_code, metric, scope, measured, counted_from order by due_month
    )
)
from following
where sign * value < sign * earlier_value
