-- The visible rows under their new numbers.
insert into actual_row by name
select own.* exclude (series_id), renumbered.series_id
from public_row own
join renumbered on renumbered.internal_id = own.series_id
order by own.version
