-- Targets of one edition, with their series.
insert into target by name
select incoming.*, series.series_id
from incoming
join series using (region_code, metric, scope)
