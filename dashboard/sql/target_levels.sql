-- Each promise of a region that is made up of others, against the sum of theirs.
select
    target_id,
    period_text(due_month) as due_period,
    children,
    children_with_target,
    children_known,
    children_value,
    is_complete,
    provisional,
    allocation,
    difference,
    difference_share
from target_level_as_of($as_of, $known_at)
order by target_id, due_period
