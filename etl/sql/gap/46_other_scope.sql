-- Duties without an actual and without any row in their own scope at evaluation, but with
-- one in another: the latest such figure, to be shown in grey and never subtracted.
with unmet as (
    from duty d
    anti join actual a on a.target_id = d.target_id and a.due_month = d.due_month
),
place as (
    select target_id, due_month, metric, scope, evaluated_month, region_code, false as growth
    from unmet
    where basis <> 'each_subregion'
    union all
    select target_id, due_month, yoy_of, scope, evaluated_month, region_code, true
    from unmet
    where yoy_of <> ''
    union all
    select d.target_id, d.due_month, d.metric, d.scope, d.evaluated_month, child.region_code, false
    from unmet d
    join target_child child
        on child.target_id = d.target_id and child.edition_id = (select edition_id from moment)
    where d.basis = 'each_subregion'
),
candidate as (
    select
        p.target_id,
        p.due_month,
        s.scope = p.scope as own,
        s.scope,
        f.month_no,
        case when p.growth then f.yoy else f.value end as value
    from place p
    join series s on s.region_code = p.region_code and s.metric = p.metric
    join figure f on f.series_id = s.series_id and f.month_no <= p.evaluated_month
    where not p.growth or (f.counting = 'ytd' and f.yoy is not null)
)
select
    target_id,
    due_month,
    arg_max({scope: scope, value: value, month_no: month_no}, (month_no, scope)) as other
from candidate
group by all
having not bool_or(own)
