-- Do the figures of the lower regions add up to that of the region? Where a figure cannot be
-- negative, a sum over some of them that exceeds the whole already contradicts it.
with summed as (
    select
        region_code,
        metric,
        scope,
        month_no,
        never_negative,
        parent_value,
        count(*) as children,
        count(child_value) as children_known,
        sum(child_value) as children_value,
        count(*) > 1 and count(child_value) = count(*) as is_complete,
        sum(child_value) - any_value(parent_value) as over
    from actual_child
    group by all
)
select
    * exclude (never_negative, over),
    case
        when children_known = 0 then 'none'
        when over > 0 and (is_complete or never_negative) then 'exceeds'
        when is_complete and over = 0 then 'equal'
        when is_complete then 'below'
        else 'partial'
    end as agreement,
    case when agreement in ('equal', 'below', 'exceeds') then over end as difference,
    case when agreement in ('equal', 'below', 'exceeds') then over::double / nullif(parent_value::double, 0) end
        as difference_share
from summed
