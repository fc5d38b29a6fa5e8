-- Stages of one plan for the same thing: a later one that asks for less than the one before. At
-- each date the strictest promise that is known counts. What is written as a number is held
-- against its like once more, so that growth beside it hides nothing; there shares, growth rates
-- and minimums for the same lower regions are found too, which never add up. Told once.
with lower_region as (
    select target_id, list(region_code order by region_code) as children
    from target_child
    where edition_id = (select edition_id from moment)
    group by target_id
),
promise as (
    select
        document_id, region_code, metric, scope, measured, counted_from, null::varchar[] as children,
        sign, due_month, target_id, value
    from pledge
    where measured <> 'every_year' and value is not null
    union all by name
    select
        document_id, region_code, metric, scope, 'written ' || basis as measured, children,
        sign, due_month, target_id, value
    from duty
    left join lower_region using (target_id)
    where basis in ('level', 'each_subregion')
),
stage as (
    select
        * exclude (target_id, value),
        (list(target_id order by sign * value desc, target_id))[1] as target_id,
        (list(value order by sign * value desc, target_id))[1] as value
    from promise
    group by all
),
following as (
    select
        *,
        lag(target_id) over stages as earlier_id,
        lag(due_month) over stages as earlier_month,
        lag(value) over stages as earlier_value
    from stage
    window stages as (
        partition by document_id, region_code, metric, scope, measured, counted_from, children order by due_month
    )
)
from following
where sign * value < sign * earlier_value
qualify row_number() over (partition by target_id order by measured) = 1
