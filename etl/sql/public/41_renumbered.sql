-- Under which number each visible series of the internal warehouse stands here.
create temp table renumbered as
select named.series_id as internal_id, series.series_id
from series
join internal.series named using (region_code, metric, scope)
