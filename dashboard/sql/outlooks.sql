-- Whether each target can still be reached, and what other accepted methods say of it.
select *
from outlook_as_of($as_of, $known_at)
order by target_id, due_period
