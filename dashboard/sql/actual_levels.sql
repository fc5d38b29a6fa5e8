-- The figure of a region that is made up of others, against the sum of theirs.
select
    region_code,
    metric,
    scope,
    period_text(month_no) as period,
    parent_value,
    children,
    children_known,
    children_value,
    is_complete,
    agreement,
    difference,
    difference_share
from actual_level_as_of($as_of, $known_at)
order by region_code, metric, scope
