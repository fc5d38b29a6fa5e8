-- The yardstick: the latest version per key over all rows, and nothing else. Summed, so that
-- neither the engine can skip the values nor the client be handed millions of rows.
select count(*), sum(value::double)
from (
    select arg_max(value, version) as value
    from actual_row
    where known_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
    group by series_id, month_no, counting
)
