-- Children of one edition, with the series of their own figures.
insert into target_child by name
select incoming.* exclude (metric, scope), series.series_id
from incoming
join series using (region_code, metric, scope)
