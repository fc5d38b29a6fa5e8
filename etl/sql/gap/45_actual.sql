-- The actual of every duty that has one.
select target_id, due_month, actual_month, value, confidence, 0 as children_missing from level_actual
union all
select target_id, due_month, actual_month, value, confidence, 0 from sum_actual
union all
select target_id, due_month, actual_month, value, confidence, 0 from stock_added_actual
union all
select target_id, due_month, actual_month, value, confidence, children_missing
from children
where actual_month is not null
