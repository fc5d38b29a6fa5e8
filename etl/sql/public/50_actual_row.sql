-- The visible rows under their new numbers.
insert into actual_row by name
select own.* exclude (series_id), series.series_id
from public_row own
join internal.series named on named.series_id = own.series_id
join series
    on series.region_code = named.region_code
    and series.metric = named.metric
    and series.scope = named.scope
order by own.version
