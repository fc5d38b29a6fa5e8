-- Each promise of a region that is made up of others, beside every lower region.
select
    target_id,
    period_text(due_month) as due_period,
    child_code,
    child_value,
    is_bound,
    coalesce(target_ids, []) as target_ids
from level_child_as_of($as_of, $known_at)
order by target_id, due_period, child_code
